"""A request handled in the browser's own words: drafted, signed by others, decided, served."""

import re
from datetime import date

import pytest

from mingchuang.casework import services as trunk
from mingchuang.casework.models import Case
from mingchuang.casework.selectors import find_by_code
from mingchuang.disclosure.requests.models import AskedItem
from mingchuang.disclosure.requests.services.filing import Arrival, register_request
from mingchuang.rules.requests.application import Application
from mingchuang.rules.requests.receiving import Channel
from mingchuang.rules.roles import Role
from tests.support.factories import make_division, make_person
from tests.support.letters import identity_for_letters, issue_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    identity_for_letters()
    return make_person([Role.DISCLOSURE_OFFICER], name="秘书")


@pytest.fixture
def case(officer, clock, now):
    application = Application(applicant_type="natural_person", name="张三", document_name="出国统计")
    arrival = Arrival(Channel.IN_PERSON, submitted_on=date(2026, 3, 9))
    return trunk.take_on(
        register_request(application, arrival, actor=officer, now=now).case, actor=officer, now=now
    )


def act(client, case, slug, expected=302, **typed):
    sent = {f"{slug}-{name}": value for name, value in typed.items()}
    answer = client.post(f"/desk/cases/{case.uid}/{slug}/", sent)
    assert answer.status_code == expected, answer.content.decode()[:2000]
    return answer.content.decode()


def test_from_the_draft_to_the_service(client, case, officer, now):
    client.force_login(officer)
    reply = f"/desk/requests/{case.uid}/reply/"
    assert "出国统计" in client.get(reply).content.decode()
    assert client.post(reply + "items/", {"descriptions": "甲\n乙"}).status_code == 302
    page = client.post(
        reply + "1/", {"item-1-decision": "unable_not_exist", "item-1-reason": "未找到"}, follow=True
    )
    assert "须先检索并登记" in page.content.decode()
    item = AskedItem.objects.get(position=1)
    sent = {"item": item.pk, "place": "公文系统", "words": "甲", "result": "无"}
    assert client.post(reply + "search/", sent).status_code == 302
    refused = act(client, case, "submit-for-review", 422)
    assert "第2项：请为该项内容选择答复类型" in refused
    client.post(reply + "2/", {"item-2-decision": "grant", "item-2-information": "随附"})
    act(client, case, "submit-for-review")

    for role, step in (
        (Role.SECRECY_REVIEWER, "secrecy"),
        (Role.LEGAL_REVIEWER, "legal"),
        (Role.LEADER, "head"),
    ):
        client.force_login(make_person([role], name=step))
        assert "签署审核意见" in client.get(f"/desk/cases/{case.uid}/").content.decode()
        act(client, case, "sign", step=step)
    client.force_login(officer)
    act(client, case, "decide")
    early = act(client, case, "serve", 422, way="direct", day="2026-03-09", proof="本人签收")
    assert "还没有印发，请由拟稿人以外的人核准，编号印发后再送达" in early
    issue_all(case, approver=make_person([Role.LEADER], name="核准"), actor=officer, now=now)
    act(client, case, "serve", 422, way="direct", day="2026-03-09")
    act(client, case, "serve", way="direct", day="2026-03-09", proof="本人签收")
    assert Case.objects.get(pk=case.pk).state == "served"


def test_who_only_reads_can_do_nothing(client, case):
    client.force_login(make_person([Role.SUPERVISOR], name="监督员"))
    reply = f"/desk/requests/{case.uid}/reply/"
    page = client.get(reply)
    assert page.status_code == 200
    assert "现在不能修改答复" in page.content.decode()
    assert client.post(reply + "items/", {"descriptions": "甲"}).status_code == 403
    assert client.post(f"/desk/cases/{case.uid}/submit-for-review/").status_code == 403
    assert client.post(f"/desk/cases/{case.uid}/propose-extension/", {}).status_code == 403
    assert not AskedItem.objects.exists()


def test_a_bad_day_is_told_and_nothing_is_lost(client, case, officer):
    client.force_login(officer)
    page = act(client, case, "help", 422, reason="朗读合同", day="2030-01-01")
    assert "还没有到" in page
    assert "合同" in page


def test_a_clerk_registers_what_came_by_post_and_the_day_it_was_signed_for_counts(client, officer, clock):
    client.force_login(officer)
    page = client.get("/desk/requests/register/")
    assert "登记公开申请" in page.content.decode()
    typed = {"channel": "signed_post", "applicant_type": "commercial", "name": "某公司"}
    refused = client.post("/desk/requests/register/", typed)
    assert refused.status_code == 422
    assert "某公司" in refused.content.decode()
    done = client.post("/desk/requests/register/", {**typed, "arrived_on": "2026-03-06"})
    assert done.status_code == 302, done.content.decode()
    registered = Case.objects.get()
    told = client.get(done.url).content.decode()
    code = re.search(r"(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}", told)
    assert code, "the code that lets the applicant follow the request is told once"
    assert find_by_code(registered.number, code[0]) == registered
    assert code[0] not in client.get(done.url).content.decode()
    assert (registered.state, registered.received_on) == ("received", date(2026, 3, 6))


def test_a_clerk_of_any_division_registers_and_is_told_who_goes_on(client, clock):
    client.force_login(make_person([Role.DRAFTER], division=make_division("新闻处")))
    typed = {"channel": "in_person", "submitted_on": "2026-03-09", "applicant_type": "natural_person"}
    done = client.post("/desk/requests/register/", typed, follow=True)
    registered = Case.objects.get()
    assert f"已登记 {registered.number}，由负责依申请公开的人员办理" in done.content.decode()
    assert client.get(f"/desk/cases/{registered.uid}/").status_code == 404
