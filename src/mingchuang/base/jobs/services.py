"""Queue a job in the caller's transaction: the row commits with the change that asked for it."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from mingchuang.base.jobs import registry, selectors
from mingchuang.base.jobs.dispatch import run_named
from mingchuang.base.jobs.models import Job, Worker
from mingchuang.base.jobs.registry import Payload
from mingchuang.rules.refusals import Refused

_KEY_RACES = 20
_PRUNE_BATCH = 200


def enqueue(
    name: str, payload: Payload, *, run_at: datetime | None = None, unique_key: str | None = None
) -> None:
    """Queue the job `name`; it runs after the caller's transaction commits, at `run_at` at the earliest.

    With a `unique_key` nothing is added while a job with that key still waits. A job that is already
    running does not count: it may have read before this change, so another run is queued behind it.
    Raises registry.UnknownJob when nobody handles the name.
    """
    registry.find(name)
    with transaction.atomic():
        if unique_key is None:
            _create(name, payload, run_at, None)
            return
        for _race in range(_KEY_RACES):
            if _wait_for_pending(unique_key, run_at):
                return
            try:
                with transaction.atomic():
                    _create(name, payload, run_at, unique_key)
            except IntegrityError:
                continue  # another transaction queued the same key between the look and the write
            return
        raise RuntimeError(f"the key of job {name} changed hands {_KEY_RACES} times")


def _create(name: str, payload: Payload, run_at: datetime | None, key: str | None) -> None:
    result = run_named.using(run_after=run_at).enqueue(name=name, payload=dict(payload))
    Job.objects.create(result_id=result.id, name=name, pending_key=key)


def _wait_for_pending(key: str, run_at: datetime | None) -> bool:
    """Whether a job with this key waits; its row is locked until the caller commits.

    The lock keeps a worker from starting it before the caller's change is visible. An earlier run
    than the waiting one's wins.
    """
    waiting = Job.objects.select_for_update().select_related("result").filter(pending_key=key).first()
    if waiting is None:
        return False
    result = waiting.result
    at_once = get_date_max()  # how the queue writes "no earliest time"
    if result.run_after != at_once and (run_at is None or run_at < result.run_after):
        result.run_after = run_at or at_once
        result.save(update_fields=["run_after"])
    return True


def try_again(job: Job, *, now: datetime) -> None:
    """Queue a given-up job anew with its tries restored. Raises Refused when it has not failed."""
    with transaction.atomic():
        failed = _failed(job)
        failed.attempts = 0
        failed.worker = ""
        failed.save(update_fields=["attempts", "worker"])
        failed.result.status = TaskResultStatus.READY
        failed.result.run_after = now
        failed.result.finished_at = None
        failed.result.save(update_fields=["status", "run_after", "finished_at"])


def acknowledge(job: Job, *, now: datetime) -> None:
    """Take a given-up job off the list of failures. Raises Refused when it has not failed."""
    with transaction.atomic():
        failed = _failed(job)
        failed.acknowledged_at = now
        failed.save(update_fields=["acknowledged_at"])


def _failed(job: Job) -> Job:
    found = selectors.failed().select_for_update(of=("self", "result")).filter(pk=job.pk).first()
    if found is None:
        raise Refused.because("job_not_failed", _("这项后台任务没有失败记录，不需要处理"))
    return found


def prune(*, before: datetime) -> int:
    """Delete jobs that ended well, or were dealt with, before then, and silent workers; how many jobs."""
    total = 0
    while keys := list(selectors.finished_before(before).values_list("pk", flat=True)[:_PRUNE_BATCH]):
        # In small transactions: on SQLite everybody else's writing waits for each.
        total += DBTaskResult.objects.filter(pk__in=keys).delete()[1].get("jobs.Job", 0)
    Worker.objects.filter(seen_at__lt=before).delete()
    return total
