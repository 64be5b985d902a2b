"""Public pages over HTTP: read the clock, render, answer. No session, no cookie, nothing per reader."""

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date
from django.views.decorators.http import require_safe

from mingchuang.base.design.languages import CHINESE, HTML_LANGUAGE
from mingchuang.base.files.models import StoredFile
from mingchuang.base.files.serving import serve_public
from mingchuang.publishing import page_contexts, pages
from mingchuang.publishing.page_contexts import feeds
from mingchuang.publishing.page_contexts.files import download_name
from mingchuang.publishing.selectors import public
from mingchuang.rules.refusals import Refused

__all__ = ["answer", "attachment", "column", "image", "item", "page_contexts", "respond"]

logger = logging.getLogger(__name__)

REVALIDATE = "public, no-cache"
"""Caches may keep a page but must ask each time, so that a withdrawal is seen at once."""


_WITHOUT_TRANSLATION = {"item": "no_edition", "column": "column_elsewhere"}
"""What is answered where something stands in Chinese only: the way there, never a dead end."""


def answer(request: HttpRequest, key: str, params: Mapping[str, Any]) -> HttpResponse:
    """The page `key` as a response: the bytes of `pages.render`, or of the page that says it is not here."""
    now = timezone.now()
    language = translation.get_language() or CHINESE
    try:
        rendered = pages.render(key, params, as_of=now, language=language)
    except pages.PageMoved as elsewhere:
        redirect = HttpResponsePermanentRedirect(elsewhere.to)
        redirect["Cache-Control"] = REVALIDATE
        return redirect
    except pages.PageNotFound:
        rendered = _instead(key, params, now, language)
    return respond(request, rendered, language)


def respond(request: HttpRequest, rendered: pages.Rendered, language: str) -> HttpResponse:
    """A rendered page as a response; without its body when the visitor's copy is still good."""
    response = HttpResponse(rendered.body, status=rendered.status, content_type=rendered.content_type)
    response["Cache-Control"] = REVALIDATE
    response["Content-Language"] = HTML_LANGUAGE[language]
    if rendered.changed_at:
        response["Last-Modified"] = http_date(rendered.changed_at.timestamp())
    if rendered.status != 200:
        return response
    response["ETag"] = rendered.etag
    conditional = get_conditional_response(request, etag=rendered.etag, response=response)
    return conditional if conditional is not None else response


def _instead(key: str, params: Mapping[str, Any], now: datetime, language: str) -> pages.Rendered:
    """Where a text is public and only this language is missing, the page that says so; else 404."""
    if key in _WITHOUT_TRANSLATION and language != CHINESE:
        try:
            return pages.render(_WITHOUT_TRANSLATION[key], params, as_of=now, language=language)
        except pages.PageNotFound:
            pass
    return pages.render("not_found", {}, as_of=now, language=language)


@require_safe
def item(request: HttpRequest, slug: str) -> HttpResponse:
    """One item, or the tombstone it left (410)."""
    return answer(request, "item", {"slug": slug})


@require_safe
def item_variant(request: HttpRequest, written: str) -> HttpResponse:
    """An address of an item written in another way (with a slash, as printed): leads to the one address."""
    # Never the one address itself, which has its own pattern: so an item that is found leads there.
    return answer(request, "item", {"slug": f"{written}/"})


@require_safe
def column(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """A column's newest items, or a page of its archive."""
    return answer(request, "column", {"slug": slug, "number": number})


@require_safe
def site_feed(request: HttpRequest, form: str) -> HttpResponse:
    """What is new on the whole site."""
    return answer(request, f"feed_{form}" if form in feeds.TYPES else "not_found", {"slug": ""})


@require_safe
def column_feed(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """What is new in a column and below it."""
    return answer(request, f"feed_{form}" if form in feeds.TYPES else "not_found", {"slug": slug})


@require_safe
def search_feed(request: HttpRequest, form: str) -> HttpResponse:
    """The newest texts a search finds."""
    if form not in feeds.TYPES:
        return answer(request, "not_found", {})
    response = answer(request, f"search_feed_{form}", request.GET.dict())
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def attachment(request: HttpRequest, uid: UUID, name: str) -> HttpResponseBase:
    """The public copy of a file of a text readers may read now; `name` only helps people read the address."""
    row = public.public_attachment(str(uid))
    if row is None:
        return answer(request, "not_found", {})
    response = _file(request, row.file)
    if response.status_code == 200:
        response["Content-Disposition"] = content_disposition_header(True, download_name(row)) or "attachment"
    return response


@require_safe
def image(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """An image that stands in a text readers may read now."""
    file = public.public_image(uid)
    if file is None:
        return answer(request, "not_found", {})
    return _file(request, file)


def _file(request: HttpRequest, file: StoredFile) -> HttpResponseBase:
    """The public copy; a page that says so when there is none or the store has lost it."""
    try:
        response = serve_public(file)
    except Refused as refused:
        logger.error(
            "a public file cannot be handed out", extra={"file": str(file.uid), "codes": refused.codes}
        )
        return answer(request, "file_unavailable", {})
    response["Cache-Control"] = REVALIDATE
    return response
