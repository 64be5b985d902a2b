"""The periods of a request: C2 to C10 inside the office, C12 to C20 after the reply and at the year's end.

Every function takes the day that starts the period (day 0) and the calendar, and answers with a `Deadline`
that can show its days. All but those of the annual report raise `CoverageError` beyond the published
calendar. Lengths the law leaves to the office are arguments whose defaults are conventions.
"""

from dataclasses import dataclass, replace
from datetime import date

from mingchuang.rules.clocks import (
    INTERNAL_WORKDAYS,
    SUSPENSION,
    WARNING_WORKDAYS,
    ClockUnit,
    Deadline,
    Interval,
    excluded_working_days,
    month_clock,
    natural_day_clock,
    office_days,
    suspended_clock,
    working_day_clock,
)
from mingchuang.rules.requests import periods
from mingchuang.rules.source import Rule
from mingchuang.rules.workdays import CoverageError, DayReason, WorkCalendar

__all__ = ["SUSPENSION", "Interval", "ReplyFacts", "Three", "internal", "reply"]


@dataclass(frozen=True, slots=True)
class ReplyFacts:
    """What the day of the reply depends on.

    `extension` is in working days (at most 20 count), `consultations` are the half-open spans
    (sent, ended]; `delayed_until` is the last day of a period the office set under Art. 35. Leave
    `fee_paid_on` out where the office does not count anew after payment.
    """

    received_on: date
    corrected_on: date | None = None
    fee_paid_on: date | None = None
    extension: int = 0
    consultations: tuple[Interval, ...] = ()
    delayed_until: date | None = None

    @property
    def base(self) -> date:
        """Day 0: the day of the last new start, else the day of receipt."""
        restarts = [day for day in (self.corrected_on, self.fee_paid_on) if day is not None]
        return max(restarts, default=self.received_on)


def extension_that_counts(workdays: int) -> int:
    """The part of an extension the law allows. Raises ValueError when negative."""
    if workdays < 0:
        raise ValueError("延长的工作日数不能为负")
    return min(workdays, periods.EXTENSION_LIMIT)


def reply(facts: ReplyFacts, calendar: WorkCalendar) -> Deadline:
    """C4 with C5: the last day to serve the reply; its trace marks the days taken out.

    Raises `CoverageError`; ValueError when the extension is negative.
    """
    if facts.delayed_until is not None:
        return delayed(facts.base, calendar, until=facts.delayed_until)
    return suspended_clock(
        facts.base,
        periods.REPLY_WORKDAYS,
        periods.REPLY,
        calendar,
        extension=extension_that_counts(facts.extension),
        intervals=facts.consultations,
    )


def excluded(facts: ReplyFacts, calendar: WorkCalendar) -> int:
    """Working days taken out of the period for consultations, each counted once."""
    return excluded_working_days(facts.base, facts.consultations, calendar)


def confirmation(
    arrived_on: date, calendar: WorkCalendar, *, length: int = periods.CONFIRMATION_WORKDAYS
) -> Deadline:
    """The day by which an arrival is confirmed with the applicant: by convention the same working day.

    `length` are working days after it; 0 means the day itself, or the next working day after a day off.
    """
    if length:
        return working_day_clock(arrived_on, length, periods.CONFIRMATION, calendar)
    due = calendar.on_or_after(arrived_on)
    trace = calendar.span(arrived_on, due) or (calendar.explain(arrived_on),)
    unit = ClockUnit.WORKING_DAYS
    return Deadline(due, arrived_on, due, 0, unit, periods.CONFIRMATION, trace, calendar.version)


def correction_notice(received_on: date, calendar: WorkCalendar) -> Deadline:
    """C2: the last day to tell the applicant, once and for all, what to correct."""
    return working_day_clock(
        received_on, periods.CORRECTION_NOTICE_WORKDAYS, periods.CORRECTION_NOTICE, calendar
    )


def correction_period(
    notice_received_on: date, calendar: WorkCalendar, *, length: int = periods.CORRECTION_WORKDAYS
) -> Deadline:
    """C3: the applicant's last day to correct; the office sets a reasonable `length`."""
    return working_day_clock(notice_received_on, length, periods.CORRECTION_PERIOD, calendar)


def reasons(
    notice_received_on: date, calendar: WorkCalendar, *, length: int = periods.REASONS_WORKDAYS
) -> Deadline:
    """The applicant's last day to give the reasons asked for; the office sets `length`."""
    return working_day_clock(notice_received_on, length, periods.REASONS, calendar)


def third_party_opinion(letter_received_on: date, calendar: WorkCalendar) -> Deadline:
    """C6: the third party's last day; after it the office decides."""
    return working_day_clock(letter_received_on, periods.OPINION_WORKDAYS, periods.THIRD_PARTY, calendar)


def co_maker_opinion(letter_received_on: date, calendar: WorkCalendar) -> Deadline:
    """C7: the last day of a body that made the information too; after it, it is deemed to agree."""
    return working_day_clock(letter_received_on, periods.OPINION_WORKDAYS, periods.CO_MAKER, calendar)


def other_agency(
    letter_received_on: date, calendar: WorkCalendar, *, length: int = periods.OTHER_AGENCY_WORKDAYS
) -> Deadline:
    """C8: the day to remind another agency; the law sets none."""
    return working_day_clock(letter_received_on, length, periods.OTHER_AGENCY, calendar)


