"""A clerk gives a new document its number; the form says everything that is not right at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingchuang.rules.document_numbers import RULES, find, own_number_reasons


def codes(text: str, known: tuple[str, ...] = ()) -> list[str]:
    return [reason.code.removeprefix("document_number_") for reason in own_number_reasons(text, known)]


@pytest.mark.parametrize("text", ["宿外办发〔2026〕5号", "宿外办函〔2026〕128号", "WSB〔1999〕1号"])
def test_a_number_of_the_strict_pattern_has_no_reasons(text: str) -> None:
    assert own_number_reasons(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["missing"]),
        ("　", ["missing"]),
        ("宿外办发 〔2026〕5号", ["space"]),
        ("宿外办发〔２０２６〕5号", ["full_width", "year"]),
        ("宿外办发[2026]5号", ["brackets"]),
        ("宿外办发（2026）5 号", ["space", "brackets"]),
        ("宿外办发2026年5号", ["form"]),
        ("〔2026〕5号", ["code_missing"]),
        ("宿外办-发〔2026〕5号", ["code_characters"]),
        ("宿外办发〔26〕5号", ["year"]),
        ("宿外办发〔1826〕5号", ["year"]),
        ("宿外办发〔2026〕第5号", ["ordinal"]),
        ("宿外办发〔2026〕第号", ["ordinal", "number_missing"]),
        ("宿外办发〔2026〕五号", ["number"]),
        ("宿外办发〔2026〕005号", ["leading_zero"]),
        ("宿外办发〔2026〕0号", ["leading_zero"]),
        ("宿外办发〔2026〕5", ["mark"]),
        ("宿外办发〔2026〕5号文", ["rest"]),
        ("宿外办发〔26〕第05", ["year", "ordinal", "leading_zero", "mark"]),
    ],
)
def test_every_reason_is_given_at_once(text: str, expected: list[str]) -> None:
    assert codes(text) == expected
    assert all(reason.field == "document_number" for reason in own_number_reasons(text))


def test_only_the_offices_own_code_words_are_allowed_where_they_are_named() -> None:
    known = ("宿外办发", "宿外办函")
    assert codes("宿外办发〔2026〕5号", known) == []
    assert codes("宿政发〔2026〕5号", known) == ["code_unknown"]
    assert "宿外办函" in own_number_reasons("宿政发〔2026〕5号", known)[0].message


@given(st.text(max_size=60))
def test_no_text_breaks_the_check_and_what_passes_can_be_read(text: str) -> None:
    reasons = own_number_reasons(text)
    assert all(reason.message for reason in reasons)


@given(st.sampled_from(["宿外办发", "宿外办函", "宿政办发"]), st.integers(1949, 2099), st.integers(1, 99999))
def test_what_passes_is_read_as_it_is_written(code: str, year: int, number: int) -> None:
    written = f"{code}〔{year}〕{number}号"
    assert own_number_reasons(written, [code]) == []
    assert [n.canonical for n in find(written)] == [f"{code}|{year}|{number}"]


def test_the_rules_are_sourced() -> None:
    assert {rule.id for rule in RULES} == {"document_numbers.own", "document_numbers.reading"}
