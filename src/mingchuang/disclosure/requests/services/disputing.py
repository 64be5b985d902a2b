"""A reply contested before the review organ or the court: filed, answered by us, ended, perhaps done anew."""

from datetime import date, datetime
from typing import Any

from mingchuang.base.accounts.models import User
from mingchuang.base.localtime import local_day
from mingchuang.casework.models import Case
from mingchuang.casework.services.moving import Step, move
from mingchuang.disclosure.requests.models import Dispute, DisputeResult
from mingchuang.disclosure.requests.models import DisputeKind as Table4Kind
from mingchuang.disclosure.requests.services.known import facts_of
from mingchuang.rules.requests.facts import DisputeKind
from mingchuang.rules.requests.past import (
    ACCEPTED,
    DISPUTE,
    KIND,
    RECEIVED,
    RESULT,
    SIMPLIFIED,
    Passed,
    left_on,
)
from mingchuang.rules.requests.states import RequestEvent

_RULES_KIND = {
    Table4Kind.REVIEW: DisputeKind.REVIEW,
    Table4Kind.LITIGATION_DIRECT: DisputeKind.SUIT,
    Table4Kind.LITIGATION_AFTER_REVIEW: DisputeKind.SUIT,
}


def file_dispute(
    case: Case,
    *,
    kind: str,
    organ: str,
    day: date,
    notified_on: date | None = None,
    accepted_on: date | None = None,
    simplified: bool = False,
    docket: str = "",
    actor: User,
    now: datetime,
) -> Case:
    """The reply was contested on that day; our period runs from `notified_on`, when the copy reached us.

    `kind` is one of table 4 of the annual report. A review runs from `accepted_on`, while that is unknown
    from `notified_on`, and has shorter periods where it is `simplified`. Raises `Refused`, `Forbidden`.
    """

    def plan(locked: Case) -> Step:
        known = kind in set(Table4Kind)
        rules_kind = _RULES_KIND[Table4Kind(kind)] if known else ""
        facts = facts_of(
            locked,
            local_day(now),
            day=day,
            after=lambda past: past.decided_on or past.done_on,
            dispute_kind=rules_kind,
        )
        data: dict[str, Any] = {KIND: rules_kind, "table": kind}
        if notified_on:
            data[RECEIVED] = notified_on.isoformat()
        if began := accepted_on or notified_on:
            data[ACCEPTED] = began.isoformat()
        if simplified and rules_kind == DisputeKind.REVIEW:
            data[SIMPLIFIED] = True
        if known:
            # A refusal takes the row back with the transaction.
            row = Dispute.objects.create(
                request=locked.information_request,
                kind=kind,
                organ=organ.strip(),
                docket=docket.strip(),
                filed_on=day,
                accepted_on=accepted_on,
                notified_on=notified_on,
            )
            data[DISPUTE] = row.pk
        return Step(RequestEvent.DISPUTE_FILED, facts, data=data, day=day)

    return move(case, actor, now, plan)


def _filed_on(past: Passed) -> date | None:
    """The day the open dispute was filed; none of what follows lies before it."""
    return left_on(next((notice for notice in past.disputes if notice.is_open), None))


def _open_dispute(case: Case) -> Dispute | None:
    return Dispute.objects.filter(request_id=case.pk, closed_on=None).order_by("pk").first()


def answer_dispute(case: Case, *, day: date, actor: User, now: datetime) -> Case:
    """Our answer or defence was handed in on that day."""

    def plan(locked: Case) -> Step:
        dispute = _open_dispute(locked)
        data = {DISPUTE: dispute.pk} if dispute else {}
        facts = facts_of(locked, local_day(now), day=day, after=_filed_on)
        return Step(RequestEvent.DISPUTE_ANSWERED, facts, data=data, day=day)

    return move(case, actor, now, plan)


def close_dispute(case: Case, *, result: str, day: date, actor: User, now: datetime) -> Case:
    """It ended on that day: maintained, corrected or otherwise."""

    def plan(locked: Case) -> Step:
        dispute = _open_dispute(locked)
        known = result in set(DisputeResult)
        dispute_result = result if known else ""
        facts = facts_of(locked, local_day(now), day=day, after=_filed_on, dispute_result=dispute_result)
        data = {DISPUTE: dispute.pk, RESULT: result} if dispute else {RESULT: result}

        def also(_case: Case) -> None:
            if dispute is not None:
                Dispute.objects.filter(pk=dispute.pk).update(closed_on=day, result=result)

        return Step(RequestEvent.DISPUTE_CLOSED, facts, data=data, day=day, also=also)

    return move(case, actor, now, plan)


def reopen(case: Case, *, day: date, reason: str, actor: User, now: datetime) -> Case:
    """A review decision or judgment of that day orders a new reply: its period runs from it."""

    def plan(locked: Case) -> Step:
        facts = facts_of(
            locked, local_day(now), day=day, after=lambda past: past.new_reply_ordered_on, reason=reason
        )
        return Step(RequestEvent.REOPENED, facts, text=reason, day=day)

    return move(case, actor, now, plan)
