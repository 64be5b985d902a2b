"""Running an import: plan each row, write in small committed steps, stage what two people must approve.

Every row has its outcome in the batch. Rows are known by their source key, so an import that was stopped
is simply run again: what is there is left alone, what is missing is added, nothing is half-written.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import require
from mingchuang.base.audit import services as audit
from mingchuang.base.localtime import local_day
from mingchuang.base.triggers.locks import hold
from mingchuang.base.triggers.rows import append_values
from mingchuang.publishing.importing import item_rows, register_rows
from mingchuang.publishing.importing.pace import Pace
from mingchuang.publishing.importing.reading import SourceRow
from mingchuang.publishing.models import (
    CitedDocument,
    ImportBatch,
    ImportKind,
    ImportRow,
    ImportState,
    Item,
)
from mingchuang.publishing.services import bulk_drafts, bulk_release, drafts, register
from mingchuang.publishing.services.rereading import reread_soon
from mingchuang.rules.refusals import Reason, Refused, refuse_if
from mingchuang.rules.roles import Permission

STEP = 200
"""Rows committed together: what a killed import may have to do again."""

PERMISSIONS = {
    ImportKind.REGISTER: Permission.MANAGE_REGISTER,
    ImportKind.DRAFTS: Permission.IMPORT_DRAFTS,
    ImportKind.RELEASED: Permission.MIGRATE_RELEASED,
}
OUTCOMES = {
    "created": "新增",
    "updated": "更新",
    "unchanged": "已有，未改动",
    "staged": "等待批准",
    "refused": "未导入",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became, or in a dry run would become, of one row."""

    number: int
    source_key: str
    outcome: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class _Read:
    """A row understood: the key it is known by and what it says, or the problem with it."""

    number: int
    key: str
    parsed: Any
    problem: str = ""


@dataclass(slots=True)
class Report:
    """Counts by outcome of a whole import."""

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(OUTCOMES, 0))

    def add(self, outcome: Outcome) -> None:
        self.counts[outcome.outcome] += 1

    @property
    def refused(self) -> int:
        return self.counts["refused"]


