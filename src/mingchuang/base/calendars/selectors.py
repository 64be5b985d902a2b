"""The calendar in force, and earlier ones."""

from functools import lru_cache
from typing import Any

from django.db.models import QuerySet, Subquery

from mingchuang.base.calendars.models import CalendarVersion, CalendarYear
from mingchuang.rules.calendar_data import national, notice_from_data
from mingchuang.rules.workdays import WorkCalendar, build


def calendar_of(arrangements: list[dict[str, Any]]) -> WorkCalendar:
    """The calendar made of stored years. Raises `Refused` when they do not fit together."""
    notices = [notice_from_data(data) for data in arrangements]
    return build({notice.year: notice for notice in notices})


@lru_cache(maxsize=8)
def _stored(row_id: int, version: str) -> WorkCalendar:
    # Rows of CalendarVersion never change, so what was built from one may be kept.
    del version  # part of the key: another database may stand behind this process, as in tests
    return calendar_of(CalendarVersion.objects.values_list("years", flat=True).get(pk=row_id))


def current_calendar() -> WorkCalendar:
    """The calendar in force now; the packaged national one before the first is stored."""
    latest = CalendarVersion.objects.order_by("-pk").values_list("pk", "version").first()
    if latest is None:
        return national()
    return _stored(*latest)


def with_calendar(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows, each with the calendar in force beside it: a page of one row asks once less."""
    latest = CalendarVersion.objects.order_by("-pk")
    return rows.annotate(
        calendar_row=Subquery(latest.values("pk")[:1]), calendar_name=Subquery(latest.values("version")[:1])
    )


def calendar_beside(row: Any) -> WorkCalendar:
    """The calendar in force when a row of `with_calendar` was read."""
    return national() if row.calendar_row is None else _stored(row.calendar_row, row.calendar_name)


def calendar_of_version(version: str) -> WorkCalendar | None:
    """The calendar that once bore `version`; None when this office never had it."""
    if version == national().version:
        return national()
    row = CalendarVersion.objects.filter(version=version).values_list("pk", "version").first()
    return _stored(*row) if row is not None else None


def years() -> QuerySet[CalendarYear]:
    """Every stored year, oldest first."""
    return CalendarYear.objects.select_related("edited_by")


def versions() -> QuerySet[CalendarVersion]:
    """Every calendar that was in force, newest first."""
    return CalendarVersion.objects.order_by("-pk").select_related("made_by")
