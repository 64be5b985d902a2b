"""The register is searched, and files come in through the desk: tried, confirmed, approved."""

import json
from datetime import datetime
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mingchuang.base.accounts.sessions import BACKGROUND, SEEN
from mingchuang.publishing import jobs
from mingchuang.publishing.importing import uploads
from mingchuang.publishing.models import CitedDocument, ImportBatch, ImportState, Item
from tests.services.publishing.test_imports import LAWS, OWN
from tests.support.clock import Clock
from tests.support.factories import sign_in
from tests.support.publishing import Office


def jsonl(rows: list[dict[str, str]], name: str = "laws.jsonl") -> SimpleUploadedFile:
    text = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return SimpleUploadedFile(name, text.encode())


def upload(client: Client, file: SimpleUploadedFile, kind: str, **more: str) -> ImportBatch:
    answer = client.post("/desk/imports/", {"file": file, "kind": kind, "content_kind": "information"} | more)
    assert answer.status_code == 302, answer.content.decode()
    return ImportBatch.objects.get(uid=answer["Location"].split("/")[-2])


def test_a_file_is_tried_before_it_is_written(client: Client, office: Office) -> None:
    sign_in(client, office.officer)
    batch = upload(client, jsonl([*LAWS, {"title": ""}]), "register")
    page = client.get(f"/desk/imports/{batch.uid}/").content.decode()
    assert "预演结果（尚未写入）" in page and "缺少名称" in page
    assert not CitedDocument.objects.exists()
    client.post(f"/desk/imports/{batch.uid}/confirm/")
    jobs.run_import({"batch": batch.pk})
    assert CitedDocument.objects.count() == 3
    assert not uploads.path_of(batch).exists()
    batch.refresh_from_db()
    assert batch.state == ImportState.DONE
    assert "逐行结果" in client.get(f"/desk/imports/{batch.uid}/").content.decode()


def test_the_register_is_found_by_number_in_any_bracket(client: Client, office: Office) -> None:
    sign_in(client, office.officer)
    law = LAWS[0] | {"doc_number": "国办发〔2019〕61号", "title": "平台建设通知"}
    batch = upload(client, jsonl([law, LAWS[2]]), "register")
    client.post(f"/desk/imports/{batch.uid}/confirm/")
    jobs.run_import({"batch": batch.pk})
    for words in ("国办发[2019]61号", "国办发（2019）61号", "平台建设"):
        page = client.get("/desk/register/", {"q": words}).content.decode()
        assert "平台建设通知" in page and "某某暂行规定" not in page, words
    invalid = client.get("/desk/register/", {"status": "invalid"}).content.decode()
    assert "某某暂行规定" in invalid and "平台建设通知" not in invalid
    document = CitedDocument.objects.get(title="平台建设通知")
    assert "国办发" in client.get(f"/desk/register/{document.uid}/").content.decode()


def test_history_is_approved_by_another_administrator_on_the_page(
    client: Client, office: Office, now: datetime
) -> None:
    sign_in(client, office.administrator)
    row = {str(key): str(value) for key, value in OWN.items()} | {"原发布日期": "2023-05-08"}
    missing = client.post(
        "/desk/imports/",
        {"file": jsonl([row]), "kind": "released", "content_kind": "news"},
    )
    assert missing.status_code == 422 and "须写明理由" in missing.content.decode()
    undated = row | {"原发布日期": ""}
    useless = upload(client, jsonl([undated]), "released", reason="旧站关闭", source="旧站")
    page = client.get(f"/desk/imports/{useless.uid}/").content.decode()
    assert "没有可以导入的行" in page and "导入这" not in page
    batch = upload(
        client, jsonl([row, undated | {"source_key": "x"}]), "released", reason="旧站关闭", source="旧站"
    )
    page = client.get(f"/desk/imports/{batch.uid}/").content.decode()
    assert "导入这 1 行" in page and "在公开时逐条检查" in page
    client.post(f"/desk/imports/{batch.uid}/confirm/")
    jobs.run_import({"batch": batch.pk})
    assert "请另一名管理员" in client.get(f"/desk/imports/{batch.uid}/").content.decode()
    client.post(f"/desk/imports/{batch.uid}/decide/", {"decision": "approve"})
    batch.refresh_from_db()
    assert batch.state == ImportState.AWAITING_APPROVAL
    sign_in(client, office.second_administrator)
    page = client.get(f"/desk/imports/{batch.uid}/").content.decode()
    assert "批准并公开" in page and "等待批准 1" in page and "None" not in page
    page = client.get(f"/desk/imports/{batch.uid}/?outcome=refused").content.decode()
    assert "缺少原发布日期" in page and 'href="?outcome=staged"' in page
    client.post(f"/desk/imports/{batch.uid}/decide/", {"decision": "approve"})
    jobs.migrate_batch({"batch": batch.pk})
    assert Item.objects.get().state == "published"


def test_a_file_of_another_kind_is_turned_away(client: Client, office: Office) -> None:
    sign_in(client, office.officer)
    answer = client.post(
        "/desk/imports/",
        {"file": SimpleUploadedFile("a.exe", b"MZ"), "kind": "register", "content_kind": "news"},
    )
    assert answer.status_code == 422 and "只能导入" in answer.content.decode()
    assert list(Path(uploads.folder()).glob("*.exe")) == []


def test_drafters_do_not_import(client: Client, office: Office) -> None:
    sign_in(client, office.drafter)
    assert client.get("/desk/imports/").status_code == 403


def test_a_running_import_shows_how_far_it_is_and_keeps_nobody_signed_in(
    client: Client, office: Office, clock: Clock
) -> None:
    sign_in(client, office.officer)
    batch = upload(client, jsonl(LAWS), "register")
    client.post(f"/desk/imports/{batch.uid}/confirm/")
    ImportBatch.objects.filter(pk=batch.pk).update(total_rows=20_000, done_rows=5_000, rows_per_second=100.4)
    page = client.get(f"/desk/imports/{batch.uid}/").content.decode()
    assert '<progress max="20000" value="5000"' in page
    assert "已处理 5000 / 20000 行（25 %）" in page and "每秒 100 行" in page and "约还需 2 分钟" in page
    seen = client.session[SEEN]
    clock.forward(minutes=5)
    watching = client.get(f"/desk/imports/{batch.uid}/", headers={BACKGROUND: "1"})
    assert "HX-Refresh" not in watching
    assert client.session[SEEN] == seen
    jobs.run_import({"batch": batch.pk})
    assert client.get(f"/desk/imports/{batch.uid}/", headers={BACKGROUND: "1"})["HX-Refresh"] == "true"
    assert "<progress" not in client.get(f"/desk/imports/{batch.uid}/").content.decode()
