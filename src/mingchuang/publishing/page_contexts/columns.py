"""The page of a column: its newest items, its archive, the columns beside and below it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mingchuang.base.design.languages import CHINESE, in_language
from mingchuang.base.design.navigation import Link
from mingchuang.base.design.shell import Crumb, PageHead
from mingchuang.base.identity.models import SiteIdentity
from mingchuang.base.identity.selectors import site_identity
from mingchuang.publishing.models import Column
from mingchuang.publishing.models.columns import Block
from mingchuang.publishing.page_contexts import feeds, moved
from mingchuang.publishing.page_contexts.heads import column_values, head
from mingchuang.publishing.page_contexts.rows import rows_of
from mingchuang.publishing.page_contexts.tree import Tree, column_address
from mingchuang.publishing.pages import Context, PageNotFound
from mingchuang.publishing.selectors import archive
from mingchuang.rules.page_tags import PageKind

MENU_LIMIT = 6


def archive_address(column: Column, number: int) -> str:
    """A closed page of a column's archive; page 1 holds the oldest."""
    return reverse("publishing:column-archive", args=[column.slug, number])


def column_context(params: Mapping[str, Any], as_of: datetime, language: str) -> Context:
    """`params`: `slug`, and `number` for an archive page. Raises PageNotFound, also for an empty column.

    Archive pages are numbered from the oldest and begin where they always began, so that neither a release
    nor a withdrawal shifts them.
    """
    tree = Tree.load(language)
    column = moved.known(tree, str(params["slug"]))
    number = params.get("number")
    total = tree.count(column) if column else 0
    if column is None or not total:
        raise PageNotFound(params["slug"])
    branch = [node.pk for node in tree.branch(column)]
    if number is None:
        listings, closed = archive.front(branch, column.pk, language)
    else:
        found = archive.closed_page(branch, column.pk, language, number)
        if found is None:
            raise PageNotFound(params["slug"])
        listings, closed = found, archive.closed_pages(column.pk, language)
    site = site_identity(language)
    return {
        "site": site,
        "changed_at": max((listing.released_at for listing in listings), default=None),
        "page": _head(site, tree, column, number, language),
        "column": column,
        "rows": rows_of(listings),
        "total": total if number is None else None,
        "number": number,
        "side": side_menu(tree, column),
        **_neighbour_pages(column, number, closed, more=total > len(listings)),
        "filter_address": f"{reverse('publishing:list')}?column={column.slug}",
    }


def column_elsewhere_context(params: Mapping[str, Any], as_of: datetime, language: str) -> Context:
    """Nothing of the column is translated: said politely, with the way to the Chinese column.

    Raises PageNotFound where there is no Chinese page to lead to. Never baked: what it says depends on the
    other language alone.
    """
    tree = Tree.load(language)
    column = tree.by_slug.get(str(params["slug"]))
    if column is None or params.get("number") is not None or not _holds_chinese(column, language):
        raise PageNotFound(params["slug"])
    site = site_identity(language)
    return {
        "site": site,
        "chinese_address": in_language(column_address(column), CHINESE),
        "page": head(
            site,
            title=column.name,
            path=column_address(column),
            kind=PageKind.COLUMN,
            values=column_values(column),
            crumbs=tree.crumbs(column),
            section=tree.section(column),
            language=language,
            indexed=False,
        ),
    }


def _holds_chinese(column: Column, language: str) -> bool:
    if language == CHINESE:
        return False
    tree = Tree.load(CHINESE)
    return bool(tree.count(tree.by_id[column.pk]))


def _head(site: SiteIdentity, tree: Tree, column: Column, number: int | None, language: str) -> PageHead:
    title, address, crumbs = column.name, column_address(column), tree.crumbs(column)
    if number is not None:
        page = _("第%(number)s页") % {"number": number}
        title = _("%(column)s（%(page)s）") % {"column": column.name, "page": page}
        address = archive_address(column, number)
        crumbs.append(Crumb(page))
    return head(
        site,
        title=title,
        path=address,
        kind=PageKind.COLUMN,
        values=column_values(column),
        crumbs=crumbs,
        section=tree.section(column),
        description=column.description,
        language=language,
        feeds=feeds.links(column),
    )


def _neighbour_pages(column: Column, number: int | None, closed: int, *, more: bool) -> dict[str, str]:
    """Where newer and older items are. The front holds what stands on no closed page."""
    if number is None:
        return {"newer": "", "older": archive_address(column, closed) if closed and more else ""}
    newer = archive_address(column, number + 1) if number < closed else column_address(column)
    return {"newer": newer, "older": archive_address(column, number - 1) if number > 1 else ""}


def side_menu(tree: Tree, column: Column) -> list[tuple[Link, bool]]:
    """The columns of the same branch, and whether it is this one."""
    top = tree.trail(column)[0]
    around = tree.shown(tree.children(column)) or tree.shown(tree.children(tree.by_id.get(column.parent_id)))
    if column.parent_id is None and not tree.shown(tree.children(column)):
        return []
    entries = [top, *(node for node in around if node.pk != top.pk)]
    return [(Link(node.name, column_address(node)), node.pk == column.pk) for node in entries]


def menu() -> tuple[Link, ...]:
    """Main navigation entries: the top columns in use that hold something, outside the platform."""
    tree = Tree.load(get_language() or CHINESE)
    top = [node for node in tree.shown(tree.children(None)) if node.block == Block.NONE]
    return tuple(Link(node.name, column_address(node)) for node in top[:MENU_LIMIT])
