"""Whoever copies the catalogue gets what the site says, keeps up with it, and opens it safely."""

import csv
import io
import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from mingchuang.base.feed.models import Change as Recorded
from mingchuang.base.identity.services import change_identity
from mingchuang.publishing import pages
from mingchuang.publishing.changes import TOPIC, Change
from mingchuang.publishing.models import ListingBlock, PublicListing
from mingchuang.publishing.selectors import blocks
from mingchuang.publishing.services import projections, withdrawal
from mingchuang.web.open_data import records
from tests.support.public_site import correct, make_site
from tests.support.publishing import item_of, make_office, released

pytestmark = pytest.mark.django_db

JSON_LINES, CSV = "/open-data/catalogue-zh-0.jsonl", "/open-data/catalogue-zh-0.csv"


def copied(client: Client, path: str = JSON_LINES) -> list[dict[str, Any]]:
    answer = client.get(path)
    assert answer.status_code == 200 and answer["Content-Type"] == "application/jsonl; charset=utf-8"
    return [json.loads(line) for line in answer.content.decode().splitlines()]


def table(client: Client, path: str = CSV) -> list[dict[str, str]]:
    answer = client.get(path)
    assert answer.status_code == 200 and answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbf"), "Excel knows UTF-8 by this mark"
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.mark.db
def test_a_line_of_the_file_is_what_the_interface_says_of_the_text(client: Client, now: datetime) -> None:
    make_site(now)
    found = copied(client)
    assert len(found) == 4
    for record in found:
        assert set(record) == {field.name for field in records.FIELDS}
        said = client.get(record["api_url"].partition("8000")[2]).json()
        assert record == {name: said[name] for name in record}
    listed = {row["uid"]: row for row in client.get("/api/v1/items").json()["items"]}
    assert set(listed) == {record["uid"] for record in found}


@pytest.mark.db
def test_the_table_says_the_same_and_no_cell_is_a_formula(client: Client, now: datetime) -> None:
    office = make_office()
    nasty = released(office, now, title="不普通的标题").edition.pk
    released(office, now, title="普通的标题")
    PublicListing.objects.filter(edition=nasty).update(
        title='=HYPERLINK("http://例子","点我")', abstract="@说明，“引号”\n第二行"
    )
    rows, found = table(client), copied(client)
    assert [row["uid"] for row in rows] == [record["uid"] for record in found]
    assert rows[0]["title"] == f"'{found[0]['title']}" and rows[0]["abstract"].startswith("'@")
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]
    assert rows[1]["title"] == "普通的标题" and rows[1]["column_slug"] == found[1]["column"]["slug"]
    assert tuple(rows[0]) == records.CSV_HEAD


@pytest.mark.db
def test_what_is_withdrawn_leaves_its_files_and_no_other_file_changes(
    client: Client, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocks, "BLOCK", 2)
    office = make_office()
    items = [item_of(released(office, now, title=f"第{number}期")) for number in range(6)]
    files = [f"/open-data/catalogue-zh-{number}.jsonl" for number, _ in blocks.sizes("zh-hans")]
    before = {path: client.get(path)["ETag"] for path in files}
    assert sorted(r["title"] for path in files for r in copied(client, path)) == [
        f"第{n}期" for n in range(6)
    ]
    correct(office, items[0], now + timedelta(hours=1), note="更正标题。", title="更正后的标题")
    withdrawal.withdraw(office.officer, items[1].pk, reason="有误", public_note="已撤下。", now=now)
    gone = [path for path in files if client.get(path).status_code == 404]
    left = {path: client.get(path)["ETag"] for path in files if path not in gone}
    titles = {record["title"] for path in left for record in copied(client, path)}
    assert titles == {"更正后的标题", *(f"第{number}期" for number in range(2, 6))}
    assert 1 <= len(gone) + sum(before[path] != tag for path, tag in left.items()) <= 2
    assert not list(projections.differences())


@pytest.mark.db
def test_blocks_are_counted_as_texts_come_and_go(now: datetime) -> None:
    office = make_office()
    item = item_of(released(office, now, title="第一期"))
    released(office, now, title="第二期")
    assert sum(count for _, count in blocks.sizes("zh-hans")) == 2
    withdrawal.withdraw(office.officer, item.pk, reason="有误", public_note="已撤下。", now=now)
    assert sum(count for _, count in blocks.sizes("zh-hans")) == 1
    ListingBlock.objects.update(listings=7)
    assert any("block" in difference for difference in projections.differences())
    projections.rebuild()
    assert sum(count for _, count in blocks.sizes("zh-hans")) == PublicListing.objects.count() == 1


