"""Gives every request an id, a line in the log, its fair share, and the language its address names."""

import logging
import math
import time
from collections.abc import Callable
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponsePermanentRedirect
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.crypto import get_random_string
from django.utils.encoding import iri_to_uri
from django.utils.http import escape_leading_slashes

from mingchuang.base.accounts.clients import client_ip
from mingchuang.base.design.languages import CHINESE, HTML_LANGUAGE, PREFIX, language_of
from mingchuang.base.rates import Buckets, is_own_machine
from mingchuang.config.logs import request_id
from mingchuang.web.api import problems
from mingchuang.web.api.answers import opened

logger = logging.getLogger("mingchuang.requests")
HEADER = "X-Request-Id"
UNCOUNTED = ("/desk/", "/account/", "/static/", "/healthz")
LONGEST_ADDRESS = 32_000
"""Bytes of path and query: far more than a search of 10,000 letters, half of what the server itself takes."""

BURST_SECONDS = 10
"""So much of its rate an address may use at once: a page with many pictures asks for them together."""


class RequestId:
    """Sets the request's id for all log lines it causes, and returns it as X-Request-Id.

    The id is always our own: one from outside could forge another request's lines. The line names the
    path without its query, which may hold what a visitor searched or typed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = request_id.set(get_random_string(16))
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            response[HEADER] = request_id.get()
            logger.info(
                "request",
                extra={
                    "method": request.method,
                    "path": request.path,
                    "status": response.status_code,
                    "ms": round((time.perf_counter() - started) * 1000, 1),
                },
            )
            return response
        finally:
            request_id.reset(token)


class FairShare:
    """Answers 429 to an address that asks the application for more than its share, before any work is done.

    Pages on disk never come here, so whoever crawls reads all that is published and takes nothing away.
    The desk is not counted: its people have signed in. Unsafe requests to the interface end here too, as
    there is nothing behind it that one could change.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.pages = _buckets(settings.PUBLIC_REQUESTS_PER_SECOND)
        self.machines = _buckets(settings.API_REQUESTS_PER_SECOND)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(UNCOUNTED):
            return self.get_response(request)
        machine = request.path_info.startswith("/api/")
        waits = self._waits(self.machines if machine else self.pages, client_ip(request))
        if waits:
            with translation.override(language_of(request.path_info)):
                return _too_many(machine, math.ceil(waits))
        if machine and request.method not in {"GET", "HEAD", "OPTIONS"}:
            response = problems.answer("method-not-allowed", "本接口只接受 GET 和 HEAD。 / Use GET or HEAD.")
            return opened(response)
        return self.get_response(request)

    def _waits(self, buckets: Buckets | None, address: str) -> float:
        if buckets is None or is_own_machine(address):
            return 0.0
        return buckets.wait(address, time.monotonic())


def _buckets(per_second: float) -> Buckets | None:
    return Buckets(per_second, math.ceil(per_second * BURST_SECONDS)) if per_second > 0 else None


def _too_many(machine: bool, seconds: int) -> HttpResponse:
    if machine:
        detail = (
            f"请在 {seconds} 秒后再试；取全量请用数据文件。 / Retry after {seconds} s; or take the files."
        )
        response = opened(problems.answer("too-many-requests", detail))
    else:
        language = translation.get_language() or CHINESE
        context = {"page": {"language": HTML_LANGUAGE[language]}, "home": PREFIX[language]}
        response = HttpResponse(render_to_string("429.html", context), status=429)
        response["Cache-Control"] = "no-store"
    response["Retry-After"] = str(seconds)
    return response


class ShortAddresses:
    """Answers 414 to an address nobody typed, with a page or a problem that says so.

    nginx says the same from 8 KiB on. What is longer still, above 65,534 characters, the server ends by
    itself before any of this runs.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if len(request.get_full_path()) <= LONGEST_ADDRESS:
            return self.get_response(request)
        if request.path_info.startswith("/api/"):
            detail = f"地址最多 {LONGEST_ADDRESS} 个字节。 / At most {LONGEST_ADDRESS} bytes."
            return opened(problems.answer("address-too-long", detail))
        language = language_of(request.path_info)
        context = {"page": {"language": HTML_LANGUAGE[language]}, "home": PREFIX[language]}
        with translation.override(language):
            response = HttpResponse(render_to_string("414.html", context), status=414)
        response["Cache-Control"] = "no-store"
        response["Content-Language"] = HTML_LANGUAGE[language]
        return response


class AddressLanguage:
    """Speaks the language that the address begins with, Chinese where it names none.

    Never the browser's wish: one address is one page in one language, so that it can be baked, cached
    and sent to somebody else.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if meant := _prefix_meant(request):
            return HttpResponsePermanentRedirect(meant)
        language = language_of(request.path_info)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            return self.get_response(request)


_CHINESE_PREFIXES = {"zh", "zh-cn", "zh-hans"}
"""What people try who have seen /en/."""


def _prefix_meant(request: HttpRequest) -> str:
    """Where an address leads that names its language in capitals, or Chinese at all; "" for any other."""
    first, _, rest = request.path_info[1:].partition("/")
    written = first.lower()
    in_capitals = written != first and f"/{written}/" in PREFIX.values()
    if request.method not in {"GET", "HEAD"} or not (in_capitals or written in _CHINESE_PREFIXES):
        return ""
    prefix = f"/{written}/" if in_capitals else PREFIX[CHINESE]
    # A second slash in front would be read as the name of another host.
    path = escape_leading_slashes(quote(f"{prefix}{rest}"))
    query = iri_to_uri(request.META.get("QUERY_STRING", ""))
    return f"{path}?{query}" if query else path


class FormsOnly:
    """Gives people a page where Django answers an empty 405: an address that takes forms was opened itself.

    That happens to whoever reloads by the address line after a form was refused, or signs in by it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        opened_by_people = request.method in {"GET", "HEAD", "POST"}
        if isinstance(response, HttpResponseNotAllowed) and opened_by_people and not response.content:
            context = {
                "page": {"language": HTML_LANGUAGE[language_of(request.path_info)]},
                "above": _page_above(request.path_info),
            }
            response.content = render_to_string("405.html", context)
            response["Cache-Control"] = "no-store"
        return response


def _page_above(path: str) -> str:
    """The nearest address above that leads somewhere: a form mostly stands on the page one step up."""
    while path := path.rstrip("/").rpartition("/")[0]:
        try:
            resolve(f"{path}/")
        except Resolver404:
            continue
        return f"{path}/"
    return "/"


class PermissionsPolicy:
    """Says that no page uses camera, position or any other power of the browser."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response
