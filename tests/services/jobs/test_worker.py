"""The worker: failures are tried again, then visible; nothing runs twice at once; idling costs nothing."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks import TaskResultStatus

from mingchuang.base.jobs import backoff, leases, registry, selectors
from mingchuang.base.jobs.models import Job
from mingchuang.base.jobs.models import Worker as WorkerRow
from mingchuang.base.jobs.services import acknowledge, enqueue, prune, try_again
from mingchuang.base.jobs.worker import Worker, drain
from mingchuang.rules.refusals import Refused

LEASE = timedelta(seconds=60)
SEEN: list[dict[str, object]] = []


@registry.handler("test_worker.note")
def _note(payload: dict[str, object]) -> None:
    SEEN.append(payload)


@registry.handler("test_worker.breaks", retries=2)
def _break(payload: dict[str, object]) -> None:
    raise RuntimeError("call 13812345678 or write to li@example.org")


@registry.handler("test_worker.gives_up")
def _give_up(payload: dict[str, object]) -> None:
    raise registry.GiveUp("the item is gone")


@registry.handler("test_worker.imports", slow=True)
def _import(payload: dict[str, object]) -> None:
    SEEN.append(payload)


@pytest.fixture(autouse=True)
def _forget():
    SEEN.clear()


@pytest.mark.django_db
def test_jobs_run_in_the_order_they_were_asked_for():
    for number in range(3):
        enqueue("test_worker.note", {"n": number})
    assert drain() == 3
    assert [payload["n"] for payload in SEEN] == [0, 1, 2]
    assert set(Job.objects.values_list("result__status", flat=True)) == {TaskResultStatus.SUCCESSFUL}


@pytest.mark.db
@pytest.mark.django_db
def test_a_job_of_tomorrow_waits_until_tomorrow(clock, now):
    enqueue("test_worker.note", {}, run_at=now + timedelta(days=1))
    assert drain() == 0
    clock.forward(days=1)
    assert drain() == 1


@pytest.mark.db
@pytest.mark.django_db
def test_a_failure_is_tried_again_with_growing_pauses_then_stands_for_somebody_to_see(clock):
    enqueue("test_worker.breaks", {})
    for attempt in (1, 2):
        assert drain() == 1
        job = Job.objects.select_related("result").get()
        assert job.result.status == TaskResultStatus.READY
        pause = (job.result.run_after - clock.now()).total_seconds()
        assert pause == pytest.approx(backoff.pause(attempt).total_seconds(), abs=3)
        assert drain() == 0, "not before its pause is over"
        clock.forward(seconds=backoff.pause(attempt).total_seconds())
    assert drain() == 1
    job = selectors.failed().get()
    assert job.attempts == 3
    assert job.result.exception_class_path == "builtins.RuntimeError"
    assert "[电话]" in job.result.traceback
    assert "13812345678" not in job.result.traceback and "li@example.org" not in job.result.traceback


@pytest.mark.django_db
def test_a_failure_is_dealt_with_by_trying_again_or_by_acknowledging(clock, now):
    enqueue("test_worker.gives_up", {})
    drain()
    job = selectors.failed().get()
    assert job.attempts == 1, "giving up uses no further tries"
    try_again(job, now=now)
    assert not selectors.failed().exists()
    drain()
    acknowledge(selectors.failed().get(), now=now)
    assert not selectors.failed().exists()
    with pytest.raises(Refused, match="没有失败记录"):
        acknowledge(job, now=now)


@pytest.mark.django_db
def test_a_running_job_does_not_swallow_a_new_wish_for_the_same(now):
    enqueue("test_worker.note", {"n": 1}, unique_key="bake")
    assert leases.claim("w1", now=now, lease=LEASE)
    enqueue("test_worker.note", {"n": 2}, unique_key="bake")
    assert Job.objects.count() == 2


@pytest.mark.db
@pytest.mark.django_db
def test_a_lost_worker_loses_the_job_and_may_not_end_it_afterwards(now):
    enqueue("test_worker.note", {})
    slow = leases.claim("slow", now=now, lease=LEASE)
    assert slow is not None
    assert leases.reap(now=now + LEASE) == []
    late = now + LEASE + timedelta(seconds=1)
    assert [job.pk for job in leases.reap(now=late)] == [slow.pk]
    quick = leases.claim("quick", now=late, lease=LEASE)
    assert quick is not None and quick.attempts == 2
    assert leases.renew(slow, now=late, lease=LEASE) is False
    assert leases.succeed(slow, now=late) is False
    assert leases.fail(slow, RuntimeError(), now=late) is False
    assert leases.succeed(quick, now=late) is True


@pytest.mark.django_db
def test_a_renewed_lease_is_not_reaped(now):
    enqueue("test_worker.note", {})
    job = leases.claim("w", now=now, lease=LEASE)
    assert job is not None
    assert leases.renew(job, now=now + LEASE, lease=LEASE)
    assert leases.reap(now=now + LEASE + timedelta(seconds=30)) == []


@pytest.mark.django_db
def test_a_job_that_always_kills_its_worker_ends_as_failed(now):
    enqueue("test_worker.breaks", {})
    for turn in range(20):
        moment = now + turn * 2 * LEASE
        if leases.claim("w", now=moment, lease=LEASE) is None:
            break
        leases.reap(now=moment + LEASE * 1.5)
    assert selectors.failed().get().attempts == 2 + leases.FORGIVEN_LOSSES + 1


@pytest.mark.db
@pytest.mark.django_db
def test_an_idle_worker_only_reads():
    worker = Worker()
    worker.step()  # the timetable of a new database is written once
    drain()
    with CaptureQueriesContext(connection) as queries:
        assert worker.step() is False
    statements = {query["sql"].split()[0] for query in queries.captured_queries}
    assert statements == {"SELECT"}, "a write, or a transaction, would delay every writer on SQLite"


@pytest.mark.db
@pytest.mark.django_db(transaction=True)
def test_several_workers_never_run_one_job_twice():
    for number in range(40):
        enqueue("test_worker.note", {"n": number})
    ends = threading.Barrier(4)
    errors = []

    def work() -> None:
        try:
            ends.wait()
            drain()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for thread in workers:
        thread.start()
    for thread in workers:
        thread.join()
    assert errors == []
    assert sorted(payload["n"] for payload in SEEN) == list(range(40))


@pytest.mark.django_db(transaction=True)
def test_a_worker_shows_that_it_lives_and_leaves_when_stopped():
    worker = Worker(idle_seconds=0.05)
    thread = threading.Thread(target=lambda: (worker.run(), connection.close()))
    thread.start()
    enqueue("test_worker.note", {})
    for _ in range(100):
        if SEEN and WorkerRow.objects.filter(name=worker.name).exists():
            break
        threading.Event().wait(0.05)
    else:
        pytest.fail("the worker neither worked nor showed itself")
    worker.stop()
    thread.join(timeout=10)
    assert not thread.is_alive()
    assert not WorkerRow.objects.exists()


@pytest.mark.django_db
def test_old_successes_are_forgotten_and_open_failures_are_not(clock, now):
    enqueue("test_worker.note", {})
    enqueue("test_worker.gives_up", {})
    drain()
    assert prune(before=now) == 0
    assert prune(before=now + timedelta(days=30)) == 1
    assert selectors.failed().count() == 1


def test_pauses_double_up_to_an_hour():
    assert [backoff.pause(n).total_seconds() for n in (1, 2, 3, 4)] == [10, 20, 40, 80]
    assert backoff.pause(10_000) == timedelta(hours=1)


@pytest.mark.db
@pytest.mark.django_db
def test_a_release_does_not_wait_for_an_import():
    worker = Worker()
    enqueue("test_worker.imports", {"n": "slow"})
    enqueue("test_worker.note", {"n": "quick"})
    while worker.step():
        pass
    assert [payload["n"] for payload in SEEN] == ["quick"]
    assert worker.step_slow() is True
    assert worker.step_slow() is False
    assert [payload["n"] for payload in SEEN] == ["quick", "slow"]


@pytest.mark.django_db(transaction=True)
def test_a_stopping_worker_waits_for_the_job_that_runs_in_either_lane(monkeypatch):
    begun, may_end = threading.Event(), threading.Event()

    def hold(payload: dict[str, object]) -> None:
        begun.set()
        may_end.wait(20)
        SEEN.append(payload)

    known = registry.Handler("test_worker.imports", hold, 0, slow=True)
    monkeypatch.setitem(registry._HANDLERS, "test_worker.imports", known)
    enqueue("test_worker.imports", {})
    worker = Worker(idle_seconds=0.05)
    thread = threading.Thread(target=lambda: (worker.run(), connection.close()))
    thread.start()
    assert begun.wait(20)
    worker.stop()
    thread.join(timeout=0.5)
    assert thread.is_alive(), "it waits"
    may_end.set()
    thread.join(timeout=20)
    assert not thread.is_alive()
    assert Job.objects.get(name="test_worker.imports").result.status == TaskResultStatus.SUCCESSFUL


@pytest.mark.django_db(transaction=True)
def test_a_lane_works_beside_the_queue_and_an_error_does_not_end_it(monkeypatch):
    monkeypatch.setattr(registry, "_LANES", {})
    monkeypatch.setattr("mingchuang.base.jobs.worker.LANE_PAUSE_SECONDS", 0.0)
    enough, left = threading.Event(), threading.Event()
    steps = []

    def step(stopping):
        steps.append(stopping())
        if len(steps) == 1:
            raise RuntimeError("stumbles once")
        if len(steps) == 4:
            enough.set()
        return len(steps) < 4

    registry.lane("test_worker.lane", step, leave=left.set, idle_seconds=0.01)
    worker = Worker(idle_seconds=0.01)
    thread = threading.Thread(target=worker.run)
    thread.start()
    assert enough.wait(30)
    worker.stop()
    thread.join(30)
    assert left.is_set()
    assert steps[:4] == [False] * 4
