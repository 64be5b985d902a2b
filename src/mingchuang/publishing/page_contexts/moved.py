"""Addresses that are no longer, or not quite, those of a page: where each leads now."""

import re

from django.urls import reverse

from mingchuang.publishing.models import Column
from mingchuang.publishing.page_contexts.rows import item_address
from mingchuang.publishing.page_contexts.tree import Tree, column_address
from mingchuang.publishing.pages import PageMoved
from mingchuang.publishing.selectors import public
from mingchuang.rules import index_numbers

_SEPARATORS = re.compile(r"[-/\\_.\s－／—–]+")


def slug_of(written: str) -> str:
    """An index number as people write it in an address, in the form of addresses."""
    return _SEPARATORS.sub("-", written).strip("-")[:60]


def lead_to_item(slug: str, number: str) -> None:
    """Raise PageMoved when an item's address was written in another form than its one address has."""
    if slug != index_numbers.to_slug(number):
        raise PageMoved(item_address(number))


def known(tree: Tree, slug: str) -> Column | None:
    """The column a page asks for. Raises PageMoved when it moved or was merged into another."""
    column = column_at(tree, slug)
    final = _last(tree, column) if column else None
    if final is not None and final.slug != slug:
        raise PageMoved(column_address(final))
    return final


def column_at(tree: Tree, slug: str) -> Column | None:
    """The column that has this slug, or once had it; written in whatever case."""
    column = tree.by_slug.get(slug) or tree.by_slug.get(slug.lower())
    if column is None:
        former = public.column_formerly_at(slug.lower())
        column = tree.by_id.get(former) if former else None
    return column


def _last(tree: Tree, column: Column) -> Column:
    """The column that took it over, and the one that took over that one."""
    seen = {column.pk}
    while not column.is_open and column.successor_id and column.successor_id not in seen:
        seen.add(column.successor_id)
        column = tree.by_id[column.successor_id]
    return column


def redirects(language: str) -> list[tuple[str, str]]:
    """Every former address of a column's front with where it leads, for servers that know no database."""
    tree = Tree.load(language)
    found: list[tuple[str, str]] = []
    for slug, pk in public.former_addresses():
        found.append((slug, column_address(_last(tree, tree.by_id[pk]))))
    for column in tree.columns:
        if (last := _last(tree, column)).pk != column.pk:
            found.append((column.slug, column_address(last)))
    return sorted((reverse("publishing:column", args=[slug]), to) for slug, to in found)
