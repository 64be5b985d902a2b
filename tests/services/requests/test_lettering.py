"""The letters that the handling of a request makes by itself, and what is refused without them."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from mingchuang.base.identity.models import SiteIdentity
from mingchuang.casework import services as trunk
from mingchuang.casework.letters import services as letters
from mingchuang.casework.letters.models import Letter
from mingchuang.casework.models import Case
from mingchuang.disclosure.requests import letters_made
from mingchuang.disclosure.requests.models import RequestLetter
from mingchuang.disclosure.requests.services import (
    answering,
    charging,
    confirming,
    consulting,
    correcting,
    disputing,
    extending,
    lettering,
    serving,
    signing,
)
from mingchuang.disclosure.requests.services.filing import Arrival, register_request
from mingchuang.rules.letters.kinds import LetterKind as K
from mingchuang.rules.refusals import Forbidden, Refused
from mingchuang.rules.requests.application import Application
from mingchuang.rules.requests.receiving import Channel
from mingchuang.rules.requests.states import RequestState as S
from mingchuang.rules.roles import Role
from tests.support.factories import make_person
from tests.support.letters import identity_for_letters, issue_all, send_out
from tests.support.requests import file_one

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 3, 9)
TUESDAY = MONDAY + timedelta(1)
POSTED = {"way": "post", "recipient": "张三", "mail_number": "1234567890123"}
HANDED = {"way": "direct", "recipient": "张三"}


@pytest.fixture
def office(db, now):
    identity_for_letters()
    found = SimpleNamespace(
        officer=make_person([Role.DISCLOSURE_OFFICER], name="秘书"),
        secrecy=make_person([Role.SECRECY_REVIEWER], name="保密员"),
        lawyer=make_person([Role.LEGAL_REVIEWER], name="法制员"),
        leader=make_person([Role.LEADER], name="分管领导"),
    )
    found.act = {"actor": found.officer, "now": now}
    return found


@pytest.fixture
def case(office):
    application = Application(
        applicant_type="natural_person",
        name="张三",
        phone="13800138000",
        document_name="2025年因公出国统计",
        way="paper",
        route="collect",
    )
    opened = register_request(application, Arrival(Channel.IN_PERSON, submitted_on=MONDAY), **office.act)
    return trunk.take_on(opened.case, **office.act)


def codes(call, *args, **options):
    with pytest.raises(Refused) as refused:
        call(*args, **options)
    return refused.value.codes


def kinds(case):
    return [letter.kind for letter in Letter.objects.filter(case=case).order_by("id")]


def the(case, kind):
    return Letter.objects.filter(case=case, kind=kind).latest("id")


def text(letter):
    return "".join(letter.content["paragraphs"] + letter.content["remedy"])


def decide(case, office, *answers):
    """Answer the items ("甲", "乙" …) with (decision, what is said), sign and decide."""
    items = answering.set_items(case, descriptions="\n".join("甲乙丙"[: len(answers)]), **office.act)
    for item, (decision, said) in zip(items, answers, strict=True):
        answering.answer_item(case, item, decision=decision, **said, **office.act)
    answering.submit_for_review(case, **office.act)
    for step, person in (("secrecy", office.secrecy), ("legal", office.lawyer), ("head", office.leader)):
        signing.sign(case, step=step, actor=person, now=office.act["now"])
    return signing.decide(case, **office.act)


GRANT = ("grant", {"answer": {"information": "统计表"}})
DENY = ("deny_process", {"ground": "process", "reason": "属于讨论记录"})


def issue(case, office):
    return issue_all(case, approver=office.leader, **office.act)


# --- receipt --------------------------------------------------------------------------------------


def test_the_receipt_is_given_with_the_registration_and_names_the_days(case, office):
    receipt = the(case, K.RECEIPT)
    assert (receipt.state, receipt.number) == ("issued", "示外公开回〔2026〕1号")
    said = text(receipt)
    assert case.number in said and "2026年3月9日" in said and "2026年4月7日" in said
    assert "查询码由本机关在登记时另行告知" in said
    assert receipt.content["addressee"] == "张三"


def test_confirming_gives_the_receipt_and_a_confirmation_that_fails_gives_none(office, now):
    filed = file_one(now)
    assert kinds(filed.case) == []
    with pytest.raises(Refused):
        confirming.confirm(filed.case, day=MONDAY + timedelta(9), **office.act)
    assert kinds(filed.case) == []
    confirming.confirm(filed.case, **office.act)
    receipt = the(filed.case, K.RECEIPT)
    assert receipt.state == "issued" and filed.query_code not in text(receipt)
    assert codes(confirming.confirm, filed.case, **office.act) == {"wrong_state"}
    assert kinds(filed.case) == [K.RECEIPT]


def test_without_a_code_word_the_receipt_waits_as_a_draft_and_nobody_is_turned_away(office, now):
    SiteIdentity.objects.update(document_code="")
    filed = file_one(now)
    confirmed = confirming.confirm(filed.case, **office.act)
    assert confirmed.state == S.RECEIVED
    assert the(filed.case, K.RECEIPT).state == "draft"


def test_a_draft_of_a_wording_that_lacks_something_moves_nothing(case, office):
    SiteIdentity.objects.update(fee_payment="")
    options = {"tariff": "pages", "count": 101, **office.act}
    assert codes(charging.ask_fee, case, **options) == {"letter_value_missing"}
    assert Case.objects.get(pk=case.pk).state == S.RECEIVED
    assert kinds(case) == [K.RECEIPT]


# --- notices --------------------------------------------------------------------------------------


def test_a_correction_notice_is_told_when_it_is_delivered(case, office):
    correcting.ask_correction(case, items="请写明年度\n请提供身份证明", **office.act)
    notice = the(case, K.CORRECTION_NOTICE)
    assert notice.state == "draft" and "1.请写明年度；" in text(notice)
    assert codes(correcting.notice_received, case, day=MONDAY, **office.act) == {"wrong_state"}
    issue(case, office)
    letters.deliver(notice, on=MONDAY, **HANDED, **office.act)
    assert Case.objects.get(pk=case.pk).events.last().data["received"] == "2026-03-09"


def test_by_post_the_period_runs_from_the_receipt_and_lateness_from_the_posting(case, office, now):
    late, wrote = now.replace(day=25), {"actor": office.officer, "now": now.replace(day=24)}
    correcting.ask_correction(case, items="请写明年度", late_notice_accepted=True, **wrote)
    issue_all(case, approver=office.leader, **wrote)
    posted = {"on": date(2026, 3, 24), **POSTED, "actor": office.officer, "now": late}
    letters.deliver(the(case, K.CORRECTION_NOTICE), **posted)
    received = correcting.notice_received(case, day=date(2026, 3, 25), actor=office.officer, now=late)
    assert received.events.last().data["sent"] == "2026-03-24"
    assert received.due_on == date(2026, 4, 7)
    assert codes(correcting.lapse, case, actor=office.officer, now=late) == {"period_running"}
    lapsed = correcting.lapse(case, actor=office.officer, now=now.replace(month=4, day=20))
    assert lapsed.state == S.CLOSED_NO_CORRECTION
    told = the(case, K.NO_LONGER_HANDLED)
    assert "第三十条" in told.content["basis"] and "补正期限至2026年4月9日届满" in text(told)
    assert "6个月内直接向示例区人民法院" in text(told)


def test_nobody_loses_a_period_that_never_began(case, office, now):
    correcting.ask_correction(case, items="请写明年度", **office.act)
    send_out(case, approver=office.leader, by_post=True, **office.act)
    later = {"actor": office.officer, "now": now.replace(month=6)}
    assert codes(correcting.lapse, case, **later) == {"notice_receipt_unknown"}


def test_each_party_gets_its_letter_and_the_applicant_one_notice(case, office):
    consulting.consult(case, party_kind="third_party", party="甲公司", concerning="报价", **office.act)
    consulting.consult(case, party_kind="co_maker", party="市统计局", **office.act)
    consulting.consult(case, party_kind="other_agency", party="市档案局", **office.act)
    found = [K.THIRD_PARTY_INQUIRY, K.CONSULTATION_NOTICE, K.CO_MAKER_INQUIRY, K.OTHER_AGENCY_INQUIRY]
    assert kinds(case)[1:] == found
    asked = the(case, K.THIRD_PARTY_INQUIRY)
    assert asked.content["addressee"] == "甲公司" and "报价" in text(asked) and "张三" not in text(asked)
    issue(case, office)
    letters.deliver(asked, on=MONDAY, **HANDED, **office.act)
    assert case.information_request.consultations.get(kind="third_party").received_on == MONDAY


def test_a_letter_that_left_later_than_it_was_drafted_takes_no_more_days_out(case, office, now):
    consulting.consult(case, party_kind="third_party", party="甲公司", **office.act)
    issue(case, office)
    later = {"actor": office.officer, "now": now.replace(day=16)}
    letters.deliver(the(case, K.THIRD_PARTY_INQUIRY), on=date(2026, 3, 13), **HANDED, **later)
    [asked] = case.information_request.consultations.all()
    assert asked.sent_on == date(2026, 3, 13)
    back = consulting.record_opinion(
        case, consultation=asked, opinion="agrees", day=date(2026, 3, 16), **later
    )
    assert back.due_on == date(2026, 4, 8)


def test_reasons_delay_and_fee_make_their_letters(case, office, now):
    assert codes(extending.ask_reasons, case, reason="请说明", excess=" ", **office.act) == {"excess_missing"}
    extending.ask_reasons(case, reason="请说明用途", excess="本年共提出申请62件", **office.act)
    assert "次日起第10个工作日" in text(the(case, K.REASON_INQUIRY))
    send_out(case, approver=office.leader, **office.act)
    extending.delay(case, until=date(2026, 6, 30), reason="检索量大", **office.act)
    assert "延迟后的答复期限为2026年6月30日" in text(the(case, K.DELAY_NOTICE))
    send_out(case, approver=office.leader, **office.act)
    charging.ask_fee(case, tariff="items", count=2, already=10, **office.act)
    fee = the(case, K.FEE_NOTICE)
    assert "应收信息处理费200元" in text(fee) and "缴入市级国库" in text(fee)
    issue(case, office)
    letters.deliver(fee, on=MONDAY, **HANDED, **office.act)
    lapsed = charging.lapse(case, actor=office.officer, now=now.replace(month=5))
    assert lapsed.state == S.CLOSED_UNPAID
    assert "没有缴纳" in text(the(case, K.NO_LONGER_HANDLED))


def test_an_extension_whose_day_has_moved_since_is_proposed_anew(case, office):
    extending.propose(case, workdays=20, reason="检索量大", **office.act)
    consulting.consult(case, party_kind="other_agency", party="市档案局", **office.act)
    issue(case, office)
    letters.deliver(the(case, K.OTHER_AGENCY_INQUIRY), on=MONDAY, **HANDED, **office.act)
    old = extending.proposed(case)
    assert codes(letters.deliver, old, on=MONDAY, **HANDED, **office.act) == {"extension_day_changed"}
    letters.void(old, reason="期限有变动", **office.act)
    assert letters_made.redraftable(case) == []
    extending.propose(case, workdays=20, reason="检索量大", **office.act)
    issue(case, office)
    letters.deliver(extending.proposed(case), on=MONDAY, **HANDED, **office.act)
    assert Case.objects.get(pk=case.pk).events.last().event == "extended"


# --- replies --------------------------------------------------------------------------------------


def test_each_outcome_has_its_letter_and_its_own_remedy(case, office):
    decided = decide(case, office, GRANT, DENY, GRANT)
    assert decided.state == S.DECIDED
    assert kinds(case)[1:] == [K.REPLY_GRANT, K.REPLY_DENY_PROCESS]
    grant, deny = the(case, K.REPLY_GRANT), the(case, K.REPLY_DENY_PROCESS)
    assert "第1项：甲；第3项：丙" in text(grant)
    assert "6个月内直接" in text(grant) and "6个月" not in text(deny)
    assert "先向示例市人民政府" in text(deny)


def test_failure_5_a_letter_without_reason_article_or_the_right_remedy_is_refused_on_every_path(
    case, office, now
):
    SiteIdentity.objects.update(review_organ="", court="")
    items = answering.set_items(case, descriptions="甲\n乙", **office.act)
    answering.answer_item(case, items[0], decision="refuse_reconfirm", reason="已经提供", **office.act)
    answering.answer_item(
        case, items[1], decision="deny_law_forbids", ground="law_forbids", reason=" ", **office.act
    )
    lacking = codes(answering.submit_for_review, case, **office.act)
    assert lacking == {"basis_missing", "law_missing", "reason_missing"}
    answering.set_items(case, descriptions="丙", **office.act)
    [item] = case.information_request.items.all()
    answering.answer_item(case, item, decision=DENY[0], **DENY[1], **office.act)
    assert codes(answering.submit_for_review, case, **office.act) == {"review_organ_missing"}
    identity_for_letters()
    answering.submit_for_review(case, **office.act)
    for step, person in (("secrecy", office.secrecy), ("legal", office.lawyer), ("head", office.leader)):
        signing.sign(case, step=step, actor=person, now=now)
    SiteIdentity.objects.update(review_organ="")
    assert codes(signing.decide, case, **office.act) == {"review_organ_missing"}
    assert Case.objects.get(pk=case.pk).state == S.IN_REVIEW
    identity_for_letters()
    signing.decide(case, **office.act)
    # The same letter drafted by hand with the wrong remedy or none is neither approved nor issued.
    wrong = lettering.remedy_of(lettering.rules.Written(K.REPLY_GRANT))
    for remedy in ((), wrong):
        by_hand = letters.draft(
            case,
            K.REPLY_DENY_PROCESS,
            {"申请内容": "丙", "理由": "属于讨论记录"},
            addressee="张三",
            remedy=remedy,
            **office.act,
        )
        assert codes(letters.approve, by_hand, actor=office.leader, now=now) & {
            "letter_remedy_missing",
            "letter_six_months",
        }
        assert "letter_not_approved" in codes(letters.issue, by_hand, **office.act)
    served = {"day": MONDAY, "way": "direct", "proof": "张三签收"}
    assert codes(serving.serve, case, **served, **office.act) == {"reply_letter_not_issued"}


def test_delivering_the_last_reply_letter_serves_the_reply(case, office, now):
    decide(case, office, GRANT, DENY)
    issue(case, office)
    letters.deliver(the(case, K.REPLY_GRANT), on=MONDAY, **HANDED, **office.act)
    assert Case.objects.get(pk=case.pk).state == S.DECIDED
    later = {"actor": office.officer, "now": now + timedelta(days=1)}
    letters.deliver(the(case, K.REPLY_DENY_PROCESS), on=TUESDAY, **POSTED, **later)
    served = Case.objects.get(pk=case.pk)
    assert (served.state, served.closed_on) == (S.SERVED, TUESDAY)
    assert served.events.last().data["way"] == "post"
    assert list(trunk.verify_chains()) == []


def test_serving_the_reply_delivers_every_letter_that_was_not_yet(case, office):
    decide(case, office, GRANT, DENY)
    issue(case, office)
    bad = {"day": MONDAY, "way": "post", "proof": "SF123"}
    assert codes(serving.serve, case, **bad, **office.act) == {"mail_number_courier"}
    assert Case.objects.get(pk=case.pk).state == S.DECIDED
    serving.serve(case, day=MONDAY, way="post", proof="1234567890123", **office.act)
    for kind in (K.REPLY_GRANT, K.REPLY_DENY_PROCESS):
        [delivery] = the(case, kind).deliveries.all()
        assert (delivery.recipient, delivery.mail_number, delivery.on) == ("张三", "1234567890123", MONDAY)
    assert Case.objects.get(pk=case.pk).events.filter(event="served").count() == 1


def test_the_service_is_not_before_the_letter_was_issued(case, office, now):
    decide(case, office, GRANT)
    later = now + timedelta(days=2)
    issue_all(case, approver=office.leader, actor=office.officer, now=later)
    early = {"day": TUESDAY, "way": "direct", "proof": "签收", "actor": office.officer, "now": later}
    assert codes(serving.serve, case, **early) == {"served_before_issue"}


def test_whoever_drafted_a_reply_does_not_approve_it(case, office, now):
    decide(case, office, GRANT)
    with pytest.raises(Forbidden):
        letters.approve(the(case, K.REPLY_GRANT), actor=office.officer, now=now)


def test_a_voided_reply_is_drafted_anew_once_and_nothing_is_served_without_it(case, office):
    decide(case, office, GRANT)
    issue(case, office)
    old = letters.void(the(case, K.REPLY_GRANT), reason="写错", **office.act)
    served = {"day": MONDAY, "way": "direct", "proof": "张三签收"}
    assert codes(serving.serve, case, **served, **office.act) == {"reply_letter_not_issued"}
    assert [row.letter_id for row in letters_made.redraftable(case)] == [old.pk]
    new = lettering.redraft(old, **office.act)
    assert (new.content["paragraphs"], new.state) == (old.content["paragraphs"], "draft")
    assert codes(lettering.redraft, old, **office.act) == {"letter_redrafted"}
    assert codes(lettering.redraft, new, **office.act) == {"letter_not_voided"}
    assert letters_made.redraftable(case) == []
    issue(case, office)
    assert the(case, K.REPLY_GRANT).number.endswith("2号")
    assert serving.serve(case, **served, **office.act).state == S.SERVED


@pytest.mark.db
def test_a_second_decision_after_a_dispute_gives_new_letters(case, office, now):
    decide(case, office, DENY)
    issue(case, office)
    serving.serve(case, day=MONDAY, way="direct", proof="张三签收", **office.act)
    april = {"actor": office.officer, "now": now.replace(month=4, day=1)}
    day = date(2026, 4, 1)
    disputing.file_dispute(case, kind="review", organ="市人民政府", day=day, notified_on=day, **april)
    disputing.close_dispute(case, result="corrected", day=day, **april)
    disputing.reopen(case, day=day, reason="责令重新答复", **april)
    office.act = april
    decide(case, office, GRANT)
    assert [letter.state for letter in letters_made.replies_of(case).values()] == ["draft"]
    assert kinds(case) == [K.RECEIPT, K.REPLY_DENY_PROCESS, K.REPLY_GRANT]
    served = {"day": day, "way": "direct", "proof": "张三签收"}
    assert codes(serving.serve, case, **served, **april) == {"reply_letter_not_issued"}
    issue(case, office)
    assert serving.serve(case, **served, **april).state == S.SERVED


@pytest.mark.db
def test_two_clerks_deciding_or_delivering_at_once_make_one_of_each(case, office):
    stale = Case.objects.get(pk=case.pk)
    decide(case, office, GRANT)
    assert codes(signing.decide, stale, **office.act) == {"wrong_state"}
    assert kinds(case) == [K.RECEIPT, K.REPLY_GRANT]
    issue(case, office)
    grant = the(case, K.REPLY_GRANT)
    letters.deliver(grant, on=MONDAY, **HANDED, **office.act)
    letters.deliver(grant, on=MONDAY, **HANDED, **office.act)
    assert Case.objects.get(pk=case.pk).events.filter(event="served").count() == 1


def test_what_a_letter_said_goes_with_the_request(case, office):
    decide(case, office, GRANT)
    issue(case, office)
    serving.serve(case, day=MONDAY, way="direct", proof="张三签收", **office.act)
    trunk.erase(Case.objects.get(pk=case.pk), **office.act)
    assert {(row.addressee, str(row.values)) for row in RequestLetter.objects.all()} == {("", "{}")}
    assert letters_made.redraftable(case) == []
