"""How fast files come in through the product's importer on one core, and whether its memory stays flat.

Held against writing the same rows raw (executemany, COPY) into tables with the same columns and indexes: that
is what any import costs at least, without reading, checking, keys, outcomes or history.
"""

import json
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from bench.content import Author
from bench.frame import Bench, Figure, Run, peak_megabytes, seconds
from mingchuang.base.accounts.models import User
from mingchuang.base.long_running import settle
from mingchuang.base.search import lanes
from mingchuang.publishing.importing.batches import Importer, open_batch, run
from mingchuang.publishing.importing.reading import fingerprint, read_rows
from mingchuang.publishing.models import ImportBatch, ImportKind
from mingchuang.publishing.services import migration

BENCH = Bench("Importing through the product's importer", data="empty", cores=1)

NOW = datetime(2026, 6, 30, 2, tzinfo=UTC)
TARGET = 300
SMALL, LARGEST = 1000, 100_000
SHARES = {ImportKind.REGISTER: 1.0, ImportKind.DRAFTS: 0.1, ImportKind.RELEASED: 0.1}
"""How much of the run's size each kind imports, so that all three end in a few minutes."""

GROWTH_MEGABYTES = 40
RAW_ROWS = 5000
DRAFT_TABLES = ("publishing_item", "publishing_edition", "publishing_draft", "audit_auditevent")
TABLES = {
    ImportKind.REGISTER: ("publishing_citeddocument", "publishing_importrow"),
    ImportKind.DRAFTS: (
        *DRAFT_TABLES,
        "publishing_draftrevision",
        "publishing_drafteditor",
        "publishing_importrow",
    ),
    ImportKind.RELEASED: (
        *DRAFT_TABLES,
        "publishing_version",
        "publishing_versioneditor",
        "publishing_reviewresult",
        "publishing_publiclisting",
        "publishing_publicationevent",
        "outbox_outboxevent",
        "publishing_importrow",
    ),
}


def measure(run: Run) -> Iterator[Figure]:
    """Each kind at 1,000 rows and at its share of the size, each row written and found."""
    author = Author(run.seed)
    settle()  # As the command and the worker do.
    for kind, share in SHARES.items():
        size = max(int(min(run.size, LARGEST) * share), SMALL)
        small = _written(run, author, kind, SMALL, first=10_000_000)
        large = _written(run, author, kind, size, first=0)
        indexing = _Taken.by(_index).shared(size / (size + SMALL))
        raw = _raw_rate(kind)
        rate = size / (large.taken.wall + indexing.wall)
        processor = size / (large.taken.processor + indexing.processor)
        yield Figure(
            f"{kind.value}, {size:,} rows written and indexed",
            rate,
            "rows/s",
            target=TARGET,
            ratio=rate / raw,
            against=f"writing the same rows raw ({raw:,.0f}/s)",
            note=f"written {size / large.taken.wall:,.0f}/s, indexed {size / indexing.wall:,.0f}/s; "
            f"{processor:,.0f} a second of processor time",
        )
        yield Figure(
            f"{kind.value}, memory from {SMALL:,} to {size:,} rows",
            large.megabytes - small.megabytes,
            "MB more",
            target=GROWTH_MEGABYTES,
            at_most=True,
            note=f"{small.megabytes:.0f} MB and {large.megabytes:.0f} MB at the peak of writing",
        )
    lanes.leave()


@dataclass(frozen=True, slots=True)
class _Taken:
    """Seconds on the clock, and of this process on its core: they differ where others use the machine."""

    wall: float
    processor: float

    @classmethod
    def by(cls, work: Callable[[], object]) -> "_Taken":
        started = time.process_time()
        wall = seconds(work)
        return cls(wall, time.process_time() - started)

    def shared(self, share: float) -> "_Taken":
        return _Taken(self.wall * share, self.processor * share)


@dataclass(frozen=True, slots=True)
class _Written:
    taken: _Taken
    megabytes: float


def _written(run: Run, author: Author, kind: ImportKind, size: int, *, first: int) -> _Written:
    path = run.scratch / f"{kind.value}-{size}.jsonl"
    _write(path, author, kind, range(first, first + size), size)
    taken = _Taken.by(lambda: _import(path, kind))
    path.unlink()
    return _Written(taken, peak_megabytes())


