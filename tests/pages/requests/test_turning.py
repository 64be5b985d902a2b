"""From the case to a draft for everybody in two clicks, and the tile that suggests it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mingchuang.casework.letters.services import void
from mingchuang.casework.models import Case
from mingchuang.disclosure.requests.services import linking, suggesting
from mingchuang.publishing.models import Column, Item
from mingchuang.rules.roles import Role
from tests.services.requests.test_turning import DAY, granted, others
from tests.support.factories import make_division, make_person
from tests.support.requested_years import Office
from tests.support.requests import file_one

pytestmark = pytest.mark.django_db

MOST = 12
"""Queries of a page of the desk."""


@pytest.fixture
def office(now):
    return Office(now)


@pytest.fixture
def case(office, now, clock):
    from mingchuang.disclosure.requests.services.confirming import confirm

    clock.forward(days=1)
    return granted(office, confirm(file_one(now).case, actor=office.officer, now=now))


@pytest.fixture
def column():
    division = make_division("秘书处")
    return Column.objects.create(slug="finance", name="财政预决算", division=division, kind="information")


def test_two_clicks(client, case, office, column):
    client.force_login(office.officer)
    address = f"/desk/requests/{case.uid}/turn/"
    assert address in client.get(f"/desk/cases/{case.uid}/").content.decode()
    page = client.get(address).content.decode()
    for shown in ("2025年因公出国经费预算为120万元", "欧**", "139****9000", "建立主动公开稿件"):
        assert shown in page
    for hidden in ("欧阳文", "13900139000", "赵一鸣"):
        assert hidden not in page
    refused = client.post(address, {"title": "", "statutory_item": "20-7", "formed_on": "2026-03-10"})
    assert refused.status_code == 422
    assert "请填写标题" in refused.content.decode()
    assert "请选择栏目" in refused.content.decode()
    sent = {
        "title": "2025年因公出国经费预算",
        "statutory_item": "20-7",
        "column": column.pk,
        "division": column.division_id,
        "formed_on": DAY.isoformat(),
    }
    done = client.post(address, sent, follow=True)
    item = Item.objects.get()
    assert done.redirect_chain == [(f"/desk/items/{item.uid}/", 302)]
    assert f"由依申请公开 {case.number} 的答复转为主动公开" in done.content.decode()
    assert f"/desk/cases/{case.uid}/" in done.content.decode()
    case_page = client.get(f"/desk/cases/{case.uid}/").content.decode()
    assert f"/desk/items/{item.uid}/" in case_page
    assert address not in case_page
    again = client.post(address, sent)
    assert again.status_code == 422
    assert "已经转过主动公开" in again.content.decode()


def test_who_only_reads_and_what_was_not_granted(client, case, office, now):
    client.force_login(make_person([Role.SUPERVISOR], name="监督员"))
    assert client.get(f"/desk/requests/{case.uid}/turn/").status_code == 403
    client.force_login(office.officer)
    waiting = office.receive(DAY)
    page = client.get(f"/desk/requests/{waiting.uid}/turn/").content.decode()
    assert "答复送达以后才能转为主动公开" in page
    assert "建立主动公开稿件" not in page


def test_what_several_asked_for_is_suggested_on_every_page_it_concerns(client, case, office, now):
    others(now)
    suggesting.count_new(now)
    client.force_login(office.officer)
    told = "3 人申请过同类信息，建议主动公开"
    pages = (f"/desk/cases/{case.uid}/", f"/desk/requests/{case.uid}/similar/", "/desk/requests/suggested/")
    for address in pages:
        page = client.get(address).content.decode()
        assert told in page, address
        assert f"/desk/requests/{case.uid}/turn/" in page
    assert "建议主动公开" in client.get("/desk/").content.decode()
    client.force_login(make_person([Role.TRANSLATOR], language="en", name="译员"))
    assert "建议主动公开" not in client.get("/desk/").content.decode()


def test_no_stage_of_a_request_asks_more_than_its_page_may(client, case, office, column, now, monkeypatch):
    monkeypatch.setattr("mingchuang.disclosure.requests.services.linking._earlier", lambda *_: Case.objects)
    client.force_login(office.officer)
    address = f"/desk/cases/{case.uid}/"

    def asked():
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            shown = client.get(address).content.decode()
        assert len(queries) <= MOST, [query["sql"][:200] for query in queries]
        return shown

    _first, second = others(now)
    suggesting.count_alike(second, now)
    linking.link(case, earlier=second, actor=office.officer, now=now)
    letter = case.letters.first()
    void(letter, reason="文号有误", actor=office.officer, now=now)
    shown = asked()
    for part in ("建议主动公开", "已关联较早的相似申请", "重新拟稿"):
        assert part in shown
    turned = {"title": "预算", "statutory_item": "20-7", "column": column.pk, "division": column.division_id}
    client.post(f"/desk/requests/{case.uid}/turn/", {**turned, "formed_on": DAY.isoformat()})
    assert "已转为主动公开" in asked()
