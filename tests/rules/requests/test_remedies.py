"""What a letter says about remedies; the wrong block sends people the wrong way."""

import pytest

from mingchuang.rules.refusals import Refused
from mingchuang.rules.requests.remedies import REMEDY_LABELS, Remedy, block, refusals

OFFICE = {
    "review_organ": "某市人民政府",
    "review_address": "某市人民路1号",
    "review_online": "https://example.gov.cn/review",
    "court": "某区人民法院",
}
NOTHING = dict.fromkeys(OFFICE, "")


def test_a_refusal_under_14_to_16_names_review_first_and_never_the_six_months() -> None:
    """Failure 5: "or sue within 6 months" is never printed on it."""
    [text] = block(Remedy.REVIEW_FIRST, **OFFICE)
    for words in ("先向某市人民政府", "某市人民路1号", "https://example.gov.cn/review", "60日内", "15日内"):
        assert words in text
    assert "6个月" not in text
    assert "某区人民法院" not in text


def test_other_replies_leave_the_choice() -> None:
    [text] = block(Remedy.CHOICE, **OFFICE, act="本告知书")
    for words in ("对本告知书不服", "60日内向某市人民政府", "6个月内直接向某区人民法院"):
        assert words in text


def test_a_fee_notice_says_what_happens_and_that_it_is_not_contested_alone() -> None:
    text = "".join(block(Remedy.FEE, **NOTHING))
    assert "视为放弃申请" in text
    assert "不能单独" in text


def test_procedural_notices_say_nothing() -> None:
    assert block(Remedy.NONE, **NOTHING) == ()


@pytest.mark.parametrize(
    ("remedy", "missing"),
    [
        (Remedy.REVIEW_FIRST, {"review_organ_missing", "review_address_missing"}),
        (Remedy.CHOICE, {"review_organ_missing", "review_address_missing", "court_missing"}),
        (Remedy.FEE, set()),
    ],
)
def test_a_block_with_holes_is_refused(remedy: Remedy, missing: set[str]) -> None:
    assert {reason.code for reason in refusals(remedy, **NOTHING)} == missing
    if missing:
        with pytest.raises(Refused) as refused:
            block(remedy, **NOTHING)
        assert refused.value.codes == missing


def test_a_review_organ_without_a_page_is_named_without_one() -> None:
    [text] = block(Remedy.CHOICE, **{**OFFICE, "review_online": " "})
    assert "（地址：某市人民路1号）" in text


def test_every_block_has_a_name() -> None:
    assert set(REMEDY_LABELS) == set(Remedy)
