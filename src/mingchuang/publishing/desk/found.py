"""What of this trunk search at the desk shows, fetched through the selectors of the person who asks."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mingchuang.base.accounts.models import User
from mingchuang.base.localtime import local_day
from mingchuang.base.search import presenting
from mingchuang.base.search.presenting import Line, Shown
from mingchuang.publishing.desk.items.rows import kind_label
from mingchuang.publishing.models import CitedDocument, CitedStatus, Content, Item
from mingchuang.publishing.search import cited, work
from mingchuang.publishing.selectors import found
from mingchuang.publishing.stages import ITEM_STATUS_KINDS
from mingchuang.rules.text_checks import plain_text

CITED_KINDS = {CitedStatus.VALID: "valid", CitedStatus.UNKNOWN: "stopped"}


def register() -> None:
    """Say how the sources of this trunk are shown; called when the application is ready."""
    for source, label, keys_of, lines in (
        (work.DRAFTS_NAME, gettext_lazy("信息"), work.keys_of, _drafts),
        (work.VERSIONS_NAME, gettext_lazy("送审版本"), work.keys_of, _versions),
        (cited.NAME, gettext_lazy("被引用文件"), cited.keys_of, _cited),
    ):
        presenting.register(Shown(source, label, keys_of, lines))


def _drafts(user: User, keys: Sequence[str]) -> Mapping[str, Line]:
    """Of texts whose draft one may not read, the newest version: the index keeps one document of both."""
    drafts = {
        str(draft.edition_id): _item_line(
            draft.edition.item, draft, reverse("publishing_items:record", args=[draft.edition.item.uid])
        )
        for draft in found.drafts_found(user, keys)
    }
    others = [key for key in keys if key not in drafts]
    return {**drafts, **_versions(user, others)} if others else drafts


def _versions(user: User, keys: Sequence[str]) -> Mapping[str, Line]:
    return {
        str(version.edition_id): _item_line(
            version.edition.item,
            version,
            reverse("publishing_reviewing:version", args=[version.uid]),
            _("第%(number)s版") % {"number": version.number},
        )
        for version in found.versions_found(user, keys)
    }


def _item_line(item: Item, content: Content, url: str, version: str = "") -> Line:
    column = content.column.name if content.column else _("未选栏目")
    facts = [kind_label(item.kind), column, item.division.name, version]
    numbers = [content.document_number, item.index_number or ""]
    return Line(
        title=content.title or _("（未填写标题）"),
        url=url,
        number="　".join(number for number in numbers if number),
        text=" ".join([content.abstract, *plain_text(content.body).split()]),
        facts=[fact for fact in facts if fact],
        day=local_day(item.first_released_at) if item.first_released_at else None,
        status=item.get_state_display(),
        status_kind=ITEM_STATUS_KINDS[item.state],
    )


def _cited(user: User, keys: Sequence[str]) -> Mapping[str, Line]:
    return {str(row.pk): _cited_line(row) for row in found.cited_found(user, keys)}


def _cited_line(row: CitedDocument) -> Line:
    return Line(
        title=row.title,
        url=reverse("publishing_register:document", args=[row.uid]),
        number=row.document_number,
        text=" ".join(row.text.split()),
        facts=[fact for fact in (_("被引用文件"), row.kind, row.issuing_body) if fact],
        day=row.issued_on,
        status=row.get_status_display(),
        status_kind=CITED_KINDS.get(CitedStatus(row.status), "withdrawn"),
    )
