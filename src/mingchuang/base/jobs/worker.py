"""The worker: takes jobs, keeps their lease, follows the timetable, takes up what others lost.

django-tasks-db's own worker has no lease, no retry and opens a write transaction on every idle look;
docs/adr/0010 says why only its rows are used.
"""

import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from django.db import Error as DatabaseError
from django.db import close_old_connections, connection
from django.utils import timezone
from django.utils.crypto import get_random_string

from mingchuang.base.jobs import leases, registry, timetable
from mingchuang.base.jobs.models import Job
from mingchuang.base.jobs.models import Worker as WorkerRow

logger = logging.getLogger("mingchuang.jobs")

LEASE = timedelta(seconds=float(os.environ.get("MINGCHUANG_LEASE_SECONDS", "60")))
IDLE_SECONDS = 1.0
ROUND_SECONDS = 5.0
DATABASE_PAUSE_SECONDS = 5.0
MISSED_PULSE_SECONDS = 0.5
LANE_PAUSE_SECONDS = 5.0
"""After an error in a lane: nothing is hammered."""


def run_job(job: Job) -> bool:
    """Run a claimed job and note how it ended; whether it ended well. Never raises for the job's error."""
    started = time.monotonic()
    try:
        registry.find(job.name).function(dict(job.result.args_kwargs["kwargs"]["payload"]))
    except Exception as error:
        kept = leases.fail(job, error, now=timezone.now())
        # The class, not the message: a message may carry what a person typed.
        logger.warning(
            "job failed",
            extra={"job": job.name, "attempt": job.attempts, "error": type(error).__name__, "kept": kept},
        )
        return False
    kept = leases.succeed(job, now=timezone.now())
    took = round((time.monotonic() - started) * 1000)
    logger.debug("job done", extra={"job": job.name, "attempt": job.attempts, "ms": took, "kept": kept})
    return True


def drain(*, limit: int = 10_000) -> int:
    """Run what is ready now, in this process, until nothing is; the number of jobs run.

    For `mingchuang worker --once` and for tests. Failed jobs wait for their next time as ever.
    """
    name = worker_name()
    for done in range(limit):
        job = leases.claim(name, now=timezone.now(), lease=LEASE)
        if job is None:
            return done
        run_job(job)
    return limit


def worker_name() -> str:
    """A name no other worker has: host, process, and a random tail for reused process numbers."""
    return f"{socket.gethostname()[:30]}:{os.getpid()}:{get_random_string(8)}"


class Worker:
    """One worker process. `run` returns after `stop`, when the running jobs have ended.

    Slow jobs have a lane (a thread) of their own, so that the others never wait for them; so has what other
    rooms registered as a lane.
    """

    def __init__(self, *, lease: timedelta = LEASE, idle_seconds: float = IDLE_SECONDS) -> None:
        self.name = worker_name()
        self.lease = lease
        self.idle_seconds = idle_seconds
        self._stopping = threading.Event()
        self._ended = threading.Event()
        self._running: dict[str, Job] = {}  # by lane
        self._last_round = float("-inf")

    def stop(self) -> None:
        """Take no further job; safe to call from a signal handler."""
        self._stopping.set()

    def run(self) -> None:
        """Work until stopped. A database that goes away is waited for."""
        logger.info("worker started", extra={"worker": self.name})
        pulse = threading.Thread(target=self._pulse, name="pulse", daemon=True)
        lanes = [threading.Thread(target=self._work_slowly, name="slow", daemon=True)]
        for lane in registry.lanes():
            lanes.append(threading.Thread(target=self._work_in, args=[lane], name=lane.name, daemon=True))
        pulse.start()
        for thread in lanes:
            thread.start()
        try:
            while not self._stopping.is_set():
                self._work_a_little(self.step)
            for thread in lanes:
                thread.join()
        finally:
            self._ended.set()
            pulse.join(timeout=5)
        logger.info("worker stopped", extra={"worker": self.name})

    def _work_slowly(self) -> None:
        try:
            while not self._stopping.is_set():
                self._work_a_little(self.step_slow)
        finally:
            connection.close()

    def _work_in(self, lane: registry.Lane) -> None:
        """Work in one lane; an error ends one step, not the lane."""

        def step() -> bool:
            try:
                return lane.step(self._stopping.is_set)
            except DatabaseError:
                raise
            except Exception as error:
                logger.exception("lane stumbled", extra={"lane": lane.name, "error": type(error).__name__})
                self._stopping.wait(LANE_PAUSE_SECONDS)
                return False

        try:
            while not self._stopping.is_set():
                self._work_a_little(step, lane.idle_seconds)
            lane.leave()
        finally:
            connection.close()

    def _work_a_little(self, step: Callable[[], bool], idle_seconds: float | None = None) -> None:
        try:
            busy = step()
        except DatabaseError as error:
            logger.error("database unavailable", extra={"error": type(error).__name__})
            connection.close()
            self._stopping.wait(DATABASE_PAUSE_SECONDS)
            return
        if not busy:
            close_old_connections()
            self._stopping.wait(self.idle_seconds if idle_seconds is None else idle_seconds)

    def step(self) -> bool:
        """Look after timetable and lost jobs when it is time, then run one quick job; False when idle."""
        if time.monotonic() - self._last_round >= ROUND_SECONDS:
            self._last_round = time.monotonic()
            self._make_round(timezone.now())
        return self._take_one("quick", without=registry.slow_names())

    def step_slow(self) -> bool:
        """Run one slow job; False when idle."""
        names = registry.slow_names()
        return bool(names) and self._take_one("slow", only=names)

    def _take_one(self, lane: str, *, only: Collection[str] = (), without: Collection[str] = ()) -> bool:
        job = leases.claim(self.name, now=timezone.now(), lease=self.lease, only=only, without=without)
        if job is None:
            return False
        self._running[lane] = job
        try:
            run_job(job)
        finally:
            del self._running[lane]
        return True

    def _make_round(self, now: datetime) -> None:
        for job in leases.reap(now=now):
            logger.warning("job taken up again", extra={"job": job.name, "attempt": job.attempts})
        timetable.queue_due(now)

    def _pulse(self) -> None:
        """Renew the leases and show that this worker lives, from a thread of its own."""
        pause = self.lease.total_seconds() / 4
        try:
            while True:
                missed = False
                try:
                    self._beat(timezone.now())
                except DatabaseError as error:
                    missed = True
                    logger.warning("pulse missed", extra={"error": type(error).__name__})
                    connection.close()
                # On SQLite a long write of the job itself keeps the pulse out: try again soon after.
                if self._ended.wait(MISSED_PULSE_SECONDS if missed else pause):
                    break
            WorkerRow.objects.filter(name=self.name).delete()
        finally:
            connection.close()

    def _beat(self, now: datetime) -> None:
        WorkerRow.objects.update_or_create(
            name=self.name, defaults={"seen_at": now}, create_defaults={"seen_at": now, "started_at": now}
        )
        for lane, job in list(self._running.items()):
            renewed = leases.renew(job, now=now, lease=self.lease)
            if not renewed and self._running.get(lane) is job:
                logger.warning("lease lost", extra={"job": job.name, "attempt": job.attempts})
