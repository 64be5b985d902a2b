"""A reply contested before the review organ or the court: filed, answered by us, ended, perhaps done anew."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from mingchuang.base.accounts.models import User
from mingchuang.base.calendars.selectors import current_calendar
from mingchuang.base.localtime import local_day
from mingchuang.casework.models import Case
from mingchuang.casework.services.moving import Step, move
from mingchuang.casework.services.projecting import past_of
from mingchuang.disclosure.requests.models import Dispute, DisputeResult
from mingchuang.disclosure.requests.services.known import facts_of
from mingchuang.rules.requests import contesting
from mingchuang.rules.requests.exchanges import (
    ACCEPTED,
    DAYS,
    DISPUTE,
    KIND,
    RECEIVED,
    RESULT,
    SIMPLIFIED,
    Notice,
    left_on,
)
from mingchuang.rules.requests.facts import DisputeKind, Facts
from mingchuang.rules.requests.past import Passed, passed
from mingchuang.rules.requests.states import RequestEvent


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
    taken_up_all_the_same: bool = False,
    actor: User,
    now: datetime,
) -> Case:
    """The reply was contested on that day; our period runs from `notified_on`, when the copy reached us.

    `kind` is one of table 4 of the annual report. A review runs from `accepted_on`, while that is unknown
    from `notified_on`, and has shorter periods where it is `simplified`. `taken_up_all_the_same`: the organ
    or the court has it, though the law has another order. Raises `Refused`, `Forbidden`.
    """

    def plan(locked: Case) -> Step:
        known = kind in set(DisputeKind)
        past = passed(past_of(locked))
        facts = facts_of(
            locked,
            local_day(now),
            day=day,
            after=lambda past: past.decided_on or past.done_on,
            dispute_kind=kind if known else "",
            remedies=contesting.remedies_of(past),
            reviewed=contesting.reviewed(past, day, current_calendar()),
            taken_up_all_the_same=taken_up_all_the_same,
        )
        data: dict[str, Any] = {KIND: kind if known else ""}
        if notified_on:
            data[RECEIVED] = notified_on.isoformat()
        if began := accepted_on or notified_on:
            data[ACCEPTED] = began.isoformat()
        if simplified and kind == DisputeKind.REVIEW:
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


def _open_dispute(case: Case, named: Dispute | None) -> Dispute | None:
    """The open dispute of the case that was named, or the only one where none was."""
    found = list(Dispute.objects.filter(request_id=case.pk, closed_on=None).order_by("pk"))
    if named is not None:
        return next((row for row in found if row.pk == named.pk), None)
    return found[0] if len(found) == 1 else None


def _notice_of(past: Passed, dispute: Dispute | None) -> Notice | None:
    """The filing of a dispute, as the history tells it."""
    if dispute is None:
        return None
    filed = (notice for notice in past.disputes if notice.is_open)
    return next((notice for notice in filed if notice.key in (dispute.pk, None)), None)


def _about(case: Case, dispute: Dispute | None, day: date, now: datetime, **more: Any) -> Facts:
    """The facts of an act on one dispute; none of what follows lies before it was filed."""
    return facts_of(
        case,
        local_day(now),
        day=day,
        after=lambda past: left_on(_notice_of(past, dispute)),
        dispute=dispute.kind if dispute else "",
        **more,
    )


def answer_dispute(
    case: Case, *, day: date, dispute: Dispute | None = None, actor: User, now: datetime
) -> Case:
    """Our answer or defence was handed in on that day; `dispute` where more than one is open.

    Raises `Refused`, `Forbidden`.
    """

    def plan(locked: Case) -> Step:
        row = _open_dispute(locked, dispute)
        data = {DISPUTE: row.pk} if row else {}
        facts = _about(locked, row, day, now)
        return Step(RequestEvent.DISPUTE_ANSWERED, facts, data=data, day=day, once=True)

    return move(case, actor, now, plan)


def extend_review(case: Case, *, days: int, day: date, actor: User, now: datetime) -> Case:
    """The review organ told us on that day that it decides up to `days` natural days later.

    Raises `Refused`, `Forbidden`.
    """

    def plan(locked: Case) -> Step:
        row, review = _open_review(locked)
        facts = _about_review(
            locked,
            row,
            review,
            day,
            now,
            review_extension=days,
            review_extension_again=bool(review and review.extension),
            review_simplified=bool(review and review.simplified),
        )
        data: dict[str, Any] = {DAYS: days, **({DISPUTE: row.pk} if row else {})}
        return Step(RequestEvent.REVIEW_EXTENDED, facts, data=data, day=day)

    return move(case, actor, now, plan)


def suspend_review(case: Case, *, day: date, reason: str, actor: User, now: datetime) -> Case:
    """The review organ laid the review aside from that day: its own last day rests until it is resumed.

    Raises `Refused`, `Forbidden`.
    """
    return move(
        case, actor, now, lambda locked: _rest(locked, RequestEvent.REVIEW_SUSPENDED, day, reason, now)
    )


def resume_review(case: Case, *, day: date, actor: User, now: datetime) -> Case:
    """The review organ took the review up again on that day: its last day moves by the days it rested.

    Raises `Refused`, `Forbidden`.
    """
    return move(case, actor, now, lambda locked: _rest(locked, RequestEvent.REVIEW_RESUMED, day, "", now))


def _rest(case: Case, event: RequestEvent, day: date, reason: str, now: datetime) -> Step:
    row, review = _open_review(case)
    facts = _about_review(case, row, review, day, now, reason=reason)
    known = [review.accepted_on, *(one for span in review.suspensions for one in span)] if review else []
    earliest = max((one for one in (facts.earliest, *known) if one), default=None)
    data = {DISPUTE: row.pk} if row else {}
    return Step(event, replace(facts, earliest=earliest), text=reason, data=data, day=day)


def _about_review(
    case: Case, row: Dispute | None, review: Notice | None, day: date, now: datetime, **more: Any
) -> Facts:
    """The facts of an act by which the review organ moves its own last day."""
    due = contesting.review_decision(review, current_calendar()) if review else None
    return _about(
        case,
        row,
        day,
        now,
        review_suspended=bool(review and review.suspended_since),
        review_decision_due=due.due if due else None,
        **more,
    )


def _open_review(case: Case) -> tuple[Dispute | None, Notice | None]:
    """The review that is pending, as a row and as the history tells it; None where there is none."""
    reviews = Dispute.objects.filter(request_id=case.pk, closed_on=None, kind=DisputeKind.REVIEW)
    row = reviews.order_by("pk").first()
    return row, _notice_of(passed(past_of(case)), row)


def close_dispute(
    case: Case, *, result: str, day: date, dispute: Dispute | None = None, actor: User, now: datetime
) -> Case:
    """It ended on that day: maintained, corrected or otherwise; `dispute` where more than one is open.

    Raises `Refused`, `Forbidden`.
    """

    def plan(locked: Case) -> Step:
        row = _open_dispute(locked, dispute)
        known = result if result in set(DisputeResult) else ""
        facts = _about(locked, row, day, now, dispute_result=known)
        data = {DISPUTE: row.pk, RESULT: result} if row else {RESULT: result}
        is_last = len(facts.open_disputes) <= 1
        event = RequestEvent.DISPUTE_CLOSED if is_last else RequestEvent.ONE_DISPUTE_CLOSED

        def also(_case: Case) -> None:
            if row is not None:
                Dispute.objects.filter(pk=row.pk).update(closed_on=day, result=result)

        return Step(event, facts, data=data, day=day, also=also)

    return move(case, actor, now, plan)


def reply_received(case: Case, *, day: date, actor: User, now: datetime) -> Case:
    """A posted reply, or notice that nothing more is done, came on that day; the last word on it counts.

    Raises `Refused`, `Forbidden`.
    """

    def plan(locked: Case) -> Step:
        posted = passed(past_of(locked)).told_by_post
        facts = facts_of(
            locked, local_day(now), day=day, after=lambda past: past.told_on, told_by_post=posted
        )
        return Step(RequestEvent.REPLY_RECEIVED, facts, day=day)

    return move(case, actor, now, plan)


def reopen(case: Case, *, day: date, reason: str, actor: User, now: datetime) -> Case:
    """A review decision or judgment of that day orders a new reply: its period runs from it."""

    def plan(locked: Case) -> Step:
        facts = facts_of(
            locked, local_day(now), day=day, after=lambda past: past.new_reply_ordered_on, reason=reason
        )
        return Step(RequestEvent.REOPENED, facts, text=reason, day=day)

    return move(case, actor, now, plan)
