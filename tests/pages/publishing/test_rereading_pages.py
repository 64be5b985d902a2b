"""The list of what reading released texts again has found, as those who release see it."""

from datetime import datetime

import pytest
from django.test import Client

from mingchuang.publishing.models import ReleasedFinding
from mingchuang.publishing.services import rereading, settings
from tests.services.publishing.test_rereading import BODY, WORDS
from tests.support.factories import sign_in
from tests.support.publishing import Office, make_office, released

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(now: datetime) -> Office:
    office = make_office()
    released(office, now, body=BODY)
    settings.save_word(office.officer, None, WORDS, now=now)
    rereading.reread_some(0, now=now, today=now.date())
    return office


def test_from_the_front_page_to_the_reason(client: Client, office: Office, now: datetime) -> None:
    sign_in(client, office.officer)
    assert "已公开信息需核对" in client.get("/desk/").content.decode()
    page = client.get("/desk/rereading/").content.decode()
    assert "外事专员" in page
    assert "建议：专办员" in page
    finding = ReleasedFinding.objects.get()
    missing = client.post(f"/desk/rereading/{finding.uid}/keep/", {"reason": ""})
    assert missing.status_code == 422
    assert "请写明保留的理由" in missing.content.decode()
    client.post(f"/desk/rereading/{finding.uid}/keep/", {"reason": "历史称呼，原文引用"})
    assert "没有未处理的发现" in client.get("/desk/rereading/").content.decode()
    assert "历史称呼" in client.get("/desk/rereading/?state=kept").content.decode()


def test_a_new_round_can_be_started_at_the_desk(client: Client, office: Office) -> None:
    sign_in(client, office.officer)
    response = client.post("/desk/rereading/start/", follow=True)
    assert "已开始复查全部已公开的信息" in response.content.decode()


def test_a_drafter_is_not_led_there(client: Client, office: Office) -> None:
    sign_in(client, office.drafter)
    assert client.get("/desk/rereading/").status_code == 403
    assert "已公开信息复查" not in client.get("/desk/").content.decode()
