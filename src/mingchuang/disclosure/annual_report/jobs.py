"""What the annual report does by the clock: reminds of its last day."""

from typing import Any

from django.utils import timezone

from mingchuang.base.jobs import registry
from mingchuang.disclosure.annual_report import services


@registry.handler("annual_report.remind")
def remind(_payload: dict[str, Any]) -> None:
    """Tell what of last year's report is not handed in or published, once its last day is near."""
    services.remind(timezone.now())


registry.daily("annual_report.remind", at="08:25")
