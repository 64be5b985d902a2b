"""Words that may name a person are never kept; what the office publishes itself may be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingchuang.rules import identifiers
from mingchuang.rules.lookups import LONGEST, Found, found_of, kept_form, may_be_kept

KEPT = (
    "护照",
    "因公出国 审批",
    "宿外办发〔2026〕8号",
    "宿外办发[2026]8号",
    "宿外办发【2026】 8 号",
    "014320000-2026-00012",
    "2026年3月9日 培训",
    "2024 2025 2026",
    "王道",
    "apec 2026",
    "covid19",
    "签证 90日",
)
WITHHELD = (
    "110101199003070011",
    "11010119900307001X 结果",
    "１１０１０１１９９００３０７００１１",
    "110101 1990 0307 0011",
    "110105*********001X",
    "13812345678",
    "138 1234 5678",
    "1 3 8 1 2 3 4 5 6 7 8",
    "0527-84368800",
    "someone@example.com",
    "6222 0212 3456 7890",
    "E12345678",
    "张三 1234",
    "李雷 1990-01-02",
    "John Smith 1234",
    "手机 1381",
    "20260309",
)


@pytest.mark.parametrize("words", KEPT)
def test_what_the_office_publishes_may_be_kept(words: str) -> None:
    assert may_be_kept(words)


@pytest.mark.parametrize("words", WITHHELD)
def test_what_may_belong_to_a_person_is_withheld(words: str) -> None:
    assert not may_be_kept(words)


@given(st.text(max_size=60), st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_a_phone_number_is_withheld_wherever_it_stands(text: str, number: str) -> None:
    words = f"{text} {number}"
    assert not identifiers.scan(words) or not may_be_kept(words)


@given(st.text(max_size=300))
def test_the_kept_form_is_short_and_stable(words: str) -> None:
    kept = kept_form(words)
    assert len(kept) <= LONGEST
    assert kept_form(kept) == kept
    assert "\x00" not in kept


def test_spellings_of_one_search_are_one() -> None:
    assert kept_form("  ＡＰＥＣ　卡\n") == kept_form("apec 卡") == "apec 卡"


def test_numbers_of_hits_become_buckets() -> None:
    assert [found_of(n) for n in (0, 1, 9, 10, 99, 100)] == [
        Found.NONE, Found.FEW, Found.FEW, Found.SOME, Found.SOME, Found.MANY,
    ]  # fmt: skip
