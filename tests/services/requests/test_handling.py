"""A request from the counter to the reply: the office asks, consults, extends, charges, signs and serves."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from mingchuang.base.calendars import services as calendars
from mingchuang.base.localtime import local_day
from mingchuang.casework import services as trunk
from mingchuang.casework.letters import services as letters
from mingchuang.casework.models import Case
from mingchuang.disclosure.requests.models import SignOff
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
from mingchuang.rules.calendar_data import national_notices, notice_to_data
from mingchuang.rules.refusals import Forbidden, Refused
from mingchuang.rules.requests.application import Application
from mingchuang.rules.requests.receiving import Channel
from mingchuang.rules.requests.states import RequestState as S
from mingchuang.rules.roles import Role
from tests.support.factories import make_person
from tests.support.letters import identity_for_letters, issue_all, send_out

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 3, 9)


@pytest.fixture
def office(db):
    identity_for_letters()
    return SimpleNamespace(
        officer=make_person([Role.DISCLOSURE_OFFICER], name="秘书"),
        secrecy=make_person([Role.SECRECY_REVIEWER], name="保密员"),
        lawyer=make_person([Role.LEGAL_REVIEWER], name="法制员"),
        leader=make_person([Role.LEADER], name="分管领导"),
    )


@pytest.fixture
def case(office, now):
    application = Application(
        applicant_type="natural_person",
        name="张三",
        phone="13800138000",
        document_name="2025年因公出国统计",
        way="paper",
        route="collect",
    )
    arrival = Arrival(Channel.IN_PERSON, submitted_on=MONDAY)
    opened = register_request(application, arrival, actor=office.officer, now=now)
    return trunk.take_on(opened.case, actor=office.officer, now=now)


def codes(call, *args, **options):
    with pytest.raises(Refused) as refused:
        call(*args, **options)
    return refused.value.codes


def answered(case, office, now, decision="grant", **more):
    [item] = answering.set_items(case, descriptions="2025年统计表", actor=office.officer, now=now)
    answer = more.pop("answer", {"information": "随附统计表"})
    answering.answer_item(case, item, decision=decision, answer=answer, actor=office.officer, now=now, **more)
    return item


def test_a_counter_request_counts_at_once_and_ends_with_its_service(case, office, now):
    assert (case.state, case.received_on, case.due_on) == (S.RECEIVED, MONDAY, date(2026, 4, 7))
    answered(case, office, now)
    answering.submit_for_review(case, actor=office.officer, now=now)
    signing.sign(case, step="secrecy", actor=office.secrecy, now=now)
    signing.sign(case, step="head", actor=office.leader, now=now)
    decided = signing.decide(case, actor=office.officer, now=now)
    assert (decided.state, decided.is_open, decided.closed_on) == (S.DECIDED, True, None)
    issue_all(case, approver=office.leader, actor=office.officer, now=now)
    served = serving.serve(
        case,
        day=MONDAY + timedelta(2),
        way="direct",
        proof="张某签收",
        actor=office.officer,
        now=now + timedelta(days=2),
    )
    assert (served.state, served.is_open, served.closed_on) == (S.SERVED, False, date(2026, 3, 11))
    decision = case.events.get(event="decided")
    assert decision.data["row"] == "granted"
    assert list(trunk.verify_chains()) == []


def test_failure_2_sign_off_does_not_stop_the_clock(case, office, now):
    answered(case, office, now)
    waiting = answering.submit_for_review(case, actor=office.officer, now=now)
    assert (waiting.state, waiting.due_on, waiting.is_open) == (S.IN_REVIEW, date(2026, 4, 7), True)
    assert waiting.internal_due_on == date(2026, 4, 1)
    assert trunk.remind(now.replace(month=4, day=1)) == 1


def test_failure_4_not_existing_needs_a_recorded_search(case, office, now):
    item = answered(case, office, now, "unable_not_exist", answer={}, reason="经检索未找到")
    assert codes(answering.submit_for_review, case, actor=office.officer, now=now) == {"search_not_recorded"}
    assert codes(
        answering.record_search,
        case,
        item=item,
        place="",
        words=" ",
        result="",
        actor=office.officer,
        now=now,
    ) == {"place_missing", "words_missing", "result_missing"}
    answering.record_search(
        case, item=item, place="公文系统", words="出国 统计", result="无", actor=office.officer, now=now
    )
    assert answering.submit_for_review(case, actor=office.officer, now=now).state == S.IN_REVIEW


def test_a_refusal_needs_ground_reason_and_a_lawyer(case, office, now):
    item = answered(case, office, now, "deny_process", answer={})
    found = codes(answering.submit_for_review, case, actor=office.officer, now=now)
    assert found == {"ground_missing", "reason_missing"}
    answering.answer_item(
        case,
        item,
        decision="deny_process",
        ground="process",
        reason="属于讨论记录",
        actor=office.officer,
        now=now,
    )
    answering.submit_for_review(case, actor=office.officer, now=now)
    signing.sign(case, step="secrecy", actor=office.secrecy, now=now)
    assert codes(signing.sign, case, step="head", actor=office.leader, now=now) == {"legal_first"}
    assert codes(signing.decide, case, actor=office.officer, now=now) == {
        "legal_not_signed",
        "head_not_signed",
    }


def test_who_wrote_the_reply_signs_nothing_and_nobody_signs_for_another_step(case, office, now):
    writer = make_person([Role.DISCLOSURE_OFFICER, Role.LEADER], name="起草又分管")
    [item] = answering.set_items(case, descriptions="统计表", actor=writer, now=now)
    answering.answer_item(case, item, decision="grant", answer={"information": "附后"}, actor=writer, now=now)
    answering.submit_for_review(case, actor=office.officer, now=now)
    signing.sign(case, step="secrecy", actor=office.secrecy, now=now)
    assert codes(signing.sign, case, step="head", actor=writer, now=now) == {"signer_wrote"}
    with pytest.raises(Forbidden):
        signing.sign(case, step="head", actor=office.secrecy, now=now)
    assert SignOff.objects.count() == 1


def test_a_returned_reply_needs_all_signatures_again(case, office, now):
    answered(case, office, now)
    answering.submit_for_review(case, actor=office.officer, now=now)
    signing.sign(case, step="secrecy", actor=office.secrecy, now=now)
    assert codes(signing.send_back, case, step="head", reason="", actor=office.leader, now=now) == {
        "reason_missing"
    }
    back = signing.send_back(case, step="head", reason="请补充附件", actor=office.leader, now=now)
    assert back.state == S.RECEIVED
    answering.submit_for_review(case, actor=office.officer, now=now)
    assert codes(signing.decide, case, actor=office.officer, now=now) == {
        "secrecy_not_signed",
        "head_not_signed",
    }


def test_a_correction_is_asked_once_voids_the_clock_and_starts_it_anew(case, office, now):
    correcting.ask_correction(
        case, items="请写明所需信息的年度\n请提供身份证明", actor=office.officer, now=now
    )
    send_out(case, approver=office.leader, actor=office.officer, now=now + timedelta(days=1))
    asked = Case.objects.get(pk=case.pk)
    assert (asked.state, asked.received_on) == (S.CORRECTION, MONDAY)
    assert asked.events.get(event="correction_asked").data["items"] == 2
    assert codes(correcting.lapse, case, actor=office.officer, now=now + timedelta(days=2)) == {
        "period_running"
    }
    later = now + timedelta(days=7)
    back = correcting.corrected(case, day=date(2026, 3, 16), reason="2025年", actor=office.officer, now=later)
    assert (back.state, back.clock_started_on, back.due_on) == (
        S.RECEIVED,
        date(2026, 3, 16),
        date(2026, 4, 14),
    )
    assert codes(correcting.ask_correction, case, items="再补", actor=office.officer, now=later) >= {
        "correction_asked_before"
    }


def test_a_consultation_rests_the_clock_and_silence_counts_only_after_its_period(case, office, now):
    consulting.consult(case, party_kind="third_party", party="某公司", actor=office.officer, now=now)
    [asked] = case.information_request.consultations.all()
    assert (asked.party is not None, asked.agency) == (True, "")
    issue_all(case, approver=office.leader, actor=office.officer, now=now)
    [asking] = case.letters.filter(kind="third_party_inquiry")
    posted = {"way": "post", "recipient": "某公司", "mail_number": "1234567890123"}
    letters.deliver(asking, on=MONDAY, **posted, actor=office.officer, now=now)
    assert Case.objects.get(pk=case.pk).state == S.CONSULTING
    consulting.letter_received(
        case, consultation=asked, day=date(2026, 3, 10), actor=office.officer, now=now + timedelta(days=1)
    )
    early = {"consultation": asked, "opinion": "silent", "day": date(2026, 3, 20), "actor": office.officer}
    assert codes(consulting.record_opinion, case, now=now + timedelta(days=11), **early) == {
        "opinion_period_running"
    }
    back = consulting.record_opinion(
        case,
        consultation=asked,
        opinion="agrees",
        day=date(2026, 3, 13),
        actor=office.officer,
        now=now + timedelta(days=4),
    )
    assert (back.state, back.due_on) == (S.RECEIVED, date(2026, 4, 13))
    again = {"consultation": asked, "opinion": "agrees", "day": date(2026, 3, 13), "actor": office.officer}
    assert codes(consulting.record_opinion, case, now=now + timedelta(days=4), **again) >= {
        "consultation_over"
    }


def test_a_notice_to_correct_that_came_too_late_leaves_the_old_day_standing(case, office, now):
    late, answered = now + timedelta(days=16), now + timedelta(days=18)
    correcting.ask_correction(
        case, items="请写明年度", late_notice_accepted=True, actor=office.officer, now=late
    )
    send_out(case, approver=office.leader, actor=office.officer, now=late)
    due = Case.objects.get(pk=case.pk).due_on
    notice = "".join(case.letters.get(kind="correction_notice").content["paragraphs"])
    assert "答复期限不因补正重新计算" in notice and "起重新计算答复期限" not in notice
    back = correcting.corrected(case, day=local_day(answered), actor=office.officer, now=answered)
    assert (back.state, back.clock_started_on, back.due_on) == ("received", back.received_on, due)
    assert list(trunk.verify_chains()) == []


def test_failure_3_an_extension_counts_once_approved_by_the_head_issued_and_told_before_the_last_day(
    case, office, now
):
    by_officer = {"actor": office.officer, "now": now}
    wanted = codes(extending.propose, case, workdays=30, reason="", **by_officer)
    assert wanted == {"extension_length", "reason_missing"}
    assert codes(extending.extend, case, told_on=MONDAY, **by_officer) >= {"notice_missing"}
    extending.propose(case, workdays=20, reason="检索量大", **by_officer)
    assert codes(extending.propose, case, workdays=20, reason="检索量大", **by_officer) == {
        "extension_proposed"
    }
    notice = extending.proposed(case)
    assert "延长后的答复期限为2026年5月8日" in "".join(notice.content["paragraphs"])
    assert codes(extending.extend, case, told_on=MONDAY, **by_officer) == {
        "extension_not_approved",
        "notice_not_issued",
    }
    colleague = make_person([Role.DISCLOSURE_OFFICER], name="同事")
    assert codes(letters.approve, notice, actor=colleague, now=now) == {"extension_not_approved"}
    issue_all(case, approver=office.leader, **by_officer)
    late = now.replace(month=4, day=8)
    handed = {"way": "direct", "recipient": "张三", "actor": office.officer}
    assert "extension_late" in codes(letters.deliver, notice, on=date(2026, 4, 8), now=late, **handed)
    assert Case.objects.get(pk=case.pk).due_on == date(2026, 4, 7)
    letters.deliver(notice, on=MONDAY, now=now, **handed)
    extended = Case.objects.get(pk=case.pk)
    assert (extended.due_on, extended.events.last().event) == (date(2026, 5, 8), "extended")
    assert codes(extending.propose, case, workdays=5, reason="再延长", **by_officer) >= {"extended_before"}


def test_nothing_is_charged_for_what_is_free_and_payment_must_be_exact(case, office, now):
    by = {"actor": office.officer, "now": now}
    today = {"day": MONDAY, **by}
    assert codes(charging.ask_fee, case, tariff="items", count=1, already=3, **by) == {"fee_free"}
    charging.ask_fee(case, tariff="pages", count=101, actor=office.officer, now=now)
    send_out(case, approver=office.leader, actor=office.officer, now=now)
    asked = Case.objects.get(pk=case.pk)
    assert (asked.state, asked.information_request.fee_notice.amount) == (S.FEE_PENDING, 720)
    assert codes(charging.paid, case, amount=700, **today) == {"fee_amount_differs"}
    assert charging.paid(case, amount=720, **today).state == S.RECEIVED


def test_service_is_not_before_the_decision_and_needs_proof(case, office, now):
    answered(case, office, now)
    answering.submit_for_review(case, actor=office.officer, now=now)
    signing.sign(case, step="secrecy", actor=office.secrecy, now=now)
    signing.sign(case, step="head", actor=office.leader, now=now)
    later = now + timedelta(days=2)
    signing.decide(case, actor=office.officer, now=later)
    found = codes(serving.serve, case, day=MONDAY, way="direct", proof=" ", actor=office.officer, now=later)
    assert found >= {"served_before_decision", "proof_of_service_missing"}


def test_a_reply_out_of_turn_is_refused_with_the_state_in_words(case, office, now):
    assert codes(signing.decide, case, actor=office.officer, now=now) == {"wrong_state"}
    answered(case, office, now)
    answering.submit_for_review(case, actor=office.officer, now=now)
    assert codes(answering.set_items, case, descriptions="别的", actor=office.officer, now=now) == {
        "not_drafting"
    }


def test_a_dispute_has_its_own_clock_and_may_order_a_new_reply(case, office, now):
    test_a_counter_request_counts_at_once_and_ends_with_its_service(case, office, now)
    april = now.replace(month=4, day=1)
    filed = disputing.file_dispute(
        case,
        kind="review",
        organ="市人民政府",
        day=date(2026, 4, 1),
        notified_on=date(2026, 4, 1),
        actor=office.officer,
        now=april,
    )
    assert (filed.state, filed.is_open, filed.due_on) == (S.DISPUTED, True, date(2026, 4, 16))
    disputing.answer_dispute(case, day=date(2026, 4, 1), actor=office.officer, now=april)
    assert codes(
        disputing.reopen, case, day=date(2026, 4, 1), reason="x", actor=office.officer, now=april
    ) == {"new_reply_not_ordered"}
    closed = disputing.close_dispute(
        case, result="corrected", day=date(2026, 4, 1), actor=office.officer, now=april
    )
    assert closed.state == S.SERVED
    again = disputing.reopen(
        case, day=date(2026, 4, 1), reason="责令重新答复", actor=office.officer, now=april
    )
    assert (again.state, again.due_on) == (S.RECEIVED, date(2026, 4, 30))
    assert list(trunk.verify_chains()) == []


def test_items_that_were_searched_for_are_not_dropped(case, office, now):
    items = answering.set_items(case, descriptions="甲\n乙\n", actor=office.officer, now=now)
    answering.record_search(
        case, item=items[0], place="档案室", words="甲", result="无", actor=office.officer, now=now
    )
    assert codes(answering.set_items, case, descriptions="乙", actor=office.officer, now=now) == {
        "item_was_searched"
    }
    kept = answering.set_items(case, descriptions="乙\n甲\n丙", actor=office.officer, now=now)
    assert [item.description for item in kept] == ["乙", "甲", "丙"]
    assert kept[1].pk == items[0].pk


def test_two_clerks_deciding_at_once_the_second_is_told(case, office, now):
    answered(case, office, now)
    answering.submit_for_review(case, actor=office.officer, now=now)
    signing.sign(case, step="secrecy", actor=office.secrecy, now=now)
    signing.sign(case, step="head", actor=office.leader, now=now)
    stale = Case.objects.get(pk=case.pk)
    signing.decide(case, actor=office.officer, now=now)
    assert codes(signing.decide, stale, actor=office.officer, now=now) == {"wrong_state"}


def test_a_new_calendar_shows_every_clock_of_a_request_that_it_moves(case, office, now):
    calendars.seed(now)
    administrator = make_person([Role.ADMINISTRATOR], name="管理员")
    for name in ("甲公司", "乙公司"):
        consulting.consult(
            case,
            party_kind="third_party",
            party=name,
            concerning="合同",
            actor=office.officer,
            now=now,
        )
    send_out(case, approver=office.leader, actor=office.officer, now=now, by_post=True)
    data = notice_to_data(next(notice for notice in national_notices() if notice.year == 2026))
    off = {**data["holidays"][0], "name": "临时放假", "first": "2026-03-16", "last": "2026-03-16"}
    data = {**data, "holidays": [*data["holidays"], off]}
    shown = calendars.preview_change(administrator, data, now=now)
    moved = [(row.label.rpartition(" · ")[2], str(row.before), str(row.after)) for row in shown.moved]
    assert moved == [
        ("第三方意见期限", "2026-03-30", "2026-03-31"),
        ("第三方意见期限", "2026-03-30", "2026-03-31"),
        ("答复期限", "2026-04-28", "2026-04-29"),
    ]
    assert {row.link for row in shown.moved} == {f"/desk/cases/{case.uid}/"}
    calendars.apply_change(administrator, data, accepted=shown.digest, reason="临时放假", now=now)
    begun = case.clocks.filter(done_on=None, started_on__lte=MONDAY)
    stored = begun.order_by("due_on").values_list("due_on", flat=True)
    assert [str(day) for day in stored] == ["2026-03-31", "2026-03-31", "2026-04-29"]
