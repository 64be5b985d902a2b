"""Each notice on its way: drafted, approved and issued it moves nothing; by leaving it does, on that day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from mingchuang.casework import services as trunk
from mingchuang.casework.letters import services as letters
from mingchuang.casework.models import Case
from mingchuang.disclosure.requests.models import FeeNotice
from mingchuang.disclosure.requests.selectors import may_correct, may_give_reasons, public_view
from mingchuang.disclosure.requests.services import (
    answering,
    applicant,
    charging,
    consulting,
    correcting,
    extending,
    lettering,
)
from mingchuang.rules.letters.kinds import LetterKind as K
from mingchuang.rules.requests.states import RequestState as S
from tests.services.requests.test_lettering import HANDED, MONDAY, POSTED, case, codes, issue, office, the
from tests.support.letters import send_out

__all__ = ["case", "office"]
pytestmark = pytest.mark.django_db

TUESDAY, DUE = MONDAY + timedelta(1), date(2026, 4, 7)


@dataclass(frozen=True)
class Way:
    """One notice: how it is drafted, and what is so once it has left."""

    draft: Callable[..., Any]
    kind: K
    event: str
    state: str
    receipt: str = ""


def _correction(case, **act):
    return correcting.ask_correction(case, items="请写明年度", **act)


def _reasons(case, **act):
    return extending.ask_reasons(case, reason="请说明用途", excess="本年共62件", **act)


def _fee(case, **act):
    return charging.ask_fee(case, tariff="pages", count=101, **act)


def _inquiry(kind):
    return lambda case, **act: consulting.consult(case, party_kind=kind, party="甲公司", **act)


WAYS = (
    Way(_correction, K.CORRECTION_NOTICE, "correction_asked", S.CORRECTION, "correction_notice_received"),
    Way(_reasons, K.REASON_INQUIRY, "reason_asked", S.REASON_ASKED, "reason_notice_received"),
    Way(_fee, K.FEE_NOTICE, "fee_asked", S.FEE_PENDING, "fee_notice_received"),
    Way(_inquiry("third_party"), K.THIRD_PARTY_INQUIRY, "consultation_sent", S.CONSULTING, "received"),
    Way(_inquiry("co_maker"), K.CO_MAKER_INQUIRY, "consultation_sent", S.CONSULTING, "received"),
    Way(_inquiry("other_agency"), K.OTHER_AGENCY_INQUIRY, "consultation_sent", S.CONSULTING, "received"),
)
each_way = pytest.mark.parametrize("way", WAYS, ids=[way.kind for way in WAYS])


def clocks(case):
    return sorted(case.clocks.values_list("code", "started_on", "due_on", "done_on", "leads"))


def fresh(case):
    return Case.objects.get(pk=case.pk)


@each_way
def test_a_drafted_and_issued_notice_moves_nothing_and_the_applicant_sees_nothing(case, office, way):
    before, seen = clocks(case), public_view(case)
    way.draft(case, **office.act)
    issue(case, office)
    waiting = fresh(case)
    assert (waiting.state, waiting.due_on, clocks(waiting)) == (S.RECEIVED, DUE, before)
    assert not may_correct(waiting) and not may_give_reasons(waiting)
    assert not FeeNotice.objects.exists()
    shown = public_view(waiting)
    assert shown["events"] == seen["events"]
    assert list(shown["letters"]) == list(seen["letters"])


@each_way
def test_it_counts_from_the_day_it_left(case, office, way, now):
    way.draft(case, **office.act)
    issue(case, office)
    later = {"actor": office.officer, "now": now + timedelta(days=3)}
    letters.deliver(the(case, way.kind), on=TUESDAY, **POSTED, **later)
    told = fresh(case)
    event = told.events.get(event=way.event)
    assert told.state == way.state
    assert (event.data["day"], event.on) == (TUESDAY.isoformat(), MONDAY + timedelta(3))
    assert not told.events.filter(event__endswith="received").exists(), "by post that comes later"
    assert list(trunk.verify_chains()) == []


@each_way
def test_in_hand_it_left_and_came_on_one_day(case, office, way):
    way.draft(case, **office.act)
    issue(case, office)
    letters.deliver(the(case, way.kind), on=MONDAY, **HANDED, **office.act)
    assert fresh(case).events.latest("seq").event.endswith(way.receipt)


@each_way
def test_a_voided_draft_is_done_anew_and_the_new_one_counts(case, office, way):
    way.draft(case, **office.act)
    old = letters.void(the(case, way.kind), reason="写错", **office.act)
    lettering.redraft(old, **office.act)
    issue(case, office)
    newest = case.letters.filter(kind=way.kind).latest("id")
    letters.deliver(newest, on=MONDAY, **HANDED, **office.act)
    assert fresh(case).state == way.state
    assert case.events.filter(event=way.event).count() == 1


@pytest.mark.parametrize("way", WAYS[:3], ids=[way.kind for way in WAYS[:3]])
def test_one_draft_at_a_time_until_it_is_voided(case, office, way):
    way.draft(case, **office.act)
    assert codes(way.draft, case, **office.act) == {"notice_proposed"}
    letters.void(the(case, way.kind), reason="写错", **office.act)
    way.draft(case, **office.act)
    assert codes(way.draft, case, **office.act) == {"notice_proposed"}


@each_way
def test_a_notice_that_leaves_out_of_turn_is_refused_and_its_delivery_with_it(case, office, way):
    way.draft(case, **office.act)
    issue(case, office)
    [item] = answering.set_items(case, descriptions="统计", **office.act)
    answering.answer_item(case, item, decision="grant", answer={"information": "附后"}, **office.act)
    answering.submit_for_review(case, **office.act)
    late = the(case, way.kind)
    assert codes(letters.deliver, late, on=MONDAY, **HANDED, **office.act) == {"wrong_state"}
    assert not late.deliveries.exists() and fresh(case).due_on == DUE


def test_the_delivery_of_a_notice_of_a_closed_request_is_only_written_down(case, office, now):
    _correction(case, **office.act)
    issue(case, office)
    applicant.withdraw(case, now=now)
    letters.deliver(the(case, K.CORRECTION_NOTICE), on=MONDAY, **HANDED, **office.act)
    assert fresh(case).state == S.CLOSED_WITHDRAWN


def _says(letter):
    return "".join(letter.content["paragraphs"])


def test_a_correction_drafted_in_time_that_leaves_late_says_so_and_the_clock_goes_on(case, office, now):
    _correction(case, **office.act)
    issue(case, office)
    notice = the(case, K.CORRECTION_NOTICE)
    assert "起重新计算答复期限" in _says(notice)
    late = {"actor": office.officer, "now": now.replace(day=19)}
    refused = codes(letters.deliver, notice, on=date(2026, 3, 19), **HANDED, **late)
    assert refused == {"correction_notice_stale"}
    assert (fresh(case).state, notice.deliveries.count()) == (S.RECEIVED, 0)
    letters.void(notice, reason="没有及时发出", **late)
    anew = lettering.redraft(notice, **late)
    assert "答复期限不因补正重新计算" in _says(anew) and "起重新计算答复期限" not in _says(anew)
    letters.approve(anew, actor=office.leader, now=late["now"])
    letters.deliver(letters.issue(anew, **late), on=date(2026, 3, 19), **HANDED, **late)
    told = fresh(case)
    assert (told.state, told.due_on) == (S.CORRECTION, DUE)
    assert told.events.get(event="correction_asked").data["late"] is True
    assert told.clocks.get(code="C4").leads


def test_a_correction_notice_that_has_grown_old_is_not_approved_nor_given_a_number(case, office, now):
    _correction(case, **office.act)
    notice = the(case, K.CORRECTION_NOTICE)
    last, late = now.replace(day=18), {"actor": office.officer, "now": now.replace(day=19)}
    stale = {"correction_notice_stale"}
    assert codes(letters.approve, notice, actor=office.leader, now=late["now"]) == stale
    letters.approve(notice, actor=office.leader, now=last)
    assert codes(letters.issue, notice, **late) == stale
    letters.void(notice, reason="超过七个工作日", **late)
    again = correcting.ask_correction(case, items="请写明年度", late_notice_accepted=True, **late)
    assert "不因补正重新计算" in _says(again.letters.filter(kind=K.CORRECTION_NOTICE).latest("id"))


def test_a_correction_posted_in_time_and_written_down_later_keeps_what_it_says(case, office, now):
    _correction(case, **office.act)
    issue(case, office)
    later = {"actor": office.officer, "now": now.replace(day=23)}
    letters.deliver(the(case, K.CORRECTION_NOTICE), on=date(2026, 3, 18), **POSTED, **later)
    assert fresh(case).state == S.CORRECTION
    assert "late" not in fresh(case).events.get(event="correction_asked").data


def test_an_office_that_starts_anew_whenever_it_asked_has_no_notice_grow_old(case, office, now):
    Case.objects.filter(pk=case.pk).update(frozen={**case.frozen, "late_correction_restarts": True})
    _correction(case, **office.act)
    issue(case, office)
    late = {"actor": office.officer, "now": now.replace(day=19)}
    letters.deliver(the(case, K.CORRECTION_NOTICE), on=date(2026, 3, 19), **HANDED, **late)
    assert fresh(case).state == S.CORRECTION


def test_a_delay_counts_once_its_notice_has_left_before_the_last_day(case, office, now):
    _reasons(case, **office.act)
    send_out(case, approver=office.leader, **office.act)
    extending.delay(case, until=date(2026, 6, 30), reason="检索量大", **office.act)
    again = {"until": date(2026, 6, 30), "reason": "检索量大", **office.act}
    assert codes(extending.delay, case, **again) == {"notice_proposed"}
    issue(case, office)
    assert (fresh(case).state, fresh(case).due_on) == (S.REASON_ASKED, DUE)
    notice = the(case, K.DELAY_NOTICE)
    late = {"actor": office.officer, "now": now.replace(month=4, day=8)}
    assert codes(letters.deliver, notice, on=date(2026, 4, 8), **HANDED, **late) == {"delay_late"}
    letters.deliver(notice, on=DUE, **HANDED, **late)
    assert (fresh(case).state, fresh(case).due_on) == (S.RECEIVED, date(2026, 6, 30))


def _excessive(case, office):
    [item] = answering.set_items(case, descriptions="统计", **office.act)
    counted = {"counts": 62, "counts_period": "本年1月至3月"}
    said = {"decision": "refuse_excessive", "reason": "理由不合理", "answer": counted}
    answering.answer_item(case, item, **said, **office.act)


def test_nothing_is_refused_as_excessive_before_the_inquiry_left_and_was_answered(case, office, now):
    _excessive(case, office)
    _reasons(case, **office.act)
    assert codes(answering.submit_for_review, case, **office.act) == {"reasons_not_asked"}
    send_out(case, approver=office.leader, **office.act)
    assert codes(answering.submit_for_review, case, **office.act) == {"reasons_awaited"}
    applicant.give_reasons(case, "就是想看看。", now=now)
    assert answering.submit_for_review(case, **office.act).state == S.IN_REVIEW


def test_without_an_answer_the_period_to_explain_must_be_over_since_the_inquiry_came(case, office, now):
    _excessive(case, office)
    _reasons(case, **office.act)
    send_out(case, approver=office.leader, by_post=True, **office.act)
    last = {"actor": office.officer, "now": now.replace(day=24)}
    after = {"actor": office.officer, "now": now.replace(day=25)}
    assert codes(answering.submit_for_review, case, **after) == {"reasons_awaited"}, "nobody saw it arrive"
    extending.inquiry_received(case, day=TUESDAY, **last)
    assert codes(answering.submit_for_review, case, **last) == {"reasons_awaited"}
    assert answering.submit_for_review(case, **after).state == S.IN_REVIEW
