"""Statutory clocks: computed from their events, never counted down.

Day 0 is the day of the event; day 1 the next working day. A clock in natural days or months whose last
day is a day off ends on the next working day; a make-up Saturday is a working day, so nothing rolls.
"""

import calendar as gregorian
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from mingchuang.rules.source import Rule, Source, Tag, disclosure_regulation
from mingchuang.rules.workdays import CoverageError, DayKind, DayReason, WorkCalendar

ACTIVE_PUBLICATION_WORKDAYS = 20
SITE_ERROR_WORKDAYS = 3
DUE_SOON_WORKDAYS = 3
"""From how many working days left a clock is shown as due soon."""
WARNING_WORKDAYS = 5
INTERNAL_WORKDAYS = 3
"""How many working days before the last day the office warns, and wants the reply to be signed."""

ACTIVE_PUBLICATION = Rule(
    "C1",
    "主动公开的信息自形成或者变更之日起20个工作日内公开；法律、法规另有规定的从其规定",
    disclosure_regulation("第二十六条"),
)
SITE_ERROR = Rule(
    "W13",
    "“我为政府网站找错”留言3个工作日内答复（其他省份的规定，可由本机关调整）",
    Source("辽宁省有关规定", "找错留言的答复时限（平台规格W13）", Tag.SECONDARY),
)
NATURAL_DAY_ROLL = Rule(
    "clocks.roll",
    "以日、月计算的期间，最后一日是法定休假日的，以休假日结束的次日为最后一日；调休上班日不顺延",
    Source("民法典", "第二百零三条", Tag.PRIMARY),
)
MONTH_END = Rule(
    "clocks.month_end",
    "以月计算的期间，到期月的对应日为最后一日；没有对应日的，月末日为最后一日",
    Source("民法典", "第二百零二条", Tag.PRIMARY),
)
SUSPENSION = Rule(
    "clocks.suspension",
    "征求意见所需时间不计算在期限内：（发出日，收到或期满日]内的工作日，重叠的只算一次",
    Source("政府信息公开条例", "第三十三条第三款（起止日为约定）", Tag.CONVENTION),
)

OFFICE_DAYS = Rule(
    "clocks.office_days",
    "每项期限之前另设内部期限（提前3个工作日）和提醒日期（提前5个工作日），由本机关调整",
    Source("政府信息公开平台规格", "内部期限（约定）", Tag.CONVENTION),
)

RULES = (ACTIVE_PUBLICATION, SITE_ERROR, NATURAL_DAY_ROLL, MONTH_END, SUSPENSION, OFFICE_DAYS)


class ClockUnit(StrEnum):
    """In what a clock's length is measured."""

    WORKING_DAYS = "working_days"
    NATURAL_DAYS = "natural_days"
    MONTHS = "months"


UNIT_LABELS: dict[ClockUnit, str] = {
    ClockUnit.WORKING_DAYS: "个工作日",
    ClockUnit.NATURAL_DAYS: "日",
    ClockUnit.MONTHS: "个月",
}


