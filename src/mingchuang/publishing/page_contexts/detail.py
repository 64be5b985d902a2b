"""The page of one item: its text, all its metadata, its files, its history; or the tombstone it left."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from mingchuang.base.design import dates
from mingchuang.base.design.languages import CHINESE, HTML_LANGUAGE, LANGUAGES
from mingchuang.base.design.phrases import phrase
from mingchuang.base.design.shell import Crumb
from mingchuang.base.identity.models import SiteIdentity
from mingchuang.base.identity.selectors import site_identity
from mingchuang.base.localtime import local_day
from mingchuang.base.shared_reads import once
from mingchuang.publishing import kinds, statutory
from mingchuang.publishing.models import (
    Content,
    Draft,
    EventKind,
    Item,
    ItemState,
    PublicationEvent,
    Version,
)
from mingchuang.publishing.page_contexts import moved, structured
from mingchuang.publishing.page_contexts.bodies import preview_body, public_body
from mingchuang.publishing.page_contexts.files import file_rows
from mingchuang.publishing.page_contexts.heads import absolute, column_values, head
from mingchuang.publishing.page_contexts.rows import item_address, number_of, rows_of, status_kind
from mingchuang.publishing.page_contexts.translations import about_translation
from mingchuang.publishing.page_contexts.tree import Tree
from mingchuang.publishing.pages import Context, PageNotFound
from mingchuang.publishing.selectors import preview as previews
from mingchuang.publishing.selectors import public
from mingchuang.publishing.services.listings import acts_of, standing_of
from mingchuang.rules import page_tags
from mingchuang.rules.disclosure import ATTRIBUTE_LABELS, Attribute
from mingchuang.rules.page_tags import PageKind
from mingchuang.rules.validity import KIND_LABELS, Validity


@dataclass(frozen=True, slots=True)
class MetaRow:
    """One line of the metadata table."""

    label: str
    value: Any
    wide: bool = False


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One public event as the timeline shows it."""

    what: str
    when: datetime
    note: str = ""
    who: str = ""


def item_context(params: Mapping[str, Any], as_of: datetime, language: str) -> Context:
    """`params["slug"]` is the slug form of the 索引号. Raises PageNotFound."""
    number = number_of(moved.slug_of(str(params["slug"])))
    item = public.released_item(number) if number else None
    if item is None:
        raise PageNotFound(params["slug"])
    moved.lead_to_item(str(params["slug"]), number)
    site = site_identity(language)
    gone = public.tombstone(item)
    if gone is not None:
        return _tombstone(item, gone, site, language)
    readable = public.readings(item)
    version = readable.get(language)
    if version is None or version.column is None:
        raise PageNotFound(params["slug"])
    events = public.public_history(item, language)
    tree = Tree.load(language)
    available = tuple(code for code in LANGUAGES if code in readable)
    context = _page(version, item, site, tree, as_of, language, available)
    context |= {
        "body": public_body(version.body),
        "files": file_rows(
            once(("attachments", version.pk), lambda: list(version.attachments.select_related("file")))
        ),
        "history": history_rows(events),
        "corrected_at": next((e.at for e in reversed(events) if e.kind == EventKind.CORRECTED), None),
        "cited": rows_of(public.cited_by(version, language)),
        "related": rows_of(public.neighbours(item, version, language)),
        "changed_at": events[-1].at if events else version.released_at,
    }
    if language != CHINESE:
        context["translation"] = about_translation(version, item, readable.get(CHINESE))
    return context


def preview_context(params: Mapping[str, Any], as_of: datetime, language: str) -> Context:
    """The page a draft (`params["draft"]`) or version (`params["version"]`) would make, by primary key.

    Who may see it is decided by the caller. What only release brings (索引号, 发布日期) is named as missing.
    """
    source: Draft | Version | None = (
        previews.draft(params["draft"]) if "draft" in params else previews.version(params["version"])
    )
    if source is None:
        raise PageNotFound("preview")
    item = source.edition.item
    readable = public.readings(item)
    available = tuple(code for code in LANGUAGES if code in readable or code == language)
    site, tree = site_identity(language), Tree.load(language)
    context = _page(source, item, site, tree, as_of, language, available)
    attachments: list[Any] = list(source.attachments.select_related("file"))
    rows = zip(attachments, file_rows(attachments), strict=True)
    context |= {
        "body": preview_body(source.body),
        "files": [replace(row, url=_desk_address(source, entry.uid)) for entry, row in rows],
        "history": history_rows(public.public_history(item, language)),
    }
    if language != CHINESE:
        context["translation"] = about_translation(source, item, readable.get(CHINESE))
    if source.column is not None:
        context["cited"] = rows_of(public.cited_by(source, language))
        context["related"] = rows_of(public.neighbours(item, source, language))
    return context


def _desk_address(source: Draft | Version, attachment: UUID) -> str:
    """Where people of the office open a file that is not public yet."""
    if isinstance(source, Version):
        return reverse("publishing_reviewing:file", args=[source.uid, attachment])
    return reverse("publishing_items:attachment", args=[source.edition.desk_uid, attachment])


