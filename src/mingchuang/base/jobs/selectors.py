"""What waits, what runs, what failed. Reading only: an idle worker must not hold up a writer."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet
from django_tasks import TaskResultStatus
from django_tasks_db.models import get_date_max

from mingchuang.base.jobs.models import Job, ScheduledRun, Worker


def ready(now: datetime, *, only: Collection[str] = (), without: Collection[str] = ()) -> QuerySet[Job]:
    """Jobs that may start, first asked first served; of the names `only`, or `without` some names."""
    due = Q(result__run_after=get_date_max()) | Q(result__run_after__lte=now)
    waiting = Job.objects.filter(due, result__status=TaskResultStatus.READY)
    if only:
        waiting = waiting.filter(name__in=only)
    if without:
        waiting = waiting.exclude(name__in=without)
    return waiting.select_related("result").order_by("result__enqueued_at", "pk")


def abandoned(now: datetime) -> QuerySet[Job]:
    """Running jobs whose worker has not been heard of for a whole lease."""
    running = Job.objects.filter(result__status=TaskResultStatus.RUNNING, lease_until__lt=now)
    return running.select_related("result").order_by("lease_until")


def failed() -> QuerySet[Job]:
    """Jobs that were given up and that nobody has dealt with yet, newest first."""
    given_up = Job.objects.filter(result__status=TaskResultStatus.FAILED, acknowledged_at=None)
    return given_up.select_related("result").order_by("-result__finished_at")


def finished_before(day: datetime) -> QuerySet[Job]:
    """Jobs that ended well, or were dealt with, before `day`."""
    good = Q(result__status=TaskResultStatus.SUCCESSFUL) | Q(acknowledged_at__isnull=False)
    return Job.objects.filter(good, result__finished_at__lt=day)


def workers_seen_since(moment: datetime) -> QuerySet[Worker]:
    """Workers that gave a sign of life since `moment`."""
    return Worker.objects.filter(seen_at__gte=moment)


def schedule_rows() -> dict[str, ScheduledRun]:
    """When each scheduled job is due, by name."""
    return {row.name: row for row in ScheduledRun.objects.all()}
