"""Where a request comes from, as lock-out and rate limits see it."""

from django.http import HttpRequest


def client_ip(request: HttpRequest) -> str:
    """The address of the client.

    X-Forwarded-For is never read here: anybody can write it. Behind our own proxies (TRUSTED_PROXIES)
    the entry point of the server has already put the client's address in the place of the proxy's.
    """
    return str(request.META.get("REMOTE_ADDR") or "")
