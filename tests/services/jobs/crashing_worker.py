"""Run by test_killed_worker.py as a process of its own: a worker with one slow, idempotent job.

The job stops in the middle, before or after its effect is committed, while the file `hold-… exists.
"""

import os
import sys
import time
from datetime import timedelta
from pathlib import Path

import django

django.setup()

from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from mingchuang.base.jobs import registry  # noqa: E402
from mingchuang.base.jobs.worker import Worker  # noqa: E402
from mingchuang.base.outbox.models import OutboxEvent  # noqa: E402
from mingchuang.base.outbox.services import record  # noqa: E402

FOLDER = Path(os.environ["CRASH_FOLDER"])


def _wait_here(place: str) -> None:
    if (FOLDER / f"hold-{place}").exists():
        (FOLDER / "reached").touch()
        time.sleep(60)


@registry.handler("test_crash.release")
def release(payload: dict[str, object]) -> None:
    """Record one event for the item, unless it is there already."""
    uid = str(payload["item"])
    with transaction.atomic():
        if not OutboxEvent.objects.filter(subject_uid=uid).exists():
            record("item.released", uid, {}, now=timezone.now())
        _wait_here("before")
    _wait_here("after")
    (FOLDER / "done").touch()


if __name__ == "__main__":
    Worker(lease=timedelta(seconds=float(sys.argv[1])), idle_seconds=0.1).run()
