"""Open data over HTTP: the same bytes that are baked."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from mingchuang.publishing.public_views import answer
from mingchuang.web.open_data.files import MEDIA_TYPES


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What there is to copy."""
    return answer(request, "open_data", {})


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """How to ask the interface."""
    return answer(request, "open_data_reference", {})


@require_safe
def catalog(request: HttpRequest) -> HttpResponse:
    """The same for other catalogues."""
    return answer(request, "open_data_catalog", {})


@require_safe
def file(request: HttpRequest, name: str, block: int, form: str) -> HttpResponse:
    """A file of the catalogue."""
    if form not in MEDIA_TYPES:
        return answer(request, "not_found", {})
    return answer(request, f"open_data_{form}", {"name": name, "block": block})
