"""A service queues work by name, in the transaction of the change that asks for it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from mingchuang.base.jobs import registry
from mingchuang.base.jobs.models import Job
from mingchuang.base.jobs.services import enqueue

NOW = datetime(2026, 3, 9, 6, 0, tzinfo=UTC)


@registry.handler("test_enqueue.noop")
def _noop(payload: dict[str, object]) -> None:
    """Stands for any work."""


@pytest.mark.django_db
def test_a_name_nobody_handles_is_refused_at_once():
    with pytest.raises(registry.UnknownJob, match=r"nobody\.knows"):
        enqueue("nobody.knows", {})
    assert not Job.objects.exists()


@pytest.mark.db
@pytest.mark.django_db(transaction=True)
def test_the_job_vanishes_with_the_change_that_asked_for_it():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        enqueue("test_enqueue.noop", {"n": 1})
        raise ZeroDivisionError
    assert not Job.objects.exists()


@pytest.mark.db
@pytest.mark.django_db
def test_one_key_waits_once_and_the_earliest_time_wins():
    enqueue("test_enqueue.noop", {}, unique_key="bake:home", run_at=NOW + timedelta(hours=1))
    enqueue("test_enqueue.noop", {}, unique_key="bake:home", run_at=NOW)
    enqueue("test_enqueue.noop", {}, unique_key="bake:home", run_at=NOW + timedelta(hours=2))
    enqueue("test_enqueue.noop", {}, unique_key="bake:news")
    job = Job.objects.get(pending_key="bake:home")
    assert job.result.run_after == NOW
    assert Job.objects.count() == 2


@pytest.mark.django_db
def test_a_waiting_job_asked_for_again_now_runs_now():
    enqueue("test_enqueue.noop", {}, unique_key="k", run_at=NOW + timedelta(days=400))
    enqueue("test_enqueue.noop", {}, unique_key="k")
    assert Job.objects.get().result.run_after.year == 9999, "the queue's mark for at once"


@pytest.mark.parametrize("name", ["noapp", "App.verb", "app.verb!", "app.", ""])
def test_a_job_has_a_proper_name(name):
    with pytest.raises(ValueError, match=r"app\.verb"):
        registry.handler(name)


def test_two_handlers_for_one_name_are_a_mistake():
    def other(payload: dict[str, object]) -> None:
        """Not the first."""

    with pytest.raises(ValueError, match="two handlers"):
        registry.handler("test_enqueue.noop")(other)
