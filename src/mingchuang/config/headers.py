"""The strict headers of every public page, as Django's own middleware sets them.

Asked once; the embedded server and nginx send the same, and tests compare them with a dynamic answer.
"""

from io import BytesIO
from typing import Any

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.security import SecurityMiddleware


def security_headers() -> tuple[tuple[str, str], ...]:
    """Name and value of each, for a page without anything of its own."""
    # Our middleware knows models; the server asks for this module before there are any.
    from mingchuang.config.middleware import PermissionsPolicy

    scheme = settings.PUBLIC_URL.partition("://")[0]
    request = WSGIRequest(
        {"REQUEST_METHOD": "GET", "PATH_INFO": "/", "wsgi.url_scheme": scheme, "wsgi.input": BytesIO()}
    )
    chain: Any = lambda _request: HttpResponse()  # noqa: E731
    for middleware in (XFrameOptionsMiddleware, CSPMiddleware, SecurityMiddleware, PermissionsPolicy):
        chain = middleware(chain)
    answer = chain(request)
    return tuple((name, value) for name, value in answer.items() if name != "Content-Type")
