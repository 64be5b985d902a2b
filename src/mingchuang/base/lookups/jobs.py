"""The daily upkeep of search counts."""

from typing import Any

from django.utils import timezone

from mingchuang.base.jobs import registry
from mingchuang.base.localtime import local_day
from mingchuang.base.lookups.services import counting


@registry.handler("lookups.prune")
def prune(_: dict[str, Any]) -> None:
    """Delete what is older than the office keeps it."""
    counting.prune(today=local_day(timezone.now()))


registry.daily("lookups.prune", at="03:40")
