"""The queue's own upkeep."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from mingchuang.base.jobs import registry, services

KEPT = timedelta(days=14)


@registry.handler("jobs.prune")
def prune(payload: dict[str, Any]) -> None:
    """Forget jobs that ended well long ago, and workers that are gone."""
    services.prune(before=timezone.now() - KEPT)


registry.daily("jobs.prune", at="03:40")