class Importer:
    """One import of one kind: plans rows, and writes them into a batch."""

    def __init__(
        self,
        actor: User,
        kind: ImportKind,
        *,
        now: datetime,
        defaults: item_rows.Defaults | None = None,
        source: str = "",
    ) -> None:
        """Raises Forbidden when the actor may not import this kind."""
        require(actor, PERMISSIONS[kind])
        self.actor, self.kind, self.now, self.source = actor, kind, now, source
        self.defaults = defaults or item_rows.Defaults()
        self.directory = item_rows.Directory() if kind != ImportKind.REGISTER else None
        self.fitting = bulk_release.Fitting(self.directory.columns_by_key if self.directory else {})

    def plan(self, rows: Iterable[SourceRow]) -> Iterator[Outcome]:
        """What would become of each row; nothing is written."""
        first: dict[int, int] = {}
        for chunk in _chunks(rows):
            understood = [self._understood(row) for row in chunk]
            known = self._known(read.key for read in understood if read.key)
            for read in understood:
                yield self._planned(read, known, first.setdefault(_short(read.key), read.number))

    def write(self, batch: ImportBatch, rows: Iterable[SourceRow]) -> Iterator[Outcome]:
        """Write the rows in steps of `STEP`, each step in one transaction with its outcomes.

        Rows an interrupted run has done already keep the outcome they had.
        """
        for chunk in _chunks(rows):
            yield from self._step(batch, chunk)

    @transaction.atomic
    def _step(self, batch: ImportBatch, chunk: Sequence[SourceRow]) -> list[Outcome]:
        # Two imports at once would both find a key missing; one of them waits here.
        hold("publishing.import")
        numbers = (chunk[0].number, chunk[-1].number)
        done = {
            row.number: Outcome(row.number, row.source_key, row.outcome, row.message)
            for row in batch.rows.filter(number__range=numbers).defer("payload")
        }
        fresh = [row for row in chunk if row.number not in done]
        written = {outcome.number: outcome for outcome in self._written(batch, fresh)} if fresh else {}
        return [done.get(row.number) or written[row.number] for row in chunk]

    def _understood(self, row: SourceRow) -> _Read:
        if row.problem:
            return _Read(row.number, "", None, row.problem)
        try:
            parsed: Any
            if self.kind == ImportKind.REGISTER:
                parsed = register_rows.understand(row.values)
            else:
                assert self.directory is not None  # noqa: S101 - made above for these kinds
                parsed = item_rows.understand(row.values, self.directory, self.defaults)
                drafts.refuse_too_long(parsed.values)
                if self.kind == ImportKind.RELEASED:
                    refuse_if(self.fitting.unfit(parsed, local_day(self.now)))
        except Refused as refused:
            return _Read(row.number, "", None, str(refused))
        return _Read(row.number, parsed.source_key, parsed)

    def _known(self, keys: Iterable[str]) -> Mapping[str, Any]:
        wanted = list(keys)
        if self.kind == ImportKind.REGISTER:
            return {d.source_key: d for d in CitedDocument.objects.filter(source_key__in=wanted)}
        return {
            key or "": key for (key,) in Item.objects.filter(source_key__in=wanted).values_list("source_key")
        }

    def _planned(self, read: _Read, known: Mapping[str, Any], first: int) -> Outcome:
        if read.parsed is None:
            return Outcome(read.number, read.key, "refused", read.problem)
        if first != read.number:
            return Outcome(read.number, read.key, "refused", f"与第{first}行重复")
        if read.key not in known:
            return Outcome(read.number, read.key, "staged" if self.kind == ImportKind.RELEASED else "created")
        if self.kind == ImportKind.REGISTER and _differs(known[read.key], read.parsed.fields):
            return Outcome(read.number, read.key, "updated")
        return Outcome(read.number, read.key, "unchanged")

    def _written(self, batch: ImportBatch, rows: Sequence[SourceRow]) -> list[Outcome]:
        understood = [self._understood(row) for row in rows]
        keys = [read.key for read in understood if read.key]
        known, first = self._known(keys), self._first_places(batch, keys)
        planned = [
            (read, self._planned(read, known, first.setdefault(read.key, read.number))) for read in understood
        ]
        outcomes = self._applied(planned)
        rows_done = (
            {
                "number": outcome.number,
                "source_key": outcome.source_key[:200],
                "outcome": outcome.outcome,
                "message": outcome.message[:500],
                "payload": _payload(read.parsed) if outcome.outcome == "staged" else None,
            }
            for (read, _), outcome in zip(planned, outcomes, strict=True)
        )
        append_values(ImportRow, rows_done, batch_id=batch.pk)
        return outcomes

    def _first_places(self, batch: ImportBatch, keys: Sequence[str]) -> dict[str, int]:
        """Where keys stood first among the rows that earlier steps have done."""
        # Unordered: asked for an order, SQLite walks through every row of the batch instead of finding keys.
        earlier = batch.rows.filter(source_key__in=keys).order_by()
        first: dict[str, int] = {}
        for key, number in earlier.values_list("source_key", "number"):
            first[key] = min(number, first.get(key, number))
        return first

    def _applied(self, planned: Sequence[tuple[_Read, Outcome]]) -> list[Outcome]:
        if self.kind == ImportKind.REGISTER:
            wanted = [read.parsed for read, outcome in planned if outcome.outcome in {"created", "updated"}]
            register.save_documents(
                ((row.source_key, row.fields) for row in wanted), source=self.source, now=self.now
            )
            return [outcome for _, outcome in planned]
        if self.kind == ImportKind.RELEASED:
            return [outcome for _, outcome in planned]
        new = [_new_item(read.parsed) for read, outcome in planned if outcome.outcome == "created"]
        made = iter(bulk_drafts.create_items(self.actor, new, now=self.now))
        return [
            _settled(outcome, next(made)) if outcome.outcome == "created" else outcome
            for _, outcome in planned
        ]


