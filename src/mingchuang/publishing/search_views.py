"""The search page and its suggestions over HTTP. Searches are counted here, without the searchers."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from mingchuang.base.design.languages import CHINESE
from mingchuang.base.localtime import local_day
from mingchuang.base.lookups.services import counting
from mingchuang.publishing import pages
from mingchuang.publishing.page_contexts import listing as contexts
from mingchuang.publishing.public_views import REVALIDATE, respond


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Everything public, found by words and narrowed by the address."""
    now = timezone.now()
    language = translation.get_language() or CHINESE
    rendered = pages.render("list", request.GET.dict(), as_of=now, language=language)
    if request.method == "GET" and rendered.searched:
        words, hits = rendered.searched
        counting.count_search(words, language, hits, today=local_day(now))
    return respond(request, rendered, language)


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """What a search box offers for what was typed so far, as JSON."""
    language = translation.get_language() or CHINESE
    response = JsonResponse(contexts.suggestions(request.GET.get("q", ""), language))
    # A title that was withdrawn must not live on in a cache.
    response["Cache-Control"] = REVALIDATE
    response["X-Robots-Tag"] = "noindex"
    return response
