"""Applicants on paper follow their requests and take them back; who is late asks the office."""

from datetime import date, timedelta

import pytest

from mingchuang.casework.receipts import new_receipt
from mingchuang.casework.selectors import find_by_code
from mingchuang.disclosure.requests.services import applicant, correcting
from mingchuang.disclosure.requests.services.filing import Arrival, register_request
from mingchuang.rules.refusals import Forbidden, Refused
from mingchuang.rules.requests.application import Application
from mingchuang.rules.requests.receiving import Channel
from mingchuang.rules.requests.states import RequestState as S
from mingchuang.rules.roles import Role
from tests.support.factories import make_division, make_person
from tests.support.letters import identity_for_letters, send_out

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 3, 9)
APPLICATION = Application(applicant_type="natural_person", name="张三", document_name="统计")


@pytest.fixture
def officer(db):
    identity_for_letters()
    return make_person([Role.DISCLOSURE_OFFICER], name="秘书")


def register(officer, now, **more):
    arrival = Arrival(Channel.IN_PERSON, submitted_on=MONDAY - timedelta(3))
    return register_request(APPLICATION, arrival, actor=officer, now=now, **more)


def test_a_form_sent_twice_registers_one_request_with_one_code(officer, now):
    receipt = new_receipt()
    first = register(officer, now, receipt=receipt)
    again = register(officer, now, receipt=receipt)
    assert (again.case, again.query_code) == (first.case, first.query_code)
    assert find_by_code(first.case.number, first.query_code) == first.case
    assert register(officer, now, receipt=new_receipt()).case != first.case
    assert register(officer, now, receipt="not a mark").case != first.case


def test_a_clerk_writes_down_that_the_applicant_took_the_request_back(officer, now):
    case = register(officer, now).case
    back = {"reason": "本人书面申请", "actor": officer, "now": now}
    with pytest.raises(Refused) as refused:
        applicant.withdrawn(case, day=MONDAY - timedelta(4), **back)
    assert refused.value.codes == {"day_too_early"}
    stranger = make_person([Role.DRAFTER], division=make_division("新闻处"), name="别处")
    with pytest.raises(Forbidden):
        applicant.withdrawn(case, day=MONDAY, reason="x", actor=stranger, now=now)
    closed = applicant.withdrawn(case, day=MONDAY - timedelta(1), **back)
    assert (closed.state, closed.closed_on) == (S.CLOSED_WITHDRAWN, MONDAY - timedelta(1))


def test_a_late_correction_does_not_start_the_clock_anew_without_the_office(officer, now):
    case = register(officer, now).case
    correcting.ask_correction(case, items="请写明年度", workdays=5, actor=officer, now=now)
    send_out(case, approver=make_person([Role.LEADER], name="领导"), actor=officer, now=now)
    late = now + timedelta(days=8)
    with pytest.raises(Refused) as refused:
        applicant.correct(case, {"features": "2025年"}, now=late)
    assert refused.value.codes == {"correction_late"}
    assert "2026-03-16" in str(refused.value)
    back = correcting.corrected(
        case, day=MONDAY + timedelta(8), late_correction_justified=True, actor=officer, now=late
    )
    assert back.state == S.RECEIVED


def test_a_correction_whose_notice_nobody_saw_arrive_is_in_time(officer, now):
    case = register(officer, now).case
    correcting.ask_correction(case, items="请写明年度", workdays=5, actor=officer, now=now)
    leader = make_person([Role.LEADER], name="领导")
    send_out(case, approver=leader, actor=officer, now=now, by_post=True)
    back = applicant.correct(case, {"features": "2025年"}, now=now + timedelta(days=30))
    assert back.state == S.RECEIVED
