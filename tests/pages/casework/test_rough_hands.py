"""A case in rough hands: forms sent twice, from two windows, from a page a colleague has overtaken."""

import re

import pytest

from mingchuang.casework import services
from mingchuang.casework.letters.models import Letter
from mingchuang.casework.models import Case, CaseEvent
from mingchuang.disclosure.requests.models import AskedItem, Consultation, SearchRecord
from mingchuang.disclosure.requests.services.filing import Arrival, register_request
from mingchuang.rules.requests.application import Application
from mingchuang.rules.requests.receiving import Channel
from mingchuang.rules.roles import Role
from tests.support.factories import make_person, sign_in
from tests.support.letters import identity_for_letters, issue_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    identity_for_letters()
    return make_person([Role.DISCLOSURE_OFFICER], name="秘书")


@pytest.fixture
def desk(client, officer):
    return sign_in(client, officer)


@pytest.fixture
def case(officer, clock, now):
    application = Application(applicant_type="natural_person", name="张三", document_name="出国统计")
    arrival = Arrival(Channel.IN_PERSON, submitted_on=now.date())
    return register_request(application, arrival, actor=officer, now=now).case


def seen_on(page) -> str:
    return re.search(r'name="seen" value="([^"]*)"', page.content.decode())[1]


def happened(case) -> list[str]:
    return list(CaseEvent.objects.filter(case=case).order_by("seq").values_list("event", flat=True))


def test_an_act_sent_twice_happens_once_and_is_told_as_done(desk, case, clock, now):
    for slug, typed in (
        ("take-on", {}),
        ("comment", {"comment-reason": "已电话联系"}),
        ("help", {"help-day": now.date().isoformat(), "help-reason": "代为填写"}),
    ):
        for _click in range(2):
            answer = desk.post(f"/desk/cases/{case.uid}/{slug}/", typed)
            assert answer.status_code == 302, slug
    assert happened(case)[1:] == ["taken_on", "commented", "help_given"]
    assert Case.objects.get(pk=case.pk).information_request.help_log.count("代为填写") == 1


def test_what_is_said_again_later_or_after_something_else_counts_again(desk, case, clock):
    words = {"comment-reason": "再催一次"}
    desk.post(f"/desk/cases/{case.uid}/comment/", words)
    desk.post(f"/desk/cases/{case.uid}/comment/", {"comment-reason": "已回电话"})
    desk.post(f"/desk/cases/{case.uid}/comment/", words)
    clock.forward(minutes=11)
    desk.post(f"/desk/cases/{case.uid}/comment/", words)
    assert happened(case).count("commented") == 4


def test_a_page_that_a_colleague_has_overtaken_says_what_they_did(desk, case, now):
    seen = seen_on(desk.get(f"/desk/cases/{case.uid}/"))
    colleague = make_person([Role.DISCLOSURE_OFFICER], name="刘同事")
    services.comment(case, reason="旁注不算", actor=colleague, now=now)
    services.take_on(case, actor=colleague, now=now)
    refused = desk.post(f"/desk/cases/{case.uid}/take-on/", {"seen": seen})
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "您打开本页以后，刘同事在" in page and "接办" in page and "旁注" not in page.split("<main")[0]
    assert Case.objects.get(pk=case.pk).assignee == colleague
    again = desk.post(f"/desk/cases/{case.uid}/take-on/", {"seen": seen_on(refused)})
    assert again.status_code == 302
    assert Case.objects.get(pk=case.pk).assignee != colleague


def test_two_windows_do_not_write_over_each_others_answer(desk, case):
    desk.post(f"/desk/cases/{case.uid}/take-on/")
    reply = f"/desk/requests/{case.uid}/reply/"
    opened = seen_on(desk.get(reply))
    assert desk.post(reply + "items/", {"descriptions": "甲\n乙", "seen": opened}).status_code == 302
    stale = desk.post(reply + "items/", {"descriptions": "丙", "seen": opened})
    assert stale.status_code == 422 and "现在是“甲；乙”" in stale.content.decode()
    assert "丙" in stale.content.decode()

    marks = re.findall(r'name="seen" value="([^"]*)"', desk.get(reply).content.decode())
    first = {"item-1-decision": "grant", "item-1-information": "第一个窗口", "seen": marks[1]}
    second = first | {"item-1-information": "第二个窗口"}
    for _click in range(2):
        assert desk.post(reply + "1/", first).status_code == 302
    refused = desk.post(reply + "1/", second)
    text = refused.content.decode()
    assert refused.status_code == 422 and "第一个窗口" in text and "第二个窗口" in text
    assert AskedItem.objects.get(position=1).answer["information"] == "第一个窗口"
    fresh = re.findall(r'name="seen" value="([^"]*)"', text)[1]
    assert desk.post(reply + "1/", second | {"seen": fresh}).status_code == 302
    assert AskedItem.objects.get(position=1).answer["information"] == "第二个窗口"


def test_a_search_sent_twice_is_one_search(desk, case):
    desk.post(f"/desk/cases/{case.uid}/take-on/")
    sent = {"place": "公文系统", "words": "出国 统计", "result": "无"}
    for _click in range(2):
        assert desk.post(f"/desk/requests/{case.uid}/reply/search/", sent).status_code == 302
    assert SearchRecord.objects.count() == 1


def test_one_party_is_asked_once_and_a_handing_over_is_written_down_once(desk, case, officer, now):
    desk.post(f"/desk/cases/{case.uid}/take-on/")
    for party_kind, party in (("other_agency", "市公安局"), ("third_party", "某公司")):
        asked = {"consult-party_kind": party_kind, "consult-party": party, "consult-concerning": "全部"}
        first, again = (desk.post(f"/desk/cases/{case.uid}/consult/", asked) for _click in range(2))
        assert (first.status_code, again.status_code) == (302, 422)
        assert f"已经拟向“{party}”就同一事项征求意见" in again.content.decode()
    assert Consultation.objects.count() == 2
    issue_all(case, approver=make_person([Role.LEADER]), actor=officer, now=now)
    letter = Letter.objects.filter(case=case, state="issued").last()
    handed = {"deliver-way": "direct", "deliver-on": now.date().isoformat(), "deliver-recipient": "李四"}
    for _click in range(2):
        assert desk.post(f"/desk/cases/letters/{letter.uid}/do/deliver/", handed).status_code == 302
    assert letter.deliveries.count() == 1
