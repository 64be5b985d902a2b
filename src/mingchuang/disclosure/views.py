"""The platform's public pages over HTTP."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from mingchuang.publishing.public_views import answer


@require_safe
def page(request: HttpRequest, key: str) -> HttpResponse:
    """The registered page `key`; it has no parameters."""
    return answer(request, key, {})
