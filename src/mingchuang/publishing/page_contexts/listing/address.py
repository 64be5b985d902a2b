"""What the query of an address asks for; each value is checked against what there is."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mingchuang.base.search.searching import OFFSET_LIMIT, Query
from mingchuang.publishing import kinds, statutory
from mingchuang.publishing.models import Column
from mingchuang.publishing.page_contexts.moved import column_at
from mingchuang.publishing.page_contexts.tree import Tree
from mingchuang.rules import tokens
from mingchuang.rules.validity import Validity

PAGE_SIZE = 20
WORDS_LIMIT = 100
LAST_PAGE = OFFSET_LIMIT // PAGE_SIZE
"""Nobody reads further; what lies behind is reached by narrowing."""

FACETS = {
    "validity": "validity",
    "kind": "kind",
    "column": "column",
    "year": "year",
    "issuer": "issuer",
    "statutory": "statutory_item",
}
"""Parameters that narrow, in the order they are shown, and the facet of the index each stands for."""

SORT_LABELS = {
    "relevance": gettext_lazy("相关度"),
    "newest": gettext_lazy("新的在前"),
    "oldest": gettext_lazy("旧的在前"),
}
LABELS = {
    "column": gettext_lazy("栏目"),
    "validity": gettext_lazy("效力"),
    "kind": gettext_lazy("种类"),
    "issuer": gettext_lazy("发布机构"),
    "sort": gettext_lazy("排序"),
    "statutory": gettext_lazy("法定事项"),
    "year": gettext_lazy("年份"),
}
_YEAR = re.compile(r"(19|20)[0-9]{2}", re.ASCII)


@dataclass(frozen=True)
class Reading:
    """What could be read of an address: the clean parameters, the page, and what was not understood."""

    language: str
    params: Mapping[str, str]
    page: int = 1
    ignored: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        return self.params.get("q", "")

    @property
    def sort(self) -> str:
        """By fit when there are words, else the newest first, unless the address says otherwise."""
        return self.params.get("sort") or ("relevance" if self.words else "newest")

    @property
    def narrowed(self) -> bool:
        """Whether a facet narrows the list."""
        return any(name in FACETS for name in self.params)

    def address(self, **changes: str) -> str:
        """The address with some parameters changed, "" to leave one out; always its first page."""
        params = {name: value for name, value in {**self.params, **changes}.items() if value}
        path = reverse("publishing:list")
        return f"{path}?{urlencode(params)}" if params else path

    def query(self, **changes: Any) -> Query:
        """What the index is asked."""
        filters = {facet: [self.params[name]] for name, facet in FACETS.items() if name in self.params}
        asked: dict[str, Any] = {
            "words": self.words,
            "filters": {**filters, "language": [self.language]},
            "sort": self.sort,
            "offset": (self.page - 1) * PAGE_SIZE,
            "size": PAGE_SIZE,
        }
        return Query(**(asked | changes))


def read(params: Mapping[str, Any], tree: Tree, language: str) -> Reading:
    """Read the query parameters; what is not understood is said, not obeyed."""
    given = {name: tokens.visible(str(value)).strip() for name, value in params.items() if value}
    if column := column_at(tree, given.get("column", "")):
        # Links and feeds of a search go on when its column has moved.
        given["column"] = column.slug
    kept: dict[str, str] = {}
    ignored: list[str] = []
    words = given.get("q", "")
    if words and not tokens.parse(words):
        said = {"words": words[:30]}
        ignored.append(_("“%(words)s”里没有可以检索的文字或者数字，未按它检索") % said)
    elif words:
        kept["q"] = words[:WORDS_LIMIT]
        if len(words) > WORDS_LIMIT:
            ignored.append(_("检索词最多%(limit)s字，只用了前面的部分") % {"limit": WORDS_LIMIT})
    for name, understood in _readers(tree).items():
        value = given.get(name, "")
        if value and understood(value):
            kept[name] = value
        elif value:
            ignored.append(_unread(name, value))
    if issuer := given.get("issuer", "")[:120]:
        kept["issuer"] = issuer
    # The usual order needs no parameter, and without words nothing fits better than another.
    if kept.get("sort") in ({"relevance"} if kept.get("q") else {"newest", "relevance"}):
        del kept["sort"]
    return Reading(language, kept, _page(given.get("page", "")), ignored)


def _readers(tree: Tree) -> dict[str, Callable[[str], bool]]:
    """For each parameter from a closed list: whether a value is one of them."""
    return {
        "column": lambda value: value in tree.by_slug,
        "year": lambda value: bool(_YEAR.fullmatch(value)),
        "validity": lambda value: value in set(Validity),
        "kind": lambda value: any(kind.code == value for kind in kinds.every()),
        "statutory": lambda value: value in statutory.BY_CODE,
        "sort": lambda value: value in SORT_LABELS,
    }


def _page(text: str) -> int:
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 1
    return max(1, min(number, LAST_PAGE))


def _unread(name: str, value: str) -> str:
    return _("没有名为“%(value)s”的%(label)s，未按它筛选") % {"value": value[:30], "label": LABELS[name]}


def column_of(reading: Reading, tree: Tree) -> Column | None:
    """The column the list is narrowed to."""
    return tree.by_slug.get(reading.params.get("column", ""))
