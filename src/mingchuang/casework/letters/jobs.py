"""What is done about letters by the clock: asks when posted ones came."""

from typing import Any

from django.utils import timezone

from mingchuang.base.jobs import registry
from mingchuang.casework.letters import services


@registry.handler("letters.remind_receipts")
def remind_receipts(_payload: dict[str, Any]) -> None:
    """Remind of posted letters whose receipt nobody has noted; every so many working days for each."""
    services.remind_receipts(timezone.now())


registry.daily("letters.remind_receipts", at="08:25")
