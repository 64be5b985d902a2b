"""What every answer of the interface has in common, around whatever a view says."""

import functools
import hashlib
from collections.abc import Callable
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

from mingchuang.publishing.public_views import REVALIDATE

METHODS = "GET, HEAD, OPTIONS"


def machine_view(view: Callable[..., Any]) -> Callable[..., HttpResponse]:
    """Read-only, for any origin, with an entity tag, kept by no search engine; no session, no cookie."""

    # Without the view's own marks: its framework would exempt it from the CSRF check.
    @functools.wraps(view, updated=())
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            response = HttpResponse(status=204)
            response["Access-Control-Allow-Headers"] = "If-None-Match"
            response["Access-Control-Max-Age"] = "86400"
        else:
            request.method = "GET"
            response = _tagged(request, cast(HttpResponse, view(request, *args, **kwargs)))
        return opened(response)

    return wrapped


def _tagged(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if response.status_code != 200:
        return response
    tag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["Cache-Control"] = REVALIDATE
    response["ETag"] = tag
    patch_vary_headers(response, ["Accept-Encoding"])
    found = get_conditional_response(request, etag=tag, response=response)
    return cast(HttpResponse, found if found is not None else response)


def opened(response: HttpResponse) -> HttpResponse:
    """An answer that scripts of any origin may read and no search engine lists."""
    response["Allow"] = METHODS
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = METHODS
    response["Access-Control-Expose-Headers"] = "ETag, Retry-After"
    response["X-Robots-Tag"] = "noindex"
    return response
