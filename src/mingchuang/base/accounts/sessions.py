"""How long a sign-in lasts: until it is left idle, and never longer than a working day."""

from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest

BEGAN = "accounts.began"
SEEN = "accounts.seen"
EXPIRED = "mingchuang.session_expired"
BACKGROUND = "X-Background"
"""The header of a request that a page sends by itself, with nobody at the keyboard."""

STEP = timedelta(minutes=1)
"""How often the last visit is written down; oftener would cost a write for every request."""


def begin(request: HttpRequest, now: datetime) -> None:
    """Start counting for a new sign-in."""
    request.session[BEGAN] = request.session[SEEN] = int(now.timestamp())


def limit_reached(request: HttpRequest, now: datetime) -> str:
    """ "idle" or "absolute" when the sign-in has lasted too long, else empty. A session that does not
    say when it began counts as too old."""
    at = int(now.timestamp())
    if at - request.session.get(BEGAN, 0) >= settings.SESSION_ABSOLUTE_LIMIT.total_seconds():
        return "absolute"
    if at - request.session.get(SEEN, 0) >= settings.SESSION_IDLE_LIMIT.total_seconds():
        return "idle"
    return ""


def touch(request: HttpRequest, now: datetime) -> None:
    """Write down that the person is at work."""
    at = int(now.timestamp())
    if at - request.session.get(SEEN, 0) >= STEP.total_seconds():
        request.session[SEEN] = at


def seconds_left(request: HttpRequest, now: datetime) -> int:
    """Seconds until the sign-in ends if nothing more is done."""
    at = int(now.timestamp())
    idle = request.session.get(SEEN, 0) + settings.SESSION_IDLE_LIMIT.total_seconds()
    absolute = request.session.get(BEGAN, 0) + settings.SESSION_ABSOLUTE_LIMIT.total_seconds()
    return max(0, int(min(idle, absolute)) - at)


def began_recently(request: HttpRequest, now: datetime) -> bool:
    """Whether the sign-in itself is so fresh that asking for the password again proves nothing more."""
    since = int(now.timestamp()) - request.session.get(BEGAN, 0)
    return 0 <= since < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
