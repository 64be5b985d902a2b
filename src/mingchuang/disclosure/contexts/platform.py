"""The platform's own pages: front, guide, systems, statutory content, annual reports."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mingchuang.base.design.languages import CHINESE, in_language
from mingchuang.base.design.navigation import Label, Link
from mingchuang.base.design.shell import Crumb, PageHead
from mingchuang.base.identity.models import SiteIdentity
from mingchuang.base.identity.selectors import site_identity
from mingchuang.disclosure import selectors
from mingchuang.publishing import statutory
from mingchuang.publishing.models.columns import Block
from mingchuang.publishing.page_contexts.heads import head
from mingchuang.publishing.page_contexts.rows import item_address, rows_of
from mingchuang.publishing.page_contexts.tree import column_address
from mingchuang.publishing.pages import Context
from mingchuang.rules.disclosure import GUIDE_FIELDS, PLATFORM_BLOCKS, PLATFORM_NAME, PlatformBlock
from mingchuang.rules.page_tags import PageKind

URL_NAMES: dict[PlatformBlock, str] = {
    PlatformBlock.GUIDE: "disclosure:guide",
    PlatformBlock.SYSTEMS: "disclosure:systems",
    PlatformBlock.STATUTORY: "disclosure:statutory",
    PlatformBlock.ANNUAL_REPORTS: "disclosure:reports",
    PlatformBlock.REQUEST: "disclosure:request",
}
TEXTS: dict[PlatformBlock, Label] = {
    PlatformBlock.GUIDE: gettext_lazy("公开什么、怎样编排、怎样获取，以及公开工作机构的联系方式。"),
    PlatformBlock.SYSTEMS: gettext_lazy("政府信息公开的法律法规、规范性文件和工作制度。"),
    PlatformBlock.STATUTORY: gettext_lazy("按《政府信息公开条例》第二十条逐项列出。"),
    PlatformBlock.ANNUAL_REPORTS: gettext_lazy("各年度政府信息公开工作报告。"),
    PlatformBlock.REQUEST: gettext_lazy("没有公开的信息，可以依法申请。"),
}
ICONS: dict[PlatformBlock, str] = {
    PlatformBlock.GUIDE: "book",
    PlatformBlock.SYSTEMS: "file",
    PlatformBlock.STATUTORY: "list",
    PlatformBlock.ANNUAL_REPORTS: "calendar",
    PlatformBlock.REQUEST: "form",
}
NEWEST = 10


@dataclass(frozen=True, slots=True)
class Entry:
    """A way into one block."""

    icon: str
    title: str
    href: str
    text: str


def entries() -> list[Entry]:
    """The five ways into the platform, in order."""
    return [
        Entry(ICONS[block], _(PLATFORM_BLOCKS[block]), reverse(name), str(TEXTS[block]))
        for block, name in URL_NAMES.items()
    ]


def platform_head(site: SiteIdentity, path: str, language: str, title: str = "", kind: str = "") -> PageHead:
    """The head of a platform page. Each block counts as a column: it carries the Column* tags."""
    front = reverse("disclosure:front")
    crumbs = [Crumb(_(PLATFORM_NAME), front)]
    if title:
        crumbs.append(Crumb(title))
    name = title or _(PLATFORM_NAME)
    return head(
        site,
        title=name,
        path=path,
        kind=PageKind.COLUMN,
        values={
            "ColumnName": name,
            "ColumnDescription": _("%(office)s%(name)s") % {"office": site.office_name, "name": name},
            "ColumnKeywords": ",".join(dict.fromkeys([_(PLATFORM_NAME), name])),
            "ColumnType": kind or _("信息公开目录"),
        },
        crumbs=crumbs,
        section=front,
        language=language,
        description=_("%(office)s%(name)s") % {"office": site.office_name, "name": name},
    )


def side(current: PlatformBlock | None) -> list[tuple[Link, bool]]:
    """The side menu of the platform."""
    return [
        (Link(_(PLATFORM_BLOCKS[block]), reverse(name)), block is current)
        for block, name in URL_NAMES.items()
    ]


def _base(block: PlatformBlock | None, language: str, kind: str = "") -> Context:
    site = site_identity(language)
    name = URL_NAMES[block] if block else "disclosure:front"
    title = _(PLATFORM_BLOCKS[block]) if block else ""
    return {
        "site": site,
        "page": platform_head(site, reverse(name), language, title, kind=kind),
        "side": side(block),
        # A page without translations must not look as if nothing had been disclosed.
        "chinese_address": "" if language == CHINESE else in_language(reverse(name), CHINESE),
    }


def front_context(params: Mapping[str, Any], as_of: datetime, language: str) -> Context:
    """The way into every block, and what was published last."""
    newest = selectors.block_listings(Block.STATUTORY, language, limit=NEWEST)
    return _base(None, language) | {
        "entries": entries(),
        "rows": rows_of(newest),
        "search_address": reverse("publishing:list"),
        "changed_at": max((row.released_at for row in newest), default=None),
    }


def guide_context(params: Mapping[str, Any], as_of: datetime, language: str) -> Context:
    """The guide's own fields, in the order of the Regulation."""
    context = _base(PlatformBlock.GUIDE, language, _("信息公开指南"))
    version = selectors.current_guide(language)
    if version is None:
        return context | {"version": None}
    item = version.edition.item
    return context | {
        "version": version,
        "fields": [(_(field.label), version.extra.get(field.key, "")) for field in GUIDE_FIELDS],
        "item_address": item_address(item.index_number or ""),
        "changed_at": version.released_at,
    }


