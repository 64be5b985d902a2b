"""The record of an item: where it stands, its clock, who acts next, everything that happened to it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.accounts.permissions import may
from mingchuang.base.design import dates
from mingchuang.publishing.desk.editions.rows import cells_of
from mingchuang.publishing.desk.items.access import item_or_404
from mingchuang.publishing.desk.items.acts import offered_to
from mingchuang.publishing.desk.items.rows import kind_label
from mingchuang.publishing.desk.items.situation import (
    Situation,
    next_acts,
    publication_clock,
    situation_among,
)
from mingchuang.publishing.desk.reviewing.gate_rows import gate_rows
from mingchuang.publishing.models import Draft, Item, Version, VersionState
from mingchuang.publishing.origins import origin_of
from mingchuang.publishing.selectors import desk, writing
from mingchuang.publishing.services.listings import as_recorded, standing_of
from mingchuang.publishing.services.submission import missing_reasons
from mingchuang.rules.editions import LANGUAGE_LABELS
from mingchuang.rules.roles import Permission
from mingchuang.rules.validity import KIND_LABELS, ValidityKind

VERSION_KINDS: dict[str, str] = {
    VersionState.IN_REVIEW: "running",
    VersionState.REJECTED: "overdue",
    VersionState.RECALLED: "stopped",
    VersionState.CLEARED: "soon",
    VersionState.SCHEDULED: "soon",
    VersionState.RELEASED: "done",
    VersionState.SUPERSEDED: "stopped",
}


@dataclass(frozen=True, slots=True)
class MetaRow:
    """One line about the item."""

    label: str
    value: str
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of what happened in public."""

    what: str
    when: datetime
    who: str
    note: str


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version with its gates."""

    version: Version
    kind: str
    gates: list[dict[str, Any]]
    may_revert: bool


@require_safe
@desk_view(Permission.USE_DESK)
def record(request: DeskRequest, uid: UUID) -> HttpResponse:
    """Everything about one item on one page; what matters now stands first."""
    item, today = item_or_404(request, uid), timezone.localdate()
    draft, versions = writing.draft_of_record(item), list(writing.versions_of(item))
    situation = situation_among(item, draft, versions)
    writes = may(request.user, Permission.DRAFT_ITEM, item.division)
    reads = desk.may_read_draft(request.user, draft)
    missing = missing_reasons(draft, today) if writes and not draft.locked else []
    context = {
        "item": item,
        "draft": draft,
        "situation": situation,
        "kind": kind_label(item.kind),
        "clock": publication_clock(situation, today),
        "meta": _meta(draft) if reads else [],
        "origin": origin_of(item, request.user),
        "next_acts": next_acts(situation),
        "acts": offered_to(request.user, situation),
        "writes": writes and not draft.locked,
        "submits": may(request.user, Permission.SUBMIT_ITEM, item.division) and not draft.locked,
        "reads_draft": reads,
        "missing": len(missing),
        "languages": cells_of(item, request.user, timezone.now()),
        "versions": _versions(situation, versions, writes),
        "events": _events(item),
        "validity": _validity(situation, today),
        "attachments": writing.files_on(draft) if reads else [],
        "copies": writing.open_copies(draft) if writes else [],
        "revisions": writing.revisions_of(draft)[:5] if reads else [],
    }
    return render(request, "publishing/desk/items/record.html", context)


def _meta(draft: Draft) -> list[MetaRow]:
    """What the item is, in a few lines; the text itself stands in the editor and the preview."""

    def day(value: date | None) -> str:
        return dates.long_date(value) if value else ""

    rows = [
        MetaRow(_("栏目"), draft.column.name if draft.column else _("未选")),
        MetaRow(_("发文字号"), draft.document_number),
        MetaRow(_("成文日期"), day(draft.formed_on)),
        MetaRow(_("施行日期"), day(draft.effective_on)),
        MetaRow(_("公开属性"), draft.get_attribute_display()),
        MetaRow(_("信息来源"), draft.content_source),
        MetaRow(_("内容概述"), draft.abstract, wide=True),
    ]
    return [row for row in rows if row.value]


def _versions(situation: Situation, versions: list[Version], writes: bool) -> list[VersionRow]:
    free = writes and situation.waiting is None and situation.item.state != "discarded"
    return [
        VersionRow(version, VERSION_KINDS[version.state], gate_rows(version), free) for version in versions
    ]


def _events(item: Item) -> list[Happened]:
    rows: list[Happened] = []
    if item.first_released_at is None:
        return rows
    for event in writing.events_of(item):
        who = event.actor.display_name if event.actor else _("系统")
        number = _("第%(number)s版") % {"number": event.version.number} if event.version else ""
        notes = [
            event.public_note and _("对外：") + event.public_note,
            event.reason and _("内部：") + event.reason,
        ]
        language = LANGUAGE_LABELS.get(event.version.edition.language, "") if event.version else ""
        what = f"{event.get_kind_display()}{language}{number}"
        rows.append(Happened(what, event.at, who, "；".join(note for note in notes if note)))
    return rows


def _validity(situation: Situation, today: Any) -> dict[str, Any]:
    released = situation.draft.edition.released_version
    if released is None:
        return {}
    acts = writing.validity_acts_of(situation.item)
    status = standing_of(as_recorded(acts), released, today)
    return {
        "label": status.label,
        "acts": [{"act": act, "label": KIND_LABELS[ValidityKind(act.kind)]} for act in acts],
    }
