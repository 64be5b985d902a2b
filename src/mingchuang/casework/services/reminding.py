"""Tells people before a reply is late, and derives due days anew when the work calendar changes."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from mingchuang.base.calendars.registry import ClockRow
from mingchuang.base.calendars.selectors import current_calendar
from mingchuang.base.localtime import local_day
from mingchuang.base.notify import services as notify
from mingchuang.casework import registry
from mingchuang.casework.models import Case, CaseClock
from mingchuang.casework.selectors import handlers_of, standing_of, with_running_clocks
from mingchuang.casework.services.projecting import clocks_from, past_of, project_days
from mingchuang.rules.clocks import ClockState
from mingchuang.rules.workdays import WorkCalendar


def remind(now: datetime) -> int:
    """Tell the handler (or, without one, everybody who may handle the case) what is due; how many cases.

    A case is told at most once a day, so that a repeated run tells nobody twice.
    """
    today, calendar, told = local_day(now), current_calendar(), 0
    waiting = Case.objects.filter(is_open=True).exclude(reminded_on=today)
    for case in waiting.select_related("division", "assignee").order_by("due_on", "id"):
        standing = standing_of(case, today, calendar)
        if standing is None or not _worth_telling(case, standing.state, today):
            continue
        with transaction.atomic():
            if not Case.objects.filter(pk=case.pk).exclude(reminded_on=today).update(reminded_on=today):
                continue
            people = [case.assignee] if case.assignee else handlers_of(case)
            subject = _("%(standing)s：%(title)s") % {"standing": standing.label, "title": case.title}
            link = reverse("casework:case", args=[case.uid])
            notify.tell(people, subject, case.number or "", link, now=now, email=True)
        told += 1
    return told


def _worth_telling(case: Case, state: ClockState, today: date) -> bool:
    """From the office's own last day on: what waits for a signature then still has the days after it."""
    internal = case.internal_due_on
    return state is ClockState.OVERDUE or (internal is not None and today >= internal)


def clock_rows(calendar: WorkCalendar, now: datetime) -> Iterator[ClockRow]:
    """Every running clock with the day it would end under a calendar; writes nothing.

    A clock is known again under another calendar by its case, its code and the day it started on. A
    period of others that has yet to begin is left out: it moves with the clock it follows, which is told.
    """
    today = local_day(now)
    for case in with_running_clocks(today).order_by("id").iterator(chunk_size=500):
        kind = registry.find(case.kind)
        address, alike = reverse("casework:case", args=[case.uid]), Counter[str]()
        for clock in clocks_from(case, kind, past_of(case), calendar):
            begun = clock.code not in kind.periods_of_others or clock.started_on <= today
            if clock.done_on is None and begun:
                name = f"{clock.code}-{clock.started_on.isoformat()}"
                alike[name] += 1
                label = f"{case.number} {case.title} · {clock.label}"
                due = clock.deadline.due if clock.deadline else None
                yield ClockRow(label, address, due, key=f"{address}#{name}-{alike[name]}")


def derive_due_days_again(calendar: WorkCalendar, now: datetime) -> None:
    """Store the days that still run under a calendar that was accepted; what is over keeps its own.

    Runs in the transaction of whoever puts the calendar in force.
    """
    days = ["due_on", "internal_due_on", "warn_on", "calendar_version"]
    for case in Case.objects.select_for_update().filter(is_open=True).order_by("id"):
        rows = project_days(case, registry.find(case.kind), calendar)
        case.save(update_fields=days)
        CaseClock.objects.filter(case=case).delete()
        CaseClock.objects.bulk_create(rows)
    closed = with_running_clocks(local_day(now)).filter(is_open=False)
    for case in Case.objects.select_for_update().filter(pk__in=closed.values("pk")).order_by("id"):
        again = {row.position: row for row in project_days(case, registry.find(case.kind), calendar)}
        # The case keeps its own days: only what is awaited from outside is counted anew.
        for kept in CaseClock.objects.filter(case=case, done_on=None):
            row = again.get(kept.position)
            if row is not None and (row.code, row.started_on) == (kept.code, kept.started_on):
                row.pk = kept.pk
                row.save()