def test_the_page_names_every_file_and_the_terms(client: Client, now: datetime) -> None:
    site = make_site(now)
    body = client.get("/open-data/").content.decode()
    assert JSON_LINES in body and CSV in body and "无条件开放" in body
    assert 'href="/open-data/"' in client.get("/").content.decode(), "the footer leads there"
    change_identity(site.office.administrator, {"open_data_terms": "按《使用协议》使用。"}, now=now)
    assert "按《使用协议》使用。" in client.get("/open-data/").content.decode()
    english = client.get("/en/open-data/").content.decode()
    assert '<span lang="zh-CN">按《使用协议》使用。</span>' in english
    assert JSON_LINES not in english and 'href="/open-data/#files"' in english


def test_other_catalogues_can_read_ours(client: Client, now: datetime) -> None:
    make_site(now)
    answer = client.get("/open-data/catalog.jsonld")
    assert answer["Content-Type"] == "application/ld+json; charset=utf-8"
    catalog = answer.json()
    assert catalog["@type"] == "dcat:Catalog" and catalog["dct:publisher"]["foaf:name"]
    assert {said["@language"] for said in catalog["dct:description"]} == {"zh-CN", "en", "ja", "ko"}
    (data,) = catalog["dcat:dataset"]
    assert data["@type"] == "dcat:Dataset" and data["dct:accrualPeriodicity"]
    for distribution in data["dcat:distribution"]:
        path = distribution["dcat:downloadURL"]["@id"].partition("8000")[2]
        assert client.get(path)["Content-Type"].startswith(
            distribution["dcat:mediaType"]["@id"].partition("media-types/")[2]
        )


@pytest.mark.parametrize("prefix", ["", "/en", "/ja", "/ko"])
def test_the_reference_names_everything_the_interface_has(client: Client, now: datetime, prefix: str) -> None:
    make_site(now)
    page = BeautifulSoup(client.get(f"{prefix}/open-data/api/").content, "html.parser")
    document = client.get("/api/v1/openapi.json").json()
    text = page.get_text()
    for path, methods in document["paths"].items():
        assert f"GET {path}" in text
        assert all(parameter["name"] in text for parameter in methods["get"]["parameters"])
    anchors = {str(element["id"]) for element in page.select("[id]")}
    for link in page.select("main a[href^='#']"):
        assert str(link["href"])[1:] in anchors, link
    assert not page.select("main script, main style, main [style]")


def test_a_problem_leads_to_the_entry_that_explains_it(client: Client, now: datetime) -> None:
    make_site(now)
    for path in (
        "/api/v1/items?year=x",
        "/api/v1/items/nothing",
        "/api/v1/items?cursor=x",
        "/api/v1/nothing",
    ):
        address, _, anchor = client.get(path).json()["type"].partition("8000")[2].partition("#")
        page = BeautifulSoup(client.get(address).content, "html.parser")
        assert page.find(id=anchor), path


@pytest.mark.parametrize(
    "path",
    [
        "/open-data/catalogue-zh-99.csv",
        "/open-data/catalogue-xx-0.csv",
        "/open-data/catalogue-zh-0.xlsx",
        f"/open-data/catalogue-zh-{10**30}.jsonl",
        "/en/open-data/catalogue-zh-0.csv",
    ],
)
def test_there_is_no_other_file(client: Client, now: datetime, path: str) -> None:
    make_site(now)
    assert client.get(path).status_code == 404


@pytest.mark.db
def test_a_release_touches_one_file_of_each_form(now: datetime) -> None:
    office = make_office()
    for number in range(5):
        released(office, now, title=f"第{number}期")
    before = Recorded.objects.count()
    released(office, now, title="最新一期")
    # Read past the feed, which shows no change of a transaction that is still open.
    entries = Recorded.objects.order_by("pk")[before:]
    changes = [Change.read(entry.data) for entry in entries if entry.topic == TOPIC]
    touched = {
        (page.key, language, tuple(params.items()))
        for page in pages.baked()
        if page.key.startswith("open_data")
        for change in changes
        for language in ("zh-hans", "en", "ja", "ko")
        for params in page.affected(change, language)
    }
    assert {key for key, _, _ in touched} == {
        "open_data", "open_data_catalog", "open_data_jsonl", "open_data_csv",
    }  # fmt: skip
    assert len(touched) == 4 and {language for _, language, _ in touched} == {"zh-hans"}
