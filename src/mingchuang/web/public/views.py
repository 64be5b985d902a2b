"""Home, site map, robots and sitemaps, and the pages that stand where something went wrong."""

import logging
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from mingchuang.publishing.public_views import REVALIDATE, answer
from mingchuang.web.public import sitemaps

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
    lines = [
        "User-agent: *",
        "Disallow: /desk/",
        "Disallow: /account/",
        "Disallow: /view/",
        f"Sitemap: {settings.PUBLIC_URL}{reverse('web_machines:sitemap')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The index: one sitemap for the fixed pages and columns, one for each year."""
    years = sitemaps.years()
    places = [settings.PUBLIC_URL + reverse("web_machines:sitemap-pages")]
    places += [settings.PUBLIC_URL + reverse("web_machines:sitemap-year", args=[year]) for year in years]
    return _xml("web/sitemap_index.xml", {"places": places})


@require_safe
def sitemap_pages(request: HttpRequest) -> HttpResponse:
    """Fixed pages and columns."""
    return _xml("web/sitemap.xml", {"places": sitemaps.fixed_places(settings.PUBLIC_URL)})


@require_safe
def sitemap_year(request: HttpRequest, year: int) -> HttpResponse:
    """The items shown in one year."""
    places = sitemaps.places_of(year, settings.PUBLIC_URL)
    if not places:
        raise Http404
    return _xml("web/sitemap.xml", {"places": places})


def _xml(template: str, context: dict[str, Any]) -> HttpResponse:
    response = HttpResponse(
        render_to_string(template, context), content_type="application/xml; charset=utf-8"
    )
    response["Cache-Control"] = REVALIDATE
    return response


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
    response = HttpResponse(render_to_string(template), status=status)
    response["Cache-Control"] = "no-store"
    return response
