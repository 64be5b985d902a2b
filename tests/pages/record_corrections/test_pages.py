"""A clerk registers an application to correct a record; the applicant follows it by number and code."""

import re
from datetime import date

import pytest
from django.urls import reverse

from mingchuang.casework.letters import services as letters
from mingchuang.casework.letters.models import Letter
from mingchuang.casework.models import Case
from mingchuang.rules.roles import Role
from tests.support.factories import make_person, sign_in
from tests.support.letters import identity_for_letters, issue_all
from tests.support.requests import id_card

pytestmark = pytest.mark.django_db

FORM = {
    "channel": "signed_post",
    "day": "2026-03-09",
    "name": "欧阳文",
    "phone": "13800138000",
    "record": "备案表中的单位名称",
    "problem": "写成了旧名",
}


def progress(client, number, code):
    sent = {"number": number, "code": code}
    return client.post(reverse("record_corrections:progress"), sent)


def test_from_the_post_to_the_answer(client, clock, now):
    identity_for_letters()
    officer = make_person([Role.DISCLOSURE_OFFICER])
    sign_in(client, officer)
    register = reverse("record_corrections_desk:register")
    assert "条例第四十一条" in client.get(register).content.decode()
    refused = client.post(register, {**FORM, "record": "", "name": ""})
    assert refused.status_code == 422
    assert "请写明要求更正的是哪一项记录" in refused.content.decode()
    page = client.post(register, {**FORM, "identity_proof": id_card()}, follow=True)
    text = page.content.decode()
    code = re.search(r"查询码 ([0-9A-Z-]{19}) ", text)[1]
    case = Case.objects.get()
    assert case.number in text
    assert "欧阳文" not in case.title
    assert "更正答复期限" in text
    act = reverse("casework:act", args=[case.uid, "take-on"])
    text = client.post(act, follow=True).content.decode()
    for label in ("更正记录", "不予更正", "转送或者告知有权更正的机关"):
        assert label in text
    act = reverse("casework:act", args=[case.uid, "pass-on"])
    empty = client.post(act, {})
    assert empty.status_code == 422
    assert "请写明有权更正的机关" in empty.content.decode()
    given = {"pass-on-outcome": "transferred", "pass-on-agency": "市教育局", "pass-on-day": "2026-03-09"}
    assert "告知书已拟好" in client.post(act, given, follow=True).content.decode()
    waiting = progress(client, case.number, code).content.decode()
    assert "市教育局" not in waiting, "until its letter is delivered"
    assert "待送达" not in waiting
    assert "下载" not in waiting
    issue_all(case, approver=make_person([Role.LEADER]), actor=officer, now=now)
    letter = Letter.objects.get(case=case)
    letters.deliver(letter, way="direct", on=date(2026, 3, 9), recipient="欧阳文", actor=officer, now=now)
    page = progress(client, case.number, code)
    told = page.content.decode()
    assert "已转送有权更正的机关" in told
    assert "市教育局" in told
    assert "2026-05-08" in told, "sixty days to apply for review"
    assert "写成了旧名" not in told
    assert progress(client, case.number, "0" * 16).status_code == 422
    [shown] = page.context["letters"]
    sent = {"key": page.context["key"], "letter": letter.uid}
    answer = client.post(reverse("record_corrections:letter"), sent)
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert shown == letter
    assert client.post(reverse("record_corrections:letter"), {**sent, "letter": "1"}).status_code == 404
    elsewhere = client.post(reverse("requests:letter"), sent)
    assert elsewhere.status_code == 422, "a key opens cases of its own kind"
    clock.forward(hours=2)
    over = client.post(reverse("record_corrections:letter"), sent)
    assert over.status_code == 422
    assert "需要重新查询" in over.content.decode()


def test_a_paper_is_opened_for_a_purpose_and_only_by_those_who_handle_it(client, clock, now):
    identity_for_letters()
    sign_in(client, make_person([Role.DISCLOSURE_OFFICER]))
    client.post(reverse("record_corrections_desk:register"), {**FORM, "identity_proof": id_card()})
    paper = Case.objects.get().record_correction.papers.get()
    address = reverse("record_corrections_desk:paper", args=[Case.objects.get().uid, paper.file.uid])
    assert "用途" in client.get(address).content.decode()
    opened = client.post(address, {"purpose": "verify_identity"})
    assert opened["Content-Type"] == "image/png"
    sign_in(client, make_person([Role.SUPERVISOR], name="监督员"))
    assert client.get(address).status_code in (403, 404)
