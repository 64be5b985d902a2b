"""A clerk reads a passport's machine readable zone; a slip of the hand is named by its field."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingchuang.rules.identifiers import check
from mingchuang.rules.identifiers.mrz import check_digit

TODAY = date(2026, 11, 23)
# Specimens of ICAO Doc 9303 (the state UTO does not exist).
TD3 = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
TD2 = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6"
TD1 = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"
LONG_TD1 = "I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<"
CHINESE = "PE12345675CHN9001011M3101012<<<<<<<<<<<<<<06"
VISA_A = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<"
VISA_B = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX4009078F9612109<<<<<<<<"


@pytest.mark.parametrize(("field", "digit"), [("520727", "3"), ("AB2134<<<", "5"), ("D23145890", "7")])
def test_check_digits_of_the_standard(field: str, digit: str) -> None:
    assert check_digit(field) == digit


@pytest.mark.parametrize(
    ("zone", "size", "number"),
    [
        (TD3, "TD3", "L898902C3"),
        (TD2, "TD2", "D23145890"),
        (TD1, "TD1", "D23145890"),
        (LONG_TD1, "TD1", "D23145890734"),
        (VISA_A, "MRV-A", "L8988901C"),
        (VISA_B, "MRV-B", "L8988901C"),
    ],
)
def test_every_size_is_read_with_lines_joined_or_apart(zone: str, size: str, number: str) -> None:
    for written in (zone, zone.replace("\n", ""), zone.replace("\n", " ").lower(), zone.replace("<", "＜")):
        result = check("mrz", written, TODAY)
        assert result.ok, result.message
        assert result.normalised == zone
        assert (result.details["size"], result.details["number"]) == (size, number)


def test_names_sex_and_dates_are_handed_on() -> None:
    details = check("mrz", TD3, TODAY).details
    assert (details["surname"], details["given_names"], details["sex"]) == ("ERIKSSON", "ANNA MARIA", "女")
    assert (details["birth"], details["expiry"], details["nationality"]) == (
        "1974-08-12",
        "2012-04-15",
        "UTO",
    )


def test_without_today_the_century_is_not_guessed() -> None:
    result = check("mrz", TD3)
    assert result.details["birth"] == "740812"
    assert result.warnings == ()


def test_an_expired_document_is_read_with_a_warning() -> None:
    assert "到期" in check("mrz", TD3, TODAY).warnings[0]
    assert check("mrz", CHINESE, TODAY).warnings == ("只有第二行，姓名和签发国没有核对",)


def test_a_second_line_alone_is_read_as_far_as_it_goes() -> None:
    result = check("mrz", CHINESE, TODAY)
    assert result.ok
    assert result.normalised == CHINESE
    assert "surname" not in result.details
    # The check digit of an empty optional field may be a filler.
    assert check("mrz", CHINESE[:42] + "<" + CHINESE[43:], TODAY).ok
    assert check("mrz", TD2.splitlines()[1], TODAY).ok


def test_a_first_line_alone_asks_for_the_rest() -> None:
    assert "第一行" in check("mrz", TD3.splitlines()[0]).message


@pytest.mark.parametrize(
    ("zone", "part"),
    [
        (TD3.replace("L898902C3", "L898902C4"), "证件号码"),
        (TD3.replace("740812", "740813"), "出生日期"),
        (TD3.replace("120415", "120416"), "有效期"),
        (TD3.replace("ZE184226B", "ZE184226C"), "个人号码"),
        (TD3[:-1] + "1", "总校验"),
        (TD1.replace("UTO<<<<<<<<<<<6", "UTO<<<<<<<<<<<7"), "总校验"),
    ],
)
def test_the_part_that_does_not_fit_is_named(zone: str, part: str) -> None:
    result = check("mrz", zone)
    assert not result.ok
    assert part in result.message


def _with(birth: str, expiry: str = "310101") -> str:
    number, tail = "PE1234567", "<<<<<<<<<<<<<<0"
    dates = f"{birth}{check_digit(birth)}", f"{expiry}{check_digit(expiry)}"
    body = f"{number}{check_digit(number)}CHN{dates[0]}M{dates[1]}{tail}"
    return body + check_digit(body[:10] + body[13:20] + body[21:43])


@pytest.mark.parametrize(
    ("birth", "ok"),
    [
        ("900101", True),
        ("90<<<<", True),
        ("<<<<<<", True),
        ("9001<<", True),
        ("901301", False),
        ("000229", True),
        ("<<0101", False),
        ("9A0101", False),
        ("A<<<<<", False),
    ],
)
def test_a_date_must_be_a_day_or_say_that_it_is_unknown(birth: str, ok: bool) -> None:
    result = check("mrz", _with(birth), TODAY)
    assert result.ok is ok
    if not ok:
        assert "出生日期" in result.message


def test_an_expiry_that_is_no_day_is_named() -> None:
    assert "有效期" in check("mrz", _with("900101", "311301"), TODAY).message


def test_a_birth_in_this_century_is_told_from_the_last() -> None:
    assert check("mrz", _with("150101"), TODAY).details["birth"] == "2015-01-01"
    assert check("mrz", _with("270101"), TODAY).details["birth"] == "1927-01-01"


@pytest.mark.parametrize(
    ("zone", "says"), [("", "请输入"), ("P<UTO", "共 5 位"), ("P<UTO★中", "★"), (TD3[:60], "共 59 位")]
)
def test_what_is_no_zone_says_what_a_zone_is(zone: str, says: str) -> None:
    assert says in check("mrz", zone).message


@given(st.integers(0, 43), st.sampled_from("0123456789"))
def test_one_wrong_digit_in_the_line_of_figures_is_found(place: int, digit: str) -> None:
    if not CHINESE[place].isdigit():
        return
    changed = CHINESE[:place] + digit + CHINESE[place + 1 :]
    assert check("mrz", changed, TODAY).ok is (changed == CHINESE)


@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<", min_size=85, max_size=92))
def test_no_zone_breaks_the_check(zone: str) -> None:
    assert check("mrz", zone, TODAY).message
