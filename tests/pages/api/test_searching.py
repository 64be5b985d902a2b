"""A program that searches finds what readers find, and nothing that is no longer public."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from mingchuang.publishing.services import withdrawal
from tests.support.indexed import index_now
from tests.support.publishing import item_of, make_office, released

pytestmark = pytest.mark.django_db


def titles(client: Client, **asked: Any) -> list[str]:
    """The titles of every page, read on by the cursor."""
    found: list[str] = []
    for _page in range(20):
        answer = client.get("/api/v1/items", asked).json()
        found += [item["title"] for item in answer["items"]]
        if not answer["next"]:
            break
        asked["cursor"] = answer["next"]
    return found


def test_words_are_found_as_on_the_search_page(client: Client, now: datetime) -> None:
    office = make_office()
    for number in range(5):
        released(office, now + timedelta(days=number), title=f"港口码头第{number}期")
    released(office, now, title="领事保护宣传")
    assert titles(client, q="港口 码头") == titles(client, q="码头"), "without an index, by the letter"
    index_now()
    newest = [f"港口码头第{number}期" for number in reversed(range(5))]
    assert titles(client, q="碼頭", limit=2) == newest, "traditional characters too, page by page"
    assert titles(client, q="码头", sort="oldest", limit=2) == newest[::-1]
    assert set(titles(client, q="码头", sort="relevance")) == {*newest}
    assert titles(client, q="码头", sort="updated") == newest[::-1]
    assert titles(client, q="码头", kind="nothing") == [] == titles(client, q="无此词语")
    assert titles(client, q="!!") == [] == titles(client, q="“”？", sort="updated"), "not everything there is"
    assert titles(client, q="\u202e码\u200b头") == titles(client, q="码头")


def test_what_was_withdrawn_since_the_index_was_written_is_not_said(client: Client, now: datetime) -> None:
    office = make_office()
    item = item_of(released(office, now, title="港口码头介绍"))
    released(office, now, title="港口码头讲座")
    index_now()
    withdrawal.withdraw(office.officer, item.pk, reason="有误", public_note="已撤下。", now=now)
    assert titles(client, q="码头") == ["港口码头讲座"]
