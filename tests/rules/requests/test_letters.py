"""Which act makes which letter, and that each says all its wording must say."""

from dataclasses import replace
from datetime import date

import pytest

from mingchuang.rules.letters.content import LetterContent
from mingchuang.rules.letters.defaults import DEFAULT_WORDING
from mingchuang.rules.letters.issuing import refusals
from mingchuang.rules.letters.kinds import LETTERS, LetterKind, reply_to
from mingchuang.rules.letters.placeholders import Placeholder as P
from mingchuang.rules.letters.wording import fill
from mingchuang.rules.requests import fees, letters, remedies
from mingchuang.rules.requests.decisions import REPLIES, RULES_OF, Answer, Decision
from mingchuang.rules.requests.letters import Decided, Written
from mingchuang.rules.requests.remedies import Remedy

DAY = date(2026, 3, 9)
PLACES = {
    "review_organ": "示例市人民政府",
    "review_address": "示例路1号",
    "review_online": "https://fuyi.example.gov.cn",
    "court": "示例区人民法院",
}
CASE = {P.NUMBER: "Y2026-00001", P.RECEIVED_ON: "2026年3月9日", P.DUE_ON: "2026年4月7日", P.ASKED: "出国统计"}
ANSWER = Answer(
    information="2025年统计表。",
    link="https://example.gov.cn/info/1/",
    reason="属于讨论记录；",
    responsible_body="示例市统计局",
    responsible_contact="0527-80000001",
    law="《中华人民共和国统计法》",
    basis="《示例市政府信息公开规定》第五条",
    earlier_reply="示外公开答〔2026〕1号",
    earlier_reply_on=DAY,
    counts=62,
    counts_period="2026年1月1日至3月9日",
)
OWN_GROUND = {code: rule.ground for code, rule in RULES_OF.items() if rule.ground}


def decided(code, position=1, **changes):
    ground = OWN_GROUND.get(code, "third_party" if code == Decision.PARTIAL else "")
    answer = replace(ANSWER, ground=ground, **changes)
    return Decided(position, f"第{position}件事", code, answer, ("在公文系统以“出国”检索，结果：无",))


def set_letter(written: Written) -> LetterContent:
    rule = LETTERS[written.kind]
    basis = written.basis or rule.basis
    values = {**CASE, **written.values, P.BASIS: basis}
    return LetterContent(
        kind=written.kind,
        title=rule.title,
        number="",
        addressee="张三",
        paragraphs=fill(DEFAULT_WORDING[written.kind], values),
        basis=basis,
        remedy=remedies.block(written.remedy, **PLACES, act=written.act),
        annexes=(),
        issuer="示例市人民政府外事办公室",
        dated=DAY,
        reason=values.get(P.REASON, "") if rule.states_reason else "",
    )


NOTICES = (
    letters.receipt("online", date(2026, 4, 7)),
    letters.receipt("in_person", None),
    letters.correction_notice(["请写明年度。", "请提供身份证明"], 10),
    letters.reason_inquiry("本年共提出申请62件", "说明理由", 10),
    letters.extension_notice("检索量大", date(2026, 5, 8)),
    letters.inquiry("third_party", "合作协议的报价部分", "书面回复"),
    letters.inquiry("co_maker", "联合印发的方案", "书面回复"),
    letters.consultation_notice(),
    letters.delay_notice("检索量大", date(2026, 6, 30)),
    letters.fee_notice(fees.by_pages(101), 0, "缴入国库"),
    letters.fee_notice(fees.by_items(10, 2), 10, "缴入国库"),
    letters.not_corrected(DAY, date(2026, 3, 23)),
    letters.not_paid(DAY, date(2026, 4, 7)),
)


@pytest.mark.parametrize("written", NOTICES, ids=lambda written: written.kind)
def test_each_notice_says_all_it_must_and_may_be_issued(written):
    assert refusals(set_letter(written)) == []


