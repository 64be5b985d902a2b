"""The messages page: one's own messages, opened with one press, on any page size and in bad cases."""

from typing import Any

import pytest
from django.urls import reverse

from mingchuang.base.accounts import services as accounts
from mingchuang.base.accounts.models import User
from mingchuang.base.notify.models import Message
from mingchuang.base.notify.selectors import messages_of, unread_count
from mingchuang.base.notify.services import tell
from mingchuang.rules.roles import Role

PAGE = "/desk/messages/"


@pytest.fixture
def clerk(db, now, client: Any) -> User:
    person = accounts.create_person(
        None,
        username="clerk",
        display_name="李文",
        division=accounts.create_division(None, code="01", name="秘书处", now=now),
        now=now,
    ).person
    accounts.change_own_password(person, "shu-xia-you-feng-9", now=now)
    accounts.grant_role(None, person, Role.LEADER, division=None, now=now)
    client.post("/account/login/", {"login": "clerk", "password": "shu-xia-you-feng-9"})
    return person


def test_a_message_is_read_where_it_leads(client, clerk, now):
    tell([clerk], "待您审核", "有一件信息等待文字关。", "/desk/health/", now=now)
    page = client.get(PAGE)
    assert page.status_code == 200
    assert "待您审核" in page.content.decode() and "未读" in page.content.decode()
    message = messages_of(clerk).get()
    answer = client.post(reverse("notify_message_open", args=[message.uid]))
    assert (answer.status_code, answer["Location"]) == (302, "/desk/health/")
    assert unread_count(clerk) == 0
    assert "没有未读消息" in client.get(PAGE, {"show": "unread"}).content.decode()


def test_looking_at_the_list_reads_nothing(client, clerk, now):
    tell([clerk], "通知", "", "", now=now)
    client.get(PAGE)
    client.get(reverse("notify_message_open", args=[messages_of(clerk).get().uid]))
    assert unread_count(clerk) == 1


def test_another_person_s_message_is_not_there(client, clerk, now):
    other = User.objects.create(username="other", display_name="王宁")
    tell([other], "只给王宁", "", "", now=now)
    assert "只给王宁" not in client.get(PAGE).content.decode()
    answer = client.post(reverse("notify_message_open", args=[Message.objects.get().uid]))
    assert answer.status_code == 404
    assert unread_count(other) == 1


def test_all_at_once(client, clerk, now):
    for number in range(60):
        tell([clerk], f"通知{number}", "", "", now=now)
    assert client.get(PAGE, {"page": "2"}).status_code == 200
    page = client.post(reverse("notify_messages_read"), follow=True)
    assert "已将 60 条消息标为已读" in page.content.decode()
    assert unread_count(clerk) == 0


@pytest.mark.parametrize("query", ["page=x", "page=-1", "page=99999999999999999999", "show=%00", "page=%F0"])
def test_a_bent_address_shows_the_nearest_page(client, clerk, now, query):
    tell([clerk], "通知", "", "", now=now)
    assert client.get(f"{PAGE}?{query}").status_code == 200


def test_what_colleagues_typed_is_text_not_markup(client, clerk, now):
    tell([clerk], "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "", now=now)
    body = client.get(PAGE).content.decode()
    assert "<script>alert" not in body and "<img src=x" not in body
    assert "&lt;script&gt;alert" in body


def test_the_page_asks_the_database_the_same_for_one_message_and_for_fifty(
    client, clerk, now, django_assert_max_num_queries
):
    for number in range(50):
        tell([clerk], f"通知{number}", "", "/desk/", now=now)
    with django_assert_max_num_queries(12):
        client.get(PAGE)


def test_a_stranger_is_asked_to_sign_in(client, db):
    assert client.get(PAGE)["Location"].startswith("/account/login/")
