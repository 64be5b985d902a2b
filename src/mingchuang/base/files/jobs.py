"""The worker's part: clearing away, once a night, what nothing refers to any more."""

from typing import Any

from django.utils import timezone

from mingchuang.base.files import services
from mingchuang.base.jobs.registry import daily, handler


@handler("files.remove_unreferenced")
def remove_unreferenced(_: dict[str, Any]) -> None:
    """Clear uploads nobody kept; a second run finds nothing left."""
    services.remove_unreferenced(now=timezone.now())


daily("files.remove_unreferenced", at="03:40")
