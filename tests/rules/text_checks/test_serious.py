"""What must never reach the public: personal numbers, secrecy marks, wording the office forbids."""

import json
from datetime import date

import pytest

from mingchuang.rules.gates import Gate
from mingchuang.rules.source import Source, Tag
from mingchuang.rules.text_checks import (
    Severity,
    WordEntry,
    WordKind,
    WordLists,
    check_serious,
    check_text,
    entry_from,
    entry_refusals,
    starter,
    starter_entries,
)

NOTHING = WordLists()


def rules(text, **options):
    return [f.rule for f in check_serious(text, words=NOTHING, **options)]


def severities(text):
    return {f.rule: f.severity for f in check_serious(text, words=NOTHING)}


# -- personal numbers


def test_an_identity_number_with_a_right_check_digit_blocks_and_is_shown_masked():
    text = "申请人身份证号11010519491231002X。"
    (found,) = check_serious(text, words=NOTHING)
    assert (found.rule, found.severity, found.gate) == ("privacy.id_card", Severity.BLOCK, Gate.SECRECY)
    assert text[found.start : found.end] == found.text == "11010519491231002X"
    assert found.suggestion == "1101************2X"


def test_a_number_that_only_looks_like_an_identity_number_is_a_warning():
    (found,) = check_serious("编号110105194912310021", words=NOTHING)
    assert (found.rule, found.severity) == ("privacy.id_card", Severity.WARN)
    assert found.message.startswith("这里像是")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("手机13812345678", "privacy.mobile"),
        ("电话0527-84350000", "privacy.landline"),
        ("邮箱 wang.li@example.com", "privacy.email"),
        ("卡号6222021234567890128", "privacy.bank_card"),
        ("护照E12345678", "privacy.passport"),
        ("家庭住址：宿城区洪泽湖路130号", "privacy.address"),
        ("出生日期:1990-01-02", "privacy.birth"),
        ("诊断：高血压", "privacy.health"),
    ],
)
def test_other_personal_numbers_are_warnings(text, rule):
    assert severities(text) == {rule: Severity.WARN}


def test_the_offices_own_numbers_are_let_through_in_any_spelling():
    text = "电话：0527—84350000，+86 527 84350000；邮箱 WB@suqian.gov.cn；手机 138 1234 5678"
    assert rules(text, allowed=["0527-8435 0000", "wb@suqian.gov.cn"]) == ["privacy.mobile"]


def test_a_career_and_the_office_s_address_are_public():
    assert rules("张三，1970年5月出生，现任主任。办公地址：洪泽湖路130号。健康码、诊断证明") == []


def test_money_years_and_credit_codes_are_not_personal_numbers():
    assert rules("2021年投入1234567.89元，统一社会信用代码91350100M000100Y43，邮编223800。") == []


# -- secrecy marks


@pytest.mark.parametrize(
    "text",
    [
        "机密★10年",
        "秘密 ★ 长期",
        "绝密★",
        "机 密★20年",
        "标题\n秘密\n正文",
        "【机密】",
        "密级：秘密",
        "（内容属秘密）\n机密 10年\n",
    ],
)
def test_a_secrecy_mark_blocks(text):
    assert severities(text).get("secrecy.mark") is Severity.BLOCK


@pytest.mark.parametrize(
    "text",
    [
        "工作人员应当保守国家秘密、商业秘密和个人隐私。",
        "国家秘密的密级分为绝密、机密、秘密三级。",
        "泄露机密级国家秘密的，依法给予处分。",
        "涉及商业秘密的，按照规定办理。\n秘密载体应当登记。",
        "密级：无",
    ],
)
def test_an_ordinary_sentence_about_secrecy_is_not_a_mark(text):
    assert rules(text) == []


def test_copy_numbers_and_numbers_that_stand_where_they_stand():
    assert severities("份号：000012\n正文") == {"secrecy.copy_number": Severity.BLOCK}
    assert severities("000012\n机关名称文件\n正文") == {"secrecy.serial": Severity.WARN}
    assert rules("一\n二\n三\n四\n五\n000012") == []


@pytest.mark.parametrize(
    "text",
    [
        "内部资料 注意保存",
        "（内部文件，不得外传）",
        "（此件不公开）",
        "此件依申请公开",
        "内部材料，请勿外传。",
    ],
)
def test_a_mark_that_the_text_was_not_meant_for_the_public_blocks(text):
    assert severities(text) == {"secrecy.internal_mark": Severity.BLOCK}


def test_a_sentence_about_internal_papers_is_a_warning():
    assert severities("该规定此前以内部文件印发。") == {"secrecy.internal": Severity.WARN}


@pytest.mark.parametrize(
    "title",
    ["管理办法（征求意见稿）", "报告(讨论稿)", "方案（送审稿第二稿）", "意见〔草案〕", "总结（第3稿）"],
)
def test_a_draft_mark_is_a_warning(title):
    assert severities(title) == {"secrecy.draft": Severity.WARN}


