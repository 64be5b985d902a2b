"""Jobs by the clock run once across all workers, and once for all the times that were missed."""

import threading
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from mingchuang.base.jobs import registry, timetable
from mingchuang.base.jobs.models import Job, ScheduledRun

BEIJING = ZoneInfo("Asia/Shanghai")


@registry.handler("test_timetable.tick")
def _tick(payload: dict[str, object]) -> None:
    """Stands for any work."""


@pytest.fixture
def each_minute(monkeypatch):
    monkeypatch.setattr(registry, "_SCHEDULES", {})
    registry.every("test_timetable.tick", minutes=1)


@pytest.fixture
def each_night(monkeypatch):
    monkeypatch.setattr(registry, "_SCHEDULES", {})
    registry.daily("test_timetable.tick", at="02:30")


@pytest.mark.django_db
def test_every_minute(each_minute, now):
    assert timetable.queue_due(now) == ["test_timetable.tick"]
    assert timetable.queue_due(now + timedelta(seconds=59)) == []
    assert timetable.queue_due(now + timedelta(seconds=60)) == ["test_timetable.tick"]
    assert Job.objects.count() == 1, "the first still waits, so the second would do the same work"


@pytest.mark.django_db
def test_after_a_week_of_silence_it_runs_once(each_minute, now):
    timetable.queue_due(now)
    later = now + timedelta(days=7)
    assert timetable.queue_due(later) == ["test_timetable.tick"]
    assert timetable.queue_due(later + timedelta(seconds=1)) == []


@pytest.mark.django_db
def test_each_night_at_local_time(each_night):
    noon = datetime(2026, 3, 9, 12, tzinfo=BEIJING)
    assert timetable.queue_due(noon) == []
    assert ScheduledRun.objects.get().due_at == datetime(2026, 3, 10, 2, 30, tzinfo=BEIJING)
    assert timetable.queue_due(datetime(2026, 3, 10, 2, 29, tzinfo=BEIJING)) == []
    assert timetable.queue_due(datetime(2026, 3, 10, 2, 31, tzinfo=BEIJING)) == ["test_timetable.tick"]
    assert ScheduledRun.objects.get().due_at == datetime(2026, 3, 11, 2, 30, tzinfo=BEIJING)


@pytest.mark.django_db
def test_a_denser_timetable_holds_from_the_upgrade_on(each_night, monkeypatch, now):
    timetable.queue_due(now)
    monkeypatch.setattr(registry, "_SCHEDULES", {})
    registry.every("test_timetable.tick", minutes=5)
    timetable.queue_due(now)
    assert timetable.queue_due(now + timedelta(minutes=5)) == ["test_timetable.tick"]


@pytest.mark.db
@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_queues_it(each_minute, now):
    timetable.queue_due(now)
    Job.objects.all().delete()
    queued: list[str] = []
    errors = []
    start = threading.Barrier(4)

    def look() -> None:
        try:
            start.wait()
            queued.extend(timetable.queue_due(now + timedelta(minutes=2)))
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    lookers = [threading.Thread(target=look) for _ in range(4)]
    for thread in lookers:
        thread.start()
    for thread in lookers:
        thread.join()
    assert errors == []
    assert queued == ["test_timetable.tick"]


def test_one_job_has_one_timetable(each_minute):
    with pytest.raises(ValueError, match="scheduled twice"):
        registry.daily("test_timetable.tick", at="03:00")
    with pytest.raises(ValueError, match="at least one minute"):
        registry.every("test_timetable.other", minutes=0)
    assert registry.schedules()["test_timetable.tick"].at is None
