"""What the home page and the site map say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mingchuang.base.design.languages import PREFIX
from mingchuang.base.design.navigation import Link, public_links, public_place
from mingchuang.base.design.shell import Crumb
from mingchuang.base.identity.models import SiteIdentity
from mingchuang.base.identity.selectors import site_identity
from mingchuang.disclosure.contexts.platform import Entry, entries
from mingchuang.publishing.models import Column
from mingchuang.publishing.models.columns import Block
from mingchuang.publishing.page_contexts import feeds, structured
from mingchuang.publishing.page_contexts.heads import head
from mingchuang.publishing.page_contexts.rows import Row, rows_of
from mingchuang.publishing.page_contexts.tree import Tree, column_address
from mingchuang.publishing.pages import Context
from mingchuang.publishing.selectors import archive
from mingchuang.rules.page_tags import HOME_COLUMN_NAME, PageKind

HOME_COLUMNS = 5
SERVICE_TYPE = "办事服务"
"""ColumnType of the columns that lead to services; the home page shows them as entries."""


@dataclass(frozen=True, slots=True)
class Board:
    """One column on the home page with its newest items."""

    title: str
    address: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Branch:
    """A column in the site map with those below it."""

    link: Link
    children: tuple["Branch", ...]


def home_context(params: Mapping[str, Any], as_of: datetime, language: str) -> Context:
    """The front page: what is new, the way into 政府信息公开, services, contact. Empty columns stay away."""
    site = site_identity(language)
    tree = Tree.load(language)
    shown = [c for c in tree.shown(tree.columns) if c.on_home and c.column_type != SERVICE_TYPE]
    boards = [
        _board(tree, column, 7 if n == 0 else 5, language) for n, column in enumerate(shown[:HOME_COLUMNS])
    ]
    services = [
        Entry("form", node.name, column_address(node), node.description)
        for node in tree.shown(tree.columns)
        if node.column_type == SERVICE_TYPE and not tree.shown(tree.children(node))
    ]
    return {
        "site": site,
        "page": head(
            site,
            title=site.site_name(language) or site.office_name,
            path=PREFIX[language],
            kind=PageKind.HOME,
            values=_home_tags(site, tree),
            section=PREFIX[language],
            description=_("%(name)s政府网站") % {"name": site.office_name},
            language=language,
            feeds=feeds.links() if tree.shown(tree.columns) else (),
            about=structured.office(site, language),
        ),
        "boards": boards,
        "services": services,
        "search_address": public_place("search"),
        "platform": entries(),
        "platform_address": public_place("platform"),
    }


def _home_tags(site: SiteIdentity, tree: Tree) -> dict[str, str]:
    top = [node.name for node in tree.children(None) if node.is_open]
    return {
        "ColumnName": HOME_COLUMN_NAME,
        "ColumnDescription": _("%(name)s政府网站首页") % {"name": site.office_name},
        "ColumnKeywords": ",".join(dict.fromkeys([site.short_name or site.office_name, *top[:5]])),
        "ColumnType": HOME_COLUMN_NAME,
    }


def _board(tree: Tree, column: Column, limit: int, language: str) -> Board:
    ids = [node.pk for node in tree.branch(column)]
    return Board(column.name, column_address(column), rows_of(archive.newest(ids, language, limit)))


def site_map_context(params: Mapping[str, Any], as_of: datetime, language: str) -> Context:
    """Every place a reader can go to, as a tree."""
    site = site_identity(language)
    tree = Tree.load(language)
    top = tree.shown(tree.children(None))
    title = _("网站地图")
    return {
        "site": site,
        "page": head(
            site,
            title=title,
            path=reverse("web:site-map"),
            crumbs=[Crumb(title)],
            description=_("%(office)s%(name)s") % {"office": site.office_name, "name": title},
            language=language,
        ),
        "fixed": [link for link in public_links() if "/c/" not in link.url],
        "columns": [_branch(tree, node) for node in top if node.block == Block.NONE],
        "platform_columns": [_branch(tree, node) for node in top if node.block != Block.NONE],
    }


def _branch(tree: Tree, column: Column) -> Branch:
    children = tuple(_branch(tree, child) for child in tree.shown(tree.children(column)))
    return Branch(Link(column.name, column_address(column)), children)
