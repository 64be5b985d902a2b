"""What stands in a reply besides its outcome: both days that count, and what goes with it."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile

from mingchuang.base.calendars import services as calendars
from mingchuang.base.notify import outside
from mingchuang.casework.letters import services as letters
from mingchuang.casework.models import Case
from mingchuang.casework.services import verify_chains
from mingchuang.disclosure.requests.services import (
    answering,
    completing,
    correcting,
    extending,
    lettering,
    serving,
    signing,
)
from mingchuang.disclosure.requests.services.confirming import confirm
from mingchuang.disclosure.requests.services.filing import Arrival, register_request
from mingchuang.rules.calendar_data import notice_to_data
from mingchuang.rules.calendar_text import notice_from_lines
from mingchuang.rules.requests.application import Application
from mingchuang.rules.requests.receiving import Channel
from mingchuang.rules.roles import Role
from mingchuang.rules.source import Tag
from tests.support.factories import make_person
from tests.support.letters import identity_for_letters, issue_all, send_out
from tests.support.made_files import pdf

MONDAY = date(2026, 3, 9)


@pytest.fixture
def office(db: None, now: datetime) -> SimpleNamespace:
    identity_for_letters()
    return SimpleNamespace(
        act={"actor": make_person([Role.DISCLOSURE_OFFICER], name="秘书"), "now": now},
        secrecy=make_person([Role.SECRECY_REVIEWER], name="保密员"),
        leader=make_person([Role.LEADER], name="分管领导"),
    )


@pytest.fixture
def case(office: SimpleNamespace) -> Case:
    asked = Application(applicant_type="natural_person", name="张三", route="post")
    return register_request(asked, Arrival(Channel.IN_PERSON, submitted_on=MONDAY), **office.act).case


def answer(case: Case, office: SimpleNamespace, **more: str) -> None:
    [item] = answering.set_items(case, descriptions="2025年统计表", **office.act)
    said = {"information": "统计表", **more}
    answering.answer_item(case, item, decision="grant", answer=said, **office.act)


def test_a_reply_after_a_correction_names_the_day_from_which_its_period_runs(
    case: Case, office: SimpleNamespace, now: datetime
) -> None:
    correcting.ask_correction(case, items="请写明年度\n请提供身份证明", **office.act)
    send_out(case, approver=office.leader, **office.act)
    notice = "".join(case.letters.get(kind="correction_notice").content["paragraphs"])
    assert "自收到补正的申请之日起重新计算答复期限" in notice
    paper = ContentFile(pdf("身份证"), "补正.pdf")
    office.act["now"] = now + timedelta(days=7)
    back = correcting.corrected(
        case,
        day=date(2026, 3, 16),
        reason="2025年，附身份证",
        way="paper",
        route="email",
        paper=paper,
        **office.act,
    )
    back.information_request.refresh_from_db()
    assert [kept.role for kept in back.information_request.papers.all()] == ["scan"]
    answer(back, office)
    [reply] = lettering.written_replies(back)
    said = lettering.values_of(back.information_request, reply)
    assert said["收到日期"] == "2026年3月9日（2026年3月16日补正）"
    assert reply.values["获取方式"] == "纸质，随本答复书邮寄", "what the request said stands"


def test_what_goes_with_a_reply_is_named_as_its_annexes_also_when_it_is_drafted_anew(
    case: Case, office: SimpleNamespace
) -> None:
    answer(case, office, annexes="统计表\n\n 填表说明 \n统计表")
    answering.submit_for_review(case, **office.act)
    signing.sign(case, step="secrecy", actor=office.secrecy, now=office.act["now"])
    signing.sign(case, step="head", actor=office.leader, now=office.act["now"])
    signing.decide(case, **office.act)
    reply = case.letters.get(kind="reply_grant")
    assert reply.content["annexes"] == ["统计表", "填表说明"]
    letters.void(reply, reason="写错", **office.act)
    assert lettering.redraft(reply, **office.act).content["annexes"] == ["统计表", "填表说明"]


def test_a_last_day_beyond_the_published_calendar_is_promised_with_its_reservation(
    office: SimpleNamespace, now: datetime
) -> None:
    winter = now.replace(month=12, day=7)
    calendars.seed(winter)
    administrator = make_person([Role.ADMINISTRATOR], name="管理员")
    year = notice_from_lines(2027, "元旦 1月1日至3日", "", tag=Tag.UNVERIFIED, provisional=True)
    data = notice_to_data(year)
    shown = calendars.preview_change(administrator, data, now=winter)
    calendars.apply_change(administrator, data, accepted=shown.digest, reason="预估", now=winter)
    office.act["now"] = winter
    asked = Application(
        applicant_type="natural_person", name="张三", email="z@example.cn", document_name="2025年统计表"
    )
    came = Arrival(Channel.IN_PERSON, submitted_on=winter.date())
    case = register_request(asked, came, **office.act).case
    told = outside.messages_about(str(case.uid)).latest("id").body
    assert "答复期限2027年1月5日（暂定：超出已公布的放假安排）" in told
    extending.propose(case, workdays=20, reason="需要汇总", **office.act)
    reserved = "（2027年放假安排尚未公布，暂按预估推算，公布后有变动的以新日期为准）"
    for kind, day in (("receipt", "2027年1月5日"), ("extension_notice", "2027年2月2日")):
        said = "".join(case.letters.get(kind=kind).content["paragraphs"])
        assert f"{day}{reserved}" in said
    send_out(case, approver=office.leader, **office.act)
    case.refresh_from_db()
    assert case.due_on == date(2027, 2, 2), "the notice is not taken for one of another day"


def test_a_request_that_names_nobody_is_confirmed_corrected_and_answered_like_any_other(
    office: SimpleNamespace,
) -> None:
    asked = Application(applicant_type="natural_person", features="外事经费")
    came = Arrival(Channel.ORDINARY_POST, arrived_on=MONDAY)
    case = confirm(register_request(asked, came, **office.act).case, **office.act)
    correcting.ask_correction(case, items="请写明姓名\n请提供身份证明", **office.act)
    assert {letter.content["addressee"] for letter in case.letters.all()} == {"申请人"}
    send_out(case, approver=office.leader, **office.act)
    old = case.information_request.applicant
    said = {"name": "张三", "identity": "id_card", "id_number": "11010519491231002x", "way": "paper"}
    back = correcting.corrected(case, day=MONDAY, reason="补全", **said, **office.act)
    case = Case.objects.get(pk=back.pk)
    old.refresh_from_db()
    assert old.erased_at is not None, "sealed anew as one"
    assert completing.missing(case.information_request) >= {"phone", "route"}
    assert not completing.missing(case.information_request) & set(said)
    again = completing.complete(case.information_request, {"name": "李四"}, **office.act)
    assert again == {}, "what was said stands"
    assert not Case.objects.get(pk=case.pk).information_request.is_foreign
    assert list(verify_chains()) == []
    answer(case, office)
    answering.submit_for_review(case, **office.act)
    signing.sign(case, step="secrecy", actor=office.secrecy, now=office.act["now"])
    signing.sign(case, step="head", actor=office.leader, now=office.act["now"])
    signing.decide(case, **office.act)
    issue_all(case, approver=office.leader, **office.act)
    assert case.letters.latest("id").content["addressee"] == "张三"
    posted = {"day": MONDAY, "way": "post", "proof": "1234567890123"}
    assert serving.serve(case, **posted, **office.act).state == "served"