def _page(  # noqa: PLR0917 - one place puts the whole page together
    source: Draft | Version,
    item: Item,
    site: SiteIdentity,
    tree: Tree,
    as_of: datetime,
    language: str,
    available: tuple[str, ...] = LANGUAGES,
) -> Context:
    column = tree.by_id.get(source.column_id) if source.column_id else None
    today = local_day(as_of)
    acts = acts_of(item)
    standing = standing_of(acts, source, today)
    address = item_address(item.index_number) if item.index_number else ""
    crumbs = tree.crumbs(column) if column else []
    kind = kinds.get(item.kind)
    return {
        "site": site,
        "template": kind.template,
        "page": head(
            site,
            title=source.title or _("（未填写标题）"),
            path=address or "/",
            kind=PageKind.CONTENT,
            values=_tag_values(source, item, site, column, address),
            crumbs=[*crumbs, Crumb(_("正文"))],
            section=tree.section(column) if column else "",
            description=source.abstract,
            language=language,
            available=available,
            about=[structured.text(source, item, standing, site, path=address, language=language)]
            if address
            else (),
        ),
        "page_address": absolute(site, address) if address else "",
        "item": item,
        "content": source,
        "kind": kind,
        "column": column,
        "standing": standing,
        "standing_label": _(standing.label),
        "standing_kind": status_kind(standing),
        "standing_acts": [(_(KIND_LABELS[act.kind]), act.on, act.basis) for act in acts],
        "meta": meta_rows(source, item, standing, bool(acts), language),
        "extra_rows": extra_rows(kind, source),
        "released_at": item.first_released_at,
    }


def extra_rows(kind: kinds.ContentKind, source: Content) -> list[MetaRow]:
    """The kind's own fields that have a value."""
    return [
        MetaRow(_(own.label), source.extra[own.name])
        for own in kind.extra_fields
        if source.extra.get(own.name)
    ]


def _tag_values(source: Content, item: Item, site: SiteIdentity, column: Any, address: str) -> dict[str, str]:
    released = item.first_released_at
    values = column_values(column) if column else {}
    return values | {
        "ArticleTitle": source.title,
        "PubDate": dates.published(released) if released else "",
        "ContentSource": source.content_source,
        "Keywords": page_tags.keywords(source.keywords),
        "Description": source.abstract,
        "Url": absolute(site, address) if address else "",
    }


def meta_rows(
    source: Draft | Version, item: Item, standing: Validity, has_acts: bool, language: str
) -> list[MetaRow]:
    """Every metadata field that has a value, in the order of the catalogue."""

    spoken = HTML_LANGUAGE[language]

    def day(value: Any) -> str:
        return dates.long_date(value, spoken) if value else ""

    released = item.first_released_at
    says_standing = has_acts or source.document_number or source.effective_on or source.expires_on
    rows = [
        MetaRow(_("索引号"), item.index_number or _("发布时生成")),
        MetaRow(_("名称"), source.title),
        MetaRow(_("发布机构"), source.issuer),
        MetaRow(_("发文字号"), source.document_number),
        MetaRow(_("成文日期"), day(source.formed_on)),
        MetaRow(_("发布日期"), dates.published(released, spoken) if released else _("发布时生成")),
        MetaRow(_("原发布日期"), _original(item, spoken)),
        MetaRow(_("施行日期"), day(source.effective_on)),
        MetaRow(_("有效期至"), day(source.expires_on)),
        MetaRow(_("效力"), _(standing.label) if says_standing else ""),
        MetaRow(_("公开方式"), _(ATTRIBUTE_LABELS[Attribute(source.attribute)]) if source.attribute else ""),
        MetaRow(_("信息来源"), source.content_source),
        MetaRow(_("主题词"), _("；").join(source.keywords)),
        MetaRow(
            _("法定事项"), statutory.label(source.statutory_item) if source.statutory_item else "", wide=True
        ),
        MetaRow(_("内容概述"), source.abstract, wide=True),
    ]
    return [row for row in rows if row.value]


def _original(item: Item, spoken: str) -> str:
    if item.original_published_on is None:
        return ""
    shown = dates.long_date(item.original_published_on, spoken)
    if not item.original_source:
        return shown
    said = _("%(day)s（原载：%(source)s）") % {"day": "{day}", "source": "{source}"}
    return format_html(said, day=shown, source=phrase(item.original_source))


def history_rows(events: list[PublicationEvent]) -> list[HistoryRow]:
    """Releases, corrections and withdrawals as readers may know them: what, when, and the public note."""
    labels = {
        EventKind.RELEASED: _("发布"),
        EventKind.CORRECTED: _("更正"),
        EventKind.MIGRATED: _("由原网站迁入"),
        EventKind.WITHDRAWING: _("撤下"),
        EventKind.EDITION_WITHDRAWN: _("撤下"),
    }
    shown: list[HistoryRow] = []
    for event in events:
        label = labels.get(EventKind(event.kind))
        if label:
            number = event.version.number if event.version else None
            what = _("%(what)s（第%(number)s版）") % {"what": label, "number": number} if number else label
            shown.append(HistoryRow(what, event.at, event.public_note))
    return shown


def _tombstone(item: Item, gone: PublicationEvent, site: SiteIdentity, language: str) -> Context:
    """Who took it down, when, and the public note; never the title or text, which may be the reason."""
    withdrawing = item.state == ItemState.WITHDRAWING
    number = item.index_number or ""
    return {
        "site": site,
        "template": "publishing/pages/tombstone.html",
        "status": 410,
        "changed_at": gone.at,
        "page": head(
            site,
            title=_("正在撤下") if withdrawing else _("该信息已撤下"),
            path=item_address(number),
            crumbs=[Crumb(_("已撤下的信息"))],
            language=language,
            indexed=False,
        ),
        "item": item,
        "withdrawing": withdrawing,
        "gone": gone,
        "rows": [
            MetaRow(_("索引号"), number),
            # The names of divisions are not translated.
            MetaRow(
                _("撤下机构"),
                f"{site.office_name}{item.division.name}" if language == CHINESE else site.office_name,
            ),
            MetaRow(_("撤下时间"), dates.published(gone.at, HTML_LANGUAGE[language])),
            MetaRow(_("撤下说明"), gone.public_note, wide=True),
        ],
        "list_address": reverse("publishing:list"),
    }
