"""The search page from its address to the context of its template."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from mingchuang.base.design.navigation import public_place
from mingchuang.base.design.shell import Crumb, FeedLink, PageHead
from mingchuang.base.identity.models import SiteIdentity
from mingchuang.base.identity.selectors import site_identity
from mingchuang.publishing.page_contexts.heads import head
from mingchuang.publishing.page_contexts.listing.address import (
    LAST_PAGE,
    PAGE_SIZE,
    SORT_LABELS,
    WORDS_LIMIT,
    Reading,
    read,
)
from mingchuang.publishing.page_contexts.listing.finding import Found, find
from mingchuang.publishing.page_contexts.listing.helping import help_for
from mingchuang.publishing.page_contexts.listing.hits import hits_of
from mingchuang.publishing.page_contexts.listing.narrowing import conditions, facets
from mingchuang.publishing.page_contexts.tree import Tree
from mingchuang.publishing.pages import Context
from mingchuang.publishing.selectors import public


class _Pages(Paginator):
    """Pages of what was counted elsewhere; those too far back to be asked for are not offered."""

    @property
    def num_pages(self) -> int:  # type: ignore[override]
        return min(super().num_pages, LAST_PAGE)


def list_context(params: Mapping[str, Any], as_of: datetime, language: str) -> Context:
    """`params`: the query of the address, as text. What is not understood is said, not obeyed."""
    tree = Tree(column.in_language(language) for column in public.columns_in_order())
    reading = read(params, tree, language)
    found = find(reading, tree)
    issuers = found.counts.get("issuer", {})
    page = _page(found)
    site = site_identity(language)
    return {
        "site": site,
        "page": _head(site, reading, page),
        "path": reverse("publishing:list"),
        "words": reading.words,
        "words_limit": WORDS_LIMIT,
        "ignored": reading.ignored,
        "conditions": conditions(reading, tree),
        "without_conditions": Reading(language, {"q": reading.words}).address(),
        "facets": facets(reading, tree, found.counts),
        "sorts": _sorts(reading),
        "found": found,
        "hits": hits_of(found, language, with_issuer=len(issuers) > 1),
        "help": help_for(reading, found, tree),
        "also": [word for others in found.synonyms.values() for word in others],
        "page_obj": page,
        "page_query": reading.address().partition("?")[2],
        "request_address": public_place("request_entry"),
        "feed_address": _feed_address(reading),
        "searched": _searched(reading, found),
    }


def _searched(reading: Reading, found: Found) -> tuple[str, int] | None:
    """The words and the number of hits, when this was a new search and not a look at its next page."""
    if not reading.words or reading.page > 1 or reading.narrowed or "sort" in reading.params:
        return None
    return reading.words, 0 if found.relaxed else found.total


def _page(found: Found) -> Page[int]:
    return _Pages(range(found.total), PAGE_SIZE).get_page(found.page)


def _head(site: SiteIdentity, reading: Reading, page: Page[int]) -> PageHead:
    path = reverse("publishing:list")
    own = reading.address()
    title = _("“%(query)s”的检索结果") % {"query": reading.words} if reading.words else _("信息检索")
    if page.number > 1:
        title = _("%(title)s，第%(number)s页") % {"title": title, "number": page.number}
    return head(
        site,
        title=title,
        path=own,
        crumbs=[Crumb(_("信息检索"))],
        section=path,
        language=reading.language,
        indexed=own == path and page.number == 1,
        feeds=[FeedLink("application/rss+xml", title, _feed_address(reading))],
    )


def _feed_address(reading: Reading) -> str:
    query = urlencode({name: value for name, value in reading.params.items() if name != "sort"})
    address = reverse("publishing:search-feed", args=["rss"])
    return f"{address}?{query}" if query else address


def _sorts(reading: Reading) -> list[dict[str, Any]]:
    """Orders to choose from; by fit only when there are words."""
    usual = "relevance" if reading.words else "newest"
    return [
        {
            "label": label,
            "url": reading.address(sort="" if name == usual else name),
            "current": reading.sort == name,
        }
        for name, label in SORT_LABELS.items()
        if name != "relevance" or reading.words
    ]