class ClockState(StrEnum):
    """How a clock stands; MET and MISSED are final."""

    RUNNING = "running"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    MET = "met"
    MISSED = "missed"
    UNKNOWN = "unknown"  # today lies beyond the loaded years: not overdue as far as can be told


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day for an act, and how it was found.

    `start` is day 0. `nominal` is the last day before any roll. `trace` lists, for working days, every
    day after the start; for days and months, the days from the nominal end to the due day.
    """

    due: date
    start: date
    nominal: date
    length: int
    unit: ClockUnit
    rule: Rule
    trace: tuple[DayReason, ...]
    calendar_version: str

    @property
    def rule_id(self) -> str:
        return self.rule.id

    @property
    def source(self) -> Source:
        return self.rule.source

    @property
    def provisional(self) -> bool:
        """Whether it rests on an arrangement entered before the notice was published."""
        return any(reason.provisional for reason in self.trace)

    def remaining(self, today: date, calendar: WorkCalendar) -> int:
        """Working days left, the due day included; 0 on the due day; negative when overdue.

        Raises `CoverageError` when today or the due day is not covered; `standing` never does.
        """
        return calendar.between(today, self.due)

    def met_by(self, done_on: date) -> bool:
        """Whether an act done on that day was in time."""
        return done_on <= self.due


LABELS: dict[ClockState, str] = {
    ClockState.RUNNING: "今天到期",
    ClockState.DUE_SOON: "今天到期",
    ClockState.OVERDUE: "已超期",
    ClockState.MET: "按期",
    ClockState.MISSED: "逾期",
}
"""How a clock stands where no working days are counted."""
UNKNOWN_LABEL = "期限待核"


@dataclass(frozen=True, slots=True)
class Standing:
    """A clock as shown: its state, and the working days left (negative: overdue) when known."""

    state: ClockState
    working_days: int | None

    @property
    def label(self) -> str:
        """In Chinese words, as the desk and the public page print it."""
        days = self.working_days
        # A clock in natural days may be overdue on a day off, when no working day has passed yet.
        if days and self.state is ClockState.OVERDUE:
            return f"已超期{-days}个工作日"
        if days and self.state in (ClockState.RUNNING, ClockState.DUE_SOON):
            return f"剩{days}个工作日"
        return LABELS.get(self.state, UNKNOWN_LABEL)


def remaining(deadline: Deadline, today: date, calendar: WorkCalendar) -> int:
    """`Deadline.remaining` as a function."""
    return deadline.remaining(today, calendar)


def standing(
    deadline: Deadline,
    today: date,
    calendar: WorkCalendar,
    *,
    done_on: date | None = None,
    soon: int = DUE_SOON_WORKDAYS,
) -> Standing:
    """How the clock stands today, or how it ended when the act was done. Never raises."""
    return standing_on(deadline.due, today, calendar, done_on=done_on, soon=soon)


def standing_on(
    due: date,
    today: date,
    calendar: WorkCalendar,
    *,
    done_on: date | None = None,
    soon: int = DUE_SOON_WORKDAYS,
) -> Standing:
    """`standing` for a last day that was computed before."""
    if done_on is not None:
        return Standing(ClockState.MET if done_on <= due else ClockState.MISSED, None)
    try:
        left = calendar.between(today, due)
    except CoverageError:
        return Standing(ClockState.OVERDUE if today > due else ClockState.UNKNOWN, None)
    if today > due:
        return Standing(ClockState.OVERDUE, left)
    return Standing(ClockState.DUE_SOON if left <= soon else ClockState.RUNNING, left)


@dataclass(frozen=True, slots=True)
class OfficeDays:
    """The office's own days before the last day of the law, so that sign-off does not eat the clock."""

    warning: date
    internal: date


def office_days(
    deadline: Deadline,
    calendar: WorkCalendar,
    *,
    warning_workdays: int = WARNING_WORKDAYS,
    internal_workdays: int = INTERNAL_WORKDAYS,
) -> OfficeDays:
    """The day from which the office warns, and the day by which it wants to be done.

    Both lie the given number of working days before the due day and never before the start; a clock too
    short for them warns from its first day on.
    """

    def before(count: int) -> date:
        try:
            return max(calendar.subtract(deadline.due, count), deadline.start)
        except CoverageError:
            return deadline.start

    return OfficeDays(before(warning_workdays), before(internal_workdays))


def working_day_clock(start: date, length: int, rule: Rule, calendar: WorkCalendar) -> Deadline:
    """`length` working days from `start` (day 0). Raises `CoverageError`."""
    due = calendar.add(start, length)
    trace = calendar.span(start, due)
    return Deadline(due, start, due, length, ClockUnit.WORKING_DAYS, rule, trace, calendar.version)


def add_months(start: date, months: int) -> date:
    """The same day number `months` later, or the month's last day when there is no such day."""
    count = start.year * 12 + start.month - 1 + months
    year, month = divmod(count, 12)
    last = gregorian.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))


def _rolled(deadline: Deadline, calendar: WorkCalendar) -> Deadline:
    due = calendar.on_or_after(deadline.nominal)
    trace = (calendar.explain(deadline.nominal), *calendar.span(deadline.nominal, due))
    return replace(deadline, due=due, trace=trace)


