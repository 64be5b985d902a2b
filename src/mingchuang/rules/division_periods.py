"""承办期限: within how many working days a division hands its part of a case back.

The office's own period inside the law's: it starts when a case is passed to a division or a person of it is
named, runs beside the clock of the law and never moves it.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from mingchuang.rules.cases import DIVISION_WORKDAYS, CaseEventCode, PastEvent, RunningClock
from mingchuang.rules.clocks import Deadline, working_day_clock
from mingchuang.rules.source import Rule, Source, Tag
from mingchuang.rules.workdays import CoverageError, WorkCalendar

USUAL_WORKDAYS = 5
CODE, LABEL = "division", "承办期限"

PERIOD = Rule(
    "division_periods.period",
    "转办到处室或者在处室内指定经办人的，默认5个工作日内办出，不晚于内部期限；可以另定，不晚于办理期限；不影响法定期限",
    Source("政府信息公开平台规格", "承办期限（约定）", Tag.CONVENTION),
)

RULES = (PERIOD,)


def usual(
    today: date, internal_due_on: date | None, calendar: WorkCalendar, *, workdays: int = USUAL_WORKDAYS
) -> int:
    """The period where nobody names another: `workdays`, less where the internal deadline is nearer."""
    if internal_due_on is None:
        return workdays
    try:
        return max(1, min(workdays, calendar.between(today, internal_due_on)))
    except CoverageError:
        return workdays


def ends_on(start: date, workdays: int, calendar: WorkCalendar) -> date | None:
    """The last day of a period; None where the calendar does not reach."""
    deadline = _deadline(start, workdays, calendar)
    return deadline.due if deadline else None


def clocks(
    history: Iterable[PastEvent],
    calendar: WorkCalendar,
    *,
    handed_back: frozenset[str] = frozenset(),
    closed_on: date | None = None,
) -> Sequence[RunningClock]:
    """The period that runs or ran last. Events in `handed_back` end it, as the closing of the case does."""
    start: PastEvent | None = None
    done_on: date | None = None
    for past in history:
        if past.data.get(DIVISION_WORKDAYS):
            start, done_on = past, None
        elif past.event == CaseEventCode.FORWARDED:
            start = None
        elif past.event in handed_back:
            done_on = done_on or past.day
    if start is None:
        return ()
    deadline = _deadline(start.day, int(start.data[DIVISION_WORKDAYS]), calendar)
    return (RunningClock(CODE, LABEL, start.day, deadline, done_on or closed_on),)


def _deadline(start: date, workdays: int, calendar: WorkCalendar) -> Deadline | None:
    try:
        return working_day_clock(start, workdays, PERIOD, calendar)
    except CoverageError:
        return None