def systems_context(params: Mapping[str, Any], as_of: datetime, language: str) -> Context:
    """Laws and rules on disclosure that the office keeps at hand."""
    rows = selectors.block_listings(Block.SYSTEMS, language)
    return _base(PlatformBlock.SYSTEMS, language, _("文件资料")) | {
        "rows": rows_of(rows),
        "changed_at": max((row.released_at for row in rows), default=None),
    }


def reports_context(params: Mapping[str, Any], as_of: datetime, language: str) -> Context:
    """The annual reports by year."""
    reports = selectors.annual_reports(language)
    return _base(PlatformBlock.ANNUAL_REPORTS, language, _("信息公开年报")) | {
        "reports": [(year, rows_of([row])[0]) for year, row in reports],
        "changed_at": max((row.released_at for _year, row in reports), default=None),
    }


@dataclass(frozen=True, slots=True)
class Leaf:
    """One item of the statutory tree as the page shows it."""

    entry: selectors.StatutoryEntry
    number: str
    content: str
    reason: str
    address: str
    shelves: list[tuple[Link, int]]


def statutory_context(params: Mapping[str, Any], as_of: datetime, language: str) -> Context:
    """The statutory list: what stands under each item, or why it does not concern the office."""
    leaves = [_leaf(entry) for entry in selectors.statutory_entries(language)]
    local = [leaf for leaf in leaves if leaf.entry.item.article == 21]
    return _base(PlatformBlock.STATUTORY, language) | {
        "leaves": [leaf for leaf in leaves if leaf.entry.item.article == 20],
        "local": [leaf for leaf in local if leaf.entry.applicable],
        "local_not": [leaf for leaf in local if not leaf.entry.applicable],
        "total": sum(leaf.entry.count for leaf in leaves),
    }


def _leaf(entry: selectors.StatutoryEntry) -> Leaf:
    base = f"{reverse('publishing:list')}?statutory={entry.item.code}"
    shelves = [
        (Link(shelf.column.name, f"{base}&column={shelf.column.slug}"), shelf.count)
        if len(entry.shelves) > 1
        else (Link(shelf.column.name, column_address(shelf.column)), shelf.count)
        for shelf in entry.shelves
    ]
    return Leaf(entry, statutory.number(entry.item), _(entry.item.content), _reason(entry), base, shelves)


def _reason(entry: selectors.StatutoryEntry) -> str:
    """Why an item does not concern the office: the default has translations, the office's own words stay."""
    return _(entry.reason) if entry.reason == entry.item.reason else entry.reason
