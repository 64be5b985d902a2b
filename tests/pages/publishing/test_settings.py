"""The office sets its columns, gates and words on pages that tell every reason."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from mingchuang.publishing.models import Column, KindGates, WordEntry
from mingchuang.publishing.words import seed_words
from mingchuang.rules.gates import Gate
from tests.support.factories import sign_in
from tests.support.publishing import Office, released

WORD = {
    "pattern": "前苏联",
    "category": "replace",
    "suggestion": "苏联",
    "reason": "规范表述",
    "severity": "warn",
    "gate": "political",
    "contexts": "",
    "source": "本机关",
    "owner": "秘书处",
}


def column_values(office: Office, **changes: Any) -> dict[str, Any]:
    return {
        "name": "通知公告",
        "slug": "notices",
        "parent": "",
        "column_type": "政务动态",
        "description": "通知和公告",
        "keywords": "通知,公告",
        "kind": "notice",
        "block": "",
        "division": office.secretariat.pk,
        "freshness_kind": "notices",
        "position": 1,
    } | changes


def test_opening_changing_and_closing_a_column(client: Client, office: Office, now: datetime) -> None:
    sign_in(client, office.officer)
    assert client.post("/desk/admin/columns/new/", column_values(office)).status_code == 302
    column = Column.objects.get(slug="notices")
    changed = client.post("/desk/admin/columns/notices/", column_values(office, name="通知通告"))
    assert changed.status_code == 302
    column.refresh_from_db()
    assert column.name == "通知通告"
    refused = client.post("/desk/admin/columns/notices/close/", {"reason": "长" * 201})
    told = refused.content.decode()
    assert refused.status_code == 422 and "长" * 201 in told and "关停原因最多200字" in told
    client.post("/desk/admin/columns/notices/close/", {"reason": ""})
    column.refresh_from_db()
    assert column.is_open
    client.post("/desk/admin/columns/notices/close/", {"reason": "并入其他栏目"})
    column.refresh_from_db()
    assert not column.is_open
    client.post("/desk/admin/columns/notices/reopen/")
    column.refresh_from_db()
    assert column.is_open


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"slug": "通知"}, "地址名只能用"),
        ({"slug": "news"}, "已被其他栏目使用"),
    ],
)
def test_a_bad_column_says_why(client: Client, office: Office, changes: dict[str, str], words: str) -> None:
    sign_in(client, office.officer)
    answer = client.post("/desk/admin/columns/new/", column_values(office, **changes))
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_the_tree_shows_how_fresh_each_column_is(client: Client, office: Office, now: datetime) -> None:
    released(office, now)
    sign_in(client, office.officer)
    page = client.get("/desk/admin/columns/").content.decode()
    assert "0天前更新" in page and "还没有内容" in page


def test_gates_of_a_kind(client: Client, office: Office) -> None:
    sign_in(client, office.administrator)
    assert "保密审查" in client.get("/desk/admin/gates/").content.decode()
    refused = client.post("/desk/admin/gates/news/", {"gates": []})
    assert refused.status_code == 422 and "至少保留一关" in refused.content.decode()
    assert client.post("/desk/admin/gates/news/", {"gates": ["wording"]}).status_code == 302
    assert KindGates.objects.get(kind="news").gates == [Gate.SECRECY.value, Gate.WORDING.value]


def test_words_are_kept_with_owner_source_and_dates(client: Client, office: Office) -> None:
    sign_in(client, office.officer)
    refused = client.post("/desk/admin/words/new/", WORD | {"suggestion": "", "owner": ""})
    assert refused.status_code == 422
    assert not WordEntry.objects.exists()
    assert client.post("/desk/admin/words/new/", WORD).status_code == 302
    entry = WordEntry.objects.get()
    bad = client.post(f"/desk/admin/words/{entry.pk}/", WORD | {"pattern": ""})
    assert bad.status_code == 422
    entry.refresh_from_db()
    assert entry.pattern == "前苏联"
    client.post(f"/desk/admin/words/{entry.pk}/retire/")
    entry.refresh_from_db()
    assert entry.valid_to is not None


def test_seeding_words_keeps_what_the_office_changed(db: None) -> None:
    made = seed_words()
    assert made > 0
    entry = WordEntry.objects.order_by("pk")[0]
    WordEntry.objects.filter(pk=entry.pk).update(reason="本机关另有规定")
    assert seed_words() == 0
    entry.refresh_from_db()
    assert entry.reason == "本机关另有规定"


@pytest.mark.parametrize("path", ["columns/", "gates/", "words/"])
def test_drafters_do_not_set_anything(client: Client, office: Office, path: str) -> None:
    sign_in(client, office.drafter)
    assert client.get(f"/desk/admin/{path}").status_code == 403
