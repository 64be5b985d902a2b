"""Files on a draft: add, rename, order, remove. A version's files are frozen when it is submitted."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from mingchuang.base.accounts.models import User
from mingchuang.base.audit import services as audit
from mingchuang.base.files.models import StoredFile
from mingchuang.publishing.authorship import require_writer
from mingchuang.publishing.html import without_controls
from mingchuang.publishing.models import Draft, DraftAttachment, DraftEditor
from mingchuang.publishing.services import changes
from mingchuang.rules.refusals import Reason, Refused, refuse_if

MAXIMUM = 20
TITLE_LIMIT = 200


@transaction.atomic
def add_attachment(
    actor: User, draft_id: int, file: StoredFile, title: str, *, now: datetime
) -> DraftAttachment:
    """Put a stored file on a draft. Raises Refused when there are too many or the title is unfit."""
    draft = editable_draft(actor, draft_id)
    clean = without_controls(title).strip()
    reasons = _title_reasons(clean)
    if draft.attachments.count() >= MAXIMUM:
        reasons.append(
            Reason("too_many_files", f"一件信息最多{MAXIMUM}个附件，请合并后再上传", "attachments")
        )
    if draft.attachments.filter(file=file).exists():
        reasons.append(Reason("file_twice", "该文件已经在附件中", "attachments"))
    refuse_if(reasons)
    last = draft.attachments.aggregate(last=Max("position"))["last"] or 0
    row = DraftAttachment.objects.create(draft=draft, file=file, title=clean, position=last + 1)
    _touched(draft, actor, now)
    audit.record(
        actor, "publishing.add_attachment", draft.edition.item, now=now, data={"sha256": file.sha256}
    )
    return row


@transaction.atomic
def remove_attachment(actor: User, attachment_uid: UUID, *, now: datetime) -> Draft:
    """Take a file off a draft; the stored file stays until nothing refers to it."""
    row = DraftAttachment.objects.select_related("file").filter(uid=attachment_uid).first()
    if row is None:
        raise Refused.because("attachment_gone", "该附件已被移除", "attachments")
    draft = editable_draft(actor, row.draft_id)
    audit.record(
        actor, "publishing.remove_attachment", draft.edition.item, now=now, data={"sha256": row.file.sha256}
    )
    row.delete()
    _touched(draft, actor, now)
    return draft


@transaction.atomic
def arrange_attachments(
    actor: User, draft_id: int, order: Sequence[tuple[UUID, str]], *, now: datetime
) -> Draft:
    """Set order and titles of a draft's files in one act."""
    draft = editable_draft(actor, draft_id)
    rows = {row.uid: row for row in draft.attachments.all()}
    reasons: list[Reason] = []
    if set(rows) != {uid for uid, _ in order}:
        reasons.append(Reason("attachments_changed", "附件列表已有变化，请刷新后再调整", "attachments"))
    for _, title in order:
        reasons.extend(_title_reasons(without_controls(title).strip()))
    refuse_if(reasons)
    for position, (uid, title) in enumerate(order, start=1):
        rows[uid].position, rows[uid].title = position, without_controls(title).strip()
    DraftAttachment.objects.bulk_update(rows.values(), ["position", "title"])
    _touched(draft, actor, now)
    return draft


def _title_reasons(title: str) -> list[Reason]:
    if not title:
        return [Reason("attachment_title_missing", "请填写附件名称", "attachments")]
    if len(title) > TITLE_LIMIT:
        return [Reason("attachment_title_long", f"附件名称最多{TITLE_LIMIT}字", "attachments")]
    return []


def editable_draft(actor: User, draft_id: int) -> Draft:
    """The draft, locked for a change of its files. Raises Forbidden, or Refused when it is closed."""
    draft = (
        Draft.objects.select_for_update(of=("self",))
        .select_related("edition__item__division")
        .get(pk=draft_id)
    )
    require_writer(actor, draft.edition)
    if draft.locked:
        raise Refused.because("draft_locked", "该稿件正在审核或已经发布，不能增减附件")
    return draft


def _touched(draft: Draft, actor: User, now: datetime) -> None:
    draft.updated_by, draft.updated_at = actor, now
    draft.save(update_fields=["updated_by", "updated_at"])
    DraftEditor.objects.get_or_create(draft=draft, user=actor)
    changes.record_work(draft.edition.item_id, now=now)
