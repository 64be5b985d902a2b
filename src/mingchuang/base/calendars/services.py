"""A new arrangement of a year: first shown with every clock it would move, then put in force.

What is accepted is exactly what was shown: the acceptance carries a digest of the difference, and is
refused when the difference has become another one meanwhile.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import require
from mingchuang.base.audit.registry import action
from mingchuang.base.audit.services import record
from mingchuang.base.calendars import registry
from mingchuang.base.calendars.models import CalendarVersion, CalendarYear
from mingchuang.base.calendars.selectors import calendar_of, current_calendar
from mingchuang.base.triggers.locks import hold
from mingchuang.rules.calendar_data import national_notices, notice_from_data, notice_to_data
from mingchuang.rules.refusals import Reason, Refused
from mingchuang.rules.roles import Permission
from mingchuang.rules.workdays import DayKind, DayReason, WorkCalendar

SEED = action("calendars.seed", _("装入随程序提供的年度安排"))
CHANGE = action("calendars.change", _("修改工作日历"))

LONGEST_REASON = 200
FEW_DAYS = 12


@dataclass(frozen=True, slots=True)
class MovedClock:
    """One open clock whose due date the change moves."""

    source: str
    label: str
    link: str
    before: date | None
    after: date | None
    known_by: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change would do. `digest` stands for exactly this difference."""

    calendar: WorkCalendar
    days: tuple[tuple[date, DayReason | None, DayReason | None], ...]
    moved: tuple[MovedClock, ...]
    digest: str

    @property
    def notable_days(self) -> tuple[tuple[date, DayReason | None, DayReason | None], ...]:
        """The changed days worth reading: of a year that was not there, only holidays and make-up days."""
        plain = {DayKind.WORKDAY, DayKind.WEEKEND}
        return tuple(
            (day, before, after)
            for day, before, after in self.days
            if before is not None or after is None or after.kind not in plain
        )

    @property
    def few_days(self) -> bool:
        return len(self.notable_days) <= FEW_DAYS

    @property
    def changes_nothing(self) -> bool:
        return not self.days and not self.moved


def seed(now: datetime) -> int:
    """Store the packaged years; a year the office edited stays as it is. Returns how many were written.

    Idempotent; run by `mingchuang init` and after every upgrade.
    """
    written = 0
    with transaction.atomic():
        hold("calendars.change")
        stored = {row.year: row for row in CalendarYear.objects.all()}
        for notice in national_notices():
            row, data = stored.get(notice.year), notice_to_data(notice)
            if row is not None and (row.edited_at is not None or row.arrangement == data):
                continue
            CalendarYear.objects.update_or_create(year=notice.year, defaults={"arrangement": data})
            written += 1
        arrangements = _stored_years()
        calendar = calendar_of(arrangements)
        if calendar.version != current_calendar().version or not CalendarVersion.objects.exists():
            _put_in_force(None, calendar, arrangements, reason="", moved=0, now=now)
            record(None, SEED, None, now=now, data={"version": calendar.version, "years": written})
            for call in registry.after_change():
                call(calendar, now)
    return written


def preview_change(actor: User, year_data: Mapping[str, Any], *, now: datetime) -> Preview:
    """What the arrangement of one year (plain form, see `rules.calendar_data`) would change.

    Raises `Forbidden`, or `Refused` when the arrangement is not one.
    """
    require(actor, Permission.MANAGE_CALENDARS)
    return _preview(year_data, now)[0]


def apply_change(
    actor: User, year_data: Mapping[str, Any], *, accepted: str, reason: str, now: datetime
) -> CalendarVersion:
    """Put the change in force. `accepted` is the digest of the preview the person saw; `reason` says why.

    Raises `Refused` when the difference is no longer the one that was shown.
    """
    reason = " ".join(reason.split())
    with transaction.atomic():
        require(actor, Permission.MANAGE_CALENDARS)
        hold("calendars.change")
        shown, arrangements = _preview(year_data, now)
        _refuse_unless_acceptable(shown, accepted, reason)
        year = notice_from_data(year_data).year
        CalendarYear.objects.update_or_create(
            year=year,
            defaults={
                "arrangement": next(data for data in arrangements if data["year"] == year),
                "edited_at": now,
                "edited_by": actor,
            },
        )
        version = _put_in_force(
            actor, shown.calendar, arrangements, reason=reason, moved=len(shown.moved), now=now
        )
        record(
            actor,
            CHANGE,
            version,
            now=now,
            data={
                "year": year,
                "version": version.version,
                "days": len(shown.days),
                "moved": len(shown.moved),
            },
        )
        for call in registry.after_change():
            call(shown.calendar, now)
    return version


def _refuse_unless_acceptable(shown: Preview, accepted: str, reason: str) -> None:
    reasons: list[Reason] = []
    if not reason:
        reasons.append(Reason("reason_missing", "请写明修改的依据或原因", "reason"))
    elif len(reason) > LONGEST_REASON:
        reasons.append(Reason("reason_too_long", f"原因不能超过{LONGEST_REASON}个字", "reason"))
    if shown.calendar.version == current_calendar().version:
        reasons.append(Reason("nothing_changes", "与现行日历完全相同，不需要修改"))
    elif shown.digest != accepted:
        reasons.append(
            Reason(
                "difference_changed",
                "您确认之后情况有变化：日历或有关期限已与刚才显示的不同，请重新查看变动后再确认",
                remedy="preview_again",
            )
        )
    if reasons:
        raise Refused(reasons)


def _preview(year_data: Mapping[str, Any], now: datetime) -> tuple[Preview, list[dict[str, Any]]]:
    notice = notice_from_data(year_data)
    years = {data["year"]: data for data in _stored_years()} | {notice.year: notice_to_data(notice)}
    arrangements = [years[year] for year in sorted(years)]
    before, after = current_calendar(), calendar_of(arrangements)
    days = before.differences(after)
    moved = _moved(before, after, now)
    told = {
        "from": before.version,
        "to": after.version,
        "moved": [[m.source, m.known_by, str(m.before), str(m.after)] for m in moved],
    }
    text = json.dumps(told, ensure_ascii=False, sort_keys=True)
    return Preview(after, days, moved, hashlib.sha256(text.encode()).hexdigest()), arrangements


def _moved(before: WorkCalendar, after: WorkCalendar, now: datetime) -> tuple[MovedClock, ...]:
    found: list[MovedClock] = []
    for source, rows in registry.clock_sources().items():
        old = {row.known_by: row for row in rows(before, now)}
        for row in rows(after, now):
            was = old.get(row.known_by)
            if was is not None and was.due != row.due:
                found.append(MovedClock(source, row.label, row.link, was.due, row.due, row.known_by))
    return tuple(sorted(found, key=lambda moved: (moved.before or date.max, moved.source, moved.known_by)))


def _stored_years() -> list[dict[str, Any]]:
    # Before the first seed there is nothing stored, and what is packaged is in force.
    years = {notice.year: notice_to_data(notice) for notice in national_notices()}
    years |= dict(CalendarYear.objects.values_list("year", "arrangement"))
    return [years[year] for year in sorted(years)]


def _put_in_force(
    actor: User | None,
    calendar: WorkCalendar,
    arrangements: list[dict[str, Any]],
    *,
    reason: str,
    moved: int,
    now: datetime,
) -> CalendarVersion:
    return CalendarVersion.objects.create(
        version=calendar.version, years=arrangements, reason=reason, moved=moved, made_at=now, made_by=actor
    )
