"""What goes by the clock: personal data whose time is over is erased."""

from typing import Any

from django.utils import timezone

from mingchuang.base.jobs import registry
from mingchuang.disclosure.record_corrections import services


@registry.handler("record_corrections.retain")
def retain(_payload: dict[str, Any]) -> None:
    """Erase the personal data of applications closed long enough ago. Twice does no harm."""
    services.erase_due(timezone.now())


registry.daily("record_corrections.retain", at="02:40")
