"""Jobs that run by the clock: each due time is taken by exactly one worker."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from mingchuang.base.jobs import registry, selectors
from mingchuang.base.jobs.models import ScheduledRun
from mingchuang.base.jobs.registry import Schedule
from mingchuang.base.jobs.services import enqueue


def next_time(schedule: Schedule, after: datetime) -> datetime:
    """The first due time later than `after`."""
    if schedule.at is None:
        return after + timedelta(minutes=schedule.minutes)
    local = timezone.localtime(after)
    due = local.replace(hour=schedule.at.hour, minute=schedule.at.minute, second=0, microsecond=0)
    return due if due > local else due + timedelta(days=1)


def queue_due(now: datetime) -> list[str]:
    """Queue every scheduled job that is due; the names queued by this worker.

    Times missed while no worker ran are made up for by one run, not by many.
    """
    rows = selectors.schedule_rows()
    queued = []
    for name, schedule in registry.schedules().items():
        row = rows.get(name) or _open(schedule, now)
        if row.due_at <= now:
            if _take(row, schedule, now):
                queued.append(name)
        elif row.due_at > next_time(schedule, now):
            # The timetable was made denser by an upgrade: do not wait for the old, later time.
            ScheduledRun.objects.filter(name=name, due_at=row.due_at).update(due_at=next_time(schedule, now))
    return queued


def _open(schedule: Schedule, now: datetime) -> ScheduledRun:
    first = now if schedule.at is None else next_time(schedule, now)
    row, _ = ScheduledRun.objects.get_or_create(name=schedule.name, defaults={"due_at": first})
    return row


def _take(row: ScheduledRun, schedule: Schedule, now: datetime) -> bool:
    with transaction.atomic():
        mine = ScheduledRun.objects.filter(name=row.name, due_at=row.due_at).update(
            due_at=next_time(schedule, now), last_queued_at=now
        )
        if mine:
            enqueue(row.name, {}, unique_key=f"schedule:{row.name}")
    return bool(mine)
