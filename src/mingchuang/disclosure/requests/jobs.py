"""What goes by the clock: what nobody finished is deleted, and personal data whose time is over is erased."""

from typing import Any

from django.utils import timezone

from mingchuang.base.jobs import registry
from mingchuang.disclosure.requests.services import retaining, saving, uploading


@registry.handler("requests.clear")
def clear(_payload: dict[str, Any]) -> None:
    """Delete saved applications after thirty days and unsent uploads after one. Twice does no harm."""
    now = timezone.now()
    saving.delete_expired(now)
    uploading.erase_unclaimed(now)


@registry.handler("requests.retain")
def retain(_payload: dict[str, Any]) -> None:
    """Erase the personal data of requests closed long enough ago. Twice does no harm."""
    retaining.erase_due(timezone.now())


registry.daily("requests.retain", at="02:30")
registry.daily("requests.clear", at="02:10")
