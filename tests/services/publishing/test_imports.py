"""Files of other offices and of the old site come in row by row, each row answered for."""

import gzip
import json
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from mingchuang.publishing.importing import batches
from mingchuang.publishing.importing.batches import Importer, open_batch, run
from mingchuang.publishing.importing.item_rows import Defaults
from mingchuang.publishing.importing.reading import fingerprint, read_rows
from mingchuang.publishing.models import (
    CitedDocument,
    CitedStatus,
    Draft,
    EventKind,
    ImportBatch,
    ImportKind,
    ImportState,
    Item,
    PublicListing,
)
from mingchuang.publishing.register import lookup
from mingchuang.publishing.services import migration
from mingchuang.rules.refusals import Forbidden, Refused
from tests.support.publishing import Office

LAWS = [
    {"title": "护士条例", "issued_on": "2020-03-27", "status": "有效", "doc_number": "国务院令第517号"},
    {"title": "中华人民共和国出境入境管理法", "issued_on": "2012-06-30", "status": "有效"},
    {"title": "某某暂行规定", "issued_on": "1999-01-01", "status": "失效/废止（编目标记）"},
]
OWN = {
    "source_key": "old-1",
    "标题": "关于开展外事礼仪培训的通知",
    "成文日期": "2023年5月6日",
    "内容概述": "组织培训。",
    "正文": "各县区外办：\n定于五月组织培训。",
    "主题词": "培训、礼仪",
    "公开属性": "主动公开",
    "信息来源": "秘书处",
    "发布机构": "宿迁市人民政府外事办公室",
    "栏目": "工作动态",
    "处室": "秘书处",
    "种类": "news",
}


def jsonl(path: Path, rows: list[object]) -> Path:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


def imported(
    office: Office, path: Path, kind: ImportKind, now: datetime, defaults: Defaults | None = None
) -> ImportBatch:
    actor = office.administrator if kind == ImportKind.RELEASED else office.officer
    importer = Importer(actor, kind, now=now, defaults=defaults)
    batch = open_batch(
        actor,
        kind,
        file_name=path.name,
        file_sha256=fingerprint(path),
        reason="旧站关闭",
        source="旧站 www.example.gov.cn",
        now=now,
    )
    run(importer, batch, read_rows(path), now=now)
    batch.refresh_from_db()
    return batch


def test_a_dry_run_writes_nothing(office: Office, now: datetime, tmp_path: Path) -> None:
    path = jsonl(tmp_path / "laws.jsonl", LAWS)
    importer = Importer(office.officer, ImportKind.REGISTER, now=now)
    assert [o.outcome for o in importer.plan(read_rows(path))] == ["created"] * 3
    assert not CitedDocument.objects.exists()
    assert not ImportBatch.objects.exists()


def test_importing_twice_changes_nothing(office: Office, now: datetime, tmp_path: Path) -> None:
    path = jsonl(tmp_path / "laws.jsonl", LAWS)
    assert imported(office, path, ImportKind.REGISTER, now).counts["created"] == 3
    assert imported(office, path, ImportKind.REGISTER, now).counts["unchanged"] == 3
    assert CitedDocument.objects.count() == 3
    assert not Item.objects.exists()


def test_a_catalogue_does_not_empty_texts(office: Office, now: datetime, tmp_path: Path) -> None:
    imported(office, jsonl(tmp_path / "t.jsonl", [LAWS[0] | {"text": "第一条"}]), ImportKind.REGISTER, now)
    imported(office, jsonl(tmp_path / "c.jsonl", [LAWS[0] | {"region": "全国"}]), ImportKind.REGISTER, now)
    document = CitedDocument.objects.get()
    assert (document.text, document.region) == ("第一条", "全国")


def test_cited_documents_are_found_by_title_or_number(office: Office, now: datetime, tmp_path: Path) -> None:
    imported(office, jsonl(tmp_path / "laws.jsonl", LAWS), ImportKind.REGISTER, now)
    by_title = lookup("出境入境管理法", "")
    assert by_title is not None and by_title.title == "中华人民共和国出境入境管理法"
    invalid = lookup("某某暂行规定", "")
    assert invalid is not None and invalid.status == CitedStatus.INVALID
    assert lookup("没有的规定", "没有〔2020〕1号") is None


