"""Bookmarks last: when columns move or merge, and however somebody writes an item's number."""

from datetime import datetime

import pytest
from django.test import Client

from mingchuang.base.audit.models import AuditEvent
from mingchuang.publishing import pages
from mingchuang.publishing.models import Column
from mingchuang.publishing.services import columns
from mingchuang.rules.refusals import Refused
from tests.support.publishing import Office, item_of, make_office, released

pytestmark = [pytest.mark.django_db, pytest.mark.db]


@pytest.fixture
def office(now: datetime) -> Office:
    made = make_office()
    released(made, now)
    released(
        made,
        now,
        kind="information",
        title="政策文件一则",
        column_id=made.documents.pk,
        statutory_item="20-1",
    )
    return made


def move(office: Office, column: Column, slug: str, now: datetime) -> Column:
    return columns.save_column(office.administrator, column, {"slug": slug}, now=now)


def leads(client: Client, path: str) -> str:
    answer = client.get(path)
    return answer.headers.get("Location", str(answer.status_code)) if answer.status_code != 200 else path


def test_the_old_address_of_a_column_leads_to_the_new_one(
    client: Client, office: Office, now: datetime
) -> None:
    move(office, office.news, "activities", now)
    for old, new in (
        ("/c/news/", "/c/activities/"),
        ("/c/news/3/", "/c/activities/"),
        ("/c/news/atom.xml", "/c/activities/atom.xml"),
        ("/c/news/rss.xml", "/c/activities/rss.xml"),
        ("/en/c/news/", "/en/c/activities/"),
        ("/c/NEWS/", "/c/activities/"),
        ("/c/Activities/", "/c/activities/"),
    ):
        answer = client.get(old)
        assert answer.status_code == 301 and answer["Location"] == new, old
    assert client.get("/c/activities/").status_code == 200
    event = AuditEvent.objects.filter(action="publishing.change_column").latest("pk")
    assert event.data == {"slug": "activities", "former": "news"}


def test_a_list_its_feed_and_the_interface_go_on_when_their_column_moves(
    client: Client, office: Office, now: datetime
) -> None:
    before = client.get("/list/?column=news").content.decode().count('class="hit-title"')
    move(office, office.news, "activities", now)
    page = client.get("/list/?column=news").content.decode()
    assert page.count('class="hit-title"') == before > 0 and "未按它筛选" not in page
    assert "政策文件一则" not in page
    feed = client.get("/list/feed/rss.xml?column=news").content.decode()
    assert "政策文件一则" not in feed and "<item>" in feed
    found = client.get("/api/v1/items?column=news").json()["items"]
    assert [one["column"]["slug"] for one in found] == ["activities"]


def test_moving_twice_and_back_makes_neither_a_chain_nor_a_circle(
    client: Client, office: Office, now: datetime
) -> None:
    for slug in ("activities", "updates", "news", "activities"):
        move(office, office.news, slug, now)
    assert leads(client, "/c/news/") == leads(client, "/c/updates/") == "/c/activities/"
    assert leads(client, "/c/activities/") == "/c/activities/"


def test_no_other_column_takes_an_address_that_still_leads_somewhere(office: Office, now: datetime) -> None:
    move(office, office.news, "activities", now)
    with pytest.raises(Refused) as refused:
        move(office, office.documents, "news", now)
    assert refused.value.codes == {"slug_former"}
    assert "旧链接还在用" in str(refused.value)


def test_a_merged_column_leads_on_to_the_last_that_took_it_over(
    client: Client, office: Office, now: datetime
) -> None:
    third = columns.save_column(
        office.administrator,
        None,
        {
            "slug": "third", "name": "第三栏目", "column_type": "政务动态", "description": "说明",
            "keywords": "词", "division": office.secretariat, "kind": "news",
        },
        now=now,
    )  # fmt: skip
    released(office, now, title="第三栏目的信息", column_id=third.pk)
    columns.close_column(office.administrator, office.news.pk, "合并", now=now, successor=office.documents)
    assert leads(client, "/c/news/") == f"/c/{office.documents.slug}/"
    columns.close_column(office.administrator, office.documents.pk, "合并", now=now, successor=third)
    assert leads(client, "/c/news/") == leads(client, f"/c/{office.documents.slug}/") == "/c/third/"
    baked = pages.render("redirects", {}, as_of=now).body.decode()
    assert baked == "/c/documents/ /c/third/;\n/c/news/ /c/third/;\n"
    with pytest.raises(Refused) as refused:
        columns.close_column(office.administrator, third.pk, "合并", now=now, successor=third)
    assert refused.value.codes == {"successor_closed"}
    columns.reopen_column(office.administrator, office.news.pk, now=now)
    assert leads(client, "/c/news/") == "/c/news/"


def test_an_item_is_found_however_its_number_is_written(
    client: Client, office: Office, now: datetime
) -> None:
    item = item_of(released(office, now, title="一条信息"))
    number = str(item.index_number)
    own = f"/info/{number.replace('/', '-')}/"
    code, rest = number.split("/")
    for written in (
        number,
        f"{number}/",
        own[6:-1],
        f"{code}_{rest}/",
        f"{code}.{rest}",
        f"{code}／{rest}",
        f"{code}-{rest}-",
    ):
        answer = client.get(f"/info/{written}", follow=True)
        assert answer.status_code == 200, written
        assert answer.redirect_chain[-1][0] == own and answer.redirect_chain[-1][1] == 301, written
    assert client.get(f"/en/info/{number}")["Location"] == f"/en{own}"
    for nothing in ("a/b", "../../etc/passwd", "x" * 500, "%00", "014416330/2099-99999", "//evil.example/"):
        answer = client.get(f"/info/{nothing}", follow=True)
        assert answer.status_code in {400, 404}, nothing


def test_the_desk_names_where_a_closed_column_leads(office: Office, now: datetime) -> None:
    from tests.support.factories import sign_in

    desk = sign_in(Client(), office.administrator)
    assert "并入栏目" in desk.get("/desk/admin/columns/news/").content.decode()
    desk.post("/desk/admin/columns/news/close/", {"reason": "合并", "successor": office.documents.pk})
    office.news.refresh_from_db()
    assert office.news.successor == office.documents
