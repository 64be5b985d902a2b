"""What the front of the house does by the clock."""

from typing import Any

from django.utils import timezone

from mingchuang.base.jobs import registry
from mingchuang.web.api import following
from mingchuang.web.archiving import services as archiving


@registry.handler("web.keep_changes")
def keep_changes(payload: dict[str, Any]) -> None:
    """Hold back the feed's upkeep for programs that copy the catalogue."""
    following.keep(now=timezone.now())


@registry.handler("web.write_archive", slow=True)
def write_archive(payload: dict[str, Any]) -> None:
    """Write the whole public site as one file for the archive."""
    archiving.make_archive(payload["archive"], clock=timezone.now)


registry.daily("web.keep_changes", at="03:45")
