"""Large files come in with flat memory and a fixed number of queries a step, and may be stopped anywhere."""

import tracemalloc
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mingchuang.base.audit.models import AuditEvent
from mingchuang.base.feed.models import Change
from mingchuang.base.numbering.models import Counter
from mingchuang.base.outbox.models import OutboxEvent
from mingchuang.publishing.importing import batches
from mingchuang.publishing.importing.batches import Importer, Report, open_batch, run
from mingchuang.publishing.importing.reading import SourceRow
from mingchuang.publishing.models import (
    CitedDocument,
    Draft,
    DraftEditor,
    DraftRevision,
    Edition,
    ImportBatch,
    ImportKind,
    ImportState,
    Item,
    PublicationEvent,
    PublicListing,
    ReviewResult,
    Version,
)
from mingchuang.publishing.services import migration, projections
from mingchuang.publishing.snapshots import content_hash, full_snapshot
from tests.services.publishing.test_imports import OWN
from tests.support.publishing import Office

HISTORY = OWN | {"原发布日期": "2023-05-08", "原网址": "http://www.example.gov.cn/1.html"}


def laws(count: int) -> Iterator[SourceRow]:
    """Rows of the register, made as they are read."""
    for number in range(1, count + 1):
        yield SourceRow(
            number, {"title": f"第{number}号规定", "status": "有效", "text": "第一条 总则。" * 20}
        )


def own(count: int, row: dict[str, str] = OWN, **changes: Any) -> list[SourceRow]:
    """Rows of the office's own information with keys of their own."""
    return [
        SourceRow(n, row | {"source_key": f"k-{n}", "标题": f"第{n}次培训"} | changes)
        for n in range(1, count + 1)
    ]


def opened(
    office: Office, kind: ImportKind, now: datetime, name: str = "file"
) -> tuple[Importer, ImportBatch]:
    actor = office.administrator if kind == ImportKind.RELEASED else office.officer
    batch = open_batch(
        actor, kind, file_name=name, file_sha256=name, reason="旧站关闭", source="旧站", now=now
    )
    return Importer(actor, kind, now=now), batch


def imported(
    office: Office, kind: ImportKind, rows: Any, now: datetime, name: str = "file"
) -> tuple[ImportBatch, Report]:
    importer, batch = opened(office, kind, now, name)
    report = run(importer, batch, rows, now=now)
    batch.refresh_from_db()
    return batch, report


def migrated(office: Office, rows: list[SourceRow], now: datetime) -> ImportBatch:
    batch, _ = imported(office, ImportKind.RELEASED, rows, now)
    migration.approve_migration(office.second_administrator, batch.pk, now=now)
    migration.migrate_batch(batch.pk, now=now)
    batch.refresh_from_db()
    return batch


