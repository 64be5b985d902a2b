"""What the hits can be narrowed to, each value with how many hits that would give.

A facet's counts leave its own filter out: a reader who chose 2024 still sees how many there are of 2023.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mingchuang.base.design.languages import HTML_LANGUAGE, LANGUAGE_NAMES, in_language
from mingchuang.publishing import kinds, statutory
from mingchuang.publishing.page_contexts.listing.address import FACETS, LABELS, Reading, column_of
from mingchuang.publishing.page_contexts.tree import Tree
from mingchuang.rules.validity import VALIDITY_LABELS, Validity

SHOWN = 8
"""Values shown at once; the others open on request."""

Counts = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet: the address it leads to; for a chosen one the address without it."""

    label: str
    count: int
    url: str
    chosen: bool = False
    depth: int = 0
    language: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """One facet: the values shown at once and those behind "more"."""

    name: str
    label: str
    first: list[Value]
    more: list[Value]


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition in use, and the address of the list without it."""

    label: str
    without: str


def conditions(reading: Reading, tree: Tree) -> list[Condition]:
    """What the list is narrowed by, each with the way to drop it."""
    return [
        Condition(_label(name, reading.params[name], tree), reading.address(**{name: ""}))
        for name in reading.params
        if name in FACETS
    ]


def facets(reading: Reading, tree: Tree, counts: Counts) -> list[Facet]:
    """Facets with more than one value, or one that is chosen; languages last."""
    found = [_facet(reading, tree, name, counts.get(facet, {})) for name, facet in FACETS.items()]
    languages = _languages(reading, counts.get("language", {}))
    shown = [facet for facet in found if len(facet.first) > 1 or any(v.chosen for v in facet.first)]
    return [*shown, languages] if len(languages.first) > 1 else shown


def _facet(reading: Reading, tree: Tree, name: str, counts: Mapping[str, int]) -> Facet:
    chosen = reading.params.get(name, "")
    values = [
        Value(
            label=_label(name, code, tree),
            count=counts.get(code, 0),
            url=reading.address(**{name: "" if code == chosen else code}),
            chosen=code == chosen,
            depth=depth,
        )
        for code, depth in _order(name, counts, reading, tree)
        if counts.get(code) or code == chosen
    ]
    place = next((at for at, value in enumerate(values) if value.chosen), 0)
    cut = max(SHOWN, place + 1)
    return Facet(name, str(LABELS[name]), values[:cut], values[cut:])


def _order(name: str, counts: Mapping[str, int], reading: Reading, tree: Tree) -> Iterable[tuple[str, int]]:
    """The codes of a facet in the order they are shown, each with how far it is indented."""
    if name == "column":
        return _columns(reading, tree)
    if name == "validity":
        return [(standing.value, 0) for standing in VALIDITY_LABELS]
    if name == "kind":
        return [(kind.code, 0) for kind in kinds.every()]
    if name == "statutory":
        return [(code, 0) for code in statutory.BY_CODE]
    known = {*counts, reading.params.get(name, "")} - {""}
    if name == "year":
        return [(year, 0) for year in sorted(known, reverse=True)]
    return [(code, 0) for code in sorted(known, key=lambda code: (-counts.get(code, 0), code))]


def _columns(reading: Reading, tree: Tree) -> list[tuple[str, int]]:
    """The top columns, and what stands below those on the way to the chosen one."""
    chosen = column_of(reading, tree)
    opened = {node.pk for node in tree.trail(chosen)} if chosen else set()
    return [
        (node.slug, len(tree.trail(node)) - 1)
        for node in tree.columns
        if node.parent_id is None or node.parent_id in opened
    ]


def _label(name: str, code: str, tree: Tree) -> str:
    if name == "column":
        return tree.by_slug[code].name
    if name == "validity":
        return _(VALIDITY_LABELS[Validity(code)])
    if name == "kind":
        return _(kinds.get(code).label)
    if name == "statutory":
        return statutory.short_label(code)
    return _("%(year)s年") % {"year": code} if name == "year" else code


def _languages(reading: Reading, counts: Mapping[str, int]) -> Facet:
    values = [
        Value(
            label=LANGUAGE_NAMES[HTML_LANGUAGE[code]],
            count=counts.get(code, 0),
            url=in_language(reading.address(), code),
            chosen=code == reading.language,
            language=HTML_LANGUAGE[code],
        )
        for code in HTML_LANGUAGE
        if counts.get(code) or code == reading.language
    ]
    return Facet("language", _("语种"), values, [])
