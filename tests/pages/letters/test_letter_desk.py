"""What people see and do with letters and their wording at the desk."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.urls import reverse

from mingchuang.base.audit.models import AuditEvent
from mingchuang.casework.letters.models import Letter, Wording
from mingchuang.casework.letters.panel import letters_panel
from mingchuang.rules.letters.defaults import DEFAULT_WORDING
from mingchuang.rules.letters.kinds import LetterKind
from tests.support.factories import sign_in
from tests.support.letters import draft_letter, issued_letter, make_office

pytestmark = pytest.mark.django_db
KIND = LetterKind.REPLY_DENY_PROCESS


@pytest.fixture
def office(now):
    return make_office(now)


def act(client, letter, name, **data):
    given = {f"{name}-{key}": value for key, value in data.items()}
    return client.post(reverse("letters:act", args=[letter.uid, name]), given, follow=True)


def page_of(client, letter):
    return client.get(reverse("letters:letter", args=[letter.uid]))


def test_a_letter_goes_its_way_at_the_desk(client, office, now, today):
    letter = draft_letter(office, now)
    sign_in(client, office.clerk)
    page = page_of(client, letter)
    assert [offer["slug"] for offer in page.context["acts"]] == ["void"]
    assert client.get(reverse("letters:preview", args=[letter.uid])).content.startswith(b"%PDF-")
    sign_in(client, office.head)
    assert "已核准" in act(client, letter, "approve").content.decode()
    sign_in(client, office.clerk)
    assert "示外公开答〔2026〕1号" in act(client, letter, "issue").content.decode()
    assert client.get(reverse("letters:preview", args=[letter.uid])).status_code == 404
    taken = client.post(reverse("letters:file", args=[letter.uid, "pdf"]))
    signed = SimpleUploadedFile("签章.pdf", b"".join(taken.streaming_content))
    assert "签章原件已收回" in act(client, letter, "take-back-signed", file=signed).content.decode()
    page = act(
        client,
        letter,
        "deliver",
        way="post",
        on=today.isoformat(),
        recipient="张三丰",
        mail_number="1234567890123",
    )
    assert "邮寄送达" in page.content.decode()
    page = act(client, letter, "void", reason="写错")
    assert "已作废" in page.content.decode() and "〔2026〕1号" in page.content.decode()


def test_a_wrong_delivery_shows_every_reason_and_what_was_typed(client, office, now):
    letter = issued_letter(office, now)
    sign_in(client, office.clerk)
    page = act(
        client,
        letter,
        "deliver",
        way="post",
        on="2026-03-01",
        recipient="张三丰",
        mail_number="SF1234567890123",
    )
    text = page.content.decode()
    assert page.status_code == 422
    assert "早于印发日期" in text and "快递企业" in text and "SF1234567890123" in text


def test_every_look_at_a_file_is_written_down(client, office, now):
    letter = issued_letter(office, now)
    sign_in(client, office.supervisor)
    for name, start in (("pdf", b"%PDF-"), ("docx", b"PK")):
        answer = client.post(reverse("letters:file", args=[letter.uid, name]))
        assert b"".join(answer.streaming_content).startswith(start)
        assert "no-store" in answer["Cache-Control"]
    assert AuditEvent.objects.filter(action="letters.open_file", actor=office.supervisor).count() == 2
    assert client.post(reverse("letters:file", args=[letter.uid, "signed"])).status_code == 404
    assert client.post(reverse("letters:file", args=[letter.uid, "content"])).status_code == 404


def test_letters_of_cases_one_may_not_see_do_not_exist(client, office, now):
    letter = issued_letter(office, now)
    sign_in(client, office.other)
    assert page_of(client, letter).status_code == 404
    assert client.post(reverse("letters:file", args=[letter.uid, "pdf"])).status_code == 404
    assert act(client, letter, "void", reason="x").status_code == 404


def test_those_who_read_only_are_offered_nothing_and_refused(client, office, now):
    letter = draft_letter(office, now)
    sign_in(client, office.supervisor)
    assert page_of(client, letter).context["acts"] == []
    assert act(client, letter, "void", reason="x").status_code == 403


def test_an_unknown_act_is_not_found(client, office, now):
    sign_in(client, office.clerk)
    assert act(client, draft_letter(office, now), "explode").status_code == 404


def test_the_panel_lists_letters_with_number_state_and_delivery(office, now):
    issued_letter(office, now)
    draft_letter(office, now, LetterKind.RECEIPT, remedy=())
    shown = render_to_string("letters/panel.html", letters_panel(office.case, office.clerk))
    assert "示外公开答〔2026〕1号" in shown and "登记回执" in shown and "拟稿" in shown


def test_the_panel_without_letters_says_so(office):
    assert "还没有文书" in render_to_string("letters/panel.html", letters_panel(office.case, office.clerk))


def wording(client, kind=KIND, where="letters:wording", **data):
    return client.post(reverse(where, args=[kind.value]), data, follow=True)


def test_wording_is_seen_changed_and_kept(client, office):
    sign_in(client, office.officer)
    assert "系统自带" in client.get(reverse("letters:wording_list")).content.decode()
    page = client.get(reverse("letters:wording", args=[KIND.value])).content.decode()
    assert "{收到日期}" in page and "必须写" in page
    text = "\n\n".join([*DEFAULT_WORDING[KIND], "特此告知。"])
    page = wording(client, paragraphs=text, seen_version=0).content.decode()
    assert "已保存为第1版" in page
    assert "特此告知" in client.get(reverse("letters:wording_version", args=[KIND.value, 1])).content.decode()
    assert Wording.objects.get().paragraphs[-1] == "特此告知。"


def test_every_problem_of_wording_is_named_and_what_was_typed_stays(client, office):
    sign_in(client, office.officer)
    answer = wording(client, paragraphs="收到{收到日期}。\n{{ 7*7 }}\n{没有的}", seen_version=0)
    text = answer.content.decode()
    assert answer.status_code == 422
    for words in ("第2段：含有代码", "没有{没有的}这个占位符", "缺少必须写明的{理由}", "7*7"):
        assert words in text
    assert "49" not in text.split("<main")[1].split("</textarea>")[0]


def test_a_preview_is_a_pdf_and_saves_nothing(client, office):
    sign_in(client, office.officer)
    text = "\n".join(DEFAULT_WORDING[KIND])
    answer = wording(client, where="letters:wording_preview", paragraphs=text, seen_version=0)
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF-")
    assert (
        wording(client, where="letters:wording_preview", paragraphs="{x}", seen_version=0).status_code == 422
    )
    assert not Wording.objects.exists()


def test_two_people_editing_wording_do_not_overwrite_each_other(client, office):
    sign_in(client, office.officer)
    text = "\n".join([*DEFAULT_WORDING[KIND], "甲。"])
    for _click in range(2):
        assert wording(client, paragraphs=text, seen_version=0).status_code == 200
    answer = wording(client, paragraphs=text.replace("甲", "乙"), seen_version=0)
    page = answer.content.decode()
    assert "已经改为第1版" in page and "甲。”。您写的还在下面" in page and "乙。" in page
    fresh = re.search(r'name="seen_version" value="(\d+)"', page)[1]
    again = wording(client, paragraphs=text.replace("甲", "乙"), seen_version=int(fresh))
    assert again.status_code == 200


def test_wording_is_kept_by_those_who_may(client, office):
    sign_in(client, office.clerk)
    assert client.get(reverse("letters:wording_list")).status_code == 403
    assert wording(client, paragraphs="甲", seen_version=0).status_code == 403


def test_an_unknown_kind_is_not_found(client, office):
    sign_in(client, office.officer)
    assert client.get("/desk/cases/letters/wording/nonsense/").status_code == 404


def test_a_letter_changed_in_the_database_says_so(client, office, now):
    letter = draft_letter(office, now)
    Letter.objects.filter(pk=letter.pk).update(content=letter.content | {"addressee": "别人"})
    sign_in(client, office.clerk)
    assert "可能被改动" in page_of(client, letter).content.decode()
