"""Running an import: plan each row, write in small committed steps, stage what two people must approve.

Every row has its outcome in the batch. Rows are known by their source key, so an import that was stopped
is simply run again: what is there is left alone, what is missing is added, nothing is half-written.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import require
from mingchuang.base.audit import services as audit
from mingchuang.publishing.importing import item_rows, register_rows
from mingchuang.publishing.importing.reading import SourceRow
from mingchuang.publishing.models import (
    CitedDocument,
    ImportBatch,
    ImportKind,
    ImportRow,
    ImportState,
    Item,
)
from mingchuang.publishing.services import drafts
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
        self._seen: dict[str, int] = {}

    def plan(self, rows: Iterable[SourceRow]) -> Iterator[Outcome]:
        """What would become of each row; nothing is written."""
        for chunk in _chunks(rows):
            understood = [(row, self._understood(row)) for row in chunk]
            known = self._known(key for _, (key, _, _) in understood if key)
            for row, (key, parsed, problem) in understood:
                yield self._planned(row.number, key, parsed, problem, known)

    def write(self, batch: ImportBatch, rows: Iterable[SourceRow]) -> Iterator[Outcome]:
        """Write the rows in steps of `STEP`, each step in one transaction with its outcomes.

        Rows an interrupted run has done already keep the outcome they had.
        """
        for chunk in _chunks(rows):
            done = {
                row.number: Outcome(row.number, row.source_key, row.outcome, row.message)
                for row in batch.rows.filter(number__in=[row.number for row in chunk])
            }
            with transaction.atomic():
                outcomes = [done.get(row.number) or self._written(batch, row) for row in chunk]
            yield from outcomes

    def _understood(self, row: SourceRow) -> tuple[str, Any, str]:
        if row.problem:
            return "", None, row.problem
        try:
            parsed: Any
            if self.kind == ImportKind.REGISTER:
                parsed = register_rows.understand(row.values)
            else:
                assert self.directory is not None  # noqa: S101 - made above for these kinds
                parsed = item_rows.understand(row.values, self.directory, self.defaults)
        except Refused as refused:
            return "", None, str(refused)
        first = self._seen.setdefault(parsed.source_key, row.number)
        if first != row.number:
            return parsed.source_key, None, f"与第{first}行重复"
        return parsed.source_key, parsed, ""

    def _known(self, keys: Iterable[str]) -> Mapping[str, Any]:
        wanted = list(keys)
        if self.kind == ImportKind.REGISTER:
            return {d.source_key: d for d in CitedDocument.objects.filter(source_key__in=wanted)}
        return {i.source_key or "": i for i in Item.objects.filter(source_key__in=wanted)}

    def _planned(self, number: int, key: str, parsed: Any, problem: str, known: Mapping[str, Any]) -> Outcome:
        if parsed is None:
            return Outcome(number, key, "refused", problem)
        there = known.get(key)
        if there is None:
            return Outcome(number, key, "staged" if self.kind == ImportKind.RELEASED else "created")
        if self.kind == ImportKind.REGISTER and _differs(there, parsed.fields):
            return Outcome(number, key, "updated")
        return Outcome(number, key, "unchanged")

    def _written(self, batch: ImportBatch, row: SourceRow) -> Outcome:
        key, parsed, problem = self._understood(row)
        outcome = self._planned(row.number, key, parsed, problem, self._known([key] if key else []))
        payload: dict[str, Any] | None = None
        if outcome.outcome in {"created", "updated", "staged"}:
            try:
                with transaction.atomic():
                    payload = self._apply(parsed, outcome.outcome)
            except Refused as refused:
                outcome = Outcome(row.number, key, "refused", str(refused))
        ImportRow.objects.update_or_create(
            batch=batch,
            number=row.number,
            defaults={
                "source_key": key[:200],
                "outcome": outcome.outcome,
                "message": outcome.message[:500],
                "payload": payload,
            },
        )
        return outcome

    def _apply(self, parsed: Any, outcome: str) -> dict[str, Any] | None:
        if self.kind == ImportKind.REGISTER:
            CitedDocument.objects.update_or_create(
                source_key=parsed.source_key,
                defaults=_register_fields(parsed.fields) | {"updated_at": self.now, "source": self.source},
            )
            return None
        if outcome == "staged":
            drafts.normalised(parsed.values)
            return asdict(parsed)
        assert self.directory is not None  # noqa: S101 - made above for these kinds
        division = next(d for d in self.directory.divisions.values() if d.pk == parsed.division_id)
        drafts.create_item(
            self.actor,
            parsed.kind,
            division,
            now=self.now,
            values=parsed.values,
            source_key=parsed.source_key,
        )
        return None


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
    progress: Progress = lambda _: None,
) -> Report:
    """Write all rows of a batch and close it."""
    report = Report()
    for outcome in importer.write(batch, rows):
        report.add(outcome)
        progress(outcome)
    close_batch(importer.actor, batch, report, now=now)
    return report
