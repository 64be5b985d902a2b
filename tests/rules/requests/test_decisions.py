"""Each reply with its article, what it needs, its report row, its remedy and its letter."""

import json
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingchuang.rules.disclosure import ATTRIBUTE_GROUNDS, GROUND_RULES, Ground
from mingchuang.rules.requests import decisions
from mingchuang.rules.requests.decisions import (
    OPEN,
    REPLIES,
    RULES_OF,
    Answer,
    Decision,
    refusals,
)
from mingchuang.rules.requests.inquiries import Inquiry
from mingchuang.rules.requests.opinions import Heard
from mingchuang.rules.requests.remedies import Remedy
from mingchuang.rules.requests.report_rows import combined, row_of
from mingchuang.rules.source import Tag

FULL = Answer(
    information="随本答复附上",
    link="https://example.gov.cn/info/1",
    ground="process",
    reason="属于讨论记录",
    search_log=1,
    responsible_body="市发展和改革委员会",
    responsible_contact="0527-84350000",
    law="不动产登记暂行条例",
    basis="国办公开办函〔2021〕30号",
    corrected=True,
    inquiry=Inquiry(asked=True, over=True),
    earlier_reply="宿外办依复〔2026〕3号",
    earlier_reply_on=date(2026, 1, 5),
    counts=40,
    counts_period="2026年1月至3月",
)
DENIALS = tuple(code for code in Decision if code.name.startswith("DENY_") and code != Decision.DENY_SPECIAL)


def full(code: Decision) -> Answer:
    ground = RULES_OF[code].ground
    return replace(FULL, ground=ground.value) if ground else FULL


def codes(code: str, answer: Answer) -> set[str]:
    return {reason.code for reason in refusals(code, answer)}


@pytest.mark.parametrize(
    ("code", "article", "row", "remedy"),
    [
        (Decision.GRANT_PUBLISHED, "第三十六条第一项", "granted", Remedy.CHOICE),
        (Decision.GRANT, "第三十六条第二项", "granted", Remedy.CHOICE),
        (Decision.PARTIAL, "第三十七条", "partial", Remedy.REVIEW_FIRST),
        (Decision.DENY_STATE_SECRET, "第十四条、第三十六条第三项", "refuse_1", Remedy.REVIEW_FIRST),
        (Decision.DENY_LAW_FORBIDS, "第十四条、第三十六条第三项", "refuse_2", Remedy.REVIEW_FIRST),
        (Decision.DENY_SAFETY, "第十四条、第三十六条第三项", "refuse_3", Remedy.REVIEW_FIRST),
        (Decision.DENY_THIRD_PARTY, "第十五条、第三十六条第三项", "refuse_4", Remedy.REVIEW_FIRST),
        (Decision.DENY_INTERNAL, "第十六条第一款、第三十六条第三项", "refuse_5", Remedy.REVIEW_FIRST),
        (Decision.DENY_PROCESS, "第十六条第二款、第三十六条第三项", "refuse_6", Remedy.REVIEW_FIRST),
        (Decision.DENY_ENFORCEMENT_FILE, "第十六条第二款、第三十六条第三项", "refuse_7", Remedy.REVIEW_FIRST),
        (Decision.DENY_SPECIAL, "第三十六条第七项", "refuse_8", Remedy.CHOICE),
        (Decision.UNABLE_NOT_EXIST, "第三十六条第四项", "unable_1", Remedy.CHOICE),
        (Decision.UNABLE_NOT_OURS, "第三十六条第五项", "unable_1", Remedy.CHOICE),
        (Decision.UNABLE_NEED_CREATE, "第三十八条", "unable_2", Remedy.CHOICE),
        (Decision.UNABLE_UNCLEAR, "第三十条", "unable_3", Remedy.CHOICE),
        (Decision.REFUSE_PETITION, "第三十九条第一款", "nohandle_1", Remedy.CHOICE),
        (Decision.REFUSE_REPEAT, "第三十六条第六项", "nohandle_2", Remedy.CHOICE),
        (Decision.REFUSE_PUBLICATION, "第三十九条第二款", "nohandle_3", Remedy.CHOICE),
        (Decision.REFUSE_EXCESSIVE, "第三十五条", "nohandle_4", Remedy.CHOICE),
        (Decision.REFUSE_RECONFIRM, "", "nohandle_5", Remedy.CHOICE),
        (Decision.CLOSED_NO_CORRECTION, "第三十条", "other_1", Remedy.CHOICE),
        (Decision.CLOSED_UNPAID, "第四十二条", "other_2", Remedy.CHOICE),
        (Decision.CLOSED_OTHER, "", "other_3", Remedy.NONE),
    ],
)
def test_the_table(code: Decision, article: str, row: str, remedy: Remedy) -> None:
    rule = RULES_OF[code]
    assert (rule.articles, rule.report_row, rule.remedy) == (article, row, remedy)
    assert rule.label


