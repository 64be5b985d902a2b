"""Somebody asks to correct a record about them: taken in, corrected, refused or passed on, told by letter."""

import io
import zipfile
from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from mingchuang.base.calendars.selectors import current_calendar
from mingchuang.base.personal import services as personal
from mingchuang.base.personal.models import PersonalRecord
from mingchuang.casework import services as trunk
from mingchuang.casework import statistics
from mingchuang.casework.letters import services as letters
from mingchuang.casework.letters.models import Letter
from mingchuang.casework.models import Case
from mingchuang.casework.receipts import new_receipt
from mingchuang.casework.selectors import clocks_of
from mingchuang.disclosure.record_corrections import services
from mingchuang.disclosure.record_corrections.models import RecordCorrection
from mingchuang.disclosure.record_corrections.selectors import public_view
from mingchuang.disclosure.requests import annual_numbers
from mingchuang.rules.personal_data import Purpose
from mingchuang.rules.record_corrections import State
from mingchuang.rules.refusals import Forbidden, Refused
from mingchuang.rules.requests import contesting
from mingchuang.rules.roles import Role
from tests.support.factories import make_person
from tests.support.letters import identity_for_letters, issue_all
from tests.support.record_corrections import PERSON, typed
from tests.support.requests import id_card

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 3, 9)
PROVEN = {"identity_checked": True, "evidence_checked": True}


@pytest.fixture
def office(now):
    identity_for_letters()
    found = SimpleNamespace(
        officer=make_person([Role.DISCLOSURE_OFFICER], name="秘书"),
        leader=make_person([Role.LEADER], name="分管领导"),
    )
    found.act = {"actor": found.officer, "now": now}
    return found


@pytest.fixture
def case(office):
    opened = services.register(
        typed(), papers={"identity_proof": id_card(), "evidence": id_card("批复.png")}, **office.act
    )
    return trunk.take_on(opened.case, **office.act)