def test_the_word_draft_in_a_sentence_is_not_a_mark():
    assert rules("起草单位应当将草案及其说明公开征求意见。") == []


# -- wording lists


def starter_rules(text):
    return [(f.rule, f.text, f.severity) for f in starter().findings(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("加强中港合作", "中港"),
        ("推进“一带一路”战略", "“一带一路”战略"),
        ("前苏联", "前苏联"),
        ("中共江苏省省委书记到会", "中共江苏省省委书记"),
        ("香港等国家", "香港等国家"),
        ("中港澳三地", "中港澳"),
    ],
)
def test_the_delivered_examples_block(text, found):
    assert found in {text for _, text, severity in starter_rules(text) if severity is Severity.BLOCK}


@pytest.mark.parametrize(
    "text",
    [
        "来宾三十人，其中港澳同胞五人",
        "“一带一路”倡议",
        "推动与“一带一路”战略对接",
        "苏联",
        "中共江苏省委书记",
        "香港等国家和地区",
        "中国和澳大利亚",
    ],
)
def test_right_wording_passes(text):
    assert starter_rules(text) == []


def test_a_word_that_may_be_right_is_only_a_caution():
    assert starter_rules("中澳友城交流") == [("word.caution", "中澳", Severity.WARN)]


def test_every_delivered_entry_has_a_reason_a_source_and_a_tag_that_admits_where_it_is_from():
    for entry in starter_entries():
        assert entry_refusals(entry) == []
        assert entry.source.tag in {Tag.SECONDARY, Tag.CONVENTION}


def entry(pattern="甲", **changes):
    return WordEntry(pattern=pattern, kind=changes.pop("kind", WordKind.FORBIDDEN), reason="理由", **changes)


def test_an_entry_holds_between_its_dates_both_included():
    dated = entry(valid_from=date(2026, 1, 1), valid_to=date(2026, 12, 31))
    held = [
        len(WordLists([dated], on=day)) for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31))
    ]
    assert held == [0, 1, 1]
    assert len(WordLists([dated], on=date(2027, 1, 1))) == 0


def test_a_wildcard_reaches_no_further_than_its_sentence_or_twelve_characters():
    lists = WordLists([entry("甲*乙")])
    assert [f.text for f in lists.findings("甲之乙")] == ["甲之乙"]
    assert [f.text for f in lists.findings("甲。乙")] == []
    assert [f.text for f in lists.findings("甲" + "丙" * 12 + "乙")] == ["甲" + "丙" * 12 + "乙"]
    assert [f.text for f in lists.findings("甲" + "丙" * 13 + "乙")] == []


def test_a_context_lets_through_only_the_place_it_covers():
    lists = WordLists([entry("中港", allowed=("其中港澳", "中港中港线"))])
    assert [f.start for f in lists.findings("其中港澳，中港，中港中港线")] == [5]


def test_the_version_of_the_lists_changes_with_their_content():
    assert WordLists([entry()]).version == WordLists([entry(), entry()]).version
    assert WordLists([entry()]).version != WordLists([entry("乙")]).version


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (entry(" "), "pattern_empty"),
        (entry("甲*乙*丙"), "pattern_wildcards"),
        (entry("*乙"), "pattern_wildcard_edge"),
        (entry("甲" * 101), "pattern_long"),
        (WordEntry("甲", WordKind.CAUTION, " "), "reason_empty"),
        (entry(kind=WordKind.REPLACE), "suggestion_empty"),
        (entry(valid_from=date(2026, 2, 1), valid_to=date(2026, 1, 1)), "dates_reversed"),
        (entry(allowed=("没有它",)), "context_without_pattern"),
    ],
)
def test_a_bad_entry_is_refused_with_its_reason(bad, code):
    assert code in {reason.code for reason in entry_refusals(bad)}
    with pytest.raises(ValueError, match=r".+"):
        WordLists([bad])


def test_an_entry_is_read_from_a_record():
    record = json.loads(
        '{"pattern": "甲", "kind": "replace", "reason": "理由", "suggestion": "乙", "severity": "warn",'
        ' "gate": "wording", "source": {"document": "本机关", "article": "", "tag": "convention"},'
        ' "owner": "秘书处", "valid_from": "2026-01-01", "allowed": ["甲乙"]}'
    )
    read = entry_from(record)
    assert (read.valid_from, read.valid_to, read.allowed) == (date(2026, 1, 1), None, ("甲乙",))
    assert read.source == Source("本机关", "", Tag.CONVENTION)


def test_a_switched_off_check_is_silent():
    text = "近日，手机13812345678"
    assert {f.rule for f in check_text(text, words=NOTHING)} == {"privacy.mobile", "date.relative"}
    assert {f.rule for f in check_text(text, words=NOTHING, skipped={"date.relative"})} == {"privacy.mobile"}
