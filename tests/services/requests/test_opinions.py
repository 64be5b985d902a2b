"""What those who were asked said decides what may be replied, item by item, and whom the office must tell."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile

from mingchuang.casework.letters import services as letters
from mingchuang.casework.letters.models import Letter
from mingchuang.casework.models import Case
from mingchuang.disclosure.requests.models import PaperRole
from mingchuang.disclosure.requests.services import answering, consulting, lettering, serving, signing
from mingchuang.rules.letters.kinds import LetterKind as K
from mingchuang.rules.refusals import Refused
from tests.services.requests.test_lettering import (
    HANDED,
    MONDAY,
    case,
    codes,
    issue,
    office,
    text,
    the,
)
from tests.support.made_files import pdf

__all__ = ["case", "office"]
pytestmark = pytest.mark.django_db

COMPANY = {"way": "direct", "recipient": "甲公司"}


def asked(case, office, *items, kind="third_party", party="甲公司"):
    """One consultation about the items, its letter handed over."""
    consulting.consult(case, party_kind=kind, party=party, concerning="报价", items=items, **office.act)
    issue(case, office)
    row = case.information_request.consultations.latest("id")
    letters.deliver(row.letters.get(letter__state="issued").letter, on=MONDAY, **COMPANY, **office.act)
    return row


def heard(case, office, row, opinion, **more):
    return consulting.record_opinion(
        case, consultation=row, opinion=opinion, day=MONDAY, **{"reason": "涉及报价", **more}, **office.act
    )


def granted(case, office, *items, **answer):
    for item in items:
        answering.answer_item(
            case, item, decision="grant", answer={"information": "合同金额120万元", **answer}, **office.act
        )


def signed(case, office):
    answering.submit_for_review(case, **office.act)
    for step, person in (("secrecy", office.secrecy), ("head", office.leader)):
        signing.sign(case, step=step, actor=person, now=office.act["now"])
    return signing.decide(case, **office.act)


def test_an_objection_to_one_item_leaves_the_others_alone(case, office):
    price, table = answering.set_items(case, descriptions="报价\n统计表", **office.act)
    heard(case, office, asked(case, office, price), "objects", reasonable=True)
    granted(case, office, price, table)
    with pytest.raises(Refused) as refused:
        answering.submit_for_review(case, **office.act)
    [reason] = refused.value.reasons
    assert (reason.code, reason.field) == ("public_interest_missing", "item-1-public_interest")
    assert reason.message.startswith("第1项：")


def test_a_consultation_that_names_no_item_is_about_all_of_them(case, office):
    items = answering.set_items(case, descriptions="报价\n统计表", **office.act)
    heard(case, office, asked(case, office), "objects", reasonable=False)
    granted(case, office, *items)
    with pytest.raises(Refused) as refused:
        answering.submit_for_review(case, **office.act)
    assert [reason.code for reason in refused.value.reasons] == ["objection_answer_missing"] * 2


def test_a_consulted_item_stays(case, office):
    price, _table = answering.set_items(case, descriptions="报价\n统计表", **office.act)
    asked(case, office, price)
    assert codes(answering.set_items, case, descriptions="统计表", **office.act) == {"item_was_consulted"}


def test_an_objection_of_a_third_party_is_judged_and_its_paper_kept(case, office, now):
    row = asked(case, office)
    told = {"reason": "", "reasonable": None}
    assert codes(heard, case, office, row, "objects", **told) == {"reasonable_missing"}
    assert codes(heard, case, office, row, "objects", reason=" ", reasonable=True) == {
        "opinion_reason_missing"
    }
    early = {"consultation": row, "opinion": "agrees", "day": MONDAY - timedelta(1), **office.act}
    assert codes(consulting.record_opinion, case, **early) == {"day_too_early"}
    paper = ContentFile(b"not a paper", "opinion.exe")
    assert codes(heard, case, office, row, "objects", reasonable=True, paper=paper) == {"file_kind"}
    heard(case, office, row, "objects", reasonable=True, paper=ContentFile(pdf("不同意公开"), "opinion.pdf"))
    [kept] = row.papers.all()
    assert (kept.role, kept.request_id, kept.added_by) == (PaperRole.OPINION, case.pk, office.officer)


def test_consent_of_the_third_party_forbids_to_withhold_for_its_sake(case, office):
    [item] = answering.set_items(case, descriptions="报价", **office.act)
    heard(case, office, asked(case, office, item), "agrees", reasonable=True)
    assert case.information_request.consultations.get().reasonable is None, "only an objection is judged"
    denied = {"decision": "deny_third_party", "ground": "third_party", "reason": "涉及商业秘密"}
    answering.answer_item(case, item, **denied, **office.act)
    assert codes(answering.submit_for_review, case, **office.act) == {"third_party_consents"}


def test_a_co_maker_that_stays_silent_is_taken_to_agree(case, office, now):
    [item] = answering.set_items(case, descriptions="纪要", **office.act)
    row = asked(case, office, item, kind="co_maker", party="市统计局")
    later = {"actor": office.officer, "now": now.replace(month=4, day=10)}
    consulting.record_opinion(case, consultation=row, opinion="silent", day=date(2026, 4, 10), **later)
    denied = {"decision": "deny_process", "ground": "process", "reason": "属于讨论记录"}
    answering.answer_item(case, item, **denied, **later)
    assert codes(answering.submit_for_review, case, **later) == {"weighing_missing"}
    answering.answer_item(case, item, **denied, answer={"weighing": "仍在审议，公开会妨碍决策"}, **later)
    answering.submit_for_review(case, **later)


def overruled(case, office):
    """Granted against a good objection for the public interest, and decided."""
    [item] = answering.set_items(case, descriptions="报价", **office.act)
    heard(case, office, asked(case, office, item), "objects", reasonable=True)
    granted(case, office, item, public_interest="涉及公共资金的使用")
    return signed(case, office)


def test_whoever_is_overruled_is_told_what_is_disclosed_and_why_before_it_is(case, office, now):
    overruled(case, office)
    told = the(case, K.DISCLOSURE_DESPITE_OBJECTION)
    assert told.content["addressee"] == "甲公司"
    said = text(told)
    assert "涉及公共资金的使用，不公开可能对公共利益造成重大影响" in said and "合同金额120万元" in said
    assert "张三" not in said and "6个月内" in said
    served = {"way": "direct", "proof": "本人签收"}
    issue(case, office)
    assert codes(serving.serve, case, day=MONDAY, **served, **office.act) == {"third_party_not_told"}
    reply = the(case, K.REPLY_GRANT)
    assert codes(letters.deliver, reply, on=MONDAY, **HANDED, **office.act) == {"third_party_not_told"}
    tuesday = {"actor": office.officer, "now": now + timedelta(days=1)}
    letters.deliver(told, on=MONDAY + timedelta(1), **COMPANY, **tuesday)
    assert codes(serving.serve, case, day=MONDAY, **served, **tuesday) == {"served_before_third_party"}
    assert serving.serve(case, day=MONDAY + timedelta(1), **served, **tuesday).state == "served"


def test_a_voided_letter_to_the_third_party_is_missing_until_it_is_drafted_anew(case, office):
    overruled(case, office)
    issue(case, office)
    told = the(case, K.DISCLOSURE_DESPITE_OBJECTION)
    letters.deliver(told, on=MONDAY, **COMPANY, **office.act)
    letters.void(told, reason="写错", **office.act)
    served = {"day": MONDAY, "way": "direct", "proof": "本人签收", **office.act}
    assert codes(serving.serve, case, **served) == {"third_party_not_told"}
    again = lettering.redraft(told, **office.act)
    assert again.content["addressee"] == "甲公司"
    issue(case, office)
    letters.deliver(again, on=MONDAY, **COMPANY, **office.act)
    assert serving.serve(case, **served).state == "served"


def test_an_objection_in_vain_is_answered_in_its_letter(case, office):
    [item] = answering.set_items(case, descriptions="报价", **office.act)
    heard(case, office, asked(case, office, item), "objects", reasonable=False)
    granted(case, office, item, objection_answer="金额已经载入中标公告")
    signed(case, office)
    said = text(the(case, K.DISCLOSURE_DESPITE_OBJECTION))
    assert "你单位（您）提出的理由不成立：金额已经载入中标公告" in said


def test_who_asked_for_silence_and_got_it_is_told_nothing(case, office):
    [item] = answering.set_items(case, descriptions="报价", **office.act)
    heard(case, office, asked(case, office, item), "objects", reasonable=True)
    denied = {"decision": "deny_third_party", "ground": "third_party", "reason": "涉及商业秘密"}
    answering.answer_item(case, item, **denied, **office.act)
    answering.submit_for_review(case, **office.act)
    assert not Letter.objects.filter(kind=K.DISCLOSURE_DESPITE_OBJECTION).exists()


def test_a_receipt_that_is_written_down_after_the_answer_moves_the_day_out(case, office, now):
    consulting.consult(case, party_kind="third_party", party="甲公司", **office.act)
    issue(case, office)
    posted = {"way": "post", "recipient": "甲公司", "mail_number": "1234567890123"}
    letters.deliver(the(case, K.THIRD_PARTY_INQUIRY), on=MONDAY, **posted, **office.act)
    row = case.information_request.consultations.get()
    later = {"actor": office.officer, "now": now.replace(month=4, day=1)}
    answered = consulting.record_opinion(
        case, consultation=row, opinion="agrees", day=date(2026, 4, 1), **later
    )
    assert answered.due_on == date(2026, 4, 28), "15 working days from the posting are taken out, no more"
    assert "收到日期没有登记" in str(answered.clocks.get(code="C4").reasons)
    told = {"consultation": row, **later}
    assert codes(consulting.letter_received, case, day=date(2026, 4, 2), **told) >= {"day_in_future"}
    counted = consulting.letter_received(case, day=date(2026, 3, 11), **told)
    assert counted.due_on == date(2026, 4, 30)
    assert "收到日期没有登记" not in str(Case.objects.get(pk=case.pk).clocks.get(code="C4").reasons)
    assert codes(consulting.letter_received, case, day=date(2026, 3, 11), **told) == {"consultation_over"}