def natural_day_clock(start: date, length: int, rule: Rule, calendar: WorkCalendar) -> Deadline:
    """`length` natural days from `start` (not counted), rolled off a day off. Raises `CoverageError`."""
    if length < 1:
        raise ValueError("天数须为大于0的整数")
    nominal = start + timedelta(days=length)
    unit = ClockUnit.NATURAL_DAYS
    return _rolled(Deadline(nominal, start, nominal, length, unit, rule, (), calendar.version), calendar)


def month_clock(start: date, months: int, rule: Rule, calendar: WorkCalendar) -> Deadline:
    """`months` months from `start` (not counted), rolled off a day off. Raises `CoverageError`."""
    if months < 1:
        raise ValueError("月数须为大于0的整数")
    nominal, unit = add_months(start, months), ClockUnit.MONTHS
    return _rolled(Deadline(nominal, start, nominal, months, unit, rule, (), calendar.version), calendar)


def active_publication(
    formed_on: date, calendar: WorkCalendar, *, length: int = ACTIVE_PUBLICATION_WORKDAYS
) -> Deadline:
    """C1: the last day to publish information formed or changed on that day. Raises `CoverageError`.

    Each change starts the clock anew: call it with the day of the change. `length` may only be given
    where a special law sets another limit.
    """
    return working_day_clock(formed_on, length, ACTIVE_PUBLICATION, calendar)


def site_error_reply(
    received_on: date, calendar: WorkCalendar, *, length: int = SITE_ERROR_WORKDAYS
) -> Deadline:
    """W13: the last day to answer a 找错 report; `length` is the office's setting. Raises `CoverageError`."""
    return working_day_clock(received_on, length, SITE_ERROR, calendar)


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """A suspension: the half-open span (sent_on, ended_on]."""

    sent_on: date
    ended_on: date

    def __post_init__(self) -> None:
        if self.ended_on < self.sent_on:
            raise ValueError("暂停的结束日期不能早于开始日期")


def union(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """The same days as disjoint intervals in order; touching ones are joined."""
    joined: list[Interval] = []
    for interval in sorted(intervals):
        if joined and interval.sent_on <= joined[-1].ended_on:
            last = joined[-1]
            joined[-1] = Interval(last.sent_on, max(last.ended_on, interval.ended_on))
        else:
            joined.append(interval)
    return tuple(joined)


def excluded_working_days(start: date, intervals: Iterable[Interval], calendar: WorkCalendar) -> int:
    """Working days after `start` that lie in any of the intervals, each counted once.

    Days up to the clock's own day 0 never counted, so they are not taken out either.
    """
    return sum(
        calendar.between(max(part.sent_on, start), part.ended_on)
        for part in union(intervals)
        if part.ended_on > start
    )


SUSPENDED = "征求意见期间，不计入期限"


def _unless_paused(reason: DayReason, pauses: tuple[Interval, ...]) -> DayReason:
    paused = any(pause.sent_on < reason.day <= pause.ended_on for pause in pauses)
    if not (paused and reason.is_workday):
        return reason
    return replace(reason, kind=DayKind.SUSPENDED, reason=SUSPENDED, notice="")


def suspended_clock(
    start: date,
    length: int,
    rule: Rule,
    calendar: WorkCalendar,
    *,
    extension: int = 0,
    intervals: Iterable[Interval] = (),
) -> Deadline:
    """A working-day clock with an extension and suspensions: add(start, length + extension + excluded).

    The trace marks the working days taken out; those that count in it are `length + extension`.
    Raises `CoverageError`; ValueError when the extension is negative.
    """
    if extension < 0:
        raise ValueError("延长的工作日数不能为负")
    pauses = union(intervals)
    excluded = excluded_working_days(start, pauses, calendar)
    due = calendar.add(start, length + extension + excluded)
    trace = tuple(_unless_paused(reason, pauses) for reason in calendar.span(start, due))
    return Deadline(due, start, due, length, ClockUnit.WORKING_DAYS, rule, trace, calendar.version)
