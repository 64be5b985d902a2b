"""Which clocks a request's events have started, and when each was met.

The reply clock leads. While it does not run, the clock leads that says when the office must look again:
the confirmation of an arrival, the applicant's period to correct or to pay, our answer in a dispute.
Nothing here asks what day it is: a consultation without an answer is taken to end with its period, from
the letter's receipt or, before that is known, from its dispatch, so that a due day errs early.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from mingchuang.rules.cases import PastEvent, RunningClock
from mingchuang.rules.clocks import Deadline, Interval
from mingchuang.rules.requests import clocks as count
from mingchuang.rules.requests import contesting, periods
from mingchuang.rules.requests.clock_codes import LABELS, ClockCode
from mingchuang.rules.requests.exchanges import Notice
from mingchuang.rules.requests.facts import SUITS
from mingchuang.rules.requests.opinions import Party
from mingchuang.rules.requests.past import Passed, passed
from mingchuang.rules.workdays import CoverageError, DayKind, DayReason, WorkCalendar

CONFIRMATION_WORKDAYS = "confirmation_workdays"
FEE_PAYMENT_RESTARTS = "fee_payment_restarts"
LATE_CORRECTION_RESTARTS = "late_correction_restarts"
"""Keys of what is frozen on a request: the office's choices where the law is silent or unverified."""


CODE_OF_PARTY = {
    Party.THIRD_PARTY: ClockCode.THIRD_PARTY,
    Party.CO_MAKER: ClockCode.CO_MAKER,
    Party.OTHER_AGENCY: ClockCode.OTHER_AGENCY,
}

_OURS_IN_DISPUTES = (ClockCode.SUIT_DEFENCE, ClockCode.REVIEW_ANSWER)

Count = Callable[[], Deadline]


def _counted(find: Count) -> Deadline | None:
    try:
        return find()
    except CoverageError:
        return None


def clocks(
    history: Sequence[PastEvent], frozen: Mapping[str, Any], calendar: WorkCalendar
) -> list[RunningClock]:
    """Every clock of a request, the leading one first; never raises for a calendar that ends too early."""
    return clocks_after(passed(history), frozen, calendar)


def clocks_after(past: Passed, frozen: Mapping[str, Any], calendar: WorkCalendar) -> list[RunningClock]:
    """Like `clocks`, for a history that was read already."""
    found = [
        *_confirmation(past, frozen, calendar),
        *_reply(past, frozen, calendar),
        *_correction(past, frozen, calendar),
        *_payment(past, frozen, calendar),
        *_disputes(past, calendar),
        *_reasons(past, calendar),
        *(_opinion(notice, calendar) for notice in past.consultations),
    ]
    found += contesting.clocks(past, _reply_due(found), calendar)
    leading = _leading(past, found)
    marked = [replace(clock, leads=clock is leading) for clock in found]
    return sorted(marked, key=lambda clock: not clock.leads)


def _reply_due(found: Iterable[RunningClock]) -> date | None:
    """The last day of the reply that is awaited; None while none runs or the calendar does not reach it."""
    replies = [clock for clock in found if clock.code in (ClockCode.REPLY, ClockCode.DELAYED)]
    return replies[0].deadline.due if replies and replies[0].deadline else None


def _leading(past: Passed, found: Iterable[RunningClock]) -> RunningClock | None:
    """What an open request waits for; of a closed one the reply, so that it shows whether it came in time.

    Nothing leads in a request closed because the applicant did not correct or pay: nobody was late to reply.
    """
    if past.received_on is None:
        return next(iter(found), None)
    running = {clock.code: clock for clock in found if clock.done_on is None}
    if past.contested:
        ours = [clock for clock in found if clock.code in _OURS_IN_DISPUTES and clock.done_on is None]
        return min(ours, key=lambda clock: clock.deadline.due if clock.deadline else date.max, default=None)
    replies = [clock for clock in found if clock.code in (ClockCode.REPLY, ClockCode.DELAYED)]
    if replies:
        return replies[0]
    return running.get(ClockCode.CORRECTION) or running.get(ClockCode.PAYMENT)


def _clock(
    code: ClockCode, started_on: date, deadline: Deadline | None, done_on: date | None, label: str = ""
) -> RunningClock:
    return RunningClock(code, label or LABELS[code], started_on, deadline, done_on)


def _confirmation(past: Passed, frozen: Mapping[str, Any], calendar: WorkCalendar) -> list[RunningClock]:
    arrived_on = past.arrived_on
    if arrived_on is None:
        return []
    length = int(frozen.get(CONFIRMATION_WORKDAYS, periods.CONFIRMATION_WORKDAYS))
    deadline = _counted(lambda: count.confirmation(arrived_on, calendar, length=length))
    return [_clock(ClockCode.CONFIRMATION, arrived_on, deadline, past.confirmed_on or past.done_on)]


