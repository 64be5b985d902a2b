"""Where a request comes from, as lock-out and rate limits see it."""

from django.conf import settings
from django.http import HttpRequest


def client_ip(request: HttpRequest) -> str:
    """The address of the client.

    X-Forwarded-For is believed only when the connection comes from one of our own proxies
    (`TRUSTED_PROXIES`), and then the last address that is not itself such a proxy: everything to the
    left of it can be made up by the client.
    """
    remote = str(request.META.get("REMOTE_ADDR") or "")
    if remote not in settings.TRUSTED_PROXIES:
        return remote
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    return next((hop for hop in reversed(hops) if hop not in settings.TRUSTED_PROXIES), remote)