def test_every_outcome_has_a_rule_and_every_reply_a_letter_of_its_own() -> None:
    assert set(RULES_OF) == set(Decision)
    letters = [RULES_OF[code].letter for code in REPLIES]
    assert letters == [f"REPLY_{code.name}" for code in REPLIES]
    assert RULES_OF[Decision.CLOSED_UNPAID].letter == "NO_LONGER_HANDLED"
    assert RULES_OF[Decision.CLOSED_OTHER].letter == ""


def test_an_article_that_was_not_read_is_never_named() -> None:
    assert RULES_OF[Decision.REFUSE_RECONFIRM].source.tag is Tag.UNVERIFIED
    for rule in RULES_OF.values():
        if rule.articles:
            assert rule.source.tag is Tag.PRIMARY


def test_each_ground_has_its_denial_in_the_order_of_the_form() -> None:
    assert [RULES_OF[code].ground for code in DENIALS] == list(ATTRIBUTE_GROUNDS)
    for code in DENIALS:
        ground = RULES_OF[code].ground
        assert ground is not None
        assert GROUND_RULES[ground].report_row == f"3.3.{RULES_OF[code].report_row[-1]}"


@pytest.mark.parametrize("code", REPLIES)
def test_a_complete_answer_passes(code: Decision) -> None:
    assert refusals(code, full(code)) == []


@pytest.mark.parametrize(
    ("code", "missing"),
    [
        (Decision.GRANT_PUBLISHED, {"link_missing"}),
        (Decision.GRANT, {"information_missing"}),
        (Decision.PARTIAL, {"information_missing", "ground_missing", "reason_missing"}),
        *(
            (code, {"ground_missing", "reason_missing"})
            for code in DENIALS
            if code is not Decision.DENY_LAW_FORBIDS
        ),
        (Decision.DENY_LAW_FORBIDS, {"ground_missing", "law_missing", "reason_missing"}),
        (Decision.DENY_SPECIAL, {"law_missing", "reason_missing"}),
        (Decision.UNABLE_NOT_EXIST, {"search_not_recorded", "reason_missing"}),
        (
            Decision.UNABLE_NOT_OURS,
            {"reason_missing", "responsible_body_missing", "responsible_contact_missing"},
        ),
        (Decision.UNABLE_NEED_CREATE, {"reason_missing"}),
        (Decision.UNABLE_UNCLEAR, {"correction_not_asked", "reason_missing"}),
        (Decision.REFUSE_PETITION, {"reason_missing"}),
        (Decision.REFUSE_REPEAT, {"earlier_reply_missing", "earlier_reply_day_missing", "reason_missing"}),
        (Decision.REFUSE_PUBLICATION, {"reason_missing"}),
        (
            Decision.REFUSE_EXCESSIVE,
            {"reasons_not_asked", "counts_missing", "counts_period_missing", "reason_missing"},
        ),
        (Decision.REFUSE_RECONFIRM, {"basis_missing", "reason_missing"}),
    ],
)
def test_an_empty_answer_is_told_everything_it_lacks(code: Decision, missing: set[str]) -> None:
    """Failures 4 and 5: no reason, no article, no recorded search, no reply."""
    assert codes(code, Answer()) == missing
    assert all(reason.field in {f.name for f in fields(Answer)} for reason in refusals(code, Answer()))


