"""What the front of the house does by the clock."""

from typing import Any

from django.utils import timezone

from mingchuang.base.jobs import registry
from mingchuang.web.api import following


@registry.handler("web.keep_changes")
def keep_changes(payload: dict[str, Any]) -> None:
    """Hold back the feed's upkeep for programs that copy the catalogue."""
    following.keep(now=timezone.now())


registry.daily("web.keep_changes", at="03:45")
