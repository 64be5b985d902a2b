"""A request's letters on its pages: whose turn it is at the desk, what the applicant may download."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.urls import reverse

from mingchuang.casework import services as trunk
from mingchuang.casework.letters import services as letters
from mingchuang.casework.letters.models import Letter
from mingchuang.casework.models import Case
from mingchuang.disclosure.requests.services import answering, correcting, signing
from mingchuang.disclosure.requests.services.confirming import confirm
from mingchuang.rules.roles import Role
from tests.support.factories import make_division, make_person, sign_in
from tests.support.letters import identity_for_letters, issue_all, send_out
from tests.support.requests import file_one

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 3, 9)


@pytest.fixture
def office(clock, now):
    identity_for_letters()
    found = SimpleNamespace(
        officer=make_person([Role.DISCLOSURE_OFFICER], name="秘书"),
        leader=make_person([Role.LEADER], name="分管领导"),
        supervisor=make_person([Role.SUPERVISOR], name="监督员"),
    )
    found.act = {"actor": found.officer, "now": now}
    return found


@pytest.fixture
def filed(office, now):
    return file_one(now)


@pytest.fixture
def case(filed, office):
    return trunk.take_on(confirm(filed.case, **office.act), **office.act)


def decide(case, office, now):
    [item] = answering.set_items(case, descriptions="甲", **office.act)
    answer = {"information": "随附"}
    answering.answer_item(case, item, decision="grant", answer=answer, **office.act)
    answering.submit_for_review(case, **office.act)
    signing.sign(case, step="secrecy", actor=make_person([Role.SECRECY_REVIEWER]), now=now)
    signing.sign(case, step="head", actor=office.leader, now=now)
    return signing.decide(case, **office.act)


def page_of(client, case, act=""):
    return client.get(reverse("casework:case", args=[case.uid]), {"act": act})


def offered(client, case):
    page = page_of(client, case).context
    acts = [*page["acts_next"], *page["acts_other"], *filter(None, [page["opened"]])]
    return {action.slug for action in acts}


def letters_to_do(page):
    return [link.label for link in page.context["next_links"] if "#do" in link.address]


def progress(client, filed):
    sent = {"number": filed.case.number, "code": filed.query_code}
    return client.post(reverse("requests:progress"), sent)


def test_the_page_says_whose_turn_it_is_with_each_letter(client, case, office, now):
    decide(case, office, now)
    sign_in(client, office.officer)
    page = page_of(client, case)
    assert "待他人核准" in page.content.decode()
    assert letters_to_do(page) == []
    assert "serve" not in offered(client, case)
    sign_in(client, office.leader)
    assert "核准：答复：予以公开" in page_of(client, case).content.decode()
    sign_in(client, office.supervisor)
    assert letters_to_do(page_of(client, case)) == []
    letters.approve(Letter.objects.get(kind="reply_grant"), actor=office.leader, now=now)
    sign_in(client, office.officer)
    assert "编号印发：答复：予以公开" in page_of(client, case).content.decode()
    letters.issue(Letter.objects.get(kind="reply_grant"), **office.act)
    assert "serve" in offered(client, case)


def test_acts_without_reason_are_not_offered(client, case, office):
    sign_in(client, office.officer)
    shown = offered(client, case)
    assert "take-on" not in shown
    assert not shown & {"dispute", "dispute-answered", "dispute-closed", "delay", "reopen-request"}
    assert {"ask-correction", "consult", "propose-extension", "ask-fee", "ask-reasons"} <= shown
    correcting.ask_correction(case, items="请写明年度", **office.act)
    assert not {"ask-correction", "correction-lapsed"} & offered(client, case)
    waiting = "“补正告知书”已拟，未发出，时钟仍在走。"
    assert waiting in page_of(client, case).content.decode()
    send_out(case, approver=office.leader, **office.act)
    assert waiting not in page_of(client, case).content.decode()
    colleague = make_person([Role.DISCLOSURE_OFFICER], name="同事")
    sign_in(client, colleague)
    assert "take-on" in offered(client, case)


def test_the_delivery_of_the_last_reply_letter_ends_the_request_at_the_letters_page(
    client, case, office, now
):
    decide(case, office, now)
    issue_all(case, approver=office.leader, **office.act)
    reply = Letter.objects.get(kind="reply_grant")
    sign_in(client, office.officer)
    sent = {"deliver-way": "direct", "deliver-on": "2026-03-08", "deliver-recipient": "欧阳文"}
    url = reverse("letters:act", args=[reply.uid, "deliver"])
    assert client.post(url, sent).status_code == 422
    assert client.post(url, {**sent, "deliver-on": "2026-03-09"}).status_code == 302
    assert Case.objects.get(pk=case.pk).state == "served"


def test_a_voided_letter_is_drafted_anew_from_the_page(client, case, office, now):
    decide(case, office, now)
    issue_all(case, approver=office.leader, **office.act)
    old = letters.void(Letter.objects.get(kind="reply_grant"), reason="写错", **office.act)
    url = reverse("requests_desk:redraft", args=[old.uid])
    sign_in(client, office.supervisor)
    assert "重新拟稿：答复：予以公开" not in page_of(client, case).content.decode()
    assert client.post(url).status_code == 403
    sign_in(client, office.officer)
    assert "重新拟稿：答复：予以公开" in page_of(client, case).content.decode()
    assert "已重新拟稿" in client.post(url, follow=True).content.decode()
    assert "已经重新拟稿" in client.post(url, follow=True).content.decode()
    assert Letter.objects.filter(kind="reply_grant").count() == 2


def test_an_applicant_downloads_issued_letters_and_a_reply_once_it_was_served(
    client, filed, case, office, now
):
    correcting.ask_correction(case, items="请写明年度", **office.act)
    shown = progress(client, filed)
    assert [letter.kind for letter in shown.context["letters"]] == ["receipt"]
    key, receipt = shown.context["key"], Letter.objects.get(kind="receipt")
    answer = client.post(reverse("requests:letter"), {"key": key, "letter": receipt.uid})
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    draft = Letter.objects.get(kind="correction_notice")
    for known, uid in ((key, draft.uid), ("", receipt.uid)):
        refused = client.post(reverse("requests:letter"), {"key": known, "letter": uid})
        assert refused.status_code in (404, 422)
    issue_all(case, approver=office.leader, **office.act)
    assert [letter.kind for letter in progress(client, filed).context["letters"]] == ["receipt"]
    send_out(case, approver=office.leader, **office.act)
    correcting.corrected(case, day=MONDAY, reason="2025年", **office.act)
    decide(case, office, now)
    issue_all(case, approver=office.leader, **office.act)
    kinds = {letter.kind for letter in progress(client, filed).context["letters"]}
    assert kinds == {"receipt", "correction_notice"}
    reply = Letter.objects.get(kind="reply_grant")
    letters.deliver(reply, way="direct", on=MONDAY, recipient="欧阳文", **office.act)
    kinds = {letter.kind for letter in progress(client, filed).context["letters"]}
    assert kinds == {"receipt", "correction_notice", "reply_grant"}


def test_the_reply_form_asks_what_the_chosen_outcome_needs(client, case, office):
    sign_in(client, office.officer)
    url = reverse("requests_desk:reply", args=[case.uid])
    answering.set_items(case, descriptions="甲", **office.act)

    def fields():
        return set(client.get(url).context["rows"][0]["form"].fields)

    assert fields() == {"decision"}
    assert "下一步：填写这类答复的内容" in client.get(url).content.decode()
    needs = {
        "grant": {"information", "annexes"},
        "deny_process": {"reason", "required_by_law"},
        "deny_law_forbids": {"reason", "law"},
        "partial": {"information", "annexes", "withheld", "ground", "reason"},
        "unable_not_ours": {"reason", "responsible_body", "responsible_contact", "body_unknown"},
        "refuse_repeat": {"reason", "earlier_reply", "earlier_reply_on"},
        "refuse_reconfirm": {"reason", "basis"},
    }
    for decision, wanted in needs.items():
        answer = client.post(url + "1/", {"item-1-decision": decision})
        assert answer.status_code == 302 and answer.url.endswith("#item-1")
        assert fields() == {"decision", *wanted}
    client.post(url + "1/", {"item-1-decision": "deny_process", "item-1-reason": "属于讨论记录"})
    item = case.information_request.items.get()
    assert (item.ground, item.reason) == ("process", "属于讨论记录")
    assert client.get(url).context["rows"][0]["lacking"] == []


def test_who_registers_is_told_the_query_code_once(client, office):
    sign_in(client, office.officer)
    typed = {
        "channel": "in_person",
        "submitted_on": "2026-03-09",
        "applicant_type": "natural_person",
        "name": "张三",
    }
    page = client.post("/desk/requests/register/", typed, follow=True)
    assert "查询码只在这里显示一次" in page.content.decode()
    assert "查询码只在这里显示一次" not in page_of(client, Case.objects.get()).content.decode()


def test_a_division_sees_only_its_own_numbers_and_all_are_exported(client, case, office, now):
    decide(case, office, now)
    issue_all(case, approver=office.leader, **office.act)
    letters.void(Letter.objects.get(kind="reply_grant"), reason="写错", **office.act)
    url = reverse("letters:numbers")
    sign_in(client, office.officer)
    shown = [letter.number for letter, _rule in client.get(url).context["rows"]]
    assert shown == ["示外公开回〔2026〕1号", "示外公开答〔2026〕1号"]
    assert [letter.kind for letter, _rule in client.get(url + "?state=voided").context["rows"]] == [
        "reply_grant"
    ]
    for query, count in (
        ("series=示外公开回", 1),
        ("year=2026&kind=receipt", 1),
        ("kind=fee_notice", 0),
        ("year=1999&series=x", 2),
    ):
        assert len(client.get(f"{url}?{query}").context["rows"]) == count
    text = client.get(reverse("letters:numbers_export") + "?state=voided").content.decode()
    assert "示外公开答〔2026〕1号,答复：予以公开" in text and "已作废" in text and "欧阳文" not in text
    sheet = client.get(reverse("letters:numbers_export") + "?format=xlsx")
    assert sheet.content.startswith(b"PK")
    sign_in(client, make_person([Role.DRAFTER], division=make_division("交流处"), name="别处"))
    assert client.get(url).context["rows"] == []
