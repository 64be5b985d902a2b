"""From a citizen's report to the reply, and every way in which that is refused."""

from datetime import date, timedelta

import pytest

from mingchuang.base.audit.models import AuditEvent
from mingchuang.base.notify.models import Message
from mingchuang.casework import selectors, services
from mingchuang.casework.models import Case
from mingchuang.casework.receipts import new_receipt
from mingchuang.casework.site_errors.models import SiteError
from mingchuang.casework.site_errors.services import Report, file_report
from mingchuang.rules.refusals import Forbidden, Refused
from mingchuang.rules.site_errors import SiteErrorState as S
from mingchuang.rules.workdays import CoverageError


def test_a_report_gets_a_number_a_due_day_and_somebody_who_knows(filed, office):
    case = Case.objects.get(pk=filed.case.pk)
    assert case.number == "E2026-00001"
    assert (case.state, case.received_on, case.due_on) == (S.RECEIVED, date(2026, 3, 9), date(2026, 3, 12))
    assert case.title == "错别字、病句：/info/1/"
    assert case.calendar_version
    # Not yet forwarded to a division: those who work for the whole office are told, nobody else.
    assert {message.recipient for message in Message.objects.all()} == {office.officer}
    assert AuditEvent.objects.filter(action="case.opened", target_id=str(case.pk)).count() == 1


def test_numbers_run_on_and_the_same_form_sent_twice_is_one_case(office, report, now):
    receipt = new_receipt()
    first = file_report(report, receipt=receipt, proven=True, now=now)
    again = file_report(report, receipt=receipt, proven=False, now=now + timedelta(seconds=1))
    other = file_report(report, receipt=new_receipt(), proven=True, now=now)
    assert (again.case.pk, again.query_code) == (first.case.pk, first.query_code)
    assert (first.case.number, other.case.number) == ("E2026-00001", "E2026-00002")
    assert other.query_code != first.query_code


def test_a_report_tells_all_that_is_missing_at_once(office, now):
    wrong = Report(error_kind="", problem=" ", page_address="x" * 501, contact="y" * 101)
    with pytest.raises(Refused) as refusal:
        file_report(wrong, receipt=new_receipt(), proven=True, now=now)
    assert refusal.value.codes == {
        "kind_missing",
        "problem_missing",
        "page_address_too_long",
        "contact_too_long",
    }
    assert not Case.objects.exists()


@pytest.mark.parametrize("receipt", ["", "short", "../" * 11, "x" * 33])
def test_a_receipt_that_is_not_ours_is_refused(office, report, now, receipt):
    with pytest.raises(Refused) as refusal:
        file_report(report, receipt=receipt, proven=True, now=now)
    assert refusal.value.codes == {"receipt_missing"}


def test_control_characters_are_dropped_and_line_breaks_stay(office, now):
    report = Report(error_kind="other", problem="第一行\r\n第二\x00行\x1b[31m", page_address=" /a/\x07 ")
    case = file_report(report, receipt=new_receipt(), proven=True, now=now).case
    assert case.site_error.problem == "第一行\n第二行[31m"
    assert case.site_error.page_address == "/a/"


@pytest.mark.parametrize("address", ["张三的页面", "/搜索?q=张三", "http://[::1", "/a b/", ""])
def test_a_title_never_repeats_what_may_be_personal(office, now, address):
    report = Report(error_kind="link", problem="打不开", page_address=address)
    title = file_report(report, receipt=new_receipt(), proven=True, now=now).case.title
    assert "张三" not in title
    assert title.startswith("链接打不开")


def test_without_proof_a_report_waits_for_a_look_while_its_clock_runs(office, report, now):
    case = file_report(report, receipt=new_receipt(), proven=False, now=now).case
    assert (case.state, case.due_on) == (S.UNCHECKED, date(2026, 3, 12))
    admitted = services.admit(case, actor=office.officer, now=now + timedelta(days=1))
    assert (admitted.state, admitted.due_on) == (S.RECEIVED, date(2026, 3, 12))


def test_advertising_is_closed_with_a_reason_the_sender_does_not_see(office, report, now):
    case = file_report(report, receipt=new_receipt(), proven=False, now=now).case
    with pytest.raises(Refused) as refusal:
        services.discard(case, reason="", actor=office.officer, now=now)
    assert refusal.value.codes == {"reason_missing"}
    closed = services.discard(case, reason="商业广告", actor=office.officer, now=now)
    assert (closed.state, closed.is_open, closed.closed_on) == (S.DISCARDED, False, date(2026, 3, 9))
    assert selectors.public_reply(closed) == ""
    again = services.reopen(
        closed, reason="看错了，是找错", actor=office.officer, now=now + timedelta(days=1)
    )
    assert (again.state, again.due_on) == (S.RECEIVED, date(2026, 3, 13))


