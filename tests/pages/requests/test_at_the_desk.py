"""A clerk renews a lost query code, answers a wish for help, works out a fee: each on a page of its own."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from mingchuang.casework.models import Case
from mingchuang.casework.selectors import find_by_code
from mingchuang.disclosure.requests.services import charging, completing, correcting
from mingchuang.disclosure.requests.services.confirming import confirm
from mingchuang.disclosure.requests.services.filing import Arrival, register_request
from mingchuang.rules.requests.application import Application
from mingchuang.rules.requests.receiving import Channel
from mingchuang.rules.requests.states import RequestEvent as E
from mingchuang.rules.roles import Role
from tests.support.factories import make_person
from tests.support.letters import identity_for_letters, send_out
from tests.support.requests import file_one

pytestmark = pytest.mark.django_db

CODE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")


@pytest.fixture
def officer(db):
    identity_for_letters()
    return make_person([Role.DISCLOSURE_OFFICER], name="秘书")


@pytest.fixture
def desk(officer):
    client = Client()
    client.force_login(officer)
    return client


def text_of(answer):
    return answer.content.decode()


def test_a_lost_code_is_renewed_on_a_slip_that_is_shown_once(desk, now):
    filed = file_one(now)
    case = filed.case
    address = reverse("requests_desk:renew", args=[case.uid])
    assert address in text_of(desk.get(reverse("casework:case", args=[case.uid])))
    page = desk.get(address)
    mark = re.search(r'name="receipt" value="([^"]+)"', text_of(page))[1]
    unchecked = desk.post(address, {"receipt": mark})
    assert unchecked.status_code == 422
    slip = desk.post(address, {"receipt": mark, "check": "called_back", "reason": "9时来电"})
    assert "no-store" in slip["Cache-Control"]
    text = text_of(slip)
    code = CODE.search(text)[0]
    assert "欧**" in text
    assert "欧阳文" not in text
    assert find_by_code(case.number, code) == case
    assert CODE.search(text_of(desk.post(address, {"receipt": mark, "check": "called_back"})))[0] == code
    assert case.events.filter(event=E.QUERY_CODE_RENEWED).count() == 1
    shown = text_of(desk.get(reverse("casework:case", args=[case.uid])))
    assert code not in shown
    assert "补发查询码" in shown
    progress = Client().post(reverse("requests:progress"), {"number": case.number, "code": code})
    assert "补发查询码" in text_of(progress)
    old = Client().post(reverse("requests:progress"), {"number": case.number, "code": filed.query_code})
    assert old.status_code == 422


def test_whoever_may_not_handle_the_case_issues_no_code(now):
    client = Client()
    client.force_login(make_person([Role.LEGAL_REVIEWER]))
    answer = client.post(
        reverse("requests_desk:renew", args=[file_one(now).case.uid]), {"check": "called_back"}
    )
    assert answer.status_code in (403, 404)


def test_a_wish_for_help_is_a_task_until_help_was_given(desk, now):
    case = file_one(now, needs_help="on").case
    page = reverse("casework:case", args=[case.uid])
    assert "申请人请求帮助" in text_of(desk.get(page))
    assert case.number in text_of(desk.get(reverse("requests_desk:help-wanted")))
    assert "等待帮助的申请人" in text_of(desk.get("/desk/"))
    given = {"help-day": now.date().isoformat(), "help-reason": "放大打印答复书"}
    desk.post(reverse("casework:act", args=[case.uid, "help"]), given)
    text = text_of(desk.get(page))
    assert "秘书：放大打印答复书" in text
    assert "申请人请求帮助" not in text
    assert "没有等待帮助的申请人" in text_of(desk.get(reverse("requests_desk:help-wanted")))
    assert "等待帮助的申请人" not in text_of(desk.get("/desk/"))


def test_the_fee_page_counts_the_month_and_offers_the_notice_filled_in(desk, officer, now):
    earlier, case = (confirm(file_one(now).case, actor=officer, now=now) for _ in range(2))
    text = text_of(desk.get(reverse("requests_desk:fee", args=[case.uid])))
    assert earlier.number in text
    assert "本月此前 1 件，本件 1 件" in text
    assert re.search(r'name="ask-fee-already" value="1"', text)
    refused = desk.post(
        reverse("casework:act", args=[case.uid, "ask-fee"]),
        {"ask-fee-tariff": "items", "ask-fee-count": 1, "ask-fee-already": 1},
    )
    assert refused.status_code == 422
    free = "按件计算，同一申请人一个自然月内10件以下免收，应收0元，不能发出收费通知"
    assert free in text_of(refused)
    assert free in text and "按量计收的，在下面填写页数" in text


def test_the_fee_page_lists_every_reason_why_nothing_can_be_charged(desk, officer, clock, now):
    case = file_one(now).case
    address = reverse("requests_desk:fee", args=[case.uid])
    text = text_of(desk.get(address))
    assert "该件现在是“待确认”，不能拟收信息处理费。收费通知只在“办理中”拟发" in text
    assert "ask-fee-count" not in text
    confirm(case, actor=officer, now=now)
    charging.ask_fee(case, tariff="pages", count=101, actor=officer, now=now)
    clock.forward(days=40)
    desk.force_login(officer)
    text = text_of(desk.get(address))
    for why in ("10件以下免收", "收费通知须在答复期限2026-04-07以前发出", "已经拟稿，请核准、印发并送达"):
        assert why in text
    assert "ask-fee-count" not in text


def test_a_correction_offers_a_box_for_what_the_request_lacked_and_for_nothing_else(desk, officer, now):
    asked = Application(
        applicant_type="natural_person", phone="13800138000", features="外事经费", way="paper"
    )
    came = Arrival(Channel.SIGNED_POST, arrived_on=now.date())
    case = register_request(asked, came, actor=officer, now=now).case
    page = reverse("casework:case", args=[case.uid])
    assert "内容已按要求删除" not in text_of(desk.get(page)), "nothing was there to erase"
    correcting.ask_correction(case, items="请写明姓名", actor=officer, now=now)
    send_out(case, approver=make_person([Role.LEADER]), actor=officer, now=now)
    form = text_of(desk.get(f"{page}?act=corrected"))
    boxes = {
        name for name in (*completing.PERSON, *completing.ANSWERING) if f'name="corrected-{name}"' in form
    }
    assert boxes == {"name", "identity", "id_number", "contact_person", "email", "address", "route"}
    sent = {"corrected-day": now.date().isoformat(), "corrected-reason": "姓名", "corrected-name": "孙立新"}
    sent["corrected-identity"] = "passport"
    assert desk.post(reverse("casework:act", args=[case.uid, "corrected"]), sent).status_code == 302
    assert "孙**" in text_of(desk.get(page))
    assert Case.objects.get(pk=case.pk).information_request.is_foreign, "until a person has looked at it"