@pytest.mark.parametrize("code", ["", "unknown", "closed_unpaid"])
def test_only_a_reply_answers_an_item(code: str) -> None:
    assert codes(code, FULL) == {"decision_missing"}


def test_a_body_that_cannot_be_determined_need_not_be_named() -> None:
    answer = Answer(reason="不属于本机关职责", body_unknown=True)
    assert refusals(Decision.UNABLE_NOT_OURS, answer) == []


def test_a_part_that_a_law_forbids_names_the_law() -> None:
    forbidden = replace(FULL, ground="law_forbids")
    assert codes(Decision.PARTIAL, replace(forbidden, law="")) == {"law_missing"}
    assert not codes(Decision.PARTIAL, forbidden)
    assert not codes(Decision.PARTIAL, replace(FULL, law=""))


def test_blanks_are_no_reason() -> None:
    assert codes(Decision.UNABLE_NEED_CREATE, Answer(reason=" \u200b\n")) == {"reason_missing"}


def test_a_ground_fits_its_reply_and_gives_way_to_the_law_and_to_consent() -> None:
    process = replace(FULL, ground="process", required_by_law=True)
    assert codes(Decision.DENY_INTERNAL, process) == {"ground_of_another_reply", "disclosure_required"}
    consent = replace(FULL, ground="third_party", heard=(Heard("third_party", "agrees"),))
    assert codes(Decision.DENY_THIRD_PARTY, consent) == {"third_party_consents"}
    secret = replace(FULL, ground="state_secret", required_by_law=True)
    assert refusals(Decision.DENY_STATE_SECRET, secret) == []


def test_special_query_and_work_secrets_are_no_grounds_of_a_denial() -> None:
    for ground in (Ground.SPECIAL_QUERY.value, "work_secret"):
        assert codes(Decision.PARTIAL, replace(FULL, ground=ground)) == {"ground_missing"}


# --- one row for a request ----------------------------------------------------------------------

items = st.lists(st.sampled_from(REPLIES), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("outcomes", "row"),
    [
        ([Decision.GRANT], "granted"),
        ([Decision.GRANT, Decision.GRANT_PUBLISHED], "granted"),
        ([Decision.GRANT, Decision.DENY_PROCESS], "partial"),
        ([Decision.GRANT, Decision.UNABLE_NOT_EXIST], "partial"),
        ([Decision.PARTIAL], "partial"),
        ([Decision.DENY_PROCESS, Decision.DENY_PROCESS], "refuse_6"),
        ([Decision.REFUSE_PETITION, Decision.UNABLE_NOT_EXIST, Decision.DENY_INTERNAL], "refuse_5"),
    ],
)
def test_a_request_is_counted_in_one_row(outcomes: list[Decision], row: str) -> None:
    assert row_of(outcomes) == row


@given(items)
def test_the_order_of_the_items_changes_nothing(outcomes: list[Decision]) -> None:
    assert row_of(outcomes) == row_of(outcomes[::-1])
    assert row_of(outcomes + outcomes) == row_of(outcomes)
    assert (combined(outcomes) in OPEN) == any(code in OPEN for code in outcomes)


def test_without_items_there_is_nothing_to_count() -> None:
    with pytest.raises(ValueError, match="没有任何一项"):
        row_of([])


def test_the_rows_are_those_of_the_form(corpus: Path) -> None:
    report = json.loads((corpus / "annual_reports" / "hongze_2024.json").read_text(encoding="utf-8"))
    rows = set(report["tables"]["requests"]["rows"]) - {"new", "carried_in", "total", "carried_out", "other"}
    ours = {rule.report_row for rule in RULES_OF.values()}
    assert ours == rows | {"other_1", "other_2", "other_3"}


def test_every_outcome_stands_in_the_law_basis() -> None:
    listed = {rule.id for rule in decisions.RULES}
    assert {f"decisions.{code}" for code in Decision} <= listed
    [process] = [rule for rule in decisions.RULES if rule.id == "decisions.deny_process"]
    assert process.says == "不予公开（过程性信息）：年度报告表三（三）6"