def codes(act, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value.codes


def answered(case, office, now, **sent):
    issue_all(case, approver=office.leader, **office.act)
    letter = Letter.objects.get(case=case, kind="record_correction", state="issued")
    letters.deliver(letter, **{"way": "direct", "on": MONDAY, "recipient": "欧阳文", **sent}, **office.act)
    return Case.objects.get(pk=case.pk)


def said(case):
    return "".join(Letter.objects.filter(case=case).latest("id").content["paragraphs"])


@pytest.mark.db
def test_a_record_is_corrected_told_by_letter_and_may_be_contested_both_ways(case, office, now):
    assert (case.number, case.state, str(case.due_on)) == ("G2026-00001", State.IN_PROGRESS, "2026-04-07")
    clock = case.clocks.get(code="answer")
    assert (clock.rule_id, clock.leads, len(clock.reasons)) == ("requests.record_correction", True, 29)
    case = services.correct(case, corrected_to="单位名称：星海大学", **PROVEN, **office.act)
    assert case.state == State.DECIDED
    text = said(case)
    assert "登记编号：G2026-00001" in text
    assert "已于2026年3月9日予以更正，更正后的内容：单位名称：星海大学" in text
    assert "第四十一条" in text
    [remedy] = Letter.objects.get(case=case).content["remedy"]
    assert "60日内" in remedy
    assert "6个月内直接" in remedy
    case = answered(case, office, now)
    assert (case.state, case.is_open, case.closed_on) == (State.ANSWERED, False, MONDAY)
    assert set(case.clocks.values_list("code", flat=True)) == {"answer", "C12", "C13"}
    assert list(trunk.verify_chains()) == []


def test_numbers_of_the_applicant_are_kept_in_their_standard_form(office):
    wide = {"name": "欧阳文", "id_number": "１１０１０５１９４９１２３１００２ｘ", "phone": "138 0013 8000"}
    case = services.register(typed(person=wide), **office.act).case
    assert personal.is_same(RecordCorrection.objects.get(case=case).applicant, PERSON)


def test_a_refusal_and_passing_on_have_letters_of_their_own(office, now):
    opened = [trunk.take_on(services.register(typed(), **office.act).case, **office.act) for _ in range(3)]
    refused = services.refuse(opened[0], reason="批复的文号与本机关档案不符。", **office.act)
    assert "不予更正。理由：批复的文号与本机关档案不符。" in said(refused)
    agency = {"agency": "市教育局", "agency_contact": "电话 0512-12345678"}
    sent = services.pass_on(opened[1], outcome="transferred", day=MONDAY, **agency, **office.act)
    assert "已于2026年3月9日将您（单位）的申请转送有权更正的机关市教育局" in said(sent)
    pointed = services.pass_on(opened[2], outcome="pointed", **agency, **office.act)
    assert "请您（单位）向有权更正的机关市教育局（联系方式：电话 0512-12345678）提出" in said(pointed)
    answered(pointed, office, now)
    year = statistics.Statistics(office.officer, 2026, "record_correction")
    [(label, outcomes)] = year.outcomes()
    assert (label, [(one.label, one.cases) for one in outcomes]) == (
        "更正记录",
        [("告知向有权更正的机关提出", 1)],
    )
    assert (year.total.arrived, year.total.on_time) == (3, 1)


def test_it_is_no_request_for_disclosure_and_not_in_the_annual_report(case, office, now):
    services.correct(case, corrected_to="星海大学", **PROVEN, **office.act)
    answered(case, office, now)
    assert list(annual_numbers.requests_of(2026)) == []
    assert list(annual_numbers.disputes_of(2026)) == []


def test_every_wrong_order_is_refused_with_all_reasons(case, office, now):
    tomorrow = MONDAY + timedelta(days=1)
    assert codes(services.correct, case, corrected_to=" ", day=tomorrow, **office.act) == {
        "day_in_future",
        "identity_unchecked",
        "evidence_unchecked",
        "corrected_to_missing",
    }
    early = {"corrected_to": "甲", "day": MONDAY - timedelta(days=1)}
    assert codes(services.correct, case, **early, **PROVEN, **office.act) == {"day_too_early"}
    assert codes(services.refuse, case, reason="", **office.act) == {"reason_missing"}
    assert codes(services.pass_on, case, outcome="", agency="", **office.act) == {
        "outcome_missing",
        "agency_missing",
    }
    assert codes(services.pass_on, case, outcome="pointed", agency="市教育局", **office.act) == {
        "agency_contact_missing"
    }
    assert codes(services.pass_on, case, outcome="transferred", agency="市教育局", **office.act) == {
        "day_missing"
    }
    assert codes(services.reconsider, case, reason="有误", **office.act) == {"wrong_state"}
    assert not Letter.objects.exists()
    closed = services.withdraw(case, day=MONDAY, **office.act)
    for act, given in (
        (services.correct, {"corrected_to": "甲", **PROVEN}),
        (services.refuse, {"reason": "甲"}),
        (services.withdraw, {"day": MONDAY}),
    ):
        assert codes(act, closed, **given, **office.act) == {"wrong_state"}


def test_without_review_organ_and_court_nothing_is_decided(office, case):
    identity_for_letters(review_organ="", court="")
    found = codes(services.refuse, case, reason="", **office.act)
    assert found == {"reason_missing", "review_organ_missing", "court_missing"}
    assert Case.objects.get(pk=case.pk).state == State.IN_PROGRESS


def test_what_came_is_taken_in_without_proofs_and_not_without_what_is_asked(office, now):
    empty = typed(channel="", day=None, person={}, record="", problem=" ")
    assert codes(services.register, empty, **office.act) == {
        "channel_missing",
        "day_missing",
        "name_missing",
        "record_missing",
        "problem_missing",
    }
    early = MONDAY + timedelta(days=3)
    assert codes(services.register, typed(day=early), **office.act) == {"day_in_future"}
    assert codes(services.register, typed(), papers={"evidence": id_card("证据.exe")}, **office.act) == {
        "file_kind"
    }
    assert not Case.objects.exists()
    assert services.register(typed(evidence=""), **office.act).case.state == State.RECEIVED
    with pytest.raises(Forbidden):
        services.register(typed(), actor=make_person([Role.SUPERVISOR]), now=now)


def test_sent_twice_it_is_registered_once(office):
    receipt = new_receipt()
    first = services.register(typed(), receipt=receipt, **office.act)
    again = services.register(typed(), receipt=receipt, **office.act)
    assert (again.case, again.query_code) == (first.case, first.query_code)
    assert Case.objects.count() == 1


def test_the_periods_to_contest_run_from_the_receipt_of_a_posted_answer(case, office, now):
    later = {"actor": office.officer, "now": now + timedelta(days=8)}
    assert codes(services.answer_received, case, day=MONDAY, **later) == {"wrong_state"}
    case = services.refuse(case, reason="证据不足", **office.act)
    case = answered(case, office, now, way="post", mail_number="1234567890123")

    def contested():
        found = case.clocks.filter(code__in=("C12", "C13")).order_by("code")
        return [(str(clock.started_on), str(clock.due_on)) for clock in found]

    def told():
        return public_view(case, clocks_of(case, MONDAY, current_calendar()), MONDAY)["contest_note"]

    assert contested() == [("2026-03-09", "2026-05-08"), ("2026-03-09", "2026-09-09")]
    assert told() == contesting.FROM_POSTING
    early = {"day": MONDAY - timedelta(days=1), **later}
    assert codes(services.answer_received, case, **early) == {"day_too_early"}
    case = services.answer_received(case, day=MONDAY + timedelta(days=3), **later)
    assert contested() == [("2026-03-12", "2026-05-11"), ("2026-03-12", "2026-09-14")], "a Saturday"
    assert told() == contesting.FROM_RECEIPT
    assert (case.is_open, case.closed_on) == (False, MONDAY)
    assert list(trunk.verify_chains()) == []


def test_an_answer_handed_over_has_no_other_receipt(case, office, now):
    case = answered(services.refuse(case, reason="证据不足", **office.act), office, now)
    assert codes(services.answer_received, case, day=MONDAY, **office.act) == {"not_sent_by_post"}


def test_a_decision_is_taken_back_until_its_letter_is_out(case, office, now):
    case = services.refuse(case, reason="证据不足", **office.act)
    case = services.reconsider(case, reason="申请人补交了原件", **office.act)
    assert (case.state, RecordCorrection.objects.get().outcome) == (State.IN_PROGRESS, "")
    assert Letter.objects.get(case=case).state == "voided"
    case = services.correct(case, corrected_to="星海大学", **PROVEN, **office.act)
    issue_all(case, approver=office.leader, **office.act)
    assert codes(services.reconsider, case, reason="再看", **office.act) == {"letter_issued"}
    letter = Letter.objects.get(case=case, state="issued")
    letters.void(letter, reason="印错", **office.act)
    assert services.reconsider(case, reason="答复书印错", **office.act).state == State.IN_PROGRESS


def test_the_archive_package_holds_application_papers_and_letter(case, office, now):
    case = services.correct(case, corrected_to="星海大学", **PROVEN, **office.act)
    case = answered(case, office, now)
    out = io.BytesIO()
    trunk.package(case, out, purpose=Purpose.ARCHIVE, **office.act)
    names = zipfile.ZipFile(out).namelist()
    for part in ("application.json", "identity_proof", "evidence", "letters.json", "letter01-pdf"):
        assert any(part in name for name in names), part


def test_its_personal_data_is_erased_when_its_time_is_over(case, office, now):
    services.withdraw(case, day=MONDAY, **office.act)
    later = now + timedelta(days=3 * 366)
    assert services.erase_due(now) == 0
    assert services.erase_due(later) == 1
    assert services.erase_due(later) == 0
    row = RecordCorrection.objects.get()
    assert (row.record, row.problem, row.evidence) == ("", "", "")
    assert PersonalRecord.objects.get().erased_at is not None
    assert all(paper.file.erased_at for paper in row.papers.select_related("file"))
    assert list(trunk.verify_chains()) == []
