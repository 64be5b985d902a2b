"""The first screen: what waits for me, what is late, how fresh the columns are, what went out."""

from datetime import date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from mingchuang.base.notify.models import OutsideMessage
from mingchuang.disclosure.requests.models import AskedAlike
from mingchuang.disclosure.requests.services import suggesting
from mingchuang.rules.gates import Gate
from tests.support.editions import make_bureau, translation_released
from tests.support.factories import sign_in
from tests.support.publishing import Office, cleared, drafted, item_of, make_office, released, submitted
from tests.support.requests import file_one


@pytest.fixture
def office(db: None) -> Office:
    return make_office()


def front(client: Client, person: object) -> str:
    sign_in(client, person)  # type: ignore[arg-type]
    answer = client.get("/desk/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_head_of_the_secretariat_sees_everything_that_presses(
    client: Client, office: Office, now: datetime
) -> None:
    drafted(office, now, title="早就该公开的一件", formed_on=date(2026, 1, 5))
    cleared(office, now, title="等着发布的一件")
    released(office, now, title="刚刚发布的一件")
    page = front(client, office.officer)
    assert "超过公开期限" in page and "早就该公开的一件" in page
    assert "待发布" in page and "刚刚发布的一件" in page
    assert "还没有内容，请补充，或者关闭该栏目" in page


def test_a_translation_that_went_out_is_called_by_its_language(
    client: Client, office: Office, now: datetime
) -> None:
    chinese = released(office, now - timedelta(hours=3), title="一件通知")
    translation_released(office, make_bureau(office), item_of(chinese), now)
    page = BeautifulSoup(front(client, office.officer), "html.parser")
    shown = [row.get_text(" ", strip=True) for row in page.select("tr") if "一件通知" in row.get_text()]
    assert [("发布英文" in text, "发布 " in text) for text in shown] == [(True, False), (False, True)]


def test_a_reviewer_sees_what_waits_and_nothing_else(client: Client, office: Office, now: datetime) -> None:
    submitted(office, now, title="请您审核的一件")
    page = front(client, office.reviewers[Gate.POLICY])
    assert "请您审核的一件" in page
    assert "栏目更新" not in page and "没有人打开的来件" not in page
    assert "待我审核" not in front(client, office.drafter)


def test_a_drafter_sees_the_own_divisions_work_only(client: Client, office: Office, now: datetime) -> None:
    drafted(office, now, title="本处的一件", formed_on=date(2026, 1, 5))
    assert "本处的一件" in front(client, office.drafter)


@pytest.mark.parametrize("who", ["drafter", "officer", "leader", "administrator", "supervisor"])
def test_every_role_has_a_first_screen(client: Client, office: Office, who: str) -> None:
    assert "工作台" in front(client, getattr(office, who))


def test_its_queries_do_not_grow(
    client: Client, office: Office, now: datetime, django_assert_max_num_queries: object
) -> None:
    for number in range(10):
        released(office, now, title=f"第{number}件")
        drafted(office, now, title=f"草稿{number}", formed_on=date(2026, 1, 5))
    front(client, office.officer)
    with django_assert_max_num_queries(40):  # type: ignore[operator]
        client.get("/desk/")


def test_suggestions_and_unsent_messages_cost_as_little(
    client: Client, office: Office, now: datetime, clock: object, django_assert_max_num_queries: object
) -> None:
    cases = [file_one(now + timedelta(minutes=n)).case for n in range(9)]
    for three in (cases[:3], cases[3:6], cases[6:]):
        keys = [case.pk for case in three]
        AskedAlike.objects.create(request_id=max(keys), cases=keys, applicants=3, counted_at=now)
    OutsideMessage.objects.update(tries=3, problem="refused")
    assert suggesting.count_suggestions(office.officer) == len(suggesting.suggestions(office.officer)) == 3
    page = BeautifulSoup(front(client, office.officer), "html.parser").get_text(" ", strip=True)
    assert "建议主动公开" in page and "没有发出的通知" in page
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        client.get("/desk/")
