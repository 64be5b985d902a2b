"""An applicant looks up a request, answers a correction notice, downloads letters and withdraws."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mingchuang.base.notify.models import Message
from mingchuang.casework.models import Case
from mingchuang.casework.services import door
from mingchuang.casework.services.moving import Step, move
from mingchuang.disclosure.requests.models import PaperRole
from mingchuang.disclosure.requests.services import extending
from mingchuang.disclosure.requests.services.confirming import confirm
from mingchuang.rules.requests.facts import Facts, LetterFacts
from mingchuang.rules.requests.states import RequestEvent
from mingchuang.rules.requests.states import RequestState as S
from mingchuang.rules.roles import Role
from tests.support.factories import make_person
from tests.support.letters import identity_for_letters, send_out
from tests.support.made_files import pdf
from tests.support.requests import TYPED, file_one

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(db):
    return make_person([Role.DISCLOSURE_OFFICER], name="王小明")


@pytest.fixture
def filed(db, now):
    return file_one(now)


def ask(client, number, code):
    return client.post(reverse("requests:progress"), {"number": number, "code": code})


def key_on(page):
    return re.search(r'name="key" value="([^"]+)"', page.content.decode())[1]


def ask_to_correct(case, officer, now):
    """What the desk does: the notice went out."""
    notice = LetterFacts("补正告知书", issued_on=now.date())
    facts = Facts(today=now.date(), day=now.date(), correction_items=1, notice=notice)
    return move(case, officer, now, lambda _locked: Step(RequestEvent.CORRECTION_ASKED, facts))


def test_the_due_day_and_its_days_are_shown_once_confirmed(client, filed, officer, now):
    before = ask(client, filed.case.number.lower(), filed.query_code.lower().replace("-", " "))
    assert "待确认" in before.content.decode()
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in filed.case.number)
    assert "待确认" in ask(client, f" {wide} ", filed.query_code).content.decode(), "typed full-width"
    confirm(filed.case, actor=officer, now=now)
    text = ask(client, filed.case.number, filed.query_code).content.decode()
    assert "2026-04-07" in text
    assert "为何是这一天" in text
    assert TYPED["document_name"] in text
    assert "王小明" not in text
    assert TYPED["id_number"] not in text
    assert "告知补正期限" not in text, "a clock of the office alone"


def test_wrong_and_unknown_are_answered_alike_and_guessing_is_stopped(client, filed):
    answers = [
        re.sub(r'(value|csrfmiddlewaretoken)="[^"]*"', "", ask(client, n, "0" * 16).content.decode())
        for n in (filed.case.number, "Y2026-99999")
    ]
    assert answers[0] == answers[1]
    for _ in range(door.LIMITS[door.Knock.LOOK_UP_NUMBER]):
        last = ask(client, filed.case.number, "1" * 16)
    assert last.status_code == 429


def test_a_report_of_an_error_is_not_found_here(client, filed):
    Case.objects.update(kind="site_error")
    assert ask(client, filed.case.number, filed.query_code).status_code == 422


def test_a_correction_is_answered_online_and_the_clock_starts_anew(client, filed, officer, clock, now):
    case = ask_to_correct(confirm(filed.case, actor=officer, now=now), officer, now)
    page = ask(client, case.number, filed.query_code)
    assert "补正申请" in page.content.decode()
    empty = client.post(reverse("requests:correct"), {"key": key_on(page)})
    assert empty.status_code == 422
    assert "或者上传需要补充的材料" in empty.content.decode()
    clock.forward(days=1)
    page = ask(client, case.number, filed.query_code)
    sent = client.post(reverse("requests:correct"), {"key": key_on(page), "features": "2025年部门预算表"})
    assert "已收到您的补正" in sent.content.decode()
    case.refresh_from_db()
    assert (case.state, str(case.clock_started_on)) == (S.RECEIVED, "2026-03-10")
    assert "2025年部门预算表" in case.events.get(event="corrected").text.text


def test_a_correction_brings_the_papers_the_notice_asked_for(client, filed, officer, now):
    case = ask_to_correct(confirm(filed.case, actor=officer, now=now), officer, now)
    page = ask(client, case.number, filed.query_code)
    address, key = reverse("requests:correct"), {"key": key_on(page)}
    wrong = SimpleUploadedFile("proof.exe", b"MZ")
    refused = client.post(address, {**key, "papers": [wrong]})
    assert refused.status_code == 422
    assert "请上传 PDF、JPG 或者 PNG 格式的文件" in refused.content.decode()
    many = [SimpleUploadedFile(f"{number}.pdf", pdf("身份证")) for number in range(7)]
    assert "最多上传 6 个文件" in client.post(address, {**key, "papers": many}).content.decode()
    assert not case.information_request.papers.filter(role=PaperRole.OTHER).exists()
    sides = [SimpleUploadedFile(f"{side}.pdf", pdf("身份证")) for side in "正反"]
    sent = client.post(address, {**key, "papers": sides})
    assert "已收到您的补正" in sent.content.decode()
    assert case.information_request.papers.filter(role=PaperRole.OTHER).count() == 2
    assert case.events.get(event="corrected").text.text == "补充材料：2件"


def test_reasons_asked_for_are_given_online(client, filed, officer, clock, now):
    identity_for_letters()
    case = confirm(filed.case, actor=officer, now=now)
    asked = {"reason": "请说明用途。", "excess": "本月第三十一件"}
    case = extending.ask_reasons(case, **asked, actor=officer, now=now)
    assert "请说明用途" not in ask(client, case.number, filed.query_code).content.decode()
    leader = make_person([Role.LEADER], name="领导")
    send_out(case, approver=leader, actor=officer, now=now, by_post=True)
    page = ask(client, case.number, filed.query_code)
    assert "提交理由" in page.content.decode()
    assert "请说明用途。" in page.content.decode()
    for said, told in ((" \n ", "理由"), ("长" * 2001, "最多2000字")):
        refused = client.post(reverse("requests:reasons"), {"key": key_on(page), "reasons": said})
        assert refused.status_code == 422
        assert told in refused.content.decode()
    sent = client.post(reverse("requests:reasons"), {"key": key_on(page), "reasons": "课题研究需要逐年比较"})
    assert "已收到您说明的理由" in sent.content.decode()
    assert "提交理由" not in sent.content.decode()
    case.refresh_from_db()
    event = case.events.get(event="reason_given")
    assert (case.state, event.text.text, event.text.is_public) == (S.RECEIVED, "课题研究需要逐年比较", False)
    assert Message.objects.filter(subject__startswith="申请人已说明理由").exists()
    twice = client.post(reverse("requests:reasons"), {"key": key_on(page), "reasons": "再说一次"})
    assert twice.status_code == 422
    assert case.events.filter(event="reason_given").count() == 1


def test_withdrawing_asks_once_and_says_what_it_means(client, filed):
    page = ask(client, filed.case.number, filed.query_code)
    sure = client.post(reverse("requests:withdraw"), {"key": key_on(page)})
    assert "撤回不能取消" in sure.content.decode()
    assert Case.objects.get().state == S.SUBMITTED
    done = client.post(reverse("requests:withdraw"), {"key": key_on(sure), "sure": "yes"})
    assert "已撤回申请" in done.content.decode()
    assert "个工作日内答复" not in done.content.decode(), "nothing is answered any more"
    again = client.post(
        reverse("requests:withdraw"), {"key": key_on(done) if "key" in done else key_on(sure), "sure": "yes"}
    )
    assert again.status_code == 422


@pytest.mark.parametrize("name", ["correct", "reasons", "withdraw", "letter"])
def test_a_forged_or_old_key_opens_nothing(client, filed, clock, name):
    page = ask(client, filed.case.number, filed.query_code)
    key = key_on(page)
    assert client.post(reverse(f"requests:{name}"), {"key": key + "x"}).status_code == 422
    clock.forward(hours=2)
    assert client.post(reverse(f"requests:{name}"), {"key": key, "sure": "yes"}).status_code == 422
    assert Case.objects.get().state == S.SUBMITTED


def test_what_was_written_outlives_the_hour(client, filed, officer, clock, now):
    confirm(filed.case, actor=officer, now=now)
    ask_to_correct(filed.case, officer, now)
    key = key_on(ask(client, filed.case.number, filed.query_code))
    clock.forward(hours=2)
    written = "\n2024年的统计\n按月列出"
    over = client.post(reverse("requests:correct"), {"key": key, "features": written})
    assert "您填写的内容没有丢失" in over.content.decode()
    kept = BeautifulSoup(over.content, "lxml").select_one("textarea[name=features]").text.removeprefix("\n")
    wrong = client.post(
        reverse("requests:progress"), {"number": filed.case.number, "code": "错", "features": kept}
    )
    assert "按月列出" in wrong.content.decode()
    typed = {"number": filed.case.number, "code": filed.query_code, "features": kept}
    page = client.post(reverse("requests:progress"), typed)
    assert page.context["form"]["features"].value() == kept == written
    sent = {"key": key_on(page), "features": kept}
    assert "已收到您的补正" in client.post(reverse("requests:correct"), sent).content.decode()


def test_a_letter_that_is_not_theirs_is_not_found(client, filed):
    page = ask(client, filed.case.number, filed.query_code)
    for uid in ("", "x", "00000000-0000-0000-0000-000000000000"):
        assert (
            client.post(reverse("requests:letter"), {"key": key_on(page), "letter": uid}).status_code == 404
        )


def test_an_unchecked_request_looks_like_one_to_confirm(client, now):
    filed = file_one(now - timedelta(hours=1), proven=False)
    assert "待确认" in ask(client, filed.case.number, filed.query_code).content.decode()


def test_the_timeline_names_the_day_that_counts(client, filed, officer, now):
    later = now + timedelta(days=2)
    confirm(filed.case, day=now.date(), actor=officer, now=later)
    text = ask(client, filed.case.number, filed.query_code).content.decode()
    assert "双方确认收到（2026年3月9日）" in text
    assert "提交申请（" not in text