def test_bad_rows_are_named_and_good_ones_still_come_in(
    office: Office, now: datetime, tmp_path: Path
) -> None:
    path = tmp_path / "mixed.jsonl"
    good = json.dumps(OWN, ensure_ascii=False)
    bad_date = json.dumps(OWN | {"source_key": "old-2", "成文日期": "某日"}, ensure_ascii=False)
    path.write_text(f'{good}\n{{"标题": "cut\n[1]\n{bad_date}\n{good}\n', encoding="utf-8")
    batch = imported(office, path, ImportKind.DRAFTS, now)
    messages = {row.number: row.message for row in batch.rows.filter(outcome="refused")}
    assert set(messages) == {2, 3, 4, 5}
    assert "截断" in messages[2] and "读不懂" in messages[4] and "重复" in messages[5]
    draft = Draft.objects.get()
    assert draft.title == "关于开展外事礼仪培训的通知"
    assert draft.formed_on == date(2023, 5, 6)
    assert draft.body == "<p>各县区外办：</p><p>定于五月组织培训。</p>"


def test_half_a_character_is_named_and_stops_nothing(office: Office, now: datetime, tmp_path: Path) -> None:
    path = tmp_path / "halves.jsonl"
    half, whole = OWN | {"source_key": "old-2", "标题": "\ud83c"}, OWN | {"标题": "\U0001f38c的通知"}
    path.write_text(f"{json.dumps(half)}\n{json.dumps(whole)}\n", encoding="utf-8")
    batch = imported(office, path, ImportKind.DRAFTS, now)
    assert ["残缺" in row.message for row in batch.rows.order_by("number")] == [True, False]
    assert Draft.objects.get().title == "\U0001f38c的通知"


def test_a_stopped_import_goes_on_where_it_stood(
    office: Office, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "STEP", 2)
    rows = [OWN | {"source_key": f"old-{n}"} for n in range(7)]
    path = jsonl(tmp_path / "own.jsonl", rows)
    importer = Importer(office.officer, ImportKind.DRAFTS, now=now)
    batch = open_batch(
        office.officer, ImportKind.DRAFTS, file_name="own.jsonl", file_sha256=fingerprint(path), now=now
    )
    killed = importer.write(batch, read_rows(path))
    for _ in range(3):
        next(killed)
    killed.close()
    assert Item.objects.count() == 4
    again = imported(office, path, ImportKind.DRAFTS, now)
    assert again.pk == batch.pk
    assert again.counts["created"] == 7
    assert Item.objects.count() == 7


def test_csv_in_the_encoding_spreadsheets_write_and_a_broken_one(
    office: Office, now: datetime, tmp_path: Path
) -> None:
    heading = ",".join(OWN)
    line = ",".join(f'"{value}"' for value in OWN.values())
    for number, encoding in enumerate(("utf-8-sig", "gb18030")):
        path = tmp_path / f"own{number}.csv"
        path.write_bytes(f"{heading}\n{line.replace('old-1', f'csv-{number}')}\n".encode(encoding))
        assert imported(office, path, ImportKind.DRAFTS, now).counts["created"] == 1
    broken = tmp_path / "broken.csv"
    broken.write_bytes(b"\xff\xfe\x80\x81,\x00")
    with pytest.raises(Refused, match="编码"):
        list(read_rows(broken))


def test_xlsx_and_damaged_xlsx(office: Office, now: datetime, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(OWN))
    sheet.append([datetime(2023, 5, 6) if key == "成文日期" else value for key, value in OWN.items()])
    path = tmp_path / "own.xlsx"
    book.save(path)
    assert imported(office, path, ImportKind.DRAFTS, now).counts["created"] == 1
    path.write_bytes(path.read_bytes()[:800])
    with pytest.raises(Refused, match="XLSX"):
        list(read_rows(path))


def test_a_cut_gz_says_where_it_ends(tmp_path: Path) -> None:
    whole = gzip.compress("\n".join(json.dumps(LAWS[0]) for _ in range(2000)).encode())
    path = tmp_path / "cut.jsonl.gz"
    path.write_bytes(whole[:-20])
    rows = list(read_rows(path))
    assert "中断" in rows[-1].problem


