"""A citizen tells what is wrong with a page, with and without JavaScript, and asks how it stands."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from mingchuang.casework import services
from mingchuang.casework.models import Case
from mingchuang.casework.services import door
from mingchuang.casework.site_errors.models import SiteError
from mingchuang.rules.roles import Role
from mingchuang.rules.site_errors import SiteErrorState as S
from tests.support.factories import make_person
from tests.support.proof_of_work import proof_for

pytestmark = pytest.mark.django_db

ADDRESS = "/report-error/"
TYPED = {
    "page_address": "/info/014320000-2026-00012/",
    "error_kind": "wording",
    "problem": "第二段“公布”写成了“工布”。\n另见附件。",
    "contact": "",
    "website": "",
}


def check(client, **changes):
    return client.post(ADDRESS, {**TYPED, **changes, "act": "check"})


def hidden(response, name):
    found = re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())
    assert found, name
    return found[1]


def send(client, checked=None, *, proof="", **changes):
    checked = checked or check(client, **changes)
    return client.post(
        ADDRESS, {**TYPED, **changes, "act": "send", "receipt": hidden(checked, "receipt"), "proof": proof}
    )


def query_code(page):
    return re.search(r"<strong>([0-9A-Z-]{19})</strong>", page.content.decode())[1]


def test_the_form_names_the_page_the_citizen_came_from(client):
    page = client.get(ADDRESS, {"page": "/c/news/<b>"})
    assert 'value="/c/news/&lt;b&gt;"' in page.content.decode()
    assert "<b>" not in page.content.decode()


def test_all_that_is_missing_is_said_at_once_and_what_was_typed_stays(client):
    page = client.post(ADDRESS, {"act": "check", "contact": "138 0013 8000", "page_address": "/a/"})
    text = page.content.decode()
    assert page.status_code == 422
    assert "错误：" in text
    assert "请选择错误类型" in text
    assert "请写明哪里有错" in text
    assert "138 0013 8000" in text
    assert 'value="/a/"' in text


def test_before_sending_the_citizen_checks_and_may_go_back(client):
    checked = check(client)
    assert "工布" in checked.content.decode()
    assert not Case.objects.exists()
    edited = client.post(ADDRESS, {**TYPED, "act": "edit"})
    assert edited.status_code == 200
    assert TYPED["page_address"] in edited.content.decode()
    assert "工布" in edited.content.decode()


def test_with_proof_of_work_the_report_is_received_at_once(client, clock):
    checked = check(client)
    answer = send(client, checked, proof=proof_for(checked))
    case = Case.objects.get()
    assert case.state == S.RECEIVED
    assert case.site_error.problem == TYPED["problem"]
    page = client.get(answer["Location"])
    text = page.content.decode()
    assert case.number in text
    assert "2026年3月12日" in text
    assert "为何是这一天" in text
    file = client.get(reverse("site_errors:receipt-file"))
    assert query_code(page) in file.content.decode()
    clock.forward(hours=3)
    assert client.get(answer["Location"]).status_code == 404
    assert client.get(reverse("site_errors:receipt-file")).status_code == 404


def test_the_code_is_shown_to_the_browser_that_sent_the_report_until_it_is_put_away(client):
    answer = send(client)
    assert answer["Location"] == reverse("site_errors:received")
    assert query_code(client.get(answer["Location"])) == query_code(client.get(answer["Location"]))
    assert Client().get(answer["Location"]).status_code == 404
    assert client.post(answer["Location"])["Location"] == reverse("site_errors:progress")
    assert client.get(answer["Location"]).status_code == 404


def test_without_javascript_the_report_is_received_and_waits_for_a_look(client):
    page = client.get(send(client)["Location"])
    case = Case.objects.get()
    assert (case.state, case.due_on) == (S.UNCHECKED, date(2026, 3, 12))
    assert case.number in page.content.decode()


def test_a_machine_that_fills_the_trap_goes_to_the_queue_even_with_proof(client):
    checked = check(client, website="http://spam.example")
    send(client, checked, proof=proof_for(checked), website="http://spam.example")
    assert Case.objects.get().state == S.UNCHECKED


def test_a_double_click_files_one_report_and_shows_the_same_page(client):
    checked = check(client)
    proof = proof_for(checked)
    first, second = send(client, checked, proof=proof), send(client, checked, proof=proof)
    assert first["Location"] == second["Location"]
    assert Case.objects.get().state == S.RECEIVED


def test_too_many_reports_without_proof_are_asked_to_wait_and_keep_their_text(client, clock):
    for _ in range(door.LIMITS[door.Knock.REPORT_UNPROVEN]):
        assert send(client).status_code == 302
    refused = send(client)
    assert refused.status_code == 429
    assert "工布" in refused.content.decode()
    assert "请稍后再提交" in refused.content.decode()
    again = send(client, refused, proof=proof_for(refused))
    assert again.status_code == 302
    clock.forward(hours=2)
    assert send(client).status_code == 302


def test_a_receipt_that_was_made_up_opens_nothing(client):
    client.cookies["receipt"] = "x" * 32
    assert client.get(reverse("site_errors:received")).status_code == 404
    page = client.post(ADDRESS, {**TYPED, "act": "send", "receipt": "x"})
    assert page.status_code == 422
    assert "请重新打开找错页面填写" in page.content.decode()


def ask(client, number, code):
    return client.post(reverse("site_errors:progress"), {"number": number, "code": code})


def test_the_reply_is_read_with_number_and_code_only(client, now):
    officer = make_person([Role.DISCLOSURE_OFFICER], name="王小明")
    received = client.get(send(client)["Location"])
    case, code = Case.objects.get(), query_code(received)
    assert "待核对" in ask(client, case.number.lower(), code.lower().replace("-", " ")).content.decode()
    case = services.admit(case, actor=officer, now=now)
    case = services.take_on(case, actor=officer, now=now)
    services.answer(case, reply="已更正，谢谢您。", actor=officer, now=now + timedelta(hours=1))
    page = ask(client, case.number, code).content.decode()
    assert "已更正，谢谢您。" in page
    assert "已答复" in page
    assert "王小明" not in page


def test_wrong_and_unknown_are_answered_alike(client):
    send(client)
    number = Case.objects.get().number
    answers = [
        re.sub(
            r'(value|csrfmiddlewaretoken)="[^"]*"', "", ask(client, n, "0000-0000-0000-0000").content.decode()
        )
        for n in (number, "E2026-99999")
    ]
    assert answers[0] == answers[1]
    assert "编号和查询码不相符" in answers[0]


def test_guessing_is_stopped_even_from_many_places(client):
    send(client)
    number = Case.objects.get().number
    statuses = [
        client.post(
            reverse("site_errors:progress"),
            {"number": number, "code": f"{guess:016d}"},
            REMOTE_ADDR=f"203.0.113.{guess}",
        ).status_code
        for guess in range(door.LIMITS[door.Knock.LOOK_UP_NUMBER] + 1)
    ]
    assert set(statuses[:-1]) == {422}
    assert statuses[-1] == 429


def test_what_was_typed_is_shown_as_text(client):
    nasty = "<script>alert(1)</script>"
    checked = check(client, problem=nasty, page_address=nasty, contact=nasty)
    assert nasty not in checked.content.decode()
    send(client, checked, problem=nasty, page_address=nasty, contact=nasty)
    assert SiteError.objects.get().problem == nasty
