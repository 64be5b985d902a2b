"""An item gets its index number on release; its address is made of it and never changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingchuang.rules.identifiers.organisations import ORG_CHARACTERS, org_check_character
from mingchuang.rules.index_numbers import (
    CREDIT_CODE,
    NATIONAL,
    RULES,
    IndexPattern,
    NotAnIndexNumber,
    from_slug,
    make,
    parse,
    to_slug,
)
from mingchuang.rules.refusals import Refused


def test_an_index_number_has_twenty_characters() -> None:
    number = make("01441633-0", 2018, 4736)
    assert number == "014416330/2018-04736"
    assert len(number) == 20


def test_it_is_read_as_people_type_it() -> None:
    for typed in ("014416330/2018-04736", "01441633-0/2018-04736", " 014416330／２０１８－04736 "):
        read = parse(typed)
        assert (read.org_code, read.year, read.serial) == ("014416330", 2018, 4736)
        assert read.text == "014416330/2018-04736"


def test_the_address_is_made_of_it_and_leads_back() -> None:
    assert to_slug("014416330/2018-04736") == "014416330-2018-04736"
    assert from_slug("014416330-2018-04736") == "014416330/2018-04736"


@pytest.mark.parametrize(
    ("code", "year", "serial", "reasons"),
    [
        ("014416330", 2018, 0, {"index_serial_low"}),
        ("014416330", 2018, 100000, {"index_serial_high"}),
        ("014416331", 2018, 1, {"index_org_check"}),
        ("0144", 18, 100000, {"index_org_length", "index_year", "index_serial_high"}),
    ],
)
def test_every_reason_is_given_in_chinese(code: str, year: int, serial: int, reasons: set[str]) -> None:
    with pytest.raises(Refused) as refused:
        make(code, year, serial)
    assert refused.value.codes == reasons


def test_used_up_serials_say_what_to_do() -> None:
    with pytest.raises(Refused, match="2026 年的流水号已用完：最大为 99999"):
        make("014416330", 2026, 100000)


@pytest.mark.parametrize(
    "text", ["", "WSB/2022-09912", "014416330/2018-4736", "014416330-2018-04736", "x" * 9000]
)
def test_what_is_no_index_number_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        parse(text)


def test_a_wrong_address_is_refused() -> None:
    for slug in ("", "014416330/2018-04736", "014416331-2018-04736", "../../etc"):
        with pytest.raises(ValueError, match=r"索引号|组织机构代码"):
            from_slug(slug)


def test_local_patterns_are_possible() -> None:
    number = "11370322004222241N/2021-5135380"
    assert parse(number, CREDIT_CODE).text == number
    assert from_slug(to_slug(number, CREDIT_CODE), CREDIT_CODE) == number
    wide = IndexPattern("部门代码", 4, str.isdigit, serial_digits=6)
    assert make("1234", 2026, 1, wide) == "1234/2026-000001"


@given(st.text(ORG_CHARACTERS, min_size=8, max_size=8), st.integers(1949, 2099), st.integers(1, 99999))
def test_numbers_and_addresses_round_trip(first: str, year: int, serial: int) -> None:
    code = first + org_check_character(first)
    number = make(code, year, serial)
    read = parse(number)
    assert (read.org_code, read.year, read.serial) == (code, year, serial)
    assert from_slug(to_slug(number)) == number


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader(text: str) -> None:
    for read in (parse, from_slug):
        try:
            read(text)
        except NotAnIndexNumber as refused:
            assert refused.reasons


def test_the_rules_are_sourced() -> None:
    assert all(rule.source.document for rule in RULES)
    assert NATIONAL.last_serial == 99999
