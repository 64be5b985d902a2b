"""A year laid out as months of weeks, for the eye."""

import calendar as weeks
from dataclasses import dataclass
from datetime import date

from mingchuang.rules.workdays import DayReason, WorkCalendar


@dataclass(frozen=True, slots=True)
class Month:
    """One month; weeks begin on Monday, None fills the places before the first and after the last day."""

    first: date
    weeks: tuple[tuple[DayReason | None, ...], ...]
    workdays: int


def months_of(calendar: WorkCalendar, year: int) -> tuple[Month, ...]:
    """The twelve months of a covered year. Raises `CoverageError`."""
    days = {reason.day: reason for reason in calendar.year_days(year)}
    months: list[Month] = []
    for month in range(1, 13):
        rows = tuple(
            tuple(days[day] if day.month == month and day.year == year else None for day in week)
            for week in weeks.Calendar().monthdatescalendar(year, month)
        )
        worked = sum(reason.is_workday for reason in days.values() if reason.day.month == month)
        months.append(Month(date(year, month, 1), rows, worked))
    return tuple(months)