@pytest.mark.parametrize("code", REPLIES)
def test_each_decision_makes_its_letter_with_the_remedy_the_rules_choose(code):
    [written] = letters.replies([decided(code)], "纸质，当面领取")
    assert written.kind is reply_to(code)
    assert written.remedy is RULES_OF[code].remedy
    content = set_letter(written)
    assert refusals(content) == []
    body = "".join(content.paragraphs)
    assert "。。" not in body and "；。" not in body
    if written.remedy is Remedy.REVIEW_FIRST:
        assert "6个月" not in body + "".join(content.remedy)


def test_a_basis_that_nobody_has_verified_is_the_offices_own_words():
    [written] = letters.replies([decided(Decision.REFUSE_RECONFIRM)], "")
    assert written.basis == "《示例市政府信息公开规定》第五条"
    [empty] = letters.replies([decided(Decision.REFUSE_RECONFIRM, basis="")], "")
    assert "letter_basis_missing" in {reason.code for reason in refusals(set_letter_without_basis(empty))}


def set_letter_without_basis(written):
    content = set_letter(Written(written.kind, written.values, "某规定"))
    return replace(content, basis="")


def test_items_of_one_outcome_share_a_letter_and_others_have_their_own():
    given = letters.replies(
        [
            decided(Decision.GRANT, 1),
            decided(Decision.DENY_PROCESS, 2),
            decided(Decision.GRANT, 3, information="名单"),
        ],
        "随附",
    )
    assert [(one.kind, one.positions) for one in given] == [
        (LetterKind.REPLY_GRANT, (1, 3)),
        (LetterKind.REPLY_DENY_PROCESS, (2,)),
    ]
    assert given[0].values[P.ASKED] == "第1项：第1件事；第3项：第3件事"
    assert given[0].values[P.DISCLOSED] == "第1项：2025年统计表；第3项：名单"
    assert given[0].values[P.HOW_TO_GET] == "随附"


def test_what_a_partial_reply_withholds_is_named_with_its_article():
    [written] = letters.replies([decided(Decision.PARTIAL)], "随附")
    assert written.basis.endswith("第十五条、第三十六条第（三）项、第三十七条")
    assert "第三方合法权益" in written.values[P.WITHHELD]
    [named] = letters.replies([decided(Decision.PARTIAL, withheld="身份证件号码")], "随附")
    assert named.values[P.WITHHELD] == "身份证件号码"


def test_periods_that_run_from_receipt_are_told_as_such():
    correction = "".join(set_letter(NOTICES[2]).paragraphs)
    assert "自收到本告知书次日起10个工作日内" in correction and "1.请写明年度；" in correction
    fee = "".join(set_letter(NOTICES[9]).paragraphs)
    assert "应收信息处理费720元" in fee and "第101页：1页×20元＝20元" in fee
    assert "自收到本通知书次日起20个工作日内缴纳" in fee


def test_the_receipt_holds_no_query_code_and_a_day_only_where_the_calendar_reaches():
    online, counter = NOTICES[0], NOTICES[1]
    assert "已在您（单位）提交申请" in online.values[P.QUERY_CODE]
    assert "另行告知" in counter.values[P.QUERY_CODE]
    assert P.DUE_ON not in online.values
    assert counter.values[P.DUE_ON] == "收到申请次日起第20个工作日"


def test_another_agency_gets_a_letter_that_takes_its_silence_for_nothing():
    found = letters.inquiry("other_agency", "x", "y")
    assert found is not None and found.kind is LetterKind.OTHER_AGENCY_INQUIRY
    assert not any("视为" in line for line in DEFAULT_WORDING[found.kind])
    assert letters.inquiry("", "x", "y") is None


def test_a_third_party_is_told_what_is_disclosed_against_its_word_and_why():
    prevails = letters.Overruled("合同金额120万元。", True, public_interest="涉及公共资金的使用。")
    answered = letters.Overruled("合同金额120万元。", False, objection_answer="金额已经载入中标公告")
    found = letters.despite_objection([prevails, answered])
    assert found.values[P.DISCLOSED] == "合同金额120万元"
    assert found.values[P.REASON] == (
        "涉及公共资金的使用，不公开可能对公共利益造成重大影响；"
        "你单位（您）提出的理由不成立：金额已经载入中标公告"
    )
    assert found.remedy is Remedy.CHOICE
