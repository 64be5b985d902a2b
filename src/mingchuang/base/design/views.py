"""The view switch and its style sheet, and the living style guide."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
    HttpResponseRedirect,
    JsonResponse,
)
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.http import parse_etags, url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from mingchuang.base.accounts.sessions import seconds_left
from mingchuang.base.design import modes


def _return_address(request: HttpRequest) -> str:
    """Where to go back to: `next`, else the page the reader came from, else the front page."""
    hosts = {request.get_host()}
    given = request.GET.get("next", "")
    if given.startswith("/") and url_has_allowed_host_and_scheme(given, allowed_hosts=None):
        return given
    referer = request.headers.get("Referer", "")
    if referer and url_has_allowed_host_and_scheme(referer, allowed_hosts=hosts):
        parts = urlsplit(referer)
        address = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
        if url_has_allowed_host_and_scheme(address, allowed_hosts=None) and not address.startswith("/view/"):
            return address
    return "/"


@require_safe
def set_view(request: HttpRequest, mode: str) -> HttpResponse:
    """Set the cookie of the chosen view and go back to the page. No session, no database."""
    current = modes.read(request.COOKIES.get(modes.COOKIE, ""))
    try:
        choice = modes.choose(current, mode)
    except KeyError as error:
        raise Http404 from error
    response = HttpResponseRedirect(_return_address(request))
    if choice.cookie:
        response.set_cookie(
            modes.COOKIE,
            choice.cookie,
            max_age=modes.COOKIE_DAYS * 24 * 3600,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
        )
    else:
        response.delete_cookie(modes.COOKIE, samesite="Lax")
    response["Cache-Control"] = "no-store"
    return response


def _read_sheet(name: str) -> str:
    found = finders.find(name)
    if found is None:
        raise FileNotFoundError(name)
    return Path(str(found)).read_text(encoding="utf-8")


@lru_cache(maxsize=16)
def sheet_of(choice: modes.ViewChoice) -> tuple[bytes, str]:
    """The style sheet of a view and its entity tag."""
    text = "".join(_read_sheet(name) for name in choice.sheets)
    body = text.encode()
    return body, f'"{sha256(body).hexdigest()[:20]}"'


@require_safe
def session_left(request: HttpRequest) -> HttpResponse:
    """Seconds until the sign-in ends, and the mark forms of this session carry.

    Asking counts as being at work, so this also keeps the sign-in.
    """
    if not request.user.is_authenticated:
        return JsonResponse({"seconds": 0}, status=401, headers={"Cache-Control": "no-store"})
    seconds = seconds_left(request, timezone.now())
    answer = {"seconds": seconds, "token": get_token(request)}
    return JsonResponse(answer, headers={"Cache-Control": "no-store"})


@require_safe
def current_sheet(request: HttpRequest) -> HttpResponse:
    """The style sheet of the view chosen by cookie; empty for the standard view."""
    choice = modes.read(request.COOKIES.get(modes.COOKIE, ""))
    if settings.DEBUG:
        sheet_of.cache_clear()
    body, etag = sheet_of(choice)
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(body, content_type="text/css; charset=utf-8")
    response["ETag"] = etag
    response["Vary"] = "Cookie"
    response["Cache-Control"] = "private, no-cache"
    return response