def test_the_whole_way_to_a_reply(office, case, now):
    case = services.forward(case, division=office.news, actor=office.officer, now=now)
    assert (case.division, case.assignee, case.state) == (office.news, None, S.RECEIVED)
    assert set(Message.objects.filter(subject__contains="转至您处").values_list("recipient", flat=True)) == {
        office.officer.pk,
        office.clerk.pk,
        office.colleague.pk,
    }
    case = services.take_on(case, actor=office.clerk, now=now)
    assert (case.assignee, case.state) == (office.clerk, S.IN_PROGRESS)
    case = services.assign(case, assignee=office.colleague, actor=office.clerk, now=now)
    assert Message.objects.filter(recipient=office.colleague, subject__contains="请办理").count() == 1
    case = services.answer(case, reply="已更正，谢谢您。", actor=office.colleague, now=now)
    assert (case.state, case.is_open, case.closed_on) == (S.ANSWERED, False, date(2026, 3, 9))
    assert selectors.public_reply(case) == "已更正，谢谢您。"
    assert [event.event for event in selectors.history(case)] == [
        "opened",
        "forwarded",
        "taken_on",
        "assigned",
        "answered",
    ]


def test_a_second_click_on_answer_changes_nothing(office, case, now):
    services.take_on(case, actor=office.officer, now=now)
    services.answer(case, reply="已更正。", actor=office.officer, now=now)
    with pytest.raises(Refused) as refusal:
        services.answer(case, reply="已更正。", actor=office.officer, now=now)
    assert refusal.value.codes == {"wrong_state"}
    assert case.events.count() == 3


def test_not_an_error_is_closed_with_a_reason_the_reporter_reads(office, case, now):
    services.take_on(case, actor=office.officer, now=now)
    closed = services.close(case, reason="原文件如此，网页与原文一致。", actor=office.officer, now=now)
    assert closed.state == S.NOT_AN_ERROR
    assert selectors.public_reply(closed) == "原文件如此，网页与原文一致。"


def test_reopening_starts_the_clock_anew_and_hides_the_earlier_reply(office, case, now):
    services.take_on(case, actor=office.officer, now=now)
    services.answer(case, reply="已更正。", actor=office.officer, now=now)
    later = now + timedelta(days=7)
    again = services.reopen(case, reason="更正有误", actor=office.officer, now=later)
    assert (again.clock_started_on, again.due_on) == (date(2026, 3, 16), date(2026, 3, 19))
    assert again.closed_on is None
    assert selectors.public_reply(again) == ""


@pytest.mark.parametrize(
    ("reply", "code"),
    [("请联系经办人，身份证号11010519491231002X。", "privacy.id_card"), ("机密★10年", "secrecy")],
)
def test_a_reply_that_leaks_is_not_sent(office, case, now, reply, code):
    services.take_on(case, actor=office.officer, now=now)
    with pytest.raises(Refused) as refusal:
        services.answer(case, reply=reply, actor=office.officer, now=now)
    assert any(found.startswith(code.split(".", maxsplit=1)[0]) for found in refusal.value.codes)
    assert {reason.field for reason in refusal.value.reasons} == {"reply"}
    case.refresh_from_db()
    assert case.state == S.IN_PROGRESS


def test_who_may_do_what(office, case, now):
    """Before it is forwarded only office-wide people act; then only its division; readers never."""
    for person in (office.clerk, office.other, office.supervisor):
        with pytest.raises(Forbidden):
            services.take_on(case, actor=person, now=now)
        assert office.clerk == person or not selectors.may_handle(person, case)
    case = services.forward(case, division=office.news, actor=office.officer, now=now)
    for person in (office.other, office.supervisor):
        with pytest.raises(Forbidden):
            services.take_on(case, actor=person, now=now)
    with pytest.raises(Refused) as refusal:
        services.assign(case, assignee=office.other, actor=office.clerk, now=now)
    assert refusal.value.codes == {"assignee_may_not"}
    visible = {
        person: case in selectors.visible(person)
        for person in vars(office).values()
        if hasattr(person, "username")
    }
    assert visible == {
        office.officer: True,
        office.clerk: True,
        office.colleague: True,
        office.other: False,
        office.supervisor: True,
    }


def test_erasure_removes_every_text_and_keeps_the_record_whole(office, filed, now):
    case = services.take_on(filed.case, actor=office.officer, now=now)
    services.answer(case, reply="已更正。", actor=office.officer, now=now)
    assert list(services.verify_chains()) == []
    erased = services.erase(case, actor=office.officer, now=now + timedelta(days=400))
    detail = SiteError.objects.get(case=erased)
    assert (detail.problem, detail.page_address, detail.salt) == ("", "", "")
    assert selectors.public_reply(erased) == ""
    assert erased.state == S.ANSWERED
    assert list(services.verify_chains()) == []


def test_a_case_beyond_the_calendar_is_received_and_has_no_due_day(office, report, now, monkeypatch):
    def beyond(*_args, **_options):
        raise CoverageError(date(2026, 1, 1), date(2026, 12, 31))

    monkeypatch.setattr("mingchuang.rules.clocks.site_error_reply", beyond)
    case = file_report(report, receipt=new_receipt(), proven=True, now=now).case
    assert case.due_on is None
    assert case.number
