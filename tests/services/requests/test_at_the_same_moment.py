"""Two clerks act on one request at the same moment: one of them does it, the other is told."""

from datetime import date, datetime
from typing import Any

import pytest

from mingchuang.casework import receipts
from mingchuang.casework import services as trunk
from mingchuang.casework.letters.models import Letter
from mingchuang.casework.models import Case
from mingchuang.casework.services import Opened
from mingchuang.disclosure.record_corrections.services import registering
from mingchuang.disclosure.requests.services import answering, serving, signing
from mingchuang.disclosure.requests.services.confirming import confirm
from mingchuang.disclosure.requests.services.filing import Arrival, register_request
from mingchuang.rules.refusals import Refused
from mingchuang.rules.requests.application import Application
from mingchuang.rules.requests.receiving import Channel
from mingchuang.rules.requests.states import RequestState
from mingchuang.rules.roles import Role
from tests.support.factories import make_person
from tests.support.letters import identity_for_letters, issue_all
from tests.support.requests import file_one
from tests.support.together import together

pytestmark = [pytest.mark.db, pytest.mark.django_db(transaction=True)]


def one_did_it(outcomes: list[Any]) -> set[str]:
    """What the other one was told."""
    [refused] = [one for one in outcomes if isinstance(one, Refused)]
    [done] = [one for one in outcomes if not isinstance(one, Refused)]
    assert isinstance(done, Case)
    return refused.codes


def test_a_request_is_decided_once_and_served_once(transactional_db: None, now: datetime) -> None:
    identity_for_letters()
    clerks = [make_person([Role.DISCLOSURE_OFFICER], name=name) for name in ("甲", "乙")]
    secrecy, leader = make_person([Role.SECRECY_REVIEWER]), make_person([Role.LEADER])
    by: dict[str, Any] = {"actor": clerks[0], "now": now}
    case = trunk.take_on(confirm(file_one(now).case, **by), **by)
    [item] = answering.set_items(case, descriptions="2025年因公出国经费预算", **by)
    answering.answer_item(case, item, decision="grant", answer={"information": "120万元"}, **by)
    answering.submit_for_review(case, **by)
    signing.sign(case, step="secrecy", actor=secrecy, now=now)
    signing.sign(case, step="head", actor=leader, now=now)

    def decide(hand: int) -> Case:
        return signing.decide(Case.objects.get(pk=case.pk), actor=clerks[hand], now=now)

    assert one_did_it(together(decide, 2)) == {"wrong_state"}
    assert Letter.objects.filter(case=case, kind="reply_grant").count() == 1

    issue_all(case, approver=leader, **by)

    def serve(hand: int) -> Case:
        served = {"day": date(2026, 3, 9), "way": "direct", "proof": "本人签收"}
        return serving.serve(Case.objects.get(pk=case.pk), **served, actor=clerks[hand], now=now)

    assert one_did_it(together(serve, 2)) == {"wrong_state"}
    case.refresh_from_db()
    assert case.state == RequestState.SERVED
    happened = list(case.events.values_list("event", flat=True))
    assert (happened.count("decided"), happened.count("served")) == (1, 1)
    assert list(trunk.verify_chains()) == []


def test_a_double_click_registers_once(transactional_db: None, now: datetime) -> None:
    clerk = make_person([Role.DISCLOSURE_OFFICER])
    application = Application(applicant_type="natural_person", name="张三", document_name="出国统计")
    arrival = Arrival(Channel.IN_PERSON, submitted_on=now.date())
    typed = registering.Typed(
        channel="in_person", day=now.date(), person={"name": "张三"}, record="档案", problem="姓名写错"
    )
    mark = receipts.new_receipt()

    def click(_hand: int) -> list[Opened]:
        by: dict[str, Any] = {"receipt": mark, "actor": clerk, "now": now}
        return [register_request(application, arrival, **by), registering.register(typed, **by)]

    first, second = together(click, 2)
    assert first == second and all(opened.query_code for opened in first)
    assert Case.objects.count() == 2
