"""The desk shows a kind it has never heard of: its page, its act, its refusals."""

from datetime import date

import pytest

from mingchuang.casework import registry
from mingchuang.casework.models import Case
from mingchuang.rules.roles import Role
from tests.support.demonstration import kind, rules
from tests.support.factories import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(monkeypatch, clock, now):
    monkeypatch.setattr(registry, "_KINDS", {**registry._KINDS, "parking": kind.PARKING})
    return kind.ask(date(2026, 3, 20), now=now)


def test_its_page_offers_its_act_and_tells_every_reason(asked, client):
    client.force_login(make_person([Role.DISCLOSURE_OFFICER], name="秘书"))
    page = client.get(f"/desk/cases/{asked.uid}/").content.decode()
    assert "安排车位" in page
    assert "答复期限" in page
    assert "来访日" in page
    refused = client.post(f"/desk/cases/{asked.uid}/give/", {"give-place": "99", "give-plate": ""})
    assert refused.status_code == 422
    assert "车位号须在1至40之间" in refused.content.decode()
    assert "请填写车牌号" in refused.content.decode()
    assert "2026-03-11" in client.get("/desk/cases/").content.decode()
    done = client.post(f"/desk/cases/{asked.uid}/give/", {"give-place": "7", "give-plate": "苏N12345"})
    assert done.status_code == 302
    assert Case.objects.get().state == rules.GRANTED
    listed = client.get("/desk/cases/?state=all").content.decode()
    assert "车位预约" in listed
    assert "2026-03-11" in listed
    assert "尚未起算" not in listed
