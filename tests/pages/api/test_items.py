"""Another office's program copies the public catalogue: every item once, nothing that is not public."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mingchuang.publishing.services import withdrawal
from tests.support.public_site import make_site
from tests.support.publishing import item_of, make_office, released

pytestmark = pytest.mark.django_db


def ask(client: Client, path: str = "items", **query: Any) -> Any:
    answer = client.get(f"/api/v1/{path}", query)
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"].startswith("application/json")
    return answer.json()


def everything(client: Client, **query: Any) -> list[str]:
    found, cursor = [], ""
    while True:
        page = ask(client, **query, **({"cursor": cursor} if cursor else {}))
        found += [row["title"] for row in page["items"]]
        cursor = page["next"]
        if not cursor:
            return found


@pytest.mark.db
@pytest.mark.parametrize("sort", ["newest", "oldest", "updated"])
def test_every_public_item_is_found_once_in_every_order(client: Client, now: datetime, sort: str) -> None:
    office = make_office()
    titles = [f"外事工作简报第{number}期" for number in range(1, 8)]
    for number, title in enumerate(titles):
        released(office, now + timedelta(days=number // 3), title=title)
    found = everything(client, sort=sort, limit=2)
    assert sorted(found) == sorted(titles)
    assert found == (titles[::-1] if sort == "newest" else titles)


@pytest.mark.db
def test_a_release_and_a_withdrawal_between_two_pages_neither_repeat_nor_hide_a_row(
    client: Client, now: datetime
) -> None:
    office = make_office()
    items = [item_of(released(office, now, title=f"第{number}期")) for number in range(1, 7)]
    first = ask(client, limit=2)
    assert [row["title"] for row in first["items"]] == ["第6期", "第5期"]
    released(office, now + timedelta(hours=1), title="第7期")
    withdrawal.withdraw(office.officer, items[4].pk, reason="有误", public_note="已撤下。", now=now)
    second = ask(client, limit=2, cursor=first["next"])
    assert [row["title"] for row in second["items"]] == ["第4期", "第3期"]


def test_one_item_says_everything_that_its_page_says(client: Client, now: datetime) -> None:
    site = make_site(now)
    slug = site.document.index_number.replace("/", "-")  # type: ignore[union-attr]
    said = ask(client, f"items/{slug}")
    assert said["document_number"] == "宿外办发〔2026〕8号"
    assert said["effective_on"] == "2026-03-05" and said["expires_on"] == "2028-03-04"
    assert said["validity"] == "in_force"
    assert "<h2>一、适用范围</h2>" in said["body_html"] and "一、适用范围" in said["body_text"]
    assert [event["kind"] for event in said["events"]] == ["released"]
    assert said["languages"] == ["zh"]
    corrected = ask(client, "items/" + site.corrected.index_number.replace("/", "-"))  # type: ignore[union-attr]
    assert [(event["kind"], event["note"]) for event in corrected["events"]][-1] == (
        "corrected",
        "更正办公电话的区号。",
    )
    repealed = ask(client, "items/" + site.repealed.index_number.replace("/", "-"))  # type: ignore[union-attr]
    assert [(act["kind"], act["on"]) for act in repealed["validity_acts"]] == [("repealed", "2026-03-05")]


def test_what_is_withdrawn_answers_as_gone_with_the_public_note_only(client: Client, now: datetime) -> None:
    site = make_site(now)
    for item in (site.withdrawing, site.withdrawn):
        slug = item.index_number.replace("/", "-")  # type: ignore[union-attr]
        answer = client.get(f"/api/v1/items/{slug}")
        assert answer.status_code == 410 and answer["Content-Type"] == "application/problem+json"
        said = answer.json()
        assert said["index_number"] == item.index_number and said["withdrawn_at"]
        assert said["detail"] in {"与另一条通知重复，请以该通知为准。", "内容有误，已撤下。"}
        text = answer.content.decode()
        assert '重复"' not in text and "预告" not in text, "neither the office's reason nor the title"
    assert not {"关于举办涉外讲座的预告", "关于暂停受理的预告", "尚未公布的访问安排"} & set(
        everything(client)
    )


def test_an_item_without_an_edition_says_which_languages_there_are(client: Client, now: datetime) -> None:
    item = item_of(released(make_office(), now))
    slug = item.index_number.replace("/", "-")  # type: ignore[union-attr]
    answer = client.get(f"/api/v1/items/{slug}", {"language": "ko"})
    assert answer.status_code == 404 and answer.json()["languages"] == ["zh"]


@pytest.mark.db
def test_filters_narrow_and_an_unknown_one_is_refused(client: Client, now: datetime) -> None:
    site = make_site(now)
    assert everything(client, kind="document", validity="repealed") == ["宿迁市因公出国（境）团组管理细则"]
    assert everything(client, column=site.office.documents.slug, year=2021) == [
        "宿迁市因公出国（境）团组管理细则"
    ]
    assert everything(client, statutory_item="20-1", issuer="没有这个机关") == []
    assert "宿迁市邀请外国人来华事项办理规程（试行）" in everything(client, q="宿外办发〔2026〕8号")
    later = (now + timedelta(hours=1)).isoformat()
    assert everything(client, updated_since=later) == ["关于清明节期间办公安排的通知"]
    answer = client.get("/api/v1/items", {"colunm": "news"})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == "colunm"
    assert client.get("/api/v1/items", {"column": "nothing"}).status_code == 404


def test_a_bare_number_is_no_day_to_begin_from(client: Client) -> None:
    for number in ("2026", "15", "20260101", "1.5", "-5", "2026-13-01", "yesterday"):
        answer = client.get("/api/v1/items", {"updated_since": number})
        assert answer.status_code == 400, f"{number}: a number would be seconds since 1970, and so everything"
        assert [error["parameter"] for error in answer.json()["errors"]] == ["updated_since"], number
    for written in ("2026-01-01", "2026-01-01T08:00:00+08:00", "2026-01-01T00:00:00Z"):
        assert client.get("/api/v1/items", {"updated_since": written}).status_code == 200


def test_a_cursor_of_somebody_else_is_refused_in_plain_words(client: Client, now: datetime) -> None:
    office = make_office()
    for number in range(3):
        released(office, now, title=f"第{number}期")
    cursor = ask(client, limit=1)["next"]
    for wrong, query in (
        ("x", {}),
        (cursor[:-1] + ("a" if cursor[-1] != "a" else "b"), {}),
        (cursor, {"kind": "news"}),
        (cursor, {"sort": "oldest"}),
        ("eyJ4IjoxfQ:abc", {}),
    ):
        answer = client.get("/api/v1/items", {"cursor": wrong, "limit": 1, **query})
        assert answer.status_code == 400, wrong
        assert answer["Content-Type"] == "application/problem+json"
        assert "next" in answer.json()["detail"] or "上一页" in answer.json()["detail"]


def test_answers_may_be_kept_asked_about_and_read_by_scripts_of_any_origin(
    client: Client, now: datetime
) -> None:
    released(make_office(), now)
    first = client.get("/api/v1/items")
    assert first["Access-Control-Allow-Origin"] == "*" and first["X-Robots-Tag"] == "noindex"
    assert not first.cookies
    assert client.get("/api/v1/items", headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert client.head("/api/v1/items").status_code == 200
    options = client.options("/api/v1/items")
    assert options.status_code == 204 and "POST" not in options["Access-Control-Allow-Methods"]
    posted = Client(enforce_csrf_checks=True).post("/api/v1/items", {"a": "b"})
    assert posted.status_code == 405 and posted["Allow"] == "GET, HEAD, OPTIONS"


def test_an_item_more_costs_no_query_more(client: Client, now: datetime) -> None:
    office = make_office()
    released(office, now)

    def cost(path: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert client.get(path).status_code == 200
        return len(caught)

    paths = [
        "/api/v1/items",
        "/api/v1/items?column=news",
        "/api/v1/columns",
        "/api/v1/facets",
        "/api/v1/statutory-items",
    ]
    before = [cost(path) for path in paths]
    for number in range(8):
        released(office, now, title=f"第{number}期")
    assert [cost(path) for path in paths] == before
    assert max(before) <= 4


def test_the_tree_the_list_of_the_law_facets_and_the_office_are_there(client: Client, now: datetime) -> None:
    make_site(now)
    columns = {node["slug"]: node for node in ask(client, "columns")["columns"]}
    assert columns["news"]["items"] == 2
    listed = {row["code"]: row["items"] for row in ask(client, "statutory-items")["statutory_items"]}
    assert listed["20-1"] == 2 and listed["20-5"] == 0
    facets = ask(client, "facets")
    assert {"value": "2021", "label": "2021", "items": 1} in facets["years"]
    assert ask(client, "office")["name"]


def test_an_address_that_is_not_there_says_so_as_a_problem(client: Client) -> None:
    for path in ("nothing", "items/xx/yy", "", "items/"):
        answer = client.get(f"/api/v1/{path}")
        assert answer.status_code == 404 and json.loads(answer.content)["status"] == 404, path