def _payload(row: item_rows.ItemRow) -> dict[str, Any]:
    """What waits for approval. A row is plain JSON already: nothing in it needs a copy of its own."""
    return {column.name: getattr(row, column.name) for column in fields(row)}


def _new_item(row: item_rows.ItemRow) -> bulk_drafts.NewItem:
    return bulk_drafts.NewItem(row.kind, row.division_id, row.values, row.source_key)


def _settled(outcome: Outcome, made: Item | Refused) -> Outcome:
    if isinstance(made, Refused):
        return replace(outcome, outcome="refused", message=str(made))
    return outcome


def _short(key: str) -> int:
    """A key in eight bytes: a dry run remembers all of them."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest())


def _register_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """A catalogue without texts must not empty the texts that another file brought."""
    return {name: value for name, value in fields.items() if name != "text" or value}


def _differs(document: CitedDocument, fields: Mapping[str, Any]) -> bool:
    return any(getattr(document, name) != value for name, value in _register_fields(fields).items())


def _chunks(rows: Iterable[SourceRow]) -> Iterator[list[SourceRow]]:
    iterator = iter(rows)
    while chunk := list(islice(iterator, STEP)):
        yield chunk


def migration_reasons(kind: ImportKind, reason: str, source: str) -> list[Reason]:
    """What released history must say of itself before it may come in."""
    if kind != ImportKind.RELEASED:
        return []
    reasons: list[Reason] = []
    if not reason.strip():
        reasons.append(Reason("reason_missing", "迁移旧站已发布信息须写明理由", "reason"))
    if not source.strip():
        reasons.append(Reason("source_missing", "迁移旧站已发布信息须写明来源（旧站名称和网址）", "source"))
    return reasons


@transaction.atomic
def open_batch(
    actor: User,
    kind: ImportKind,
    *,
    file_name: str,
    file_sha256: str,
    reason: str = "",
    source: str = "",
    now: datetime,
) -> ImportBatch:
    """Start a batch, or take up the one that was interrupted over the same file.

    Released history needs the reason for migrating and the source it comes from.
    """
    require(actor, PERMISSIONS[kind])
    refuse_if(migration_reasons(kind, reason, source))
    running = ImportBatch.objects.filter(
        kind=kind, file_sha256=file_sha256, importer=actor, state=ImportState.RUNNING
    ).first()
    if running:
        return running
    batch = ImportBatch.objects.create(
        kind=kind,
        file_name=file_name[:200],
        file_sha256=file_sha256,
        reason=reason.strip()[:500],
        source=source.strip()[:300],
        importer=actor,
        started_at=now,
    )
    audit.record(actor, "publishing.start_import", batch, now=now, data={"kind": kind.value})
    return batch


@transaction.atomic
def close_batch(actor: User, batch: ImportBatch, report: Report, *, now: datetime) -> ImportBatch:
    """Write down the counts; released history then waits for a second administrator."""
    staged = report.counts["staged"] > 0
    batch.state = ImportState.AWAITING_APPROVAL if staged else ImportState.DONE
    batch.counts, batch.finished_at = dict(report.counts), now
    batch.save(update_fields=["state", "counts", "finished_at"])
    if batch.kind == ImportKind.REGISTER:
        reread_soon()
    audit.record(actor, "publishing.finish_import", batch, now=now, data=dict(report.counts))
    return batch


Progress = Callable[[Outcome], None]


def run(
    importer: Importer,
    batch: ImportBatch,
    rows: Iterable[SourceRow],
    *,
    now: datetime,
    total: int = 0,
    progress: Progress = lambda _: None,
) -> Report:
    """Write all rows of a batch and close it. `total` is how many there are, where somebody counted."""
    report, pace = Report(), Pace(batch, total)
    for outcome in importer.write(batch, rows):
        report.add(outcome)
        pace.count()
        progress(outcome)
    close_batch(importer.actor, batch, report, now=now)
    return report
