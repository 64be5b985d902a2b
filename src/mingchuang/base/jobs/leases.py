"""Take a job, keep it, end it: the part of a worker that touches the queue's rows.

A worker holds a job by a lease that it renews; when the worker dies the lease runs out and another
takes the job up again. Ending a job asks whether the lease is still ours, so that a worker that was
merely slow does not overwrite what its successor did.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from traceback import format_exception

from django.db import transaction
from django.db.models import QuerySet
from django_tasks import TaskResultStatus
from django_tasks_db.models import get_date_max

from mingchuang.base.jobs import backoff, registry, selectors
from mingchuang.base.jobs.models import Job
from mingchuang.rules.masking import mask_text

FORGIVEN_LOSSES = 3
"""A killed worker is seldom the job's fault; but a job that kills its worker must end some day."""


class WorkerLost(RuntimeError):
    """The worker stopped renewing its lease: it was killed, or its machine went away."""


def claim(
    worker: str,
    *,
    now: datetime,
    lease: timedelta,
    only: Collection[str] = (),
    without: Collection[str] = (),
) -> Job | None:
    """Take the next ready job for `worker`, or None. Only reads while there is nothing to take."""
    ready = selectors.ready(now, only=only, without=without)
    if not ready.exists():
        return None
    with transaction.atomic():
        waiting = ready.select_for_update(skip_locked=True, of=("self", "result"))
        job = waiting.first()
        if job is None:
            return None
        job.attempts += 1
        job.worker = worker
        job.lease_until = now + lease
        job.pending_key = None  # whoever asks from now on may have changed what this run will not see
        job.save(update_fields=["attempts", "worker", "lease_until", "pending_key"])
        result = job.result
        result.status = TaskResultStatus.RUNNING
        result.started_at = now
        result.worker_ids = [*result.worker_ids, worker]
        result.save(update_fields=["status", "started_at", "worker_ids"])
    return job


def renew(job: Job, *, now: datetime, lease: timedelta) -> bool:
    """Keep the job for another lease; False when it was taken away meanwhile."""
    return bool(_ours(job).update(lease_until=now + lease))


def succeed(job: Job, *, now: datetime) -> bool:
    """Mark the job done; False when it was taken away meanwhile."""
    with transaction.atomic():
        held = _lock(job)
        if held is None:
            return False
        _end(held, TaskResultStatus.SUCCESSFUL, now)
    return True


def fail(job: Job, error: BaseException, *, now: datetime) -> bool:
    """Put the job back with a pause, or give it up when its tries are used; False when it is not ours."""
    with transaction.atomic():
        held = _lock(job)
        if held is None:
            return False
        given_up = isinstance(error, registry.GiveUp) or held.attempts > _retries(held.name)
        _note(held, error)
        if given_up:
            _end(held, TaskResultStatus.FAILED, now)
        else:
            _put_back(held, now + backoff.pause(held.attempts))
    return True


def reap(*, now: datetime) -> list[Job]:
    """Take up jobs whose worker is lost: put them back at once, or give up those that always lose it."""
    if not selectors.abandoned(now).exists():
        return []
    with transaction.atomic():
        lost = list(selectors.abandoned(now).select_for_update(skip_locked=True, of=("self", "result")))
        for job in lost:
            _note(job, WorkerLost(f"worker {job.worker} was last heard of before {job.lease_until}"))
            if job.attempts > _retries(job.name) + FORGIVEN_LOSSES:
                _end(job, TaskResultStatus.FAILED, now)
            else:
                _put_back(job, None)
    return lost


def _retries(name: str) -> int:
    # A name may have lost its handler with an upgrade; the job still ends as failed, not in a loop.
    known = registry.handlers().get(name)
    return known.retries if known else registry.DEFAULT_RETRIES


def _ours(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(
        pk=job.pk,
        worker=job.worker,
        attempts=job.attempts,
        result__status=TaskResultStatus.RUNNING,
    )


def _lock(job: Job) -> Job | None:
    return _ours(job).select_related("result").select_for_update(of=("self", "result")).first()


def _note(job: Job, error: BaseException) -> None:
    kind = type(error)
    job.result.exception_class_path = f"{kind.__module__}.{kind.__qualname__}"
    job.result.traceback = mask_text("".join(format_exception(error)))


def _end(job: Job, status: TaskResultStatus, now: datetime) -> None:
    job.lease_until = None
    job.save(update_fields=["lease_until"])
    job.result.status = status
    job.result.finished_at = now
    job.result.save(update_fields=["status", "finished_at", "exception_class_path", "traceback"])


def _put_back(job: Job, run_after: datetime | None) -> None:
    job.lease_until = None
    job.worker = ""
    job.save(update_fields=["lease_until", "worker"])
    job.result.status = TaskResultStatus.READY
    job.result.run_after = run_after or get_date_max()
    job.result.save(update_fields=["status", "run_after", "exception_class_path", "traceback"])
