"""Home, site map, robots and sitemaps, and the pages that stand where something went wrong."""

import logging
import sys

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.http import require_safe

from mingchuang.base.design.languages import CHINESE, HTML_LANGUAGE, PREFIX, language_of
from mingchuang.publishing.baking.folder import ERRORS, SiteFolder, file_name
from mingchuang.publishing.page_contexts.errors import FILES
from mingchuang.publishing.public_views import answer
from mingchuang.web.api import problems
from mingchuang.web.api.answers import opened

logger = logging.getLogger(__name__)

RETRY_SECONDS = 120
"""When a reader may try again after the database was away."""

API = "/api/"
_WITHOUT_DATA = "数据暂时读不到，请稍后再试。 / The data cannot be read for a moment: try again later."


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front page."""
    return answer(request, "home", {})


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """Every place a reader can go to."""
    return answer(request, "site_map", {})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read."""
    return answer(request, "robots", {})


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The index of all sitemaps."""
    return answer(request, "sitemap", {})


@require_safe
def sitemap_pages(request: HttpRequest) -> HttpResponse:
    """Fixed pages and columns."""
    return answer(request, "sitemap_pages", {})


@require_safe
def sitemap_block(request: HttpRequest, name: str, block: int) -> HttpResponse:
    """Some texts in one language."""
    return answer(request, "sitemap_block", {"name": name, "block": block})


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: in the public shell, or plain at the desk. Without the database, as it was last baked."""
    if request.path.startswith(("/desk/", "/account/")):
        return _plain("404.html", 404)
    try:
        return answer(request, "not_found", {})
    except DatabaseError:
        logger.warning("the page for 404 needs the database")
        return _baked(request, "not_found", 404) or _plain("404.html", 404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request could not be read."""
    return _plain("400.html", 400)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 when the database is away: without it, and without a word about the cause."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        if request.path.startswith(API):
            answered = opened(problems.answer("unavailable", _WITHOUT_DATA))
        else:
            answered = _baked(request, "unavailable", 503) or _plain("503.html", 503)
        answered["Retry-After"] = str(RETRY_SECONDS)
        return answered
    return _baked(request, "server_error", 500) or _plain("500.html", 500)


def _baked(request: HttpRequest, key: str, status: int) -> HttpResponse | None:
    """The page of an error as this host last baked it, in the reader's language; None at the desk."""
    if request.path.startswith(("/desk/", "/account/")):
        return None
    language = language_of(request.path)
    name = file_name(f"{PREFIX[language]}errors/{FILES[key]}")
    try:
        body = SiteFolder(settings.SITE_ROOT).path(ERRORS, name).read_bytes()
    except OSError:
        return None
    response = HttpResponse(body, status=status)
    response["Cache-Control"] = "no-store"
    response["Content-Language"] = HTML_LANGUAGE[language]
    return response


def _plain(template: str, status: int) -> HttpResponse:
    language = translation.get_language() or CHINESE
    context = {"page": {"language": HTML_LANGUAGE[language]}, "home": PREFIX[language]}
    response = HttpResponse(render_to_string(template, context), status=status)
    response["Cache-Control"] = "no-store"
    return response
