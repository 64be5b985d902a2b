"""What is unclear is asked once: the notice, its receipt, the corrected application, the lapse."""

from datetime import date, datetime

from django.core.files.base import File

from mingchuang.base.accounts.models import User
from mingchuang.base.localtime import local_day
from mingchuang.casework.letters.models import Letter
from mingchuang.casework.models import Case
from mingchuang.casework.services.moving import Step, move
from mingchuang.disclosure.requests.letters_made import facts_of_letter, notice_of, sent_on, text_of
from mingchuang.disclosure.requests.models import InformationRequest, PaperRole, RequestLetter
from mingchuang.disclosure.requests.services import completing, lettering, uploading
from mingchuang.disclosure.requests.services.known import (
    corrected_data,
    facts_of,
    known_of,
    leaves_the_clock,
)
from mingchuang.rules.letters.kinds import LetterKind
from mingchuang.rules.letters.placeholders import Placeholder
from mingchuang.rules.requests import late_corrections, letters, periods
from mingchuang.rules.requests.exchanges import RECEIVED, SENT, WORKDAYS, left_on
from mingchuang.rules.requests.running import ClockCode
from mingchuang.rules.requests.states import RequestEvent


def ask_correction(
    case: Case,
    *,
    items: str,
    workdays: int = periods.CORRECTION_WORKDAYS,
    late_notice_accepted: bool = False,
    actor: User,
    now: datetime,
) -> Case:
    """Draft the notice of everything to correct, one item a line; `workdays` is the period to answer.

    Nothing is asked before the notice has left (`told`). Raises `Refused`, `Forbidden`.
    """
    named = [line.strip() for line in items.splitlines() if line.strip()]
    today = local_day(now)

    def plan(locked: Case) -> Step:
        facts = facts_of(
            locked,
            today,
            correction_items=len(named),
            late_notice_accepted=late_notice_accepted,
            notice=facts_of_letter(_notice(locked)),
        )

        def also(moved: Case) -> None:
            written = letters.correction_notice(named, workdays, late=leaves_the_clock(moved, today))
            lettering.draft(moved, written, actor=actor, now=now)

        return Step(
            RequestEvent.CORRECTION_PROPOSED,
            facts,
            text="\n".join(named),
            text_is_public=True,
            text_field="items",
            data={WORKDAYS: workdays, "items": len(named)},
            also=also,
        )

    return move(case, actor, now, plan)


def _notice(case: Case) -> Letter | None:
    return notice_of(case, RequestEvent.CORRECTION_PROPOSED, LetterKind.CORRECTION_NOTICE)


def told(made: RequestLetter, *, day: date, actor: User, now: datetime) -> Case:
    """The notice left on that day: the correction is asked, and the reply clock rests.

    Told after the seventh working day it is asked all the same, and the reply clock goes on; a notice that
    says otherwise is drafted anew first. Raises `Refused`, `Forbidden`.
    """
    data = {WORKDAYS: made.event.data.get(WORKDAYS), "items": made.event.data.get("items", 0)}

    def plan(locked: Case) -> Step:
        facts = facts_of(
            locked,
            local_day(now),
            day=day,
            correction_items=data["items"],
            notice=facts_of_letter(made.letter),
            notice_is_stale=is_stale(made, locked, day),
        )
        due = facts.correction_notice_due
        late = {"late": True} if due is not None and day > due else {}
        return Step(
            RequestEvent.CORRECTION_ASKED,
            facts,
            text=text_of(made.event),
            text_is_public=True,
            text_field="items",
            data=data | late,
            day=day,
        )

    return move(made.request.case, actor, now, plan)


def is_stale(made: RequestLetter, case: Case, day: date) -> bool:
    """Whether a notice that leaves on that day says of the reply period what will not be."""
    guidance = made.values.get(Placeholder.CORRECTION_GUIDANCE, "")
    return late_corrections.is_stale(guidance, late=leaves_the_clock(case, day))


def notice_received(case: Case, *, day: date, actor: User, now: datetime) -> Case:
    """The applicant got the issued correction notice on that day: the period to correct runs from it.

    Whether the office told in time is judged by the day the notice left. Raises `Refused`, `Forbidden`.
    """

    def plan(locked: Case) -> Step:
        notice = _notice(locked)
        facts = facts_of(locked, local_day(now), day=day, notice=facts_of_letter(notice))
        data = {RECEIVED: day.isoformat(), SENT: (sent_on(notice) or day).isoformat()}
        return Step(RequestEvent.CORRECTION_NOTICE_RECEIVED, facts, data=data, day=day)

    return move(case, actor, now, plan)


def corrected(
    case: Case,
    *,
    day: date,
    reason: str = "",
    late_correction_justified: bool = False,
    paper: File | None = None,
    actor: User,
    now: datetime,
    **lacked: str,
) -> Case:
    """A corrected application came on paper that day: the reply period starts anew.

    It goes on as it was where the notice to correct was given too late.

    `reason` says what it adds, `lacked` holds those fields of the application that were empty, `paper` is
    its scan. Raises `Refused`, `Forbidden`.
    """

    def plan(locked: Case) -> Step:
        asked: InformationRequest = locked.information_request
        facts = facts_of(
            locked,
            local_day(now),
            day=day,
            after=lambda past: left_on(past.correction),
            late_correction_justified=late_correction_justified,
        )
        late = corrected_data(locked)
        told = completing.complete(asked, lacked, actor=actor, now=now)

        def also(_moved: Case) -> None:
            papers = [paper] if paper is not None else []
            uploading.add_papers(asked, papers, PaperRole.SCAN, "paper", actor=actor, now=now)

        data = {"by": "office", **told, **late}
        return Step(RequestEvent.CORRECTED, facts, text=reason, day=day, data=data, also=also)

    return move(case, actor, now, plan)


def lapse(case: Case, *, actor: User, now: datetime) -> Case:
    """The period to correct is over and nothing came: the request is no longer handled, and that is told."""

    def plan(locked: Case) -> Step:
        known = known_of(locked)
        asked, due = known.past.correction, known.due(ClockCode.CORRECTION)

        def also(moved: Case) -> None:
            if asked is not None and asked.received_on is not None and due is not None:
                written = letters.not_corrected(asked.received_on, due)
                lettering.draft(moved, written, actor=actor, now=now)

        return Step(RequestEvent.CORRECTION_LAPSED, facts_of(locked, local_day(now)), also=also)

    return move(case, actor, now, plan)
