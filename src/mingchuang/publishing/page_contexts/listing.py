"""The list of everything public, narrowed by words, column, year, issuer, standing, kind, statutory item."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mingchuang.base.design.navigation import public_place
from mingchuang.base.design.shell import Crumb
from mingchuang.base.identity.selectors import site_identity
from mingchuang.publishing import kinds, statutory
from mingchuang.publishing.html import without_controls
from mingchuang.publishing.page_contexts.heads import head
from mingchuang.publishing.page_contexts.rows import rows_of
from mingchuang.publishing.page_contexts.tree import Tree
from mingchuang.publishing.pages import Context
from mingchuang.publishing.selectors import public
from mingchuang.rules.validity import VALIDITY_LABELS, Validity

PAGE_SIZE = 20
QUERY_LIMIT = 100
_YEAR = re.compile(r"(19|20)[0-9]{2}")
SORT_LABELS = {
    "newest": gettext_lazy("发布日期，新的在前"),
    "oldest": gettext_lazy("发布日期，旧的在前"),
    "formed": gettext_lazy("成文日期，新的在前"),
    "title": gettext_lazy("标题"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a filter."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Select:
    """One filter of the bar."""

    name: str
    label: str
    every: str
    choices: list[Choice]


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition in use, and the address of the list without it."""

    label: str
    without: str


@dataclass
class Reading:
    """What could be read of the address: a filter, the clean parameters, and what was not understood."""

    wanted: public.ListingFilter
    params: dict[str, str]
    ignored: list[str]


def list_context(params: Mapping[str, Any], as_of: datetime, language: str) -> Context:
    """`params`: the query of the address, as text. What is not understood is said, not obeyed."""
    tree = Tree.load(language)
    facets = public.facets(language)
    reading = read(params, tree)
    found = public.filtered_listings(reading.wanted, language)
    page = Paginator(found, PAGE_SIZE).get_page(params.get("page"))
    site = site_identity()
    path = reverse("publishing:list")
    own = _address(path, reading.params)
    conditions = _conditions(reading, tree, path)
    return {
        "site": site,
        "page": head(
            site,
            title=_title(reading),
            path=own,
            crumbs=[Crumb(_("信息检索"))],
            section=path,
            language=language,
            indexed=not conditions,
        ),
        "path": path,
        "selects": _selects(reading, tree, facets),
        "query": reading.wanted.query,
        "query_limit": QUERY_LIMIT,
        "ignored": reading.ignored,
        "conditions": conditions,
        "rows": rows_of(page.object_list, with_issuer=len(facets.issuers) > 1),
        "page_obj": page,
        "page_query": urlencode(reading.params),
        "total": page.paginator.count,
        "words": shorter_words(reading.wanted.query) if not page.paginator.count else [],
        "request_address": public_place("request_entry"),
    }


def read(params: Mapping[str, Any], tree: Tree) -> Reading:
    """Read the query parameters; each is checked against what there is."""
    given = {name: without_controls(str(value)).strip() for name, value in params.items() if value}
    kept: dict[str, str] = {}
    ignored: list[str] = []
    if query := given.get("q", ""):
        kept["q"] = query[:QUERY_LIMIT]
        if len(query) > QUERY_LIMIT:
            ignored.append(_("检索词最多%(limit)s字，只用了前面的部分") % {"limit": QUERY_LIMIT})
    for name, understood in _readers(tree).items():
        value = given.get(name, "")
        if value and understood(value):
            kept[name] = value
        elif value:
            ignored.append(_unread(name, value))
    if issuer := given.get("issuer", "")[:120]:
        kept["issuer"] = issuer
    if kept.get("sort") == "newest":
        del kept["sort"]
    return Reading(_filter(kept, tree), kept, ignored)


def _readers(tree: Tree) -> dict[str, Callable[[str], bool]]:
    """For each parameter from a closed list: whether a value is one of them."""
    return {
        "column": lambda value: value in tree.by_slug,
        "year": lambda value: bool(_YEAR.fullmatch(value)),
        "validity": lambda value: value in set(Validity),
        "kind": lambda value: any(kind.code == value for kind in kinds.every()),
        "statutory": lambda value: value in statutory.BY_CODE,
        "sort": lambda value: value in public.SORTS,
    }