def test_history_waits_for_a_second_administrator(office: Office, now: datetime, tmp_path: Path) -> None:
    row = OWN | {
        "原发布日期": "2023-05-08",
        "原网址": "http://www.example.gov.cn/1.html",
        "效力变动": "废止",
        "效力变动日期": "2024-01-01",
        "效力变动依据": "宿外办〔2024〕1号",
    }
    batch = imported(office, jsonl(tmp_path / "old.jsonl", [row]), ImportKind.RELEASED, now)
    assert batch.state == ImportState.AWAITING_APPROVAL
    assert not Item.objects.exists()
    with pytest.raises(Refused, match="另一名管理员"):
        migration.approve_migration(office.administrator, batch.pk, now=now)
    with pytest.raises(Forbidden):
        migration.approve_migration(office.officer, batch.pk, now=now)
    migration.approve_migration(office.second_administrator, batch.pk, now=now)
    migration.migrate_batch(batch.pk, now=now)
    item = Item.objects.get()
    listing = PublicListing.objects.get()
    assert listing.shown_on == date(2023, 5, 8)
    assert listing.released_at == now
    assert listing.validity == "repealed"
    assert item.original_source == "http://www.example.gov.cn/1.html"
    assert item.events.get().kind == EventKind.MIGRATED
    assert migration.migrate_batch(batch.pk, now=now) == {}


def test_history_with_an_id_number_stays_out(office: Office, now: datetime, tmp_path: Path) -> None:
    row = OWN | {"原发布日期": "2023-05-08", "正文": "身份证号11010519491231002X。"}
    batch = imported(office, jsonl(tmp_path / "old.jsonl", [row]), ImportKind.RELEASED, now)
    migration.approve_migration(office.second_administrator, batch.pk, now=now)
    migration.migrate_batch(batch.pk, now=now)
    assert not Item.objects.exists()
    assert batch.rows.get().outcome == "refused"


def test_what_history_lacks_is_told_before_anybody_approves(
    office: Office, now: datetime, tmp_path: Path
) -> None:
    dated = OWN | {"原发布日期": "2023-05-08"}
    rows = [dated, OWN | {"source_key": "old-2"}, dated | {"source_key": "old-3", "公开属性": ""}]
    path = jsonl(tmp_path / "old.jsonl", rows)
    importer = Importer(office.administrator, ImportKind.RELEASED, now=now)
    tried = [(o.outcome, o.message) for o in importer.plan(read_rows(path))]
    assert tried == [("staged", ""), ("refused", "缺少原发布日期"), ("refused", "请选择公开属性")]
    batch = imported(office, path, ImportKind.RELEASED, now)
    assert batch.rows.filter(outcome="staged").count() == 1


def test_history_can_be_turned_down(office: Office, now: datetime, tmp_path: Path) -> None:
    row = OWN | {"原发布日期": "2023-05-08"}
    batch = imported(office, jsonl(tmp_path / "old.jsonl", [row]), ImportKind.RELEASED, now)
    migration.refuse_migration(office.second_administrator, batch.pk, now=now)
    with pytest.raises(Refused):
        migration.approve_migration(office.second_administrator, batch.pk, now=now)
    assert migration.migrate_batch(batch.pk, now=now) == {}


def test_only_those_with_the_right_import(office: Office, now: datetime) -> None:
    for kind in ImportKind:
        with pytest.raises(Forbidden):
            Importer(office.drafter, kind, now=now)
    with pytest.raises(Forbidden):
        Importer(office.officer, ImportKind.RELEASED, now=now)


@pytest.mark.corpus
def test_the_whole_catalogue_and_all_texts_come_in(office: Office, now: datetime, corpus: Path) -> None:
    catalogue = imported(office, corpus / "regulation_catalogue.jsonl.gz", ImportKind.REGISTER, now)
    texts = imported(office, corpus / "regulations.jsonl.gz", ImportKind.REGISTER, now)
    assert (catalogue.counts["created"], catalogue.counts["refused"]) == (2955, 0)
    assert texts.counts["refused"] == 0
    assert sum(texts.counts.values()) == 334
    states = Counter(CitedDocument.objects.values_list("status", flat=True))
    assert states[CitedStatus.UNKNOWN] == 0
    assert CitedDocument.objects.exclude(text="").count() == 334
    assert not Item.objects.exists()
