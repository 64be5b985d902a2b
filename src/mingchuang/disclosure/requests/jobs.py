"""What goes by the clock: what nobody finished is deleted, and personal data whose time is over is erased."""

from typing import Any

from django.utils import timezone

from mingchuang.base.jobs import registry
from mingchuang.casework.models import Case
from mingchuang.disclosure.requests.services import filing, retaining, saving, suggesting, uploading


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


@registry.handler("requests.count_alike", slow=True)
def count_alike(payload: dict[str, Any]) -> None:
    """Count who asked for the same as one request; without one, as those that came lately."""
    now = timezone.now()
    if "case" not in payload:
        suggesting.count_new(now)
        return
    for case in Case.objects.filter(kind=filing.KIND, uid=str(payload["case"])):
        suggesting.count_alike(case, now)


registry.daily("requests.count_alike", at="03:10")
registry.daily("requests.retain", at="02:30")
registry.daily("requests.clear", at="02:10")
