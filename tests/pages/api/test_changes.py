"""A program that keeps a copy follows the changes: it misses nothing, and learns at once what to delete."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from mingchuang.base.feed import services as feed
from mingchuang.publishing.services import withdrawal
from mingchuang.web.api import following
from tests.support.public_site import correct
from tests.support.publishing import item_of, make_office, released

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.db]


def ask(client: Client, **query: Any) -> Any:
    answer = client.get("/api/v1/changes", query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_a_copy_that_follows_ends_like_the_site(client: Client, now: datetime) -> None:
    office = make_office()
    released(office, now, title="先前的信息")
    start = ask(client)
    assert start["changes"] == [] and not start["more"], "what was there before is copied from the list"
    new = item_of(released(office, now, title="新的信息"))
    kept = item_of(released(office, now, title="更正的信息"))
    correct(office, kept, now + timedelta(hours=1), note="更正。", title="更正后的信息")
    withdrawal.withdraw(office.officer, new.pk, reason="有误", public_note="已撤下。", now=now)
    copy, cursor = {}, start["next"]
    while True:
        page = ask(client, cursor=cursor, limit=2)
        for change in page["changes"]:
            copy[change["index_number"]] = change["kind"]
        cursor = page["next"]
        if not page["more"]:
            break
    assert copy == {new.index_number: "withdrawn", kept.index_number: "released"}
    assert ask(client, cursor=cursor)["changes"] == []


def test_who_stayed_away_too_long_is_told_to_begin_anew(client: Client, now: datetime) -> None:
    office = make_office()
    cursor = ask(client)["next"]
    released(office, now, title="很久以前的信息")
    following.keep(now=now)
    later = now + timedelta(days=60)
    feed.prune(before=later, silent_since=now - timedelta(days=1))
    assert len(ask(client, cursor=cursor)["changes"]) == 1, "kept for those who copy"
    following.keep(now=now + timedelta(days=91))
    feed.prune(before=now + timedelta(days=91), silent_since=now)
    answer = client.get("/api/v1/changes", {"cursor": cursor})
    assert answer.status_code == 410 and "重新取全量" in answer.json()["detail"]


def test_a_cursor_of_a_list_is_not_one_of_changes(client: Client, now: datetime) -> None:
    office = make_office()
    for number in range(2):
        released(office, now, title=f"第{number}期")
    other = client.get("/api/v1/items", {"limit": 1}).json()["next"]
    assert client.get("/api/v1/changes", {"cursor": other}).status_code == 400
