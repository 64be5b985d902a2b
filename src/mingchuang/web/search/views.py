"""Searching at the desk: everything its reader may see."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.accounts.permissions import may
from mingchuang.base.search.reading import Unavailable
from mingchuang.rules.roles import Permission
from mingchuang.web.search import finding


@require_safe
@desk_view(Permission.USE_DESK)
def search_page(request: DeskRequest) -> HttpResponse:
    """What this person may see, found by words and narrowed by the address."""
    wanted = finding.read(request.GET)
    context = {
        "wanted": wanted,
        "desk_query": wanted.words,
        "words_limit": finding.WORDS_LIMIT,
        "cases_url": _cases_with(request, wanted.words),
    }
    try:
        found = finding.find(request.user, wanted)
    except Unavailable:
        return render(request, "web/search/search.html", context | {"unavailable": True})
    pages = Paginator(range(min(found.total, finding.LAST_PAGE * finding.PAGE_ROWS)), finding.PAGE_ROWS)
    context |= {
        "found": found,
        "facets": [
            (name, label, found.choices[name])
            for name, label in finding.FACETS.items()
            if name in found.choices
        ],
        "sorts": [(name, label, name == wanted.sort) for name, label in finding.SORTS.items()],
        "page_obj": pages.get_page(found.page),
        "query": urlencode(wanted.params),
    }
    return render(request, "web/search/search.html", context)


def _cases_with(request: DeskRequest, words: str) -> str:
    """The worklist narrowed to the words, for who reads cases: what people asked for is in no index."""
    if not words or not may(request.user, Permission.READ_CASE):
        return ""
    return f"{reverse('casework:worklist')}?{urlencode({'q': words, 'scope': 'all', 'state': 'all'})}"