# --- the reply ----------------------------------------------------------------------------------


def _reply(past: Passed, frozen: Mapping[str, Any], calendar: WorkCalendar) -> list[RunningClock]:
    received_on = past.received_on
    if received_on is None or _is_void(past, frozen, calendar):
        return []
    late = keeps_running(past, frozen, calendar)
    restarts = bool(frozen.get(FEE_PAYMENT_RESTARTS, True))
    void = (past.moved_before_correction and not late) or (past.moved_before_payment and restarts)
    extension, until = (0, None) if void else (past.extension, past.delayed_until)
    facts = count.ReplyFacts(
        received_on,
        corrected_on=None if late else past.corrected_on,
        fee_paid_on=past.paid_on if restarts else None,
        extension=extension,
    )
    if until is not None and until > facts.base:
        deadline = _counted(lambda: _delayed(facts.base, until, past, calendar))
        return [_clock(ClockCode.DELAYED, facts.base, deadline, past.done_on)]
    label = LABELS[ClockCode.REPLY]
    if extension:
        label = f"{label}（已延长{count.extension_that_counts(extension)}个工作日）"
    deadline = _counted(lambda: _suspended(facts, past.consultations, calendar))
    return [_clock(ClockCode.REPLY, facts.base, deadline, past.done_on, label)]


def _suspended(facts: count.ReplyFacts, consultations: Sequence[Notice], calendar: WorkCalendar) -> Deadline:
    def with_spans(spans: tuple[Interval, ...]) -> Deadline:
        return count.reply(replace(facts, consultations=spans), calendar)

    return _resting(with_spans, consultations, calendar)


def _delayed(base: date, until: date, past: Passed, calendar: WorkCalendar) -> Deadline:
    """The period set under Art. 35: whom the office asked before it set the day, it knew of."""
    since = [notice for notice in past.consultations if past.delayed_on and notice.sent_on >= past.delayed_on]

    def with_spans(spans: tuple[Interval, ...]) -> Deadline:
        return count.delayed(base, calendar, until=until, consultations=spans)

    return _resting(with_spans, since, calendar)


def _resting(
    with_spans: Callable[[tuple[Interval, ...]], Deadline],
    consultations: Sequence[Notice],
    calendar: WorkCalendar,
) -> Deadline:
    """A reply clock with its suspensions. A letter sent when the last day had come stops nothing."""
    spans: tuple[Interval, ...] = ()
    deadline = with_spans(spans)
    for notice in sorted(consultations, key=lambda notice: notice.sent_on):
        if notice.sent_on < deadline.due:
            spans = (*spans, _suspension(notice, calendar))
            deadline = with_spans(spans)
    return _explained(deadline, consultations, calendar)


_COUNTED = (DayKind.WORKDAY, DayKind.MAKE_UP)
RESUMED = "对方的意见期限已满，恢复计算"
RECEIPT_UNKNOWN = "征求意见书的收到日期没有登记，意见期限暂从发出之日起算，已满，恢复计算；登记收到日期后重算"


def _explained(deadline: Deadline, consultations: Iterable[Notice], calendar: WorkCalendar) -> Deadline:
    """Say on the days that count although an opinion was still awaited why they do."""
    awaited = {
        reason: [
            Interval(_suspension(notice, calendar).ended_on, notice.ended_on)
            for notice in consultations
            if notice.ended_on is not None
            and notice.ended_on > _suspension(notice, calendar).ended_on
            and (notice.received_on is None) is unknown
        ]
        for reason, unknown in ((RESUMED, False), (RECEIPT_UNKNOWN, True))
    }

    def told(day: DayReason) -> DayReason:
        for reason, intervals in awaited.items():
            if day.kind in _COUNTED and any(i.sent_on < day.day <= i.ended_on for i in intervals):
                return replace(day, reason=reason)
        return day

    return replace(deadline, trace=tuple(map(told, deadline.trace)))


def _is_void(past: Passed, frozen: Mapping[str, Any], calendar: WorkCalendar) -> bool:
    """Whether no reply clock runs: the applicant has to correct or to pay first, or did neither."""
    correcting = past.correction is not None and past.correction.ended_on is None
    paying = past.fee is not None and past.fee.ended_on is None
    return (correcting and not keeps_running(past, frozen, calendar)) or (
        paying and bool(frozen.get(FEE_PAYMENT_RESTARTS, True))
    )


