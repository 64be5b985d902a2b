"""Files handed in at the desk for importing: kept aside, tried, confirmed, then written by a job."""

import hashlib
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.db import transaction

from mingchuang.base.accounts.models import Division, User
from mingchuang.base.accounts.permissions import require
from mingchuang.base.audit import services as audit
from mingchuang.base.identity.selectors import site_identity
from mingchuang.base.ids import new_uid
from mingchuang.base.jobs.services import enqueue
from mingchuang.publishing.importing.batches import PERMISSIONS, Importer, migration_reasons, run
from mingchuang.publishing.importing.item_rows import Defaults
from mingchuang.publishing.importing.reading import read_rows
from mingchuang.publishing.models import Column, ImportBatch, ImportKind, ImportState
from mingchuang.rules.refusals import Refused, refuse_if

_SUFFIXES = (".jsonl.gz", ".jsonl", ".ndjson", ".csv", ".xlsx")


def folder() -> Path:
    """Where files wait that are being imported."""
    path = Path(settings.DATA_DIR) / "imports"
    path.mkdir(mode=0o700, exist_ok=True)
    return path


def path_of(batch: ImportBatch) -> Path:
    """The kept file of a batch; its name is ours, never the browser's."""
    return folder() / batch.stored_name


def prepare(
    actor: User,
    kind: ImportKind,
    upload: File,
    *,
    options: dict[str, str | int | None],
    reason: str = "",
    source: str = "",
    now: datetime,
) -> ImportBatch:
    """Keep an uploaded file aside as a batch to be confirmed. Raises Refused for a kind we cannot read."""
    require(actor, PERMISSIONS[kind])
    refuse_if(migration_reasons(kind, reason, source))
    name = str(upload.name or "").lower()
    suffix = next((known for known in _SUFFIXES if name.endswith(known)), None)
    if suffix is None:
        raise Refused.because("file_kind", "只能导入 JSONL（可以是 .gz）、CSV 或 XLSX 文件", "file")
    stored = folder() / f"{new_uid()}{suffix}"
    digest = hashlib.sha256()
    with stored.open("wb") as target:
        for block in upload.chunks():
            digest.update(block)
            target.write(block)
    try:
        read_rows(stored)
        return _opened(actor, kind, stored, upload, digest.hexdigest(), options, reason, source, now)
    except Exception:
        stored.unlink(missing_ok=True)
        raise


@transaction.atomic
def _opened(  # noqa: PLR0917 - one caller, which has just gathered them
    actor: User,
    kind: ImportKind,
    stored: Path,
    upload: File,
    sha256: str,
    options: dict[str, str | int | None],
    reason: str,
    source: str,
    now: datetime,
) -> ImportBatch:
    batch = ImportBatch.objects.create(
        kind=kind,
        state=ImportState.PREPARED,
        file_name=str(upload.name)[:200],
        file_sha256=sha256,
        stored_name=stored.name,
        options=options,
        reason=reason.strip()[:500],
        source=source.strip()[:300],
        importer=actor,
        started_at=now,
    )
    audit.record(actor, "publishing.prepare_import", batch, now=now, data={"kind": kind.value})
    return batch


def importer_of(batch: ImportBatch, *, now: datetime) -> Importer:
    """The importer of a batch, in the name of who uploaded it; their permission is asked again."""
    options = batch.options
    defaults = Defaults(
        kind=options.get("kind") or "information",
        division=Division.objects.filter(pk=options.get("division")).first(),
        column=Column.objects.filter(pk=options.get("column")).first(),
        issuer=site_identity().office_name,
    )
    return Importer(batch.importer, ImportKind(batch.kind), now=now, defaults=defaults, source=batch.source)


@transaction.atomic
def confirm(actor: User, batch_id: int, *, now: datetime) -> ImportBatch:
    """Have a tried file written by the worker."""
    batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch_id)
    require(actor, PERMISSIONS[ImportKind(batch.kind)])
    if batch.state != ImportState.PREPARED:
        raise Refused.because("batch_state", "该文件已经开始导入")
    batch.state = ImportState.RUNNING
    batch.save(update_fields=["state"])
    audit.record(actor, "publishing.start_import", batch, now=now, data={"kind": batch.kind})
    enqueue("publishing.run_import", {"batch": batch.pk}, unique_key=f"import:{batch.pk}")
    return batch


def run_upload(batch_id: int, *, now: datetime) -> None:
    """Write a confirmed file and let the kept copy go. May be run again after a stop."""
    batch = ImportBatch.objects.select_related("importer").get(pk=batch_id)
    if batch.state != ImportState.RUNNING or not path_of(batch).exists():
        return
    path = path_of(batch)
    total = sum(1 for _ in read_rows(path))
    run(importer_of(batch, now=now), batch, read_rows(path), now=now, total=total)
    path.unlink(missing_ok=True)
