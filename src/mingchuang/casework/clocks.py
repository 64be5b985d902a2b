"""A clock of a case as it is stored, and read back for the screens: days, standing, trace."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from mingchuang.casework.models import Case, CaseClock
from mingchuang.rules.cases import RunningClock
from mingchuang.rules.clocks import ClockState, Standing, office_days, standing_on
from mingchuang.rules.workdays import DayKind, DayReason, WorkCalendar

WARNING, INTERNAL = "warning_workdays", "internal_workdays"
"""Keys of what is frozen on a case: how many working days before the last day the office warns and wants
to be done; kinds that say nothing take the defaults of `rules.clocks`."""


@dataclass(frozen=True, slots=True)
class ShownClock:
    """A clock as a screen shows it; `own_day` says in words which of the office's own days has come.

    `expired`: the period was somebody else's and is over, so that nothing is overdue.
    """

    row: CaseClock
    standing: Standing | None
    trace: tuple[DayReason, ...]
    own_day: str = ""
    expired: bool = False


def stored(case: Case, position: int, clock: RunningClock, calendar: WorkCalendar) -> CaseClock:
    """The row of a clock; its due day stays empty where it rests or the calendar does not reach."""
    row = CaseClock(
        case=case,
        position=position,
        code=clock.code,
        label=clock.label,
        leads=clock.leads,
        started_on=clock.started_on,
        done_on=clock.done_on,
        calendar_version=calendar.version,
        says=clock.rests,
    )
    deadline = clock.deadline
    if deadline is not None:
        lengths = {key: case.frozen[key] for key in (WARNING, INTERNAL) if key in case.frozen}
        days = office_days(deadline, calendar, **lengths)
        row.rule_id, row.says = deadline.rule.id, deadline.rule.says
        row.due_on, row.internal_due_on, row.warn_on = deadline.due, days.internal, days.warning
        row.provisional = deadline.provisional
        row.reasons = [written(reason) for reason in deadline.trace]
    return row


def written(reason: DayReason) -> list[Any]:
    """One day of a trace for the table."""
    return [reason.day.isoformat(), reason.kind, reason.reason, reason.notice, reason.provisional]


def read(reasons: list[list[Any]]) -> tuple[DayReason, ...]:
    """The days of a trace as they were stored."""
    return tuple(
        DayReason(date.fromisoformat(day), DayKind(kind), reason, notice, provisional)
        for day, kind, reason, notice, provisional in reasons
    )


def shown(row: CaseClock, today: date, calendar: WorkCalendar, *, of_others: bool = False) -> ShownClock:
    """The clock as it stands today; `of_others` where the period is nobody's duty here."""
    found = standing_on(row.due_on, today, calendar, done_on=row.done_on) if row.due_on else None
    expired = of_others and found is not None and found.state is ClockState.OVERDUE
    return ShownClock(row, found, read(row.reasons), own_day_reached(row, found, today), expired)


def own_day_reached(of: Case | CaseClock, standing: Standing | None, today: date) -> str:
    """Which of the office's own days has come, in words; empty before them and once the law's day is over."""
    if of.internal_due_on in (None, of.due_on) or of.warn_on is None or standing is None:
        return ""
    if standing.state not in (ClockState.RUNNING, ClockState.DUE_SOON):
        return ""
    if of.internal_due_on and today >= of.internal_due_on:
        return _("已到内部期限")
    return _("已到提醒日") if today >= of.warn_on else ""
