"""The feed's own upkeep."""

from typing import Any

from django.utils import timezone

from mingchuang.base.feed import services
from mingchuang.base.jobs import registry


@registry.handler("feed.prune")
def prune(payload: dict[str, Any]) -> None:
    """Forget changes that every reader has passed."""
    now = timezone.now()
    services.prune(before=now - services.KEPT, silent_since=now - services.SILENT)


registry.daily("feed.prune", at="03:50")
