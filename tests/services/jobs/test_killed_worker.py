"""A worker that is killed in the middle of a job loses nothing and does nothing twice."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django_tasks import TaskResultStatus

from mingchuang.base.jobs import registry
from mingchuang.base.jobs.models import Job
from mingchuang.base.jobs.services import enqueue
from mingchuang.base.outbox.models import OutboxEvent
from tests.support.databases import address_of_test_database

LEASE_SECONDS = 2
ROOT = Path(__file__).parents[3]


@pytest.fixture
def known_job(monkeypatch):
    """The handler runs in the worker's process only; here the name must merely be known."""
    name = "test_crash.release"
    monkeypatch.setitem(registry._HANDLERS, name, registry.Handler(name, lambda payload: None, 5))


@pytest.fixture
def start_worker(tmp_path: Path) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    started = []

    def start() -> subprocess.Popen[bytes]:
        environment = os.environ | {
            "DATABASE_URL": address_of_test_database(),
            "CRASH_FOLDER": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "mingchuang.config.settings",
        }
        command = [sys.executable, "-m", "tests.services.jobs.crashing_worker", str(LEASE_SECONDS)]
        started.append(subprocess.Popen(command, cwd=ROOT, env=environment))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def _until(what: str, happened: Callable[[], bool], seconds: float = 40) -> None:
    end = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > end:
            pytest.fail(f"waited {seconds} s in vain: {what}")
        time.sleep(0.1)


@pytest.mark.db
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("moment", ["before", pytest.param("after", marks=pytest.mark.slow)])
def test_another_worker_finishes_what_a_killed_one_began(moment, tmp_path, start_worker, known_job):
    enqueue("test_crash.release", {"item": "uid-1"})
    (tmp_path / f"hold-{moment}").touch()
    first = start_worker()
    _until("the job is in the middle", (tmp_path / "reached").exists)
    assert Job.objects.get(name="test_crash.release").result.status == TaskResultStatus.RUNNING

    # It runs beside the first, as on another host, and waits for the lease to end.
    start_worker()
    first.kill()
    assert first.wait() == -9
    assert OutboxEvent.objects.count() == (1 if moment == "after" else 0)
    (tmp_path / f"hold-{moment}").unlink()
    _until("the second worker takes the job up", (tmp_path / "done").exists)

    def ended() -> bool:
        return Job.objects.get(name="test_crash.release").result.status == TaskResultStatus.SUCCESSFUL

    _until("the job is noted as done", ended)
    assert Job.objects.get(name="test_crash.release").attempts == 2
    assert OutboxEvent.objects.filter(subject_uid="uid-1").count() == 1
