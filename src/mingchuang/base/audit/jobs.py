"""The worker's part in the audit trail: sealing every minute, fixing the head every day."""

from typing import Any

from django.utils import timezone

from mingchuang.base.audit import services
from mingchuang.base.jobs.registry import daily, every, handler


@handler("audit.seal")
def seal(payload: dict[str, Any]) -> None:
    """Seal what has become visible; a second run finds nothing left."""
    del payload
    services.seal(timezone.now())


@handler("audit.export_head")
def export_head(payload: dict[str, Any]) -> None:
    """Fix the day's head; a second run on one day leaves it as it is."""
    del payload
    services.export_head(timezone.now())


every("audit.seal", minutes=1)
daily("audit.export_head", at="23:50")