def _filter(kept: Mapping[str, str], tree: Tree) -> public.ListingFilter:
    return public.ListingFilter(
        query=kept.get("q", ""),
        column=tree.by_slug.get(kept.get("column", "")),
        year=int(kept["year"]) if "year" in kept else None,
        issuer=kept.get("issuer", ""),
        validity=kept.get("validity", ""),
        kind=kept.get("kind", ""),
        statutory_item=kept.get("statutory", ""),
        sort=kept.get("sort", "newest"),
    )


def _unread(name: str, value: str) -> str:
    labels = {
        "column": _("栏目"),
        "validity": _("效力"),
        "kind": _("种类"),
        "sort": _("排序"),
        "statutory": _("法定事项"),
        "year": _("年份"),
    }
    return _("没有名为“%(value)s”的%(label)s，未按它筛选") % {"value": value[:30], "label": labels[name]}


def _title(reading: Reading) -> str:
    if reading.wanted.query:
        return _("“%(query)s”的检索结果") % {"query": reading.wanted.query}
    return _("信息检索")


def _address(path: str, params: Mapping[str, str]) -> str:
    return f"{path}?{urlencode(params)}" if params else path


def _selects(reading: Reading, tree: Tree, facets: public.Facets) -> list[Select]:
    years = [(str(y), f"{y}（{n}）") for y, n in sorted(facets.years.items(), reverse=True)]
    issuers = [(name, f"{name}（{n}）") for name, n in facets.issuers.most_common(30)]
    columns = [
        (node.slug, f"{'　' * (len(tree.trail(node)) - 1)}{node.name}（{tree.count(node)}）")
        for node in tree.shown(tree.columns)
    ]
    standings = [
        (v.value, f"{label}（{facets.validities[v]}）")
        for v, label in VALIDITY_LABELS.items()
        if facets.validities[v]
    ]
    sorts = [
        (kind.code, f"{kind.label}（{facets.kinds[kind.code]}）")
        for kind in kinds.every()
        if facets.kinds[kind.code]
    ]
    items = [
        (code, f"{statutory.short_label(code)}（{facets.statutory_items[code]}）")
        for code in statutory.BY_CODE
        if facets.statutory_items[code]
    ]
    shapes = [
        ("column", _("栏目"), _("全部栏目"), columns),
        ("year", _("年份"), _("全部年份"), years),
        ("validity", _("效力"), _("全部"), standings),
        ("kind", _("种类"), _("全部种类"), sorts),
        ("issuer", _("发布机构"), _("全部机构"), issuers),
        ("statutory", _("法定事项"), _("全部事项"), items),
    ]
    selects = [
        Select(name, label, every, [Choice(v, t, reading.params.get(name) == v) for v, t in options])
        for name, label, every, options in shapes
        if len(options) > 1 or name in reading.params
    ]
    sort = reading.wanted.sort
    order = [Choice(value, str(label), value == sort) for value, label in SORT_LABELS.items()]
    return [*selects, Select("sort", _("排序"), "", order)]


def _conditions(reading: Reading, tree: Tree, path: str) -> list[Condition]:
    """What the list is narrowed by, each with the way to drop it."""
    wanted = reading.wanted
    labels = {
        "q": f"“{wanted.query}”",
        "column": wanted.column.name if wanted.column else "",
        "year": _("%(year)s年") % {"year": wanted.year},
        "issuer": wanted.issuer,
        "validity": str(VALIDITY_LABELS[Validity(wanted.validity)]) if wanted.validity else "",
        "kind": kinds.get(wanted.kind).label if wanted.kind else "",
        "statutory": statutory.short_label(wanted.statutory_item) if wanted.statutory_item else "",
    }
    return [
        Condition(labels[name], _address(path, {n: v for n, v in reading.params.items() if n != name}))
        for name in reading.params
        if name in labels
    ]


def shorter_words(query: str) -> list[Condition]:
    """Other words to try when nothing was found: each word alone, or the halves of one long word."""
    words = query.split()
    if len(words) == 1 and len(query) > 3:
        middle = (len(query) + 1) // 2
        words = [query[:middle], query[middle:]]
    path = reverse("publishing:list")
    return [Condition(word, _address(path, {"q": word})) for word in dict.fromkeys(words) if word != query]
