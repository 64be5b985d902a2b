"""Queue a job in the caller's transaction: the row commits with the change that asked for it."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django_tasks_db.models import get_date_max

from mingchuang.base.jobs import registry
from mingchuang.base.jobs.dispatch import run_named
from mingchuang.base.jobs.models import Job
from mingchuang.base.jobs.registry import Payload

_KEY_RACES = 20


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
        for _ in range(_KEY_RACES):
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