def _index() -> None:
    """What the worker does beside an import: follow the feed to its end."""
    while lanes.follow(lambda: False):
        pass


def _import(path: Path, kind: ImportKind) -> None:
    actor, second = User.objects.get(username="admin"), User.objects.get(username="admin2")
    who = actor if kind == ImportKind.RELEASED else User.objects.get(username="office")
    batch = open_batch(
        who,
        kind,
        file_name=path.name,
        file_sha256=fingerprint(path),
        reason="旧网站停止运行",
        source="旧网站",
        now=NOW,
    )
    report = run(Importer(who, kind, now=NOW), batch, read_rows(path), now=NOW)
    if report.refused:
        raise RuntimeError(f"{report.refused} rows were refused: {_first_refusal(batch)}")
    if kind == ImportKind.RELEASED:
        migration.approve_migration(second, batch.pk, now=NOW)
        counts = migration.migrate_batch(batch.pk, now=NOW)
        if counts["refused"]:
            raise RuntimeError(f"{counts['refused']} rows were refused: {_first_refusal(batch)}")


def _first_refusal(batch: ImportBatch) -> str:
    return str(batch.rows.filter(outcome="refused").values_list("message", flat=True).first())


def _write(path: Path, author: Author, kind: ImportKind, numbers: Iterable[int], total: int) -> None:
    with path.open("w", encoding="utf-8") as target:
        for number in numbers:
            row = _row(author, kind, number, total)
            target.write(json.dumps(row, ensure_ascii=False) + "\n")


def _row(author: Author, kind: ImportKind, number: int, total: int) -> dict[str, Any]:
    made = author.document(number, total) if number < total else author.document(number % total, total)
    if kind == ImportKind.REGISTER:
        return {
            "title": f"{made.title}（{number}）",
            "issued_on": made.formed_on.isoformat(),
            "status": "有效",
            "doc_number": made.document_number,
            "issuing_body": made.issuer,
            "text": made.plain,
        }
    return {
        "source_key": f"{kind.value}-{number}",
        "kind": "information",
        "title": made.title,
        "formed_on": made.formed_on.isoformat(),
        "abstract": made.abstract,
        "body": made.body,
        "keywords": made.keywords,
        "attribute": "active",
        "content_source": "秘书处",
        "issuer": made.issuer,
        "column": "news",
        "division": "secretariat",
        "original_published_on": made.formed_on.isoformat(),
        "original_source": f"旧网站第{number}号",
    }


def _raw_rate(kind: ImportKind) -> float:
    """Rows of the file a second when their table rows are written raw into tables of the same shape."""
    taken, sources = 0.0, 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM publishing_importrow")
        sources = min(RAW_ROWS, cursor.fetchone()[0])
        for table in TABLES[kind]:
            cursor.execute(f"SELECT * FROM {table} ORDER BY id DESC LIMIT {sources}")
            rows = cursor.fetchall()
            _twin(cursor, table)
            taken += seconds(lambda table=table, rows=rows: _insert(cursor, f"raw_{table}", rows))
            cursor.execute(f"DROP TABLE raw_{table}")
    return sources / taken


def _twin(cursor: Any, table: str) -> None:
    """An empty table with the same columns and indexes."""
    if connection.vendor == "postgresql":
        cursor.execute(f"CREATE TABLE raw_{table} (LIKE {table} INCLUDING ALL)")
        return
    cursor.execute(
        "SELECT type, name, sql FROM sqlite_master "
        "WHERE tbl_name = %s AND sql IS NOT NULL AND type IN ('table', 'index') ORDER BY type DESC",
        [table],
    )
    for _, name, sql in cursor.fetchall():
        cursor.execute(
            sql.replace(f'"{name}"', f'"raw_{name}"', 1).replace(f'ON "{table}"', f'ON "raw_{table}"')
        )


def _insert(cursor: Any, table: str, rows: list[tuple[Any, ...]]) -> None:
    if not rows:
        return
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row([json.dumps(v) if isinstance(v, dict | list) else v for v in row])
        else:
            places = ", ".join(["?"] * len(rows[0]))
            connection.connection.executemany(f"INSERT INTO {table} VALUES ({places})", rows)
