"""Suggestions while a reader types: words others found something with, columns, numbers, titles."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mingchuang.base.lookups.selectors import often_searched
from mingchuang.base.search import searching
from mingchuang.base.search.reading import Unavailable
from mingchuang.publishing.models import PublicListing
from mingchuang.publishing.page_contexts.listing.address import WORDS_LIMIT, Reading
from mingchuang.publishing.page_contexts.listing.meaning import Meaning
from mingchuang.publishing.page_contexts.rows import item_address
from mingchuang.publishing.page_contexts.tree import column_address
from mingchuang.publishing.selectors import public
from mingchuang.rules import tokens

OFTEN, COLUMNS, TITLES = 3, 2, 6


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line of the list: words to search, or a page to open (`url`)."""

    words: str
    label: str
    url: str = ""


def suggestions(typed: str, language: str) -> dict[str, Any]:
    """What a search box offers for what was typed so far: `suggestions`, and `said` for screen readers."""
    words = " ".join(tokens.visible(typed)[:WORDS_LIMIT].split())
    parsed = tokens.parse(words)
    found = (_found(words, language) or _meant(words, language)) if parsed else []
    said = ngettext("%(count)s条建议", "%(count)s条建议", len(found)) % {"count": len(found)} if words else ""
    return {"suggestions": [_line(one, parsed) for one in found], "said": said}


def _found(words: str, language: str) -> list[Suggestion]:
    often = [Suggestion(known, _("常用检索")) for known in often_searched(words, language, limit=OFTEN)]
    columns = [
        Suggestion(column.name, _("栏目"), column_address(column))
        for column in public.columns_named_like(words, language, limit=COLUMNS)
    ]
    return [*often, *columns, *[_of_text(row) for row in _texts(words, language)]]


def _meant(words: str, language: str) -> list[Suggestion]:
    """The words put right, when nothing has them as they were typed."""
    try:
        meant = Meaning(Reading(language, {"q": words})).by_words()
    except Unavailable:
        return []
    return [Suggestion(meant.words, _("您要找的是不是"))] if meant else []


def _texts(words: str, language: str) -> list[PublicListing]:
    """The texts that fit best, as far as readers may see them now: first those whose title has the words."""
    hits: dict[str, searching.Hit] = {}
    for named in (True, False):
        if len(hits) < TITLES:
            hits |= {hit.key: hit for hit in _hits(words, language, named=named) if hit.key not in hits}
    best = list(hits.values())[:TITLES]
    rows = public.listings_found([hit.key for hit in best], language)
    return [row for _, row in searching.present(best, rows)[0]]


def _hits(words: str, language: str, *, named: bool) -> list[searching.Hit]:
    asked = Reading(language, {"q": words}).query(size=TITLES, loosely=False, named=named)
    try:
        return searching.search(asked).hits
    except (Unavailable, ValueError):  # no index yet, or the beginning of too many different words
        return []


def _of_text(row: PublicListing) -> Suggestion:
    label = row.document_number or row.column_name
    return Suggestion(row.title, label, item_address(row.index_number))


def _line(one: Suggestion, parsed: tokens.Words) -> dict[str, Any]:
    pieces = [{"text": piece.text, "hit": piece.hit} for piece in tokens.marked(one.words, parsed)]
    return {"words": one.words, "label": one.label, "url": one.url, "pieces": pieces}
