"""Asking the index, and the database while there is no index: rows come from the database either way."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from mingchuang.base.lookups.selectors import synonyms_of
from mingchuang.base.search import searching
from mingchuang.base.search.reading import Unavailable
from mingchuang.publishing.models import ItemState, PublicListing
from mingchuang.publishing.page_contexts.listing.address import (
    FACETS,
    LAST_PAGE,
    PAGE_SIZE,
    Reading,
    column_of,
)
from mingchuang.publishing.page_contexts.tree import Tree
from mingchuang.publishing.selectors import public
from mingchuang.rules import tokens

logger = logging.getLogger(__name__)

COUNTED = tuple(FACETS.values())


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found. `simple`: without the index, by the letter, without counts.

    `synonyms` are the other words that were searched too, by the word they belong to.
    """

    total: int
    page: int
    rows: Sequence[PublicListing]
    words: tokens.Words
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    relaxed: bool = False
    simple: bool = False
    synonyms: Mapping[str, Sequence[str]] = field(default_factory=dict)


def find(reading: Reading, tree: Tree) -> Found:
    """What an address asks for: the page it names, or the last one there is."""
    try:
        return _by_index(reading)
    except Unavailable as reason:
        logger.warning("searching without the index: %s", reason)
        return _by_letter(reading, tree)


def _by_index(reading: Reading) -> Found:
    typed, also = _with_synonyms(reading)
    asked = {"words": typed, "synonyms": also, "facets": (*COUNTED, "language") if typed else COUNTED}
    result = searching.search(reading.query(**asked))
    page = reading.page
    if not result.hits and result.total:
        page = min(LAST_PAGE, -(-result.total // PAGE_SIZE))
        result = searching.search(reading.query(**asked, offset=(page - 1) * PAGE_SIZE))
    rows = public.listings_found([hit.key for hit in result.hits], reading.language, with_text=True)
    # A hit whose row is gone was withdrawn after the index was last written: it is not shown, not counted.
    kept, gone = searching.present(result.hits, rows)
    return Found(
        total=max(0, result.total - gone),
        page=page,
        rows=[row for _, row in kept],
        words=result.words,
        counts=result.facets,
        relaxed=result.relaxed,
        synonyms=also,
    )


def newest_of_search(reading: Reading, *, size: int) -> QuerySet[PublicListing]:
    """The newest listings that the address of a search page finds, `size` at least, for its feed."""
    language = reading.language
    typed, also = _with_synonyms(reading)
    query = reading.query(words=typed, synonyms=also, sort="newest", offset=0, size=size, loosely=False)
    try:
        keys = [int(hit.key) for hit in searching.search(query).hits]
    except Unavailable:
        return public.filtered_listings(_filter(reading, Tree(public.columns_in_order())), language)
    rows = public.public_listings(language).filter(item__state=ItemState.PUBLISHED, edition_id__in=keys)
    return rows.order_by("-shown_on", "-id")


def found_by(
    wanted: public.ListingFilter, language: str, *, offset: int, size: int
) -> tuple[list[PublicListing], bool]:
    """Listings that have all the words of a filter, for programs, and whether more can be asked for.

    In the order `wanted.sort` (relevance, newest, oldest). Raises Unavailable while there is no index.
    """
    typed, also = _words_with_synonyms(wanted.query, language)
    narrowed = {
        "column": wanted.column.slug if wanted.column else "",
        "year": str(wanted.year or ""),
        **{name: getattr(wanted, name) for name in ("issuer", "validity", "kind", "statutory_item")},
        "language": language,
    }
    result = searching.search(
        searching.Query(
            words=typed,
            synonyms=also,
            filters={name: [value] for name, value in narrowed.items() if value},
            sort=wanted.sort,
            offset=offset,
            size=size,
            loosely=False,
        )
    )
    keys = [int(hit.key) for hit in result.hits]
    rows = public.public_listings(language).filter(item__state=ItemState.PUBLISHED, edition_id__in=keys)
    by_key = {str(row.edition_id): row for row in rows.select_related("column", "edition")}
    kept, _gone = searching.present(result.hits, by_key)
    after = offset + size
    return [row for _, row in kept], after < result.total and after <= searching.OFFSET_LIMIT


def _with_synonyms(reading: Reading) -> tuple[str, dict[str, list[str]]]:
    return _words_with_synonyms(reading.words, reading.language)


def _words_with_synonyms(typed: str, language: str) -> tuple[str, dict[str, list[str]]]:
    """The words to ask for and their synonyms; words that are one name together are asked as a phrase."""
    words = typed.split()
    also = synonyms_of([typed, *words], language) if words else {}
    if len(words) > 1 and typed in also:
        return f"“{typed}”", {typed: also[typed]}
    return typed, also


def _by_letter(reading: Reading, tree: Tree) -> Found:
    rows = public.filtered_listings(_filter(reading, tree), reading.language)
    total = rows.count()
    page = max(1, min(reading.page, -(-total // PAGE_SIZE), LAST_PAGE))
    texts = rows.select_related("column", "version").defer("search_text")
    shown = list(texts[(page - 1) * PAGE_SIZE : page * PAGE_SIZE])
    return Found(total, page, shown, tokens.parse(reading.words), simple=True)


def _filter(reading: Reading, tree: Tree) -> public.ListingFilter:
    params = reading.params
    return public.ListingFilter(
        query=reading.words,
        column=column_of(reading, tree),
        year=int(params["year"]) if "year" in params else None,
        issuer=params.get("issuer", ""),
        validity=params.get("validity", ""),
        kind=params.get("kind", ""),
        statutory_item=params.get("statutory", ""),
        sort="newest" if reading.sort == "relevance" else reading.sort,
    )