def delayed(
    base: date, calendar: WorkCalendar, *, until: date, consultations: tuple[Interval, ...] = ()
) -> Deadline:
    """C9: the period the office set and told, ending on `until` (moved off a day off).

    `consultations` are those whose letters left after the day was set: by convention they count in no
    period to reply. Raises ValueError when `until` is not after the start.
    """
    if until <= base:
        raise ValueError("延迟答复的最后一日须晚于起算日")
    due = calendar.on_or_after(until)
    length = calendar.between(base, due)
    if consultations:
        return suspended_clock(base, length, periods.DELAYED, calendar, intervals=consultations)
    trace = calendar.span(base, due)
    return Deadline(
        due, base, until, length, ClockUnit.WORKING_DAYS, periods.DELAYED, trace, calendar.version
    )


def fee_payment(notice_received_on: date, calendar: WorkCalendar) -> Deadline:
    """C10: the applicant's last day to pay."""
    return working_day_clock(notice_received_on, periods.PAYMENT_WORKDAYS, periods.PAYMENT, calendar)


def record_correction(
    asked_on: date, calendar: WorkCalendar, *, length: int = periods.RECORD_CORRECTION_WORKDAYS
) -> Deadline:
    """The day to answer a request to correct a record about the person (Art. 41 sets none)."""
    return working_day_clock(asked_on, length, periods.RECORD_CORRECTION, calendar)


# --- after the reply ----------------------------------------------------------------------------


def review_application(knew_on: date, calendar: WorkCalendar) -> Deadline:
    """C12: the last day to apply for review."""
    return natural_day_clock(knew_on, periods.REVIEW_DAYS, periods.REVIEW_APPLICATION, calendar)


def direct_suit(knew_on: date, calendar: WorkCalendar) -> Deadline:
    """C13: the last day to sue without review."""
    return month_clock(knew_on, periods.SUIT_MONTHS, periods.DIRECT_SUIT, calendar)


def suit_over_silence(lapsed_on: date, calendar: WorkCalendar) -> Deadline:
    """C14: the last day to sue because no reply came; `lapsed_on` is the last day the reply was due."""
    return month_clock(lapsed_on, periods.SUIT_MONTHS, periods.SUIT_OVER_SILENCE, calendar)


def suit_after_review(review_decision_received_on: date, calendar: WorkCalendar) -> Deadline:
    """C15: the last day to sue after the review decision."""
    return natural_day_clock(
        review_decision_received_on, periods.SUIT_AFTER_REVIEW_DAYS, periods.SUIT_AFTER_REVIEW, calendar
    )


def review_decision(
    accepted_on: date,
    calendar: WorkCalendar,
    *,
    simplified: bool = False,
    extension: int = 0,
    suspended: int = 0,
) -> Deadline:
    """C16: the review organ's last day; `extension` in natural days, at most 30, not when simplified.

    `suspended` are the natural days for which the review rested. Raises ValueError when one is negative.
    """
    if extension < 0 or suspended < 0:
        raise ValueError("延长、中止的天数不能为负")
    if simplified:
        length = periods.SIMPLIFIED_REVIEW_DAYS
    else:
        length = periods.REVIEW_DECISION_DAYS + min(extension, periods.REVIEW_EXTENSION_DAYS)
    rule = periods.REVIEW_DECISION
    if suspended:
        rule = replace(rule, says=f"{rule.says}（中止的{suspended}日不计入）")
    return natural_day_clock(accepted_on, length + suspended, rule, calendar)


def review_answer(copy_received_on: date, calendar: WorkCalendar, *, simplified: bool = False) -> Deadline:
    """C17: our last day to answer the review organ with the evidence."""
    length = periods.SIMPLIFIED_REVIEW_ANSWER_WORKDAYS if simplified else periods.REVIEW_ANSWER_WORKDAYS
    return working_day_clock(copy_received_on, length, periods.REVIEW_ANSWER, calendar)


def suit_defence(copy_received_on: date, calendar: WorkCalendar) -> Deadline:
    """C18: our last day to hand the court defence and evidence."""
    return natural_day_clock(copy_received_on, periods.DEFENCE_DAYS, periods.SUIT_DEFENCE, calendar)


# --- the annual report --------------------------------------------------------------------------


def _on_a_day(year: int, month: int, day: int, rule: Rule, calendar: WorkCalendar) -> Deadline:
    start, due = date(year, 12, 31), date(year + 1, month, day)
    trace: tuple[DayReason, ...]
    try:
        trace = (calendar.explain(due),)
    except CoverageError:
        # The law names the day itself: it stands before anybody knows which days around it are worked.
        trace = ()
    length = (due - start).days
    return Deadline(due, start, due, length, ClockUnit.NATURAL_DAYS, rule, trace, calendar.version)


def annual_report_department(year: int, calendar: WorkCalendar, *, month: int = 1, day: int = 31) -> Deadline:
    """C19: the last day to hand in and publish the department's report on `year`; cities may set it earlier.

    It does not roll: the law names a day of the calendar.
    """
    return _on_a_day(year, month, day, periods.REPORT_DEPARTMENT, calendar)


def annual_report_government(year: int, calendar: WorkCalendar, *, month: int = 3, day: int = 31) -> Deadline:
    """C20: the last day for the government-wide report on `year`."""
    return _on_a_day(year, month, day, periods.REPORT_GOVERNMENT, calendar)


# --- the office's own days ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Three:
    """The three days of a clock: when the office warns, when it wants to be done, the law's last day."""

    warning: date
    internal: date
    legal: date


def internal(
    deadline: Deadline,
    calendar: WorkCalendar,
    *,
    warning: int = WARNING_WORKDAYS,
    internal: int = INTERNAL_WORKDAYS,
) -> Three:
    """The three days; `warning` and `internal` are working days before the last day."""
    days = office_days(deadline, calendar, warning_workdays=warning, internal_workdays=internal)
    return Three(days.warning, days.internal, deadline.due)
