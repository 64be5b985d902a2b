"""A citizen walks through columns and narrows the list; large sites cost no more queries than small ones."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mingchuang.publishing.models import Column, Item
from mingchuang.publishing.services import columns, withdrawal
from tests.support.public_site import address, document_values
from tests.support.publishing import Office, item_of, make_office, released

pytestmark = pytest.mark.django_db


def titles(client: Client, path: str) -> list[str]:
    page = BeautifulSoup(client.get(path).content, "html.parser")
    return [a.get_text() for a in page.select("main .item-list .item-main > a")]


def text(client: Client, path: str) -> str:
    page = BeautifulSoup(client.get(path).content, "html.parser")
    assert page.main
    return " ".join(page.main.get_text(" ", strip=True).split())


def test_archive_pages_are_numbered_from_the_oldest_and_never_shift(
    client: Client, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mingchuang.publishing.selectors.archive.PAGE_SIZE", 3)
    office = make_office()
    for number in range(1, 9):
        released(office, now + timedelta(minutes=number), title=f"外事工作简报第{number}期")
    front = titles(client, "/c/news/")
    assert front == ["外事工作简报第8期", "外事工作简报第7期", "外事工作简报第6期"]
    oldest, second = titles(client, "/c/news/1/"), titles(client, "/c/news/2/")
    assert oldest == ["外事工作简报第3期", "外事工作简报第2期", "外事工作简报第1期"]
    assert second == ["外事工作简报第6期", "外事工作简报第5期", "外事工作简报第4期"]
    assert client.get("/c/news/3/").status_code == 404, "it is not full yet"
    for number in (9, 10):
        released(office, now + timedelta(hours=number), title=f"外事工作简报第{number}期")
    assert titles(client, "/c/news/1/") == oldest and titles(client, "/c/news/2/") == second
    assert _pager(client, "/c/news/") == ["/c/news/3/"]
    assert _pager(client, "/c/news/2/") == ["/c/news/3/", "/c/news/1/"]
    assert _pager(client, "/c/news/3/") == ["/c/news/", "/c/news/2/"]
    gone = Item.objects.get(editions__versions__title="外事工作简报第5期")
    withdrawal.withdraw(office.officer, gone.pk, reason="有误", public_note="有误", now=now)
    assert titles(client, "/c/news/2/") == [second[0], second[2]], "the others stay where they are"
    assert titles(client, "/c/news/1/") == oldest


def _pager(client: Client, path: str) -> list[str]:
    page = BeautifulSoup(client.get(path).content, "html.parser")
    return [str(a["href"]) for a in page.select(".pager a")]


def test_a_column_with_nothing_in_it_is_not_shown(client: Client, now: datetime) -> None:
    office = make_office()
    released(office, now)
    assert client.get("/c/documents/").status_code == 404
    for path in ("/", "/site-map/", "/sitemap-pages.xml"):
        assert "/c/documents/" not in client.get(path).content.decode()


def test_a_column_shows_what_stands_below_it(client: Client, now: datetime) -> None:
    office = make_office()
    child = Column.objects.create(
        slug="training",
        name="培训",
        parent=office.news,
        division=office.secretariat,
        column_type="政务动态",
        keywords="培训",
        description="培训信息",
    )
    released(office, now, column_id=child.pk)
    assert titles(client, "/c/news/") == ["宿迁市外办举办涉外礼仪培训"]
    page = BeautifulSoup(client.get("/c/training/").content, "html.parser")
    trail = [step.get_text(strip=True) for step in page.select(".breadcrumb li")]
    assert trail == ["首页", "工作动态", "培训"]


def test_a_closed_column_stays_readable_and_says_why(client: Client, now: datetime) -> None:
    office = make_office()
    released(office, now)
    columns.close_column(office.officer, office.news.pk, "并入通知公告栏目", now=now)
    assert "并入通知公告栏目" in text(client, "/c/news/")
    assert "/c/news/" not in client.get("/").content.decode()


def _count(act: Callable[[], Any]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        act()
    return len(queries)


def _costs(client: Client, office: Office, now: datetime, many: int) -> tuple[dict[str, int], dict[str, int]]:
    item = item_of(released(office, now, kind="document", **document_values(office)))
    paths = ["/", "/c/news/", "/list/", "/list/?column=news&q=简报&year=2026&sort=oldest", address(item)]
    for number in range(2):
        released(office, now, title=f"简报第{number}期")
    small = {path: _count(lambda path=path: client.get(path)) for path in paths}
    for number in range(2, many):
        released(office, now + timedelta(minutes=number), title=f"简报第{number}期")
    return small, {path: _count(lambda path=path: client.get(path)) for path in paths}


@pytest.mark.parametrize("many", [23, pytest.param(320, marks=pytest.mark.slow)])
def test_pages_cost_few_queries_however_much_there_is(client: Client, now: datetime, many: int) -> None:
    small, large = _costs(client, make_office(), now, many)
    assert large == small
    assert max(large.values()) <= 12, large
