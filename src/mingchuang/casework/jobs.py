"""What casework does by the clock: seals its events, reminds people of what is due."""

from typing import Any

from django.utils import timezone

from mingchuang.base.jobs import registry
from mingchuang.casework import services


@registry.handler("casework.seal")
def seal(_payload: dict[str, Any]) -> None:
    """Fix the running digest of all events in the audit trail. Sealing twice does no harm."""
    services.seal_events(timezone.now())


@registry.handler("casework.remind")
def remind(_payload: dict[str, Any]) -> None:
    """Tell people what is overdue or due within a working day; once a day for each case."""
    services.remind(timezone.now())


@registry.handler("casework.alarm")
def alarm(_payload: dict[str, Any]) -> None:
    """Tell of every arrival nobody opened and every part a division owes, further up the longer it lies."""
    now = timezone.now()
    services.alarm(now)
    services.chase(now)


registry.daily("casework.alarm", at="17:20")
registry.daily("casework.seal", at="01:40")
registry.daily("casework.remind", at="08:20")
