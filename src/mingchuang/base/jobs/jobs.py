"""The upkeep of the queue and of the database it stands in."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from mingchuang.base.jobs import registry, services, statistics

KEPT = timedelta(days=14)


@registry.handler("jobs.prune")
def prune(payload: dict[str, Any]) -> None:
    """Forget jobs that ended well long ago, and workers that are gone."""
    services.prune(before=timezone.now() - KEPT)


@registry.handler("jobs.gather_statistics")
def gather_statistics(payload: dict[str, Any]) -> None:
    """Tell the planner of SQLite what the tables hold now: an import fills an office within an hour."""
    statistics.gather()


registry.daily("jobs.prune", at="03:40")
registry.every("jobs.gather_statistics", minutes=60)
