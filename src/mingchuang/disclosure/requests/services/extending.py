"""Later than twenty working days: the one extension, and the delay for those who ask for very much.

An extension happens when the applicant is told. So it is proposed first, which drafts its notice; the head of
the body in charge approves the notice, and delivering it extends the period.
"""

from datetime import date, datetime

from django.utils.translation import gettext as _

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import may
from mingchuang.base.calendars.selectors import current_calendar
from mingchuang.base.localtime import local_day
from mingchuang.casework.letters.models import Letter
from mingchuang.casework.models import Case
from mingchuang.casework.services.moving import Step, move
from mingchuang.casework.services.projecting import past_of
from mingchuang.disclosure.requests.letters_made import facts_of_letter, notice_of, sent_on, text_of
from mingchuang.disclosure.requests.models import RequestLetter
from mingchuang.disclosure.requests.services import lettering
from mingchuang.disclosure.requests.services.known import REPLY_CODES, facts_of
from mingchuang.rules.cases import PastEvent
from mingchuang.rules.clocks import Deadline
from mingchuang.rules.letters.content import chinese_day
from mingchuang.rules.letters.kinds import LetterKind
from mingchuang.rules.letters.placeholders import Placeholder
from mingchuang.rules.refusals import Reason, Refused, refuse_if
from mingchuang.rules.requests import letters, periods, running
from mingchuang.rules.requests.exchanges import RECEIVED, SENT, UNTIL, WORKDAYS, left_on
from mingchuang.rules.requests.states import RequestEvent
from mingchuang.rules.roles import Permission


def propose(case: Case, *, workdays: int | None, reason: str, actor: User, now: datetime) -> Case:
    """Draft the notice of an extension by up to 20 working days; the period is extended when it is delivered.

    The reason is told to the applicant. Raises `Refused`, `Forbidden`.
    """
    length = workdays or 0

    def plan(locked: Case) -> Step:
        today = local_day(now)
        notice = proposed(locked)
        facts = facts_of(locked, today, extension=length, reason=reason, notice=facts_of_letter(notice))

        def also(moved: Case) -> None:
            due = _extended_to(moved, length, today)
            if due is None:
                message = _("工作日历还没有公布到延长后的期限，请先录入新的放假安排")
                raise Refused.because("calendar_missing", message, "workdays")
            written = letters.extension_notice(reason, due.due, provisional=due.provisional)
            lettering.draft(moved, written, actor=actor, now=now)

        return Step(
            RequestEvent.EXTENSION_PROPOSED,
            facts,
            text=reason,
            text_is_public=True,
            data={WORKDAYS: length},
            also=also,
        )

    return move(case, actor, now, plan)


def proposed(case: Case) -> Letter | None:
    """The notice of the extension that was proposed last; None where there is none or it was voided."""
    return notice_of(case, RequestEvent.EXTENSION_PROPOSED, LetterKind.EXTENSION_NOTICE)


def _is_stale(row: RequestLetter, due: Deadline | None) -> bool:
    """Whether a notice names another day than the one that would count; not known without a calendar."""
    return due is not None and not row.values.get(Placeholder.NEW_DUE_ON, "").startswith(chinese_day(due.due))


def _extended_to(case: Case, workdays: int, told_on: date | None) -> Deadline | None:
    """The last day to reply once the extension is told; None where the calendar does not reach."""
    if told_on is None:
        return None
    told = PastEvent(RequestEvent.EXTENDED, told_on, {WORKDAYS: workdays})
    clocks = running.clocks([*past_of(case), told], case.frozen, current_calendar())
    found = [clock.deadline for clock in clocks if clock.code in REPLY_CODES and clock.deadline]
    return found[-1] if found else None


def extend(case: Case, *, told_on: date | None, actor: User, now: datetime) -> Case:
    """The applicant was told of the proposed extension on that day, before the reply was due: it counts.

    Length and reason are those of the notice; whoever approved the notice must be the head of the body in
    charge. Raises `Refused`, `Forbidden`.
    """

    def plan(locked: Case) -> Step:
        notice = proposed(locked)
        row = notice.of_request if notice else None
        proposal = row.event if row else None
        workdays = int(proposal.data.get(WORKDAYS, 0)) if proposal else 0
        facts = facts_of(
            locked,
            local_day(now),
            day=told_on,
            extension=workdays,
            told_on=told_on,
            approved_by_head=bool(notice and may_approve_extension(notice.approved_by)),
            notice=facts_of_letter(notice),
            notice_is_stale=row is not None and _is_stale(row, _extended_to(locked, workdays, told_on)),
        )
        data = {WORKDAYS: workdays, "told": told_on.isoformat() if told_on else ""}
        return Step(
            RequestEvent.EXTENDED,
            facts,
            text=text_of(proposal) if proposal else "",
            text_is_public=True,
            data=data,
            day=told_on,
        )

    return move(case, actor, now, plan)


