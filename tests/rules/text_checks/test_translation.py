"""A second reader's first questions to a translation: terms, figures, and what was left in Chinese."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingchuang.publishing.terms import seed_terms
from mingchuang.rules.editions import FOREIGN
from mingchuang.rules.terms import Term, term_refusals, terms_in
from mingchuang.rules.text_checks import WordLists, check_text, check_translation, starter

INVITATION = Term("邀请函", "en", ("invitation letter", "letter of invitation"), ("invite letter",))
DISCLOSURE = Term("政府信息公开", "en", ("government information disclosure",))
GUIDE = Term("政府信息公开指南", "en", ("guide to government information disclosure",))


def rules(source: str, target: str, language: str = "en", *terms: Term) -> list[str]:
    return [f.rule.split(".")[1] for f in check_translation(source, target, language=language, terms=terms)]


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("Bring an invitation letter.", []),
        ("Bring your Letters  of Invitation.", []),
        ("Two INVITATION LETTERS are needed.", []),
        ("Bring a letter.", ["term_missing"]),
        ("Bring an invite letter.", ["term_missing", "term_banned"]),
        ("An invitation letter, not an invite letter.", ["term_banned"]),
        ("", []),
    ],
)
def test_a_term_is_said_as_the_office_says_it(target, found):
    assert rules("请带邀请函。", target, "en", INVITATION) == found


def test_a_finding_says_where_and_what_to_write_instead():
    missing, banned = check_translation(
        "请看下文。\n请带邀请函。", "Bring an invite letter.", language="en", terms=[INVITATION]
    )
    assert missing.text == "邀请函" and "原文第2段" in missing.message
    assert (banned.start, banned.end) == (9, 22)
    assert missing.suggestion == banned.suggestion == "invitation letter / letter of invitation"


def test_the_longest_term_hides_those_inside_it():
    assert [term.term for term, _ in terms_in("政府信息公开指南", [DISCLOSURE, GUIDE])] == [
        "政府信息公开指南"
    ]
    both = terms_in("政府信息公开指南和政府信息公开", [DISCLOSURE, GUIDE])
    assert {term.term for term, _ in both} == {"政府信息公开", "政府信息公开指南"}


def test_a_banned_word_inside_what_another_term_requires_is_no_fault():
    china = Term("中华人民共和国", "en", ("People's Republic of China",))
    taiwan = Term("台湾地区", "en", ("Taiwan",), ("Republic of China",))
    source, target = "中华人民共和国台湾地区", "Taiwan, People's Republic of China"
    assert rules(source, target, "en", china, taiwan) == []
    assert rules(source, f"{target}; Republic of China", "en", china, taiwan) == ["term_banned"]


@pytest.mark.parametrize(
    ("source", "target", "language", "found"),
    [
        ("2026年3月9日", "9 March 2026", "en", 0),
        ("2026年3月9日", "Mar. 9, 2026", "en", 0),
        ("2026年3月9日", "10 March 2026", "en", 1),
        ("2026年3月9日", "9 April 2026", "en", 1),
        ("6月以前", "before June", "en", 0),
        ("6月以前", "before July", "en", 1),
        ("2026年3月9日", "2026年3月9日", "ja", 0),
        ("2026年3月9日", "2026년 3월 10일", "ko", 1),
        ("3份", "three copies", "en", 0),
        ("3份", "two copies", "en", 1),
        ("3万元", "30,000 yuan", "en", 0),
        ("3万元", "3万元", "ja", 0),
        ("1,234.5万元", "12,345,000 yuan", "en", 0),
        ("１２名", "12 people", "en", 0),
        ("宿外办〔2026〕3号", "宿外办〔2026〕3号", "en", 0),
        ("宿外办〔2026〕3号", "Suwaiban [2026] No. 3", "en", 1),
        ("0527-80000000", "0527-80000000", "en", 0),
        ("0527-80000000", "0527-80000001", "en", 1),
    ],
)
def test_numbers_dates_and_document_numbers_of_the_source_are_looked_for(source, target, language, found):
    assert rules(source, target, language).count("figure_missing") == found


@pytest.mark.parametrize(
    ("target", "language", "found"),
    [
        ("Bring 护照.", "en", True),
        ("护照를 가져오십시오.", "ko", True),
        ("旅券をお持ちください。", "ja", False),
        ("护照をお持ちください。", "ja", True),
        ("See 宿外办〔2026〕3号.", "en", False),
        ("Plain English only.", "en", False),
    ],
)
def test_chinese_left_in_a_translation_is_pointed_at(target, language, found):
    assert ("untranslated" in rules("原文", target, language)) is found


def test_chinese_punctuation_in_english_is_pointed_at():
    assert rules("原文", "First，second。") == ["full_width", "full_width"]
    assert rules("原文", "宿外办〔2026〕3号 is “quoted” here.") == []
    assert rules("原文", "첫째，둘째。", "ko") == []


def test_how_chinese_is_written_is_no_rule_for_others_but_secrets_are():
    text = "今年の会議、90年代の資料（２０２１）。"
    assert check_text(text, words=starter(), language="ja") == []
    secret = check_text("ID 110101199003078515 and 机密★10年", words=WordLists(), language="en")
    assert {f.gate for f in secret} >= {"secrecy"}


def test_the_delivered_terms_are_fit_and_many():
    terms = seed_terms()
    assert [term.term for term in terms if term_refusals(term)] == []
    assert len({term.term for term in terms}) >= 80
    assert {term.language for term in terms} == set(FOREIGN)
    assert all(
        "外事弁公室" in term.required for term in terms if (term.term, term.language) == ("外事办公室", "ja")
    )


@given(st.text(max_size=80), st.text(max_size=80), st.sampled_from(FOREIGN))
def test_any_two_texts_can_be_compared(source, target, language):
    for found in check_translation(source, target, language=language, terms=seed_terms()[:60]):
        assert found.start == found.end or found.text == target[found.start : found.end]


def test_what_a_term_of_the_title_is_not_called_stands_in_no_field() -> None:
    term = Term("外国人", "en", banned=("alien",))
    source, target = "请留意日期。", "Any alien should note the date."
    assert list(check_translation(source, target, language="en", terms=[term])) == []
    found = list(
        check_translation(source, target, language="en", terms=[term], whole=f"提醒外国人\n{source}")
    )
    assert [(one.rule, one.text) for one in found] == [("translation.term_banned", "alien")]