def peak(work: Any) -> int:
    """The most bytes Python held at once while something ran."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.slow
def test_memory_is_flat_from_a_thousand_rows_to_twenty_thousand(office: Office, now: datetime) -> None:
    imported(office, ImportKind.REGISTER, laws(400), now, "warm")
    small = peak(lambda: imported(office, ImportKind.REGISTER, laws(1_000), now, "small"))
    large = peak(lambda: imported(office, ImportKind.REGISTER, laws(20_000), now, "large"))
    assert CitedDocument.objects.count() == 20_000
    assert large < small * 1.2 + 1_000_000, (small, large)


@pytest.mark.parametrize("kind", ImportKind.values)
def test_a_step_asks_as_often_for_many_rows_as_for_few(office: Office, now: datetime, kind: str) -> None:
    rows = {"register": list(laws(200)), "drafts": own(200), "released": own(200, HISTORY)}[kind]
    asked: dict[int, int] = {}
    for count in (10, batches.STEP):
        importer, batch = opened(office, ImportKind(kind), now, f"file-{count}")
        fresh = [SourceRow(r.number, r.values | {"source_key": f"{count}-{r.number}"}) for r in rows[:count]]
        with CaptureQueriesContext(connection) as queries:
            list(importer.write(batch, fresh))
        asked[count] = len(queries)
    # SQLite takes 999 values a statement, so wide rows come in several statements.
    assert asked[batches.STEP] <= asked[10] + 40, asked
    assert asked[10] <= 20, asked


def test_letting_history_out_asks_as_often_for_many_rows_as_for_few(office: Office, now: datetime) -> None:
    asked: dict[int, int] = {}
    for count in (5, 50):
        rows = own(count, HISTORY)
        for row in rows:
            row.values["source_key"] = f"{count}-{row.number}"
        batch, _ = imported(office, ImportKind.RELEASED, rows, now, f"file-{count}")
        migration.approve_migration(office.second_administrator, batch.pk, now=now)
        with CaptureQueriesContext(connection) as queries:
            migration.migrate_batch(batch.pk, now=now)
        asked[count] = len(queries)
    assert asked[50] <= asked[5] + 20, asked


@pytest.mark.db
def test_bulk_drafts_are_whole(office: Office, now: datetime) -> None:
    _, report = imported(office, ImportKind.DRAFTS, own(250), now)
    assert report.counts["created"] == 250
    for model in (Item, Edition, Draft, DraftRevision, DraftEditor):
        assert model._default_manager.count() == 250
    assert AuditEvent.objects.filter(action="publishing.create_item").count() == 250
    draft = Draft.objects.select_related("edition__item").order_by("pk").last()
    assert draft is not None
    assert draft.edition.item.source_key == "k-250"
    assert draft.edition.item.publication_due_on is not None
    assert draft.revisions.get().snapshot["title"] == draft.title == "第250次培训"


@pytest.mark.db
def test_an_import_that_breaks_in_a_step_leaves_whole_steps_and_goes_on(
    office: Office, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    importer, batch = opened(office, ImportKind.DRAFTS, now)
    whole = batches.append_values
    steps = 0

    def breaks_in_the_third_step(*rows: Any, **same: Any) -> Any:
        nonlocal steps
        steps += 1
        if steps == 3:
            raise MemoryError
        return whole(*rows, **same)

    with monkeypatch.context() as patch:
        patch.setattr(batches, "append_values", breaks_in_the_third_step)
        with pytest.raises(MemoryError):
            run(importer, batch, own(1000), now=now)
    assert Item.objects.count() == batch.rows.count() == Draft.objects.count() == 2 * batches.STEP
    again, report = imported(office, ImportKind.DRAFTS, own(1000), now)
    assert again.pk == batch.pk
    assert again.state == ImportState.DONE
    assert report.counts["created"] == Item.objects.count() == batch.rows.count() == 1000


@pytest.mark.db
def test_a_key_that_comes_twice_is_named_across_steps_and_after_a_stop(office: Office, now: datetime) -> None:
    rows = own(450, original_published_on="2023-05-08")
    rows[-1].values["source_key"] = "k-3"
    importer, batch = opened(office, ImportKind.RELEASED, now)
    list(importer.write(batch, rows[: batches.STEP]))
    _, report = imported(office, ImportKind.RELEASED, rows, now)
    assert report.counts == {"created": 0, "updated": 0, "unchanged": 0, "staged": 449, "refused": 1}
    assert batch.rows.get(outcome="refused").message == "与第3行重复"
    tried = list(Importer(office.administrator, ImportKind.RELEASED, now=now).plan(rows))
    assert [outcome.message for outcome in tried if outcome.outcome == "refused"] == ["与第3行重复"]


def test_a_dry_run_tells_of_what_writing_would_refuse(office: Office, now: datetime) -> None:
    rows = own(1, **{"内容概述": "长" * 501})
    outcomes = list(Importer(office.officer, ImportKind.DRAFTS, now=now).plan(rows))
    assert [outcome.outcome for outcome in outcomes] == ["refused"]
    _, report = imported(office, ImportKind.DRAFTS, rows, now)
    assert report.refused == 1


@pytest.mark.db
def test_history_let_out_in_bulk_leaves_every_trace_of_a_release(office: Office, now: datetime) -> None:
    rows = own(230, HISTORY)
    rows[7].values["正文"] = "身份证号11010519491231002X。"
    rows[120].values.update(
        {"效力变动": "废止", "效力变动日期": "2024-01-01", "效力变动依据": "宿外办〔2024〕1号"}
    )
    batch = migrated(office, rows, now)
    assert (batch.counts["migrated"], batch.counts["refused"]) == (229, 1)
    assert "身份证" in batch.rows.get(outcome="refused").message
    for model in (Item, Edition, Draft, Version, ReviewResult, PublicListing, PublicationEvent, OutboxEvent):
        assert model._default_manager.count() == 229, model
    assert AuditEvent.objects.filter(action="publishing.release").count() == 229
    assert Change.objects.filter(topic="public", data__act="listed").count() == 229
    versions = Version.objects.select_related("edition__item", "review_result")
    assert all(content_hash(full_snapshot(v)) == v.content_hash for v in versions)
    assert {v.state for v in versions} == {"released"}
    numbers = sorted(Item.objects.values_list("index_number", flat=True))
    assert numbers[0].endswith("-00001") and numbers[-1].endswith("-00229")
    assert PublicListing.objects.get(item__source_key="k-121").validity == "repealed"
    assert batch.rows.get(number=121).item == Item.objects.get(source_key="k-121")
    projections.renumber_archive(office.news.pk, "zh-hans")
    assert list(projections.differences()) == []
    assert migration.migrate_batch(batch.pk, now=now) == {}


@pytest.mark.db
def test_when_the_numbers_run_out_each_row_says_so(office: Office, now: datetime) -> None:
    Counter.objects.create(series="index:014416330", year=now.year, last=99_997, gap_free=False)
    batch = migrated(office, own(5, HISTORY), now)
    assert (batch.counts["migrated"], batch.counts["refused"]) == (2, 3)
    assert "流水号已用完" in batch.rows.filter(outcome="refused")[0].message
    assert Item.objects.count() == PublicListing.objects.count() == 2
