"""Asking an index. What comes back are keys, never texts: callers fetch the rows again.

**Every caller fetches hits again through its visibility selector** (`present` joins them): an index may be
seconds old, and what has been withdrawn or closed to a reader since must not appear, not even as a title.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import tantivy

from mingchuang.base.search import matching, reading, schema
from mingchuang.base.search.following import reader_name
from mingchuang.base.search.sources import FACETS, Index
from mingchuang.rules import tokens

Row = TypeVar("Row")

SIZE_LIMIT = 100
OFFSET_LIMIT = 10_000
"""Nobody reads further; a robot that asks for the millionth page is answered with the last allowed one."""

VALUES_LIMIT = 1000
SORTS = ("relevance", "newest", "oldest")


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked.

    `words` as typed. `filters`: for a facet the values of which one must apply. `sort`: relevance, newest,
    oldest. `facets`: those to count. The desk index needs `readers`, the visibility keys a person holds.
    `loosely`: whether to look for texts with a part of the words when none has all. `named`: only texts with
    the words in title or number, where what ends in letters or digits may be the beginning of a longer word.
    `synonyms`: for a word as typed, others that count as if it had been typed.
    """

    words: str = ""
    filters: Mapping[str, Collection[str]] = field(default_factory=dict)
    sort: str = "relevance"
    offset: int = 0
    size: int = 20
    facets: Sequence[str] = ()
    index: Index = Index.PUBLIC
    readers: Collection[str] | None = None
    loosely: bool = True
    named: bool = False
    synonyms: Mapping[str, Collection[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that was found: its source, its key in it, and how well it fits (0 by date).

    What is no longer in force fits less than nothing: its score is below 0.
    """

    source: str
    key: str
    score: float


@dataclass(frozen=True, slots=True)
class Result:
    """What was found. `total` is exact.

    `facets` counts, for each facet asked for, the hits of each value; the facet's own filter is left out of
    its counts, so that a reader sees what another choice would give. `relaxed`: no text had every word, these
    have a part of them. `words` is what was understood, for marking.
    """

    total: int
    hits: list[Hit]
    facets: dict[str, dict[str, int]]
    relaxed: bool
    words: tokens.Words


def search(query: Query) -> Result:
    """Ask an index of this host.

    The hits are keys only: fetch the rows through the visibility selector before showing anything. Raises
    reading.Unavailable while there is no index yet, ValueError for an unknown facet or a desk query without
    readers.
    """
    _check(query)
    index = reading.opened(query.index)
    searcher = index.searcher()
    words = tokens.widened(tokens.parse(query.words), query.synonyms)
    wanted = (matching.named if query.named and words else matching.strict)(index.schema, words)
    found = _find(searcher, index.schema, query, wanted)
    relaxed = bool(words) and query.loosely and not query.named and _total(found) == 0
    if relaxed:
        wanted = matching.loose(index.schema, words)
        found = _find(searcher, index.schema, query, wanted)
        relaxed = _total(found) > 0
    counts = _facets(searcher, index.schema, query, wanted)
    return Result(_total(found), _hits(searcher, query, found), counts, relaxed, words)


def present(hits: Sequence[Hit], rows: Mapping[str, Row]) -> tuple[list[tuple[Hit, Row]], int]:
    """Hits with their rows in the order of the hits, and how many had none.

    `rows` are those the visibility selector gave, by key: a hit without one is gone or closed since the last
    commit, is left out, and is counted so that a page can say less than `total`.
    """
    kept = [(hit, rows[hit.key]) for hit in hits if hit.key in rows]
    return kept, len(hits) - len(kept)


def holds(index: Index, source: str, keys: Sequence[str]) -> str | None:
    """The name of this host's copy of an index while one of the documents is in it, else None.

    For what must be gone before it is called gone. Without an index nothing is held.
    """
    try:
        opened = reading.opened(index)
    except reading.Unavailable:
        return None
    wanted = [schema.uid(source, key) for key in keys]
    found = opened.searcher().search(tantivy.Query.term_set_query(opened.schema, "uid", wanted), 1)
    return reader_name(index) if _total(found) else None


def _check(query: Query) -> None:
    unknown = ({*query.filters} | {*query.facets}) - {*FACETS}
    if unknown:
        raise ValueError(f"no such facet: {', '.join(sorted(unknown))}")
    if query.index is Index.DESK and query.readers is None:
        raise ValueError("the desk index is asked with the reader's visibility keys")


def _find(
    searcher: tantivy.Searcher, schema: tantivy.Schema, query: Query, wanted: tantivy.Query
) -> tantivy.SearchResult:
    narrowed = matching.narrowed(schema, wanted, query.filters, query.readers)
    size, offset = max(1, min(query.size, SIZE_LIMIT)), max(0, min(query.offset, OFFSET_LIMIT))
    if query.sort in {"newest", "oldest"}:
        order = tantivy.Order.Desc if query.sort == "newest" else tantivy.Order.Asc
        return searcher.search(narrowed, size, offset=offset, order_by_field="day", order=order)
    return searcher.search(matching.in_force_first(schema, narrowed), size, offset=offset)


def _total(found: tantivy.SearchResult) -> int:
    total: int = found.count  # type: ignore[attr-defined] # its type file forgets it
    return total


def _hits(searcher: tantivy.Searcher, query: Query, found: tantivy.SearchResult) -> list[Hit]:
    hits = []
    for score, address in found.hits[: max(0, query.size)]:
        source, _, key = searcher.doc(address)["source_key"][0].partition(":")
        hits.append(Hit(source, key, 0.0 if query.sort in {"newest", "oldest"} else float(score)))
    return hits


def _facets(
    searcher: tantivy.Searcher, schema: tantivy.Schema, query: Query, wanted: tantivy.Query
) -> dict[str, dict[str, int]]:
    """Counts by value; one pass for the facets without a filter of their own, one for each that has one."""
    alone = [name for name in query.facets if query.filters.get(name)]
    together = [name for name in query.facets if name not in alone]
    counts: dict[str, dict[str, int]] = {}
    for names in [together, *([name] for name in alone)]:
        if names:
            others = {name: values for name, values in query.filters.items() if [name] != names}
            narrowed = matching.narrowed(schema, wanted, others, query.readers)
            counts.update(_counted(searcher, narrowed, names))
    return {name: counts[name] for name in query.facets}


def _counted(searcher: tantivy.Searcher, query: tantivy.Query, names: list[str]) -> dict[str, dict[str, int]]:
    asked = {name: {"terms": {"field": f"facet_{name}", "size": VALUES_LIMIT}} for name in names}
    answer = searcher.aggregate(query, asked)
    return {name: {one["key"]: int(one["doc_count"]) for one in answer[name]["buckets"]} for name in names}
