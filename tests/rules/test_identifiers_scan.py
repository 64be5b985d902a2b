"""A draft is looked through for numbers of persons before anybody outside sees it."""

import sys
import time
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingchuang.rules.identifiers import Match, scan
from mingchuang.rules.identifiers.people import mod_11_2


def found(text: str) -> list[tuple[str, str, bool]]:
    return [(match.kind, match.value, match.certain) for match in scan(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("身份证号：11010519491231002X。", [("id_card", "11010519491231002X", True)]),
        ("身份证号１１０１０５１９４９１２３１００２ｘ", [("id_card", "11010519491231002X", True)]),
        ("110105 19491231 002X", [("id_card", "11010519491231002X", True)]),
        ("mistyped 110105194912310021", [("id_card", "110105194912310021", False)]),
        ("110105 19491231 0021", []),
        ("910105194912310022", []),
        ("编号 110105000012310021", []),
        ("永居证911008401990010105", [("residence_card", "911008401990010105", False)]),
        ("代码 913200000000000000", []),
        ("旧号110105491231002", [("id_card", "110105491231002", False)]),
        ("110105491331002", []),
        ("卡号CAN110184041203", [("residence_card", "CAN110184041203", False)]),
        ("手机13800138000转告", [("mobile", "13800138000", True)]),
        ("138-0013-8000、138 0013 8000", [("mobile", "13800138000", True)] * 2),
        ("+86 13800138000", [("mobile", "13800138000", True)]),
        ("流水号113800138000", []),
        ("电话：0527-84350000", [("landline", "0527-84350000", True)]),
        ("（0527）84350000", [("landline", "0527-84350000", True)]),
        ("+86-527-84350000", [("landline", "0527-84350000", True)]),
        ("052784350000", [("landline", "0527-84350000", False)]),
        ("010-2345678", []),
        ("010-62345678", [("landline", "010-62345678", True)]),
        ("联系 WSB@example.gov.cn 或来人", [("email", "wsb@example.gov.cn", True)]),
        ("联系wsb＠example．cn", [("email", "wsb@example.cn", True)]),
        ("13800138000@example.com", [("email", "13800138000@example.com", True)]),
        ("卡号6222021234567890128", [("bank_card", "6222021234567890128", True)]),
        ("卡号6222 0212 3456 7890 128", [("bank_card", "6222021234567890128", True)]),
        ("单号9622021234567890128", []),
        ("1000000000008", []),
        ("1111111111111111", []),
        ("19 0000 0000", []),
        (
            "护照E12345678，旧号g12345678",
            [("passport", "E12345678", False), ("passport", "G12345678", False)],
        ),
        ("passport AB1234567", [("passport", "AB1234567", False)]),
        ("No1234567 qq12345678 NO1234567 ab1234567", []),
        ("索引号 014416330/2018-04736", []),
        ("宿政办函〔2021〕21号，共 1234567 元，2026-11-23", []),
    ],
)
def test_what_is_found_and_what_is_left_alone(text: str, expected: list[tuple[str, str, bool]]) -> None:
    assert found(text) == expected


def test_a_bank_card_of_an_unknown_issuer_is_not_certain() -> None:
    assert found("8000000000000003")[0] == ("bank_card", "8000000000000003", False)


def test_positions_are_those_of_the_text_itself() -> None:
    text = "联系人：张某，电话１３８００１３８０００。"
    assert scan(text) == [Match("mobile", 9, 20, "13800138000", True)]
    assert text[9:20] == "１３８００１３８０００"


@st.composite
def id_numbers(draw: st.DrawFn) -> str:
    born = draw(st.dates(date(1900, 1, 1), date(2026, 1, 1)))
    first = f"{draw(st.integers(110000, 899999))}{born:%Y%m%d}{draw(st.integers(0, 999)):03d}"
    return first + mod_11_2(first)


@given(id_numbers(), st.text("（）：，。 号证是\n", max_size=20), st.text("（）：，。 号\n", max_size=20))
def test_every_id_number_in_a_text_is_found(number: str, before: str, after: str) -> None:
    text = f"{before}{number}{after}"
    assert Match("id_card", len(before), len(before) + 18, number, True) in scan(text)


@given(st.text(alphabet=st.sampled_from("0123456789 -+()@.xXEPa号（）＠１２"), max_size=200))
def test_matches_never_overlap_and_stay_inside(text: str) -> None:
    end = 0
    for match in scan(text):
        assert end <= match.start < match.end <= len(text)
        end = match.end


@given(st.text(max_size=300))
def test_no_text_breaks_the_scan(text: str) -> None:
    assert isinstance(scan(text), list)


# A second for 100,000 characters; measuring coverage makes Python several times slower.
LIMIT = 1.0 if sys.gettrace() is None else 6.0


def seconds(work: Callable[[str], object], text: str) -> float:
    """Processor time of the best of three runs: other work on the machine only ever slows one down."""
    best = LIMIT
    for _ in range(3):
        started = time.process_time()
        work(text)
        best = min(best, time.process_time() - started)
        if best < LIMIT:
            break
    return best


@pytest.mark.parametrize(
    "unit", ["1", "a@", "a.", "0527-", "E1234567", "1 ", "+86 ", "(0", "@", "6222 ", "a-"]
)
def test_hostile_text_is_scanned_in_linear_time(unit: str) -> None:
    text = (unit * 100_000)[:100_000]
    assert seconds(scan, text) < LIMIT
