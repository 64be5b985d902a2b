"""Daily housekeeping of signing in: what has run out is not kept."""

from importlib import import_module
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.utils import timezone

from mingchuang.base.jobs.registry import daily, handler


@handler("accounts.forget_expired")
def forget_expired(payload: dict[str, Any]) -> None:
    """Delete ended sessions, and attempts at signing in that no longer count: they hold addresses."""
    del payload
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    AccessAttempt.objects.filter(attempt_time__lte=timezone.now() - settings.AXES_COOLOFF_TIME).delete()


daily("accounts.forget_expired", at="03:20")