def may_approve_extension(person: User | None) -> bool:
    """Whether a person is the head of the body in charge, who alone agrees to an extension."""
    return person is not None and may(person, Permission.SIGN_REPLY)


def ask_reasons(
    case: Case,
    *,
    reason: str,
    excess: str,
    workdays: int = periods.REASONS_WORKDAYS,
    actor: User,
    now: datetime,
) -> Case:
    """Draft the inquiry why so much is asked so often (Art. 35); it is asked when it leaves (`reasons_told`).

    `excess` says how much that is. Raises `Refused`, `Forbidden`.
    """
    if not excess.strip():
        message = _("请写明申请的数量、频次，如：本年1月至3月共提出申请62件")
        refuse_if([Reason("excess_missing", message, "excess")])

    def plan(locked: Case) -> Step:
        facts = facts_of(locked, local_day(now), reason=reason, notice=facts_of_letter(_inquiry(locked)))

        def also(moved: Case) -> None:
            written = letters.reason_inquiry(excess, reason, workdays)
            lettering.draft(moved, written, actor=actor, now=now)

        return Step(
            RequestEvent.REASONS_PROPOSED,
            facts,
            text=reason,
            text_is_public=True,
            data={WORKDAYS: workdays},
            also=also,
        )

    return move(case, actor, now, plan)


def _inquiry(case: Case) -> Letter | None:
    return notice_of(case, RequestEvent.REASONS_PROPOSED, LetterKind.REASON_INQUIRY)


def reasons_told(made: RequestLetter, *, day: date, actor: User, now: datetime) -> Case:
    """The inquiry left on that day: the applicant is asked for reasons. Raises `Refused`, `Forbidden`."""

    def plan(locked: Case) -> Step:
        facts = facts_of(locked, local_day(now), day=day, notice=facts_of_letter(made.letter))
        return Step(
            RequestEvent.REASON_ASKED,
            facts,
            text=text_of(made.event),
            text_is_public=True,
            data={WORKDAYS: made.event.data.get(WORKDAYS)},
            day=day,
        )

    return move(made.request.case, actor, now, plan)


def inquiry_received(case: Case, *, day: date, actor: User, now: datetime) -> Case:
    """The applicant got the inquiry on that day: the period to explain runs from it."""

    def plan(locked: Case) -> Step:
        inquiry = _inquiry(locked)
        facts = facts_of(locked, local_day(now), day=day, notice=facts_of_letter(inquiry))
        data = {RECEIVED: day.isoformat(), SENT: (sent_on(inquiry) or day).isoformat()}
        return Step(RequestEvent.REASON_NOTICE_RECEIVED, facts, data=data, day=day)

    return move(case, actor, now, plan)


def reasons_given(case: Case, *, day: date, reason: str, actor: User, now: datetime) -> Case:
    """The applicant's reasons came that day."""

    def plan(locked: Case) -> Step:
        facts = facts_of(locked, local_day(now), day=day, after=lambda past: left_on(past.reasons))
        return Step(RequestEvent.REASON_GIVEN, facts, text=reason, day=day)

    return move(case, actor, now, plan)


def delay(case: Case, *, until: date | None, reason: str, actor: User, now: datetime) -> Case:
    """The reasons are good, but the time is too short: the notice of a reasonable day is drafted.

    The day counts once the notice has left (`delay_told`). Raises `Refused`, `Forbidden`.
    """

    def plan(locked: Case) -> Step:
        notice = notice_of(locked, RequestEvent.DELAY_PROPOSED, LetterKind.DELAY_NOTICE)
        facts = facts_of(
            locked,
            local_day(now),
            delayed_until=until,
            reasons_accepted=True,
            notice=facts_of_letter(notice),
        )
        data = {UNTIL: until.isoformat()} if until else {}

        def also(moved: Case) -> None:
            if until is not None:
                lettering.draft(moved, letters.delay_notice(reason, until), actor=actor, now=now)

        return Step(
            RequestEvent.DELAY_PROPOSED, facts, text=reason, text_is_public=True, data=data, also=also
        )

    return move(case, actor, now, plan)


def delay_told(made: RequestLetter, *, day: date, actor: User, now: datetime) -> Case:
    """The notice of the delay left on that day, before the reply was due: the day it names counts.

    Raises `Refused`, `Forbidden`.
    """
    until = made.event.data.get(UNTIL)

    def plan(locked: Case) -> Step:
        facts = facts_of(
            locked,
            local_day(now),
            day=day,
            delayed_until=date.fromisoformat(until) if until else None,
            reasons_accepted=True,
            notice=facts_of_letter(made.letter),
        )
        return Step(
            RequestEvent.DELAYED,
            facts,
            text=text_of(made.event),
            text_is_public=True,
            data={UNTIL: until},
            day=day,
        )

    return move(made.request.case, actor, now, plan)
