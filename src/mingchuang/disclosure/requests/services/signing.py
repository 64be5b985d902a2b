"""Signatures on a drafted reply, and the decision that makes its letters."""

from datetime import datetime
from typing import Any

from django.conf import settings

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import may, refusal
from mingchuang.base.audit import selectors as audit
from mingchuang.base.localtime import local_day
from mingchuang.casework.models import Case, CaseEvent
from mingchuang.casework.services.moving import Require, Step, move
from mingchuang.disclosure.requests.models import AskedItem, SignOff
from mingchuang.disclosure.requests.services import lettering
from mingchuang.disclosure.requests.services.answering import ITEM_ANSWERED
from mingchuang.disclosure.requests.services.known import facts_of
from mingchuang.rules.refusals import Forbidden
from mingchuang.rules.requests.decisions import Decision
from mingchuang.rules.requests.facts import SignOffStep
from mingchuang.rules.requests.past import ITEMS, STEP
from mingchuang.rules.requests.report_rows import row_of
from mingchuang.rules.requests.states import RequestEvent
from mingchuang.rules.roles import Permission

PERMISSION_OF_STEP = {
    SignOffStep.SECRECY: Permission.REVIEW_SECRECY,
    SignOffStep.LEGAL: Permission.REVIEW_LEGAL,
    SignOffStep.HEAD: Permission.SIGN_REPLY,
}

_SIGNING = (
    RequestEvent.SUBMITTED_FOR_REVIEW,
    RequestEvent.REVIEWED,
    RequestEvent.RETURNED,
    RequestEvent.REOPENED,
)


def may_sign(person: User, step: str) -> bool:
    """Whether a person holds the right for a signature."""
    return step in set(SignOffStep) and may(person, PERMISSION_OF_STEP[SignOffStep(step)])


def _requires(step: str) -> Require:
    """The right for the step; where none was chosen, the right for any, so that the rules can ask which."""
    named = [SignOffStep(step)] if step in set(SignOffStep) else list(SignOffStep)

    def require(person: User, _case: Case) -> None:
        if not any(may_sign(person, one) for one in named):
            raise Forbidden([refusal(PERMISSION_OF_STEP[named[0]])])

    return require


def wrote(person: User, case: Case) -> bool:
    """Whether a person drafted any of the reply or sent it to review: then they sign nothing of it.

    The trail is asked, for the item itself names only who wrote in it last.
    """
    sent = CaseEvent.objects.filter(case=case, actor=person, event=RequestEvent.SUBMITTED_FOR_REVIEW)
    return sent.exists() or audit.acted(person, ITEM_ANSWERED, case)


def _standing(case: Case, person: User, step: str) -> dict[str, Any]:
    """Who has signed what since the reply was last sent to review, as the guards ask it."""
    signers: dict[str, int | None] = {}
    for event in CaseEvent.objects.filter(case=case, event__in=_SIGNING).order_by("seq"):
        if event.event == RequestEvent.REVIEWED:
            signers[str(event.data.get(STEP, ""))] = event.actor_id
        else:
            signers = {}
    return {
        "signer_signed": any(who == person.pk for signed, who in signers.items() if signed != step),
        "one_signed_several": len(set(signers.values())) < len(signers),
        "signers_differ": bool(settings.REQUEST_SIGNERS_DIFFER),
    }


def sign(case: Case, *, step: str, reason: str = "", actor: User, now: datetime) -> Case:
    """Sign one step. Raises `Refused` (signed it or another, wrote it, head too early), `Forbidden`."""
    return _signed_off(case, RequestEvent.REVIEWED, step=step, reason=reason, actor=actor, now=now)


def send_back(case: Case, *, step: str, reason: str, actor: User, now: datetime) -> Case:
    """Return the drafted reply with reasons; all signatures so far are void.

    Raises `Refused`, `Forbidden`.
    """
    return _signed_off(case, RequestEvent.RETURNED, step=step, reason=reason, actor=actor, now=now)


def _signed_off(
    case: Case, event: RequestEvent, *, step: str, reason: str, actor: User, now: datetime
) -> Case:
    passed = event is RequestEvent.REVIEWED

    def plan(locked: Case) -> Step:
        # Whoever wrote a reply may not sign it, but may well send it back.
        own: dict[str, Any] = {"reason": reason}
        if passed:
            own = {"signer_wrote": wrote(actor, locked), **_standing(locked, actor, step)}
        facts = facts_of(locked, local_day(now), step=step, **own)

        def also(_case: Case) -> None:
            SignOff.objects.create(
                request=locked.information_request, step=step, passed=passed, by=actor, at=now, text=reason
            )

        return Step(event, facts, text=reason, data={STEP: step}, also=also)

    return move(case, actor, now, plan, require=_requires(step))


def decide(case: Case, *, actor: User, now: datetime) -> Case:
    """Make the decision once everything is signed; the outcomes and the report row are fixed in the event.

    Its reply letters are drafted, one for each outcome. Raises `Refused`, `Forbidden`.
    """
    today = local_day(now)

    def plan(locked: Case) -> Step:
        facts = facts_of(locked, today, **_standing(locked, actor, ""))
        outcomes = {str(item.position): item.decision for item in facts.items}
        data = {ITEMS: outcomes, "row": _row(list(outcomes.values()))}

        def also(moved: Case) -> None:
            AskedItem.objects.filter(request_id=locked.pk).update(decided_on=today)
            lettering.draft_replies(moved, actor=actor, now=now)

        return Step(RequestEvent.DECIDED, facts, data=data, also=also)

    return move(case, actor, now, plan)


def _row(outcomes: list[str]) -> str:
    decided = [Decision(code) for code in outcomes if code in set(Decision)]
    return row_of(decided) if decided else ""
