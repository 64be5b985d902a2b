"""Released history of an old site: staged by one administrator, approved by a second, let out row by row.

Each row passes with a review of kind `migrated` that names reason, source and both people. The time of
release is the system's own; the original date is shown beside its source, and the publication clock says
that it was not assessed.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from mingchuang.base.accounts.models import Division, User
from mingchuang.base.accounts.permissions import require
from mingchuang.base.audit import services as audit
from mingchuang.base.jobs.services import enqueue
from mingchuang.base.localtime import local_day
from mingchuang.publishing import checks, kinds
from mingchuang.publishing.importing.item_rows import day_of
from mingchuang.publishing.models import (
    Draft,
    Edition,
    ImportBatch,
    ImportKind,
    ImportRow,
    ImportState,
    Item,
    ReviewKind,
    ReviewResult,
    ValidityAct,
    Version,
    VersionEditor,
    VersionState,
)
from mingchuang.publishing.services.drafts import normalised
from mingchuang.publishing.services.listings import refresh_validity
from mingchuang.publishing.services.release import let_out
from mingchuang.publishing.services.submission import facts_of
from mingchuang.publishing.snapshots import apply_fields, content_hash, fields_of, full_snapshot
from mingchuang.rules.publication import completeness_reasons
from mingchuang.rules.refusals import Reason, Refused, refuse_if
from mingchuang.rules.roles import Permission
from mingchuang.rules.text_checks import Severity


@transaction.atomic
def approve_migration(actor: User, batch_id: int, *, now: datetime) -> ImportBatch:
    """The second administrator lets a staged batch out. Raises Refused when it is the same person."""
    batch = _awaiting(actor, batch_id)
    batch.approver = actor
    batch.state = ImportState.RUNNING
    batch.save(update_fields=["approver", "state"])
    audit.record(
        actor, "publishing.approve_migration", batch, now=now, data={"rows": batch.counts.get("staged")}
    )
    enqueue("publishing.migrate_batch", {"batch": batch.pk}, unique_key=f"migrate:{batch.pk}")
    return batch


@transaction.atomic
def refuse_migration(actor: User, batch_id: int, *, now: datetime) -> ImportBatch:
    """The second administrator does not let a staged batch out; nothing of it becomes public."""
    batch = _awaiting(actor, batch_id)
    batch.approver = actor
    batch.state = ImportState.REFUSED
    batch.save(update_fields=["approver", "state"])
    audit.record(actor, "publishing.refuse_migration", batch, now=now, data={})
    return batch


def _awaiting(actor: User, batch_id: int) -> ImportBatch:
    require(actor, Permission.MIGRATE_RELEASED)
    batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch_id)
    reasons: list[Reason] = []
    if batch.kind != ImportKind.RELEASED or batch.state != ImportState.AWAITING_APPROVAL:
        reasons.append(Reason("batch_state", "该批次不在等待批准"))
    if batch.importer_id == actor.pk:
        reasons.append(Reason("same_person", "批准人不能是导入人本人，须由另一名管理员批准"))
    refuse_if(reasons)
    return batch


def migrate_batch(batch_id: int, *, now: datetime) -> dict[str, int]:
    """Let out every staged row of an approved batch, each in its own transaction. May be run again."""
    batch = ImportBatch.objects.select_related("importer", "approver").get(pk=batch_id)
    if batch.approver is None or batch.state != ImportState.RUNNING:
        return {}
    for row_id in list(batch.rows.filter(outcome="staged").values_list("pk", flat=True)):
        _migrate_row(batch, row_id, now)
    counts = {
        outcome: batch.rows.filter(outcome=outcome).count()
        for outcome in ("migrated", "refused", "unchanged")
    }
    batch.state, batch.counts, batch.finished_at = (
        ImportState.DONE,
        batch.counts | counts | {"staged": 0},
        now,
    )
    batch.save(update_fields=["state", "counts", "finished_at"])
    audit.record(batch.approver, "publishing.finish_migration", batch, now=now, data=counts)
    return counts


def _migrate_row(batch: ImportBatch, row_id: int, now: datetime) -> None:
    try:
        with transaction.atomic():
            row = ImportRow.objects.select_for_update().get(pk=row_id)
            row.item = _let_in(batch, row, now)
            row.outcome, row.payload = "migrated", None
            row.save(update_fields=["item", "outcome", "payload"])
    except Refused as refused:
        ImportRow.objects.filter(pk=row_id).update(outcome="refused", message=str(refused)[:500])


def _let_in(batch: ImportBatch, row: ImportRow, now: datetime) -> Item:
    payload: dict[str, Any] = row.payload or {}
    if Item.objects.filter(source_key=payload["source_key"]).exists():
        raise Refused.because("already_there", "同一来源标识的信息已经存在")
    item = Item.objects.create(
        kind=kinds.get(payload["kind"]).code,
        division=Division.objects.get(pk=payload["division_id"]),
        created_by=batch.importer,
        created_at=now,
        source_key=payload["source_key"],
        original_published_on=day_of(payload["original_published_on"]),
        original_source=payload["original_source"] or batch.source,
    )
    edition = Edition.objects.create(item=item)
    draft = Draft(edition=edition, updated_by=batch.importer, updated_at=now, locked=True, revision=1)
    apply_fields(draft, normalised(payload["values"]))
    draft.save()
    refuse_if(_migration_reasons(draft, item, now))
    version = _sealed_version(batch, draft, now)
    assert batch.approver is not None  # noqa: S101 - only approved batches come here
    let_out(batch.approver, version, now=now)
    for act in payload["acts"]:
        on = day_of(act["on"])
        if on is None:
            continue
        ValidityAct.objects.create(
            item=item,
            kind=act["kind"],
            on=on,
            basis=act["basis"][:300],
            recorded_by=batch.importer,
            recorded_at=now,
        )
    refresh_validity(today=local_day(now), now=now, item=item)
    return item


def _migration_reasons(draft: Draft, item: Item, now: datetime) -> list[Reason]:
    """An old text is taken as it is, but never with a personal number or a secrecy mark."""
    today = local_day(now)
    wanted = {"title", "formed_on", "body", "column", "attribute", "issuer"}
    reasons = [
        reason
        for reason in completeness_reasons(facts_of(draft), today)
        if reason.field in wanted and reason.code != "title_too_long"
    ]
    if item.original_published_on is None:
        reasons.append(Reason("original_day_missing", "缺少原发布日期", "original_published_on"))
    elif item.original_published_on > today:
        reasons.append(Reason("original_day_future", "原发布日期不能晚于今天", "original_published_on"))
    reasons += kinds.own_reasons(item, draft)
    blocked = [found for found in checks.run(draft, today) if found.severity == Severity.BLOCK]
    reasons += [
        Reason("finding_blocks", f"{found.where}第{found.line}行：{found.message}", found.field)
        for found in blocked[:5]
    ]
    return reasons


def _sealed_version(batch: ImportBatch, draft: Draft, now: datetime) -> Version:
    version = Version(
        edition=draft.edition,
        number=1,
        content_hash=content_hash(full_snapshot(draft)),
        submitted_by=batch.importer,
        submitted_at=now,
    )
    apply_fields(version, fields_of(draft))
    version.save(force_insert=True)
    VersionEditor.objects.create(version=version, user=batch.importer)
    ReviewResult.objects.create(
        version=version,
        kind=ReviewKind.MIGRATED,
        content_hash=version.content_hash,
        reason=batch.reason,
        source=batch.source,
        importer=batch.importer,
        approver=batch.approver,
        sealed_at=now,
    )
    version.state = VersionState.CLEARED
    version.save(update_fields=["state"])
    return Version.objects.select_related("edition__item", "column", "review_result").get(pk=version.pk)
