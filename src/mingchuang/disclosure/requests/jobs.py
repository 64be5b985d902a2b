"""What goes by the clock: applications nobody finished and copies of documents nobody sent are deleted."""

from typing import Any

from django.utils import timezone

from mingchuang.base.jobs import registry
from mingchuang.disclosure.requests.services import saving, uploading


@registry.handler("requests.clear")
def clear(_payload: dict[str, Any]) -> None:
    """Delete saved applications after thirty days and unsent uploads after one. Twice does no harm."""
    now = timezone.now()
    saving.delete_expired(now)
    uploading.erase_unclaimed(now)


registry.daily("requests.clear", at="02:10")
