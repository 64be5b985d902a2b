"""Derives from its events what a case is: state, days, clocks. Callers hold the case's lock."""

from collections.abc import Iterable, Sequence
from typing import Any

from mingchuang.base.calendars.selectors import current_calendar
from mingchuang.casework.clocks import stored
from mingchuang.casework.models import Case, CaseClock
from mingchuang.casework.registry import CaseKind
from mingchuang.rules import division_periods
from mingchuang.rules.cases import PastEvent, RunningClock, past_event
from mingchuang.rules.workdays import WorkCalendar


def past(history: Iterable[Any]) -> list[PastEvent]:
    """The events, rows or instances, as rules see them."""
    return [past_event(event.event, event.on, event.data) for event in history]


def past_of(case: Case) -> list[PastEvent]:
    """Everything that happened to a case, oldest first, as rules see it."""
    return past(case.events.order_by("seq").only("event", "on", "data"))


def project(case: Case, kind: CaseKind, *, calendar: WorkCalendar | None = None) -> None:
    """Set what the events say about the case and write its clocks anew; the caller saves the case."""
    history = past_of(case)
    truth = kind.table.replay(history)
    case.state = truth.state
    case.is_open = kind.table.is_open(truth.state)
    case.received_on = truth.received_on
    case.clock_started_on = truth.clock_started_on
    case.closed_on = truth.done_on
    calendar = calendar or current_calendar()
    rows = place(case, clocks_from(case, kind, history, calendar), calendar)
    CaseClock.objects.filter(case=case).delete()
    CaseClock.objects.bulk_create(rows)


def clocks_from(
    case: Case, kind: CaseKind, history: Sequence[PastEvent], calendar: WorkCalendar
) -> list[RunningClock]:
    """The clocks of the kind, and the period of the division the case is with."""
    of_division = division_periods.clocks(
        history, calendar, handed_back=kind.handed_back, closed_on=case.closed_on
    )
    return [*kind.clocks(history, case.frozen, calendar), *of_division]


def place(case: Case, clocks: Iterable[RunningClock], calendar: WorkCalendar) -> list[CaseClock]:
    """Set the days of the leading clock on the case; the rows its clocks would have. Nothing is saved."""
    rows = [stored(case, number, clock, calendar) for number, clock in enumerate(clocks)]
    leading = next((row for row in rows if row.leads), None)
    case.due_on = leading.due_on if leading else None
    case.internal_due_on = leading.internal_due_on if leading else None
    case.warn_on = leading.warn_on if leading else None
    case.calendar_version = calendar.version
    return rows


def project_days(case: Case, kind: CaseKind, calendar: WorkCalendar) -> list[CaseClock]:
    """Only the days of the clocks under another calendar; nothing is saved."""
    return place(case, clocks_from(case, kind, past_of(case), calendar), calendar)
