"""What a clerk does for an applicant: another query code, help, and the month's items for a fee."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from mingchuang.base.audit.models import AuditEvent
from mingchuang.casework import services as trunk
from mingchuang.casework.letters import services as letters
from mingchuang.casework.models import Case
from mingchuang.casework.receipts import new_receipt
from mingchuang.casework.selectors import find_by_code
from mingchuang.casework.timelines import what_of
from mingchuang.disclosure.requests.models import FeeNotice, InformationRequest
from mingchuang.disclosure.requests.services import (
    answering,
    applicant,
    charging,
    helping,
    month,
    renewing,
    signing,
)
from mingchuang.disclosure.requests.services.confirming import confirm
from mingchuang.rules.refusals import Forbidden, Refused
from mingchuang.rules.requests.states import RequestEvent as E
from mingchuang.rules.requests.states import RequestState as S
from mingchuang.rules.roles import Role
from tests.support.factories import make_person
from tests.support.letters import identity_for_letters, issue_all, send_out
from tests.support.requests import file_one

pytestmark = pytest.mark.django_db

OTHER = {"name": "司马青", "id_number": "110101199003074899", "phone": "13900139000"}
GRANT = {"decision": "grant", "answer": {"information": "附后"}}


@pytest.fixture
def office(db):
    identity_for_letters()
    return SimpleNamespace(
        officer=make_person([Role.DISCLOSURE_OFFICER], name="秘书"),
        both=make_person([Role.SECRECY_REVIEWER, Role.LEADER], name="保密兼分管"),
        leader=make_person([Role.LEADER], name="分管领导"),
    )


@pytest.fixture
def filed(office, now):
    return file_one(now)


def renew(case, office, now, **changes):
    given = {"check": "document_shown", "receipt": new_receipt(), "actor": office.officer, "now": now}
    return renewing.renew_query_code(case, **given | changes)


def codes(call, *args, **options):
    with pytest.raises(Refused) as refused:
        call(*args, **options)
    return refused.value.codes


def received(office, now, **changes):
    return confirm(file_one(now, **changes).case, actor=office.officer, now=now)


# --- query code ---------------------------------------------------------------------------------


def test_a_lost_code_is_renewed_and_the_old_one_is_dead(filed, office, now):
    opened = renew(filed.case, office, now)
    assert opened.query_code != filed.query_code
    assert find_by_code(filed.case.number, filed.query_code) is None
    assert find_by_code(filed.case.number, opened.query_code) == filed.case
    event = filed.case.events.get(event=E.QUERY_CODE_RENEWED)
    assert (event.actor, event.data["check"], event.state) == (office.officer, "document_shown", S.SUBMITTED)
    assert opened.query_code not in str(event.data)
    written = AuditEvent.objects.filter(action="case.query_code_renewed").get()
    assert opened.query_code not in str(written.data)
    assert list(trunk.verify_chains()) == []


def test_a_double_click_issues_one_code(filed, office, now):
    mark = new_receipt()
    first, second = (renew(filed.case, office, now, receipt=mark) for _ in range(2))
    assert first.query_code == second.query_code
    assert filed.case.events.filter(event=E.QUERY_CODE_RENEWED).count() == 1
    later = renew(filed.case, office, now)
    assert codes(renew, filed.case, office, now, receipt=mark) == {"renewed_since"}
    assert find_by_code(filed.case.number, later.query_code) == filed.case
    with pytest.raises(Forbidden):
        renew(filed.case, office, now, receipt=mark, actor=make_person([Role.DRAFTER]))


def test_without_a_check_of_identity_no_code_is_issued(filed, office, now):
    assert codes(renew, filed.case, office, now, check="") == {"identity_unchecked"}
    assert codes(renew, filed.case, office, now, receipt="x") == {"receipt_missing"}
    for stranger in ([Role.DRAFTER], [Role.LEGAL_REVIEWER]):
        with pytest.raises(Forbidden):
            renew(filed.case, office, now, actor=make_person(stranger))
    assert find_by_code(filed.case.number, filed.query_code) == filed.case


def test_where_the_applicant_was_erased_nobody_can_be_checked(filed, office, now):
    case = withdrawn(confirm(filed.case, actor=office.officer, now=now), office, now)
    trunk.erase(case, actor=None, now=now)
    assert codes(renew, case, office, now) == {"applicant_erased"}


def withdrawn(case, office, now):
    return applicant.withdrawn(case, day=now.date(), reason="来函撤回", actor=office.officer, now=now)


# --- help ---------------------------------------------------------------------------------------


def test_who_asked_for_help_waits_until_it_was_given(office, now):
    case = file_one(now, needs_help="on").case
    file_one(now, **OTHER)
    assert list(helping.waiting(office.officer)) == [case]
    assert codes(helping.give_help, case, day=now.date(), reason=" ", actor=office.officer, now=now) == {
        "help_missing"
    }
    for what in ("电话里朗读了受理回执", "放大打印答复书"):
        helping.give_help(case, day=now.date(), reason=what, actor=office.officer, now=now)
    log = InformationRequest.objects.get(pk=case.pk).help_log.splitlines()
    assert log[0] == f"{now.date().isoformat()} 秘书：电话里朗读了受理回执"
    assert len(log) == 2
    assert list(helping.waiting(office.officer)) == []
    with pytest.raises(Forbidden):
        helping.give_help(case, day=now.date(), reason="x", actor=make_person([Role.DRAFTER]), now=now)


# --- signatures ---------------------------------------------------------------------------------


@pytest.fixture
def in_review(office, now):
    case = received(office, now)
    [item] = answering.set_items(case, descriptions="预算", actor=office.officer, now=now)
    answering.answer_item(case, item, **GRANT, actor=office.officer, now=now)
    return answering.submit_for_review(case, actor=office.officer, now=now)


def test_nobody_signs_two_steps_of_one_reply(in_review, office, now):
    signing.sign(in_review, step="secrecy", actor=office.both, now=now)
    assert codes(signing.sign, in_review, step="head", actor=office.both, now=now) == {"signed_another_step"}
    signing.sign(in_review, step="head", actor=office.leader, now=now)
    assert signing.decide(in_review, actor=office.officer, now=now).state == S.DECIDED


def test_an_office_of_few_people_may_let_one_person_sign(in_review, office, now, settings):
    settings.REQUEST_SIGNERS_DIFFER = False
    signing.sign(in_review, step="secrecy", actor=office.both, now=now)
    signing.sign(in_review, step="head", actor=office.both, now=now)
    settings.REQUEST_SIGNERS_DIFFER = True
    assert codes(signing.decide, in_review, actor=office.officer, now=now) == {"one_signed_several"}
    settings.REQUEST_SIGNERS_DIFFER = False
    assert signing.decide(in_review, actor=office.officer, now=now).state == S.DECIDED


def test_after_a_return_whoever_signed_before_may_sign_another_step(in_review, office, now):
    signing.sign(in_review, step="secrecy", actor=office.both, now=now)
    signing.send_back(in_review, step="head", reason="再核对", actor=office.leader, now=now)
    answering.submit_for_review(in_review, actor=office.officer, now=now)
    secrecy = make_person([Role.SECRECY_REVIEWER], name="保密员")
    signing.sign(in_review, step="secrecy", actor=secrecy, now=now)
    signing.sign(in_review, step="head", actor=office.both, now=now)


# --- fees ---------------------------------------------------------------------------------------


def test_the_months_items_of_the_same_applicant_are_suggested(office, now):
    first = received(office, now)
    answering.set_items(first, descriptions="甲\n乙\n丙", actor=office.officer, now=now)
    second, _other = received(office, now), received(office, now, **OTHER)
    gone = received(office, now)
    withdrawn(gone, office, now)
    case = received(office, now)
    assert [(row.case, row.items) for row in month.before_this(case)] == [(first, 3), (second, 1)]
    next_month = now + timedelta(days=31)
    assert month.before_this(received(office, next_month)) == []
    assert month.before_this(file_one(now).case) == []


def test_what_the_clerk_confirmed_stands_beside_what_was_found(office, now):
    received(office, now)
    case = received(office, now)
    charging.ask_fee(case, tariff="items", count=2, already=10, actor=office.officer, now=now)
    data = case.events.get(event=E.FEE_PROPOSED).data
    assert (data["already"], data["found"]) == (10, 1)
    assert not FeeNotice.objects.exists()
    send_out(case, approver=make_person([Role.LEADER], name="领导"), actor=office.officer, now=now)
    assert FeeNotice.objects.get().amount == 200


def test_published_information_is_never_charged_by_pages(office, now):
    case = received(office, now)
    [item] = answering.set_items(case, descriptions="预算", actor=office.officer, now=now)
    published = {"decision": "grant_published", "answer": {"link": "https://wb.example.gov.cn/a/"}}
    answering.answer_item(case, item, **published, actor=office.officer, now=now)
    given = {"actor": office.officer, "now": now}
    assert codes(charging.ask_fee, case, tariff="pages", count=50, **given) == {"pages_of_published"}
    charging.ask_fee(case, tariff="items", count=1, already=10, **given)


def test_a_fee_notice_dated_in_time_counts_though_it_is_written_down_late(office, now):
    case = received(office, now)
    due = case.due_on
    late = now + (due - now.date()) + timedelta(days=1)
    given = {"tariff": "items", "count": 1, "already": 10, "actor": office.officer}
    assert codes(charging.ask_fee, case, now=late, **given) == {"fee_notice_late"}
    charging.ask_fee(case, now=now, **given)
    leader = make_person([Role.LEADER], name="领导")
    issued = issue_all(case, approver=leader, actor=office.officer, now=now)
    [notice] = [letter for letter in issued if letter.kind == "fee_notice"]
    handed = {"way": "direct", "recipient": "张三", "actor": office.officer, "now": late}
    assert codes(letters.deliver, notice, on=late.date(), **handed) == {"fee_notice_late"}
    assert Case.objects.get(pk=case.pk).state == S.RECEIVED
    letters.deliver(notice, on=due, **handed)
    event = case.events.get(event=E.FEE_ASKED)
    assert event.on == late.date() > due
    assert due.isoformat() == event.data["day"]
    assert str(due.day) in what_of(event, "收费")
