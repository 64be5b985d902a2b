"""Home, site map, robots and sitemaps, and the pages that stand where something went wrong."""

import logging

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.http import require_safe

from mingchuang.base.design.languages import CHINESE, HTML_LANGUAGE, PREFIX
from mingchuang.publishing.public_views import answer

logger = logging.getLogger(__name__)


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
    """404: in the public shell, or plain at the desk."""
    if request.path.startswith(("/desk/", "/account/")):
        return _plain("404.html", 404)
    try:
        return answer(request, "not_found", {})
    except DatabaseError:
        logger.exception("the page for 404 needs the database")
        return _plain("404.html", 404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request could not be read."""
    return _plain("400.html", 400)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: says so without the database, and without a word about the cause."""
    return _plain("500.html", 500)


def _plain(template: str, status: int) -> HttpResponse:
    language = translation.get_language() or CHINESE
    context = {"page": {"language": HTML_LANGUAGE[language]}, "home": PREFIX[language]}
    response = HttpResponse(render_to_string(template, context), status=status)
    response["Cache-Control"] = "no-store"
    return response