def keeps_running(past: Passed, frozen: Mapping[str, Any], calendar: WorkCalendar) -> bool:
    """Whether the correction was asked too late to stop the clock."""
    received_on, asked = past.received_on, past.correction
    if received_on is None or asked is None or frozen.get(LATE_CORRECTION_RESTARTS, False):
        return False
    limit = _counted(lambda: count.correction_notice(received_on, calendar))
    return limit is not None and asked.sent_on > limit.due


def _suspension(notice: Notice, calendar: WorkCalendar) -> Interval:
    """From the letter to the answer, at the latest to the end of the period the law gives for it.

    That period runs from the receipt; until the receipt is known, from the dispatch, answered or not.
    """
    ended_on = notice.ended_on
    if ended_on is None:
        ended_on = _opinion_period(notice, calendar).due
    elif notice.kind != Party.OTHER_AGENCY:
        ended_on = min(ended_on, _opinion_period(notice, calendar).due)
    return Interval(notice.sent_on, max(ended_on, notice.sent_on))


# --- the others ---------------------------------------------------------------------------------


def _opinion_period(notice: Notice, calendar: WorkCalendar) -> Deadline:
    match notice.kind:
        case Party.CO_MAKER:
            return count.co_maker_opinion(notice.started_on, calendar)
        case Party.OTHER_AGENCY:
            length = notice.workdays or periods.OTHER_AGENCY_WORKDAYS
            return count.other_agency(notice.started_on, calendar, length=length)
        case _:
            return count.third_party_opinion(notice.started_on, calendar)


def _opinion(notice: Notice, calendar: WorkCalendar) -> RunningClock:
    kind = Party(notice.kind) if notice.kind in set(Party) else Party.THIRD_PARTY
    deadline = _counted(lambda: _opinion_period(notice, calendar))
    return _clock(CODE_OF_PARTY[kind], notice.started_on, deadline, notice.ended_on)


def _correction(past: Passed, frozen: Mapping[str, Any], calendar: WorkCalendar) -> list[RunningClock]:
    asked, received_on = past.correction, past.received_on
    if received_on is None:
        return []
    found: list[RunningClock] = []
    in_this_period = asked is not None and asked.sent_on >= received_on
    if in_this_period or not (asked or past.went_on or past.done_on):
        limit = _counted(lambda: count.correction_notice(received_on, calendar))
        found.append(
            _clock(ClockCode.CORRECTION_NOTICE, received_on, limit, asked.sent_on if asked else None)
        )
    if asked is not None:
        length = asked.workdays or periods.CORRECTION_WORKDAYS
        deadline = _counted(lambda: count.correction_period(asked.started_on, calendar, length=length))
        done_on = asked.ended_on or past.done_on
        found.append(_clock(ClockCode.CORRECTION, asked.started_on, deadline, done_on))
    return found


def _payment(past: Passed, frozen: Mapping[str, Any], calendar: WorkCalendar) -> list[RunningClock]:
    fee = past.fee
    if fee is None:
        return []
    deadline = _counted(lambda: count.fee_payment(fee.started_on, calendar))
    return [_clock(ClockCode.PAYMENT, fee.started_on, deadline, fee.ended_on or past.done_on)]


def _reasons(past: Passed, calendar: WorkCalendar) -> list[RunningClock]:
    asked = past.reasons
    if asked is None:
        return []
    length = asked.workdays or periods.REASONS_WORKDAYS
    deadline = _counted(lambda: count.reasons(asked.started_on, calendar, length=length))
    return [_clock(ClockCode.REASONS, asked.started_on, deadline, asked.ended_on or past.done_on)]


def _disputes(past: Passed, calendar: WorkCalendar) -> list[RunningClock]:
    return [clock for notice in past.disputes for clock in _dispute(notice, calendar)]


def _dispute(notice: Notice, calendar: WorkCalendar) -> list[RunningClock]:
    done_on = notice.answered_on or notice.ended_on
    if notice.kind in SUITS:
        defence = _counted(lambda: count.suit_defence(notice.started_on, calendar))
        return [_clock(ClockCode.SUIT_DEFENCE, notice.started_on, defence, done_on)]
    answer = _counted(lambda: count.review_answer(notice.started_on, calendar, simplified=notice.simplified))
    found = [_clock(ClockCode.REVIEW_ANSWER, notice.started_on, answer, done_on)]
    accepted_on = notice.accepted_on
    if accepted_on is not None:
        label = LABELS[ClockCode.REVIEW_DECISION]
        if notice.extension:
            label = f"{label}（已延长{notice.extension}日）"
        decision = contesting.review_decision(notice, calendar)
        clock = _clock(ClockCode.REVIEW_DECISION, accepted_on, decision, notice.ended_on, label)
        found.append(replace(clock, rests=contesting.resting(notice)))
    return found
