"""From the address of the desk's search page to its lines: what the reader may see, no trace of the rest.

The visibility keys are part of what the index is asked, so that counts and facets know nothing else either;
the lines are fetched again through the chapters' selectors.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.selectors import names_of_divisions
from mingchuang.base.lookups.selectors import synonyms_of
from mingchuang.base.search import presenting, searching
from mingchuang.base.search.sources import Index
from mingchuang.publishing.desk.items.rows import kind_label
from mingchuang.publishing.models import ItemState
from mingchuang.publishing.selectors.public import columns_in_order
from mingchuang.rules import tokens
from mingchuang.rules.tokens import Piece

PAGE_ROWS = 20
WORDS_LIMIT = 100
PASSAGE = 120
LAST_PAGE = searching.OFFSET_LIMIT // PAGE_ROWS
CHINESE = "zh-hans"

FACETS = {
    "source": _("来源"),
    "state": _("状态"),
    "kind": _("种类"),
    "column": _("栏目"),
    "division": _("处室"),
    "year": _("年份"),
}
SORTS = {"relevance": _("相关度"), "newest": _("新的在前"), "oldest": _("旧的在前")}


@dataclass(frozen=True)
class Wanted:
    """What the address asks for; values are checked only by what the index holds."""

    words: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    sort: str = "relevance"
    page: int = 1

    @property
    def params(self) -> dict[str, str]:
        """The address's query, without the page."""
        sort = {} if self.sort == "relevance" else {"sort": self.sort}
        return {name: value for name, value in {"q": self.words, **self.filters, **sort}.items() if value}


@dataclass(frozen=True, slots=True)
class Line:
    """One line with the words marked."""

    line: presenting.Line
    title: Sequence[Piece]
    number: Sequence[Piece]
    passage: Sequence[Piece]

    @property
    def day(self) -> date | None:
        return self.line.day


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found."""

    total: int
    page: int
    lines: list[Line]
    choices: dict[str, list[Choice]]
    relaxed: bool
    also: list[str]


def read(params: Mapping[str, Any]) -> Wanted:
    """Read the query of the address; what cannot be meant is left out."""
    given = {name: tokens.visible(str(value)).strip() for name, value in params.items() if value}
    page = given.get("page", "")
    number = int(page) if page.isascii() and page.isdecimal() and len(page) < 9 else 1
    return Wanted(
        words=given.get("q", "")[:WORDS_LIMIT],
        filters={name: given[name][:120] for name in FACETS if given.get(name)},
        sort=given["sort"] if given.get("sort") in SORTS else "relevance",
        page=max(1, min(number, LAST_PAGE)),
    )


def find(user: User, wanted: Wanted) -> Found:
    """What this person may see and has the words. Raises base.search.reading.Unavailable."""
    also = synonyms_of(wanted.words.split(), CHINESE)
    query = searching.Query(
        words=wanted.words,
        filters={name: [value] for name, value in wanted.filters.items()},
        sort=wanted.sort,
        offset=(wanted.page - 1) * PAGE_ROWS,
        size=PAGE_ROWS,
        facets=tuple(FACETS),
        index=Index.DESK,
        readers=presenting.keys_held(user),
        synonyms=also,
    )
    result, page = searching.search(query), wanted.page
    if not result.hits and result.total:
        page = min(LAST_PAGE, -(-result.total // PAGE_ROWS))
        result = searching.search(replace(query, offset=(page - 1) * PAGE_ROWS))
    by_source: dict[str, list[str]] = {}
    for hit in result.hits:
        by_source.setdefault(hit.source, []).append(hit.key)
    lines = presenting.lines_of(user, by_source)
    kept = [lines[hit.source, hit.key] for hit in result.hits if (hit.source, hit.key) in lines]
    return Found(
        total=max(0, result.total - (len(result.hits) - len(kept))),
        page=page,
        lines=[_marked(line, result) for line in kept],
        choices=_choices(wanted, result.facets),
        relaxed=result.relaxed,
        also=[word for others in also.values() for word in others],
    )


def _marked(line: presenting.Line, result: searching.Result) -> Line:
    words, loose = result.words, result.relaxed
    return Line(
        line,
        title=tokens.marked(line.title, words, loose=loose),
        number=tokens.marked(line.number, words, loose=loose),
        passage=tokens.snippet(line.text, words, length=PASSAGE, loose=loose),
    )


def _choices(wanted: Wanted, counts: Mapping[str, Mapping[str, int]]) -> dict[str, list[Choice]]:
    """For each facet that can narrow: its values with how many each would give."""
    labels = _labels(counts)
    found: dict[str, list[Choice]] = {}
    for name, values in counts.items():
        chosen = wanted.filters.get(name, "")
        codes = dict(values) | ({chosen: values.get(chosen, 0)} if chosen else {})
        choices = [
            Choice(code, labels.get(name, {}).get(code) or _label(name, code), n, code == chosen)
            for code, n in sorted(codes.items(), key=lambda pair: _order(name, *pair))
        ]
        if len(choices) > 1 or chosen:
            found[name] = choices
    return found


def _order(name: str, code: str, count: int) -> tuple[int, str]:
    return (-int(code), "") if name == "year" and code.isdecimal() else (-count, code)


def _label(name: str, code: str) -> str:
    return kind_label(code) if name == "kind" else code


def _labels(counts: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, str]]:
    return {
        "source": {shown.source: str(shown.label) for shown in presenting.every()},
        "state": {str(code): str(label) for code, label in ItemState.choices},
        "column": {column.slug: column.name for column in columns_in_order()},
        "division": names_of_divisions(set(counts.get("division", {}))),
    }
