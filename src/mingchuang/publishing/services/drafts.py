"""Writing: making items, saving drafts without silent loss, starting corrections, copying, discarding."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from mingchuang.base.accounts.models import Division, User
from mingchuang.base.accounts.permissions import require
from mingchuang.base.audit import services as audit
from mingchuang.base.calendars.selectors import current_calendar
from mingchuang.publishing import kinds
from mingchuang.publishing.authorship import require_writer
from mingchuang.publishing.html import clean_html, without_controls
from mingchuang.publishing.models import (
    BodyImage,
    Column,
    Draft,
    DraftAttachment,
    DraftEditor,
    DraftRevision,
    Edition,
    Item,
    ItemState,
    UnmergedCopy,
    Version,
    VersionState,
)
from mingchuang.publishing.services import changes
from mingchuang.publishing.snapshots import (
    CONTENT_FIELDS,
    DATE_FIELDS,
    TEXT_FIELDS,
    Snapshot,
    apply_fields,
    changed_fields,
    fields_of,
)
from mingchuang.rules import document_numbers
from mingchuang.rules.clocks import active_publication
from mingchuang.rules.publication import next_state
from mingchuang.rules.refusals import Reason, Refused, refuse_if
from mingchuang.rules.roles import Permission
from mingchuang.rules.workdays import CoverageError

_BODY_LIMIT = 2_000_000
_LONGEST_GROWTH = 16
"""Cleaning hardly makes rich text so many times longer: not even empty links, which get their `rel`."""

_FIELDS = {field.name: field for field in Draft._meta.fields}
_OPEN_STATES = (VersionState.IN_REVIEW, VersionState.CLEARED, VersionState.SCHEDULED)


@dataclass(frozen=True, slots=True)
class SaveResult:
    """What became of a save: the draft as it stands, and the fields that could not be merged."""

    draft: Draft
    conflicts: dict[str, tuple[Any, Any]] = field(default_factory=dict)  # field: (theirs, yours)
    copy: UnmergedCopy | None = None


@transaction.atomic
def create_item(
    actor: User,
    kind: str,
    division: Division,
    *,
    now: datetime,
    values: Snapshot | None = None,
    source_key: str | None = None,
) -> Item:
    """A new item with its first draft. Raises Forbidden, or Refused for an unknown kind."""
    require(actor, Permission.DRAFT_ITEM, division)
    kinds.get(kind)
    item = Item.objects.create(
        kind=kind, division=division, created_by=actor, created_at=now, source_key=source_key
    )
    edition = Edition.objects.create(item=item)
    draft = Draft(edition=edition, chinese_of=item, updated_by=actor, updated_at=now)
    _write(draft, normalised(values or {}), actor, now)
    audit.record(actor, "publishing.create_item", item, now=now, data={"kind": kind})
    return item


def normalised(values: Snapshot) -> Snapshot:
    """Submitted values in stored form. Raises Refused naming every field that is too long or unknown."""
    reasons: list[Reason] = []
    clean: Snapshot = {}
    for name, value in values.items():
        if name not in CONTENT_FIELDS:
            reasons.append(Reason("field_unknown", f"没有名为「{name}」的字段", name))
        elif name in TEXT_FIELDS:
            text = clean_html(value or "") if name == "body" else without_controls(value or "").strip()
            limit, label = _FIELDS[name].max_length or _BODY_LIMIT, _FIELDS[name].verbose_name
            if len(text) > limit:
                reasons.append(
                    Reason("too_long", f"{label}最多{limit}字，您输入了{len(text)}字，请缩短后再保存", name)
                )
            clean[name] = text
        elif name in DATE_FIELDS:
            clean[name] = value.isoformat() if hasattr(value, "isoformat") else (value or None)
        else:
            clean[name] = value
    refuse_if(reasons)
    number = clean.get("document_number")
    if number:
        clean["document_number"] = document_numbers.normalise(number) or number
    return clean


def refuse_too_long(values: Snapshot) -> None:
    """Raise Refused where `normalised` will, without cleaning a body that is far from too long.

    For telling early whether values will do. Storing them normalises them, which has the last word.
    """
    body = values.get("body") or ""
    if len(body) * _LONGEST_GROWTH < _BODY_LIMIT:
        values = values | {"body": ""}
    normalised(values)


@transaction.atomic
def save_draft(
    actor: User, draft_id: int, base_revision: int, values: Snapshot, *, now: datetime
) -> SaveResult:
    """Save what a person typed over the revision they started from.

    Fields changed by only one side are merged. Where both changed the same field, the stored one stays, and
    what this person typed is kept as an UnmergedCopy: nothing is lost, nothing is overwritten silently.
    """
    draft = _open_draft(actor, draft_id)
    clean = normalised(values)
    current = fields_of(draft)
    if base_revision == draft.revision:
        if changed_fields(current, current | clean):
            _write(draft, clean, actor, now)
        return SaveResult(draft)
    base_row = draft.revisions.filter(revision=base_revision).first()
    if base_row is None:
        raise Refused.because(
            "revision_unknown", "页面上的稿件版本已无法识别，请复制您的文字后重新打开稿件再保存"
        )
    mine = {n for n in clean if clean[n] != base_row.snapshot.get(n)}
    conflicting = {n for n in mine if current[n] != base_row.snapshot.get(n) and current[n] != clean[n]}
    merged = {n: clean[n] for n in mine - conflicting}
    if merged:
        _write(draft, merged, actor, now)
    if not conflicting:
        return SaveResult(draft)
    copy = UnmergedCopy.objects.create(
        draft=draft,
        base_revision=base_revision,
        values={n: clean[n] for n in conflicting},
        fields=sorted(conflicting),
        saved_by=actor,
        saved_at=now,
    )
    return SaveResult(draft, {n: (current[n], clean[n]) for n in sorted(conflicting)}, copy)


@transaction.atomic
def settle_copy(actor: User, copy_uid: UUID, chosen: Snapshot, *, now: datetime) -> Draft:
    """Close an unmerged copy with the values the person chose for its fields."""
    copy = UnmergedCopy.objects.select_for_update().get(uid=copy_uid)
    draft = _open_draft(actor, copy.draft_id)
    clean = normalised({n: v for n, v in chosen.items() if n in copy.fields})
    if changed_fields(fields_of(draft), fields_of(draft) | clean):
        _write(draft, clean, actor, now)
    copy.settled_at = now
    copy.save(update_fields=["settled_at"])
    return draft


def _open_draft(actor: User, draft_id: int) -> Draft:
    draft = (
        Draft.objects.select_for_update(of=("self",))
        .select_related("edition__item__division")
        .get(pk=draft_id)
    )
    require_writer(actor, draft.edition)
    if draft.locked:
        raise Refused.because(
            "draft_locked", "该稿件正在审核或已经发布，不能修改；需要修改请先撤回或发起更正"
        )
    return draft


def _write(draft: Draft, values: Snapshot, actor: User, now: datetime) -> None:
    apply_fields(draft, values)
    if draft.column_id and not Column.objects.filter(pk=draft.column_id).exists():
        raise Refused.because("column_unknown", "所选栏目不存在，请重新选择", "column")
    draft.revision += 1
    draft.updated_by, draft.updated_at = actor, now
    draft.save()
    DraftRevision.objects.create(
        draft=draft, revision=draft.revision, snapshot=fields_of(draft), saved_by=actor, saved_at=now
    )
    DraftEditor.objects.get_or_create(draft=draft, user=actor)
    if not draft.edition.is_foreign:
        set_publication_due(draft.edition.item, draft)
    changes.record_work(draft.edition.item_id, now=now)


def set_publication_due(item: Item, content: Draft | Version) -> None:
    """Project the C1 due date of an item that is not out yet (Art. 26: 20 working days)."""
    if item.first_released_at or content.formed_on is None:
        return
    calendar = current_calendar()
    try:
        item.publication_due_on = active_publication(content.formed_on, calendar).due
    except CoverageError:
        item.publication_due_on = None
    item.calendar_version = calendar.version
    item.save(update_fields=["publication_due_on", "calendar_version"])


@transaction.atomic
def start_correction(actor: User, item_id: int, *, now: datetime, language: str = "zh-hans") -> Draft:
    """Open the draft again over the released version, to correct what the public reads."""
    edition = Edition.objects.select_related("item__division").get(item_id=item_id, language=language)
    return _reopen(actor, edition, None, now)


@transaction.atomic
def revert_to(actor: User, version_id: int, *, now: datetime) -> Draft:
    """Open the draft with the content of an earlier version; it passes every gate anew."""
    version = Version.objects.select_related("edition__item__division").get(pk=version_id)
    return _reopen(actor, version.edition, version, now)


@transaction.atomic
def discard_changes(actor: User, draft_id: int, *, now: datetime) -> Draft:
    """Give up an open correction: the draft goes back to what the public reads and is closed.

    What was written stays among the revisions.
    """
    draft = _open_draft(actor, draft_id)
    edition = Edition.objects.select_related("released_version").get(pk=draft.edition_id)
    if edition.released_version is None:
        raise Refused.because("nothing_released", "该信息还没有发布过；不再需要时请废弃该信息")
    draft.source_version = edition.source_version
    _write(draft, fields_of(edition.released_version), actor, now)
    _copy_attachments(edition.released_version, draft)
    draft.locked = True
    draft.save(update_fields=["locked"])
    audit.record(actor, "publishing.discard_changes", edition.item, now=now, data={})
    return draft


def _reopen(actor: User, edition: Edition, source: Version | None, now: datetime) -> Draft:
    require_writer(actor, edition)
    draft = Draft.objects.select_for_update(of=("self",)).get(edition=edition)
    released = edition.released_version
    reasons: list[Reason] = []
    if edition.item.state not in (ItemState.PUBLISHED, ItemState.WITHDRAWN, ItemState.NEW):
        reasons.append(Reason("item_state", f"该信息目前是「{edition.item.get_state_display()}」，不能修改"))
    if not draft.locked and source is None:
        reasons.append(Reason("draft_open", "该信息已有正在编辑的稿件，请直接打开修改"))
    if edition.versions.filter(state__in=_OPEN_STATES).exists():
        reasons.append(Reason("in_review", "该信息有一个版本正在审核或等待发布，请先撤回"))
    content = source or released
    if content is None:
        reasons.append(Reason("nothing_released", "该信息还没有发布过，无需更正"))
    refuse_if(reasons)
    assert content is not None  # noqa: S101 - refused above
    if draft.locked:
        draft.editors.all().delete()
    draft.locked = False
    draft.based_on, draft.source_version = released, content.source_version
    _write(draft, fields_of(content) | {"public_note": ""}, actor, now)
    _copy_attachments(content, draft)
    action = "publishing.revert" if source else "publishing.start_correction"
    audit.record(actor, action, edition.item, now=now, data={"from_version": content.number})
    return draft


def _copy_attachments(source: Version | Draft, draft: Draft) -> None:
    rows = [(row.file_id, row.title, row.position) for row in source.attachments.all()]
    draft.attachments.all().delete()
    DraftAttachment.objects.bulk_create(
        DraftAttachment(draft=draft, file_id=file_id, title=title, position=position)
        for file_id, title, position in rows
    )


@transaction.atomic
def copy_item(
    actor: User, item_id: int, division: Division, *, now: datetime, source_key: str | None = None
) -> Item:
    """A new item with the text of another; numbers, reviews and acts are not copied."""
    edition = Edition.objects.select_related("item__division", "draft").get(
        item_id=item_id, language="zh-hans"
    )
    require(actor, Permission.READ_WORK, edition.item.division)
    source = edition.draft
    values = fields_of(source) | {"document_number": "", "public_note": ""}
    kind = edition.item.kind
    item = create_item(actor, kind, division, now=now, values=values, source_key=source_key)
    copy = Draft.objects.get(edition__item=item)
    _copy_attachments(source, copy)
    BodyImage.objects.bulk_create(
        BodyImage(edition=copy.edition, file_id=row.file_id, added_by=actor, added_at=now)
        for row in edition.images.all()
    )
    audit.record(actor, "publishing.copy_item", item, now=now, data={"from": str(edition.item.uid)})
    return item


@transaction.atomic
def discard_item(actor: User, item_id: int, *, reason: str, now: datetime) -> Item:
    """Give up an item that was never public; its drafts and versions are kept."""
    item = Item.objects.select_for_update(of=("self",)).select_related("division").get(pk=item_id)
    require(actor, Permission.DRAFT_ITEM, item.division)
    state, reasons = next_state(item.state, "discard")
    if not reason.strip():
        reasons.append(Reason("reason_missing", "请填写废弃原因", "reason"))
    if Version.objects.filter(edition__item=item, state__in=_OPEN_STATES).exists():
        reasons.append(Reason("in_review", "该信息有一个版本正在审核或等待发布，请先撤回"))
    refuse_if(reasons)
    item.state = str(state)
    item.publication_due_on = None
    item.discarded_reason = reason.strip()
    item.save(update_fields=["state", "publication_due_on", "discarded_reason"])
    Draft.objects.filter(edition__item=item).update(locked=True)
    changes.record_work(item.pk, now=now)
    audit.record(actor, "publishing.discard_item", item, now=now, data={"from_state": "new"})
    return item
