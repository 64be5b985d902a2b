"""Released history of an old site: staged by one administrator, approved by a second, let out step by step.

Each row passes with a review of kind `migrated` that names reason, source and both people. The time of
release is the system's own; the original date is shown beside its source, and the publication clock says
that it was not assessed.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import OuterRef, Subquery

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import require
from mingchuang.base.audit import services as audit
from mingchuang.base.jobs.services import enqueue
from mingchuang.publishing.importing.pace import Pace
from mingchuang.publishing.models import ImportBatch, ImportKind, ImportRow, ImportState, Item
from mingchuang.publishing.services.bulk_release import MigrationStep
from mingchuang.rules.refusals import Reason, Refused, refuse_if
from mingchuang.rules.roles import Permission

STEP = 200
"""Rows let out together: how long others wait on SQLite, and what a killed run has to do again."""


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
    """Let out every staged row of an approved batch, step by step in transactions. May be run again."""
    batch = ImportBatch.objects.select_related("importer", "approver").get(pk=batch_id)
    if batch.approver is None or batch.state != ImportState.RUNNING:
        return {}
    staged = batch.rows.filter(outcome="staged").order_by("number").values_list("pk", flat=True)
    pace = Pace(batch, total=staged.count())
    while row_ids := list(staged.all()[:STEP]):
        _migrate(batch, row_ids, now)
        pace.count(len(row_ids))
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


def _migrate(batch: ImportBatch, row_ids: Sequence[int], now: datetime) -> None:
    """One step in one transaction. When it cannot go through as a whole, each of its rows is tried alone."""
    try:
        with transaction.atomic():
            _let_in(batch, row_ids, now)
    except (Refused, IntegrityError) as problem:
        if len(row_ids) > 1:
            for row_id in row_ids:
                _migrate(batch, [row_id], now)
        elif isinstance(problem, Refused):
            ImportRow.objects.filter(pk=row_ids[0]).update(outcome="refused", message=str(problem)[:500])
        else:
            raise


def _let_in(batch: ImportBatch, row_ids: Sequence[int], now: datetime) -> None:
    waiting = ImportRow.objects.select_for_update().filter(pk__in=row_ids, outcome="staged")
    rows = list(waiting.order_by("number").values_list("pk", "payload"))
    made = MigrationStep(batch, now).let_in([payload or {} for _, payload in rows])
    refused = [
        ImportRow(pk=pk, outcome="refused", message=str(outcome)[:500])
        for (pk, _), outcome in zip(rows, made, strict=True)
        if isinstance(outcome, Refused)
    ]
    ImportRow.objects.bulk_update(refused, ["outcome", "message"])
    own = Item.objects.filter(source_key=OuterRef("source_key")).values("pk")
    waiting.update(item_id=Subquery(own), outcome="migrated", payload=None)
