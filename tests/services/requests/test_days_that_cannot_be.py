"""Days that cannot be, periods that still run, orders carried out twice: what the law counts from."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from mingchuang.casework import services as trunk
from mingchuang.casework.models import Case
from mingchuang.disclosure.requests.models import Dispute, DisputeResult
from mingchuang.disclosure.requests.services import (
    answering,
    charging,
    consulting,
    correcting,
    disputing,
    extending,
    serving,
    signing,
)
from mingchuang.disclosure.requests.services.filing import Arrival, register_request
from mingchuang.rules.refusals import Refused
from mingchuang.rules.requests.application import Application
from mingchuang.rules.requests.receiving import Channel
from mingchuang.rules.requests.states import RequestState as S
from mingchuang.rules.roles import Role
from tests.support.factories import make_person
from tests.support.letters import identity_for_letters, issue_all, send_out

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 3, 9)
YESTERDAY_OF_ALL = MONDAY - timedelta(3)


@pytest.fixture
def office(db):
    identity_for_letters()
    return SimpleNamespace(
        officer=make_person([Role.DISCLOSURE_OFFICER], name="秘书"),
        secrecy=make_person([Role.SECRECY_REVIEWER], name="保密员"),
        leader=make_person([Role.LEADER], name="分管领导"),
    )


@pytest.fixture
def case(office, now):
    """Received the week before: the day of receipt alone does not refuse what lies before a notice."""
    application = Application(applicant_type="natural_person", name="张三", document_name="统计")
    arrival = Arrival(Channel.IN_PERSON, submitted_on=MONDAY - timedelta(5))
    return register_request(application, arrival, actor=office.officer, now=now).case


def codes(call, *args, **options):
    with pytest.raises(Refused) as refused:
        call(*args, **options)
    return refused.value.codes


def served(case, office, now):
    [item] = answering.set_items(case, descriptions="统计", actor=office.officer, now=now)
    answering.answer_item(
        case, item, decision="grant", answer={"information": "附后"}, actor=office.officer, now=now
    )
    answering.submit_for_review(case, actor=office.officer, now=now)
    signing.sign(case, step="secrecy", actor=office.secrecy, now=now)
    signing.sign(case, step="head", actor=office.leader, now=now)
    signing.decide(case, actor=office.officer, now=now)
    issue_all(case, approver=office.leader, actor=office.officer, now=now)
    return serving.serve(case, day=MONDAY, way="direct", proof="签收", actor=office.officer, now=now)


def contested(case, office, now, **more):
    return disputing.file_dispute(
        case, kind="review", organ="市人民政府", day=MONDAY, actor=office.officer, now=now, **more
    )


def test_a_correction_cannot_come_before_it_was_asked_for(case, office, now):
    correcting.ask_correction(case, items="请写明年度", actor=office.officer, now=now)
    send_out(case, approver=office.leader, actor=office.officer, now=now)
    early = {"day": YESTERDAY_OF_ALL, "actor": office.officer, "now": now}
    assert codes(correcting.corrected, case, **early) == {"day_too_early"}


def test_reasons_and_payment_cannot_come_before_they_were_asked_for(case, office, now):
    early = {"day": YESTERDAY_OF_ALL, "actor": office.officer, "now": now}
    extending.ask_reasons(case, reason="请说明理由", excess="本年共62件", actor=office.officer, now=now)
    send_out(case, approver=office.leader, actor=office.officer, now=now)
    assert codes(extending.reasons_given, case, reason="研究", **early) == {"day_too_early"}
    extending.reasons_given(case, reason="研究", day=MONDAY, actor=office.officer, now=now)
    charging.ask_fee(case, tariff="pages", count=101, actor=office.officer, now=now)
    send_out(case, approver=office.leader, actor=office.officer, now=now)
    assert codes(charging.paid, case, amount=720, **early) == {"day_too_early"}


def test_nothing_lapses_before_it_is_known_when_the_notice_came(case, office, now):
    much_later = now + timedelta(days=60)
    correcting.ask_correction(case, items="请写明年度", actor=office.officer, now=now)
    posted = {"approver": office.leader, "actor": office.officer, "by_post": True}
    send_out(case, now=now, **posted)
    assert codes(correcting.lapse, case, actor=office.officer, now=much_later) == {"notice_receipt_unknown"}
    # Whoever got the notice late has corrected in time, though the screen warned from its dispatch on.
    back = correcting.corrected(
        case, day=date(2026, 3, 30), actor=office.officer, now=now + timedelta(days=21)
    )
    assert back.state == S.RECEIVED
    charging.ask_fee(case, tariff="pages", count=101, actor=office.officer, now=now + timedelta(21))
    send_out(case, now=now + timedelta(21), **posted)
    assert codes(charging.lapse, case, actor=office.officer, now=much_later) == {"notice_receipt_unknown"}


def test_silence_ends_on_the_last_day_of_the_period_whatever_day_is_typed(case, office, now):
    consulting.consult(case, party_kind="third_party", party="某公司", actor=office.officer, now=now)
    send_out(case, approver=office.leader, actor=office.officer, now=now)
    [asked] = case.information_request.consultations.all()
    back = consulting.record_opinion(
        case,
        consultation=asked,
        opinion="silent",
        day=date(2026, 3, 12),
        actor=office.officer,
        now=now + timedelta(days=25),
    )
    asked.refresh_from_db()
    assert (asked.ended_on, back.state) == (date(2026, 3, 30), S.RECEIVED)
    assert back.due_on == date(2026, 4, 23)


def test_a_dispute_follows_the_decision_and_ends_after_it_began(case, office, now):
    served(case, office, now)
    early = {"day": YESTERDAY_OF_ALL, "actor": office.officer, "now": now}
    assert codes(disputing.file_dispute, case, kind="review", organ="市政府", **early) == {"day_too_early"}
    contested(case, office, now)
    assert codes(disputing.answer_dispute, case, **early) == {"day_too_early"}
    assert codes(disputing.close_dispute, case, result="maintained", **early) == {"day_too_early"}


def test_a_review_and_a_suit_stand_side_by_side_and_end_one_by_one(case, office, now):
    served(case, office, now)
    contested(case, office, now, notified_on=MONDAY)
    act = {"day": MONDAY, "actor": office.officer, "now": now}
    suit = {"kind": "litigation_direct", "organ": "示例区人民法院", "notified_on": MONDAY}
    assert codes(disputing.file_dispute, case, **suit, **act) == {"review_pending"}
    assert codes(disputing.file_dispute, case, **{**suit, "kind": "review"}, **act) == {"dispute_open"}
    both = disputing.file_dispute(case, **suit, taken_up_all_the_same=True, **act)
    assert both.state == S.DISPUTED
    assert set(both.clocks.values_list("code", flat=True)) >= {"C16", "C17", "C18"}
    assert codes(disputing.answer_dispute, case, **act) == {"dispute_unnamed"}
    review, sued = case.information_request.disputes.order_by("pk")
    disputing.answer_dispute(case, dispute=sued, **act)
    assert case.clocks.get(code="C18").done_on == MONDAY
    assert case.clocks.get(code="C17").done_on is None
    assert codes(disputing.extend_review, case, days=31, **act) == {"review_extension_length"}
    longer = disputing.extend_review(case, days=30, **act)
    assert longer.clocks.get(code="C16").due_on == date(2026, 6, 8), "the ninetieth day is a Sunday: 7 June"
    one = disputing.close_dispute(case, result="other", dispute=sued, **act)
    assert (one.state, one.events.last().event) == (S.DISPUTED, "one_dispute_closed")
    ended = disputing.close_dispute(case, result="maintained", **act)
    assert ended.state == S.SERVED
    review.refresh_from_db()
    assert (review.result, review.closed_on) == ("maintained", MONDAY)
    assert list(trunk.verify_chains()) == []


def test_a_review_in_simplified_procedure_has_the_shorter_periods(case, office, now):
    served(case, office, now)
    filed = contested(
        case, office, now, notified_on=MONDAY, accepted_on=MONDAY - timedelta(1), simplified=True
    )
    due = dict(filed.clocks.values_list("code", "due_on"))
    assert (due["C17"], due["C16"]) == (date(2026, 3, 16), date(2026, 4, 7))
    assert filed.due_on == date(2026, 3, 16)
    assert Dispute.objects.get().accepted_on == MONDAY - timedelta(1)


def test_an_order_to_reply_anew_is_carried_out_once(case, office, now):
    today = {"day": MONDAY, "actor": office.officer, "now": now}
    served(case, office, now)
    contested(case, office, now)
    disputing.close_dispute(case, result=DisputeResult.CORRECTED, **today)
    disputing.reopen(case, reason="责令重新答复", **today)
    answering.submit_for_review(case, actor=office.officer, now=now)
    signing.sign(case, step="secrecy", actor=office.secrecy, now=now)
    signing.sign(case, step="head", actor=office.leader, now=now)
    signing.decide(case, actor=office.officer, now=now)
    issue_all(case, approver=office.leader, actor=office.officer, now=now)
    serving.serve(case, way="direct", proof="签收", **today)
    assert codes(disputing.reopen, case, reason="再来一次", **today) == {"new_reply_not_ordered"}
    assert Case.objects.get(pk=case.pk).state == S.SERVED
    assert list(trunk.verify_chains()) == []
