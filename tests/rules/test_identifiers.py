"""Someone fills in a form: numbers are read as people write them, and a wrong one says why."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingchuang.rules.identifiers import KINDS, RULES, UnknownKind, check, kind_named, standard
from mingchuang.rules.identifiers.organisations import (
    CREDIT_CHARACTERS,
    ORG_CHARACTERS,
    credit_check_character,
    org_check_character,
)
from mingchuang.rules.identifiers.people import mod_11_2
from mingchuang.rules.identifiers.result import half_width
from mingchuang.rules.source import Tag

TODAY = date(2026, 11, 23)
DIGITS = "0123456789"
FORBIDDEN = ("非法", "无效", "操作失败", "系统异常")

# Recomputed by hand from the standards' formulas; the numbers belong to nobody.
RIGHT = [
    ("id_card", "11010519491231002X", "11010519491231002X"),
    ("id_card", "11010519491231002x", "11010519491231002X"),
    ("id_card", "11010519491231002×", "11010519491231002X"),
    ("id_card", "１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X"),
    ("id_card", "110105 19491231 002X", "11010519491231002X"),
    ("id-card", "110105-19491231-002X", "11010519491231002X"),
    ("ID_CARD", "440524188001010014", "440524188001010014"),
    ("id_card", "321302200002290023", "321302200002290023"),
    ("id_card", "911008401990010105", "911008401990010105"),
    ("residence_card", "911008401990010105", "911008401990010105"),
    ("residence_card", "CAN110184041203", "CAN110184041203"),
    ("credit_code", "91350100M000100Y43", "91350100M000100Y43"),
    ("credit-code", "91350100m000100y43", "91350100M000100Y43"),
    ("credit_code", "913200000000000000", "913200000000000000"),
    ("org_code", "01441633-0", "014416330"),
    ("org_code", "０１４４１６３３０", "014416330"),
    ("passport", "e12345678", "E12345678"),
    ("passport", "EA1234567", "EA1234567"),
    ("passport", "PE1234567", "PE1234567"),
    ("passport", "L898902C3", "L898902C3"),
    ("phone", "13800138000", "13800138000"),
    ("phone", "+86 138 0013 8000", "13800138000"),
    ("phone", "0086-138-0013-8000", "13800138000"),
    ("phone", "8613800138000", "13800138000"),
    ("phone", "（０５２７）８４３５００００", "0527-84350000"),
    ("phone", "0527 8435 0000 转 12", "0527-84350000-12"),
    ("phone", "0527-84350000-12", "0527-84350000-12"),
    ("phone", "010-62345678", "010-62345678"),
    ("phone", "+86 527 84350000", "0527-84350000"),
    ("phone", "+86 0527 84350000", "0527-84350000"),
    ("phone", "86 527 84350000", "0527-84350000"),
    ("phone", "4001234567", "400-123-4567"),
    ("phone", "+86 400 123 4567", "400-123-4567"),
    ("phone", "+81 3-1234-5678", "+81312345678"),
    ("bank_card", "6222 0212 3456 7890 128", "6222021234567890128"),
    ("bank_card", "4111111111111111", "4111111111111111"),
]

WRONG = [
    ("id_card", "", "请输入"),
    ("id_card", "11010519491231002", "17 位"),
    ("id_card", "110105194912310021", "校验码"),
    ("id_card", "321302190002290027", "1900年02月29日"),
    ("id_card", "32130220990101002X", "晚于今天"),
    ("id_card", "A10105194912310021", "应为数字"),
    ("id_card", "11010519491231002Y", "末位为数字或 X"),
    ("id_card", "010105194912310021", "不以 0 开头"),
    ("id_card", "911008401990010104", "校验码"),
    ("id_card", "110105491231002", "15 位的旧身份证"),
    ("id_card", "110105491331002", "15 位的旧身份证"),
    ("residence_card", "11010519491231002X", "以 9 开头"),
    ("residence_card", "91100840199001010", "17 位"),
    ("credit_code", "", "请输入"),
    ("credit_code", "91350100M000100Y44", "校验码"),
    ("credit_code", "91350100I000100Y43", "「I」"),
    ("credit_code", "91350100M000100Y4", "17 位"),
    ("org_code", "", "请输入"),
    ("org_code", "01441633-1", "校验码"),
    ("org_code", "0144163", "7 位"),
    ("org_code", "0144163三0", "其他字符"),
    ("passport", "", "请输入"),
    ("passport", "E1", "2 位"),
    ("passport", "护照12345", "其他字符"),
    ("passport", "E1234/5678", "其他字符"),
    ("phone", "", "请输入"),
    ("phone", "138001380", "9 位"),
    ("phone", "12800138000", "第二位"),
    ("phone", "84350000", "加区号"),
    ("phone", "010-2345678", "区号加 7 或 8 位"),
    ("phone", "0527-1", "区号加 7 或 8 位"),
    ("phone", "13800138000转1", "只有座机"),
    ("phone", "+12", "+国家代码"),
    ("phone", "问总机", "其他字符"),
    ("bank_card", "", "请输入"),
    ("bank_card", "6222O21234567890128", "只用数字"),
    ("bank_card", "622202123456", "12 位"),
    ("bank_card", "6222021234567890127", "校验码"),
    ("bank_card", "0000000000000000", "同一个数字"),
]


@pytest.mark.parametrize(("kind", "typed", "stored"), RIGHT)
def test_a_right_number_is_stored_in_one_form(kind: str, typed: str, stored: str) -> None:
    result = check(kind, typed, TODAY)
    assert result.ok, result.message
    assert result.normalised == stored
    again = check(kind, result.normalised, TODAY)
    assert again.ok
    assert again.normalised == stored


@pytest.mark.parametrize(("kind", "typed", "says"), WRONG)
def test_a_wrong_number_says_what_is_wrong(kind: str, typed: str, says: str) -> None:
    result = check(kind, typed, TODAY)
    assert not result.ok
    assert says in result.message
    assert not any(word in result.message for word in FORBIDDEN)


def test_what_the_id_number_says_is_handed_on() -> None:
    details = check("id_card", "11010519491231002X").details
    assert (details["born"], details["sex"], details["region"]) == ("1949-12-31", "女", "110105")
    assert check("id_card", "440524188001010014").details["sex"] == "男"


def test_a_birth_date_after_today_is_named_only_when_today_is_known() -> None:
    number = "32130220270101001"
    number += mod_11_2(number)
    assert check("id_card", number).ok
    late = check("id_card", number, TODAY)
    assert not late.ok
    assert "晚于今天" in late.message


def test_a_15_digit_number_tells_its_18_digit_form() -> None:
    old = check("id_card", "110105491231002")
    assert not old.ok
    assert check("id_card", old.details["as_18"]).ok
    assert "as_18" not in check("id_card", "110105491331002").details


def test_the_structure_of_the_residence_card_is_called_unverified() -> None:
    assert "未经核实" in check("residence_card", "911008401990010105").warnings[0]
    assert "有效期" in check("residence_card", "CAN110184041203").warnings[0]


def test_an_odd_organisation_code_inside_a_credit_code_is_only_a_warning() -> None:
    first = "91350100M000100Y5"
    odd = check("credit_code", first + credit_check_character(first))
    assert odd.ok
    assert "组织机构代码" in odd.warnings[0]
    first = "11321300014416330"
    proper = check("credit_code", first + credit_check_character(first))
    assert proper.ok
    assert proper.warnings == ()
    assert proper.details["org_code"] == "014416330"


@pytest.mark.parametrize(
    ("number", "form", "warned"),
    [
        ("E12345678", "中国普通护照", False),
        ("SE1234567", "中国公务护照", False),
        ("DE1234567", "中国外交护照", False),
        ("MA1234567", "中国澳门特别行政区护照", False),
        ("G12345678", "中国普通护照（旧版）", True),
        ("H12345678", "中国香港特别行政区护照", True),
        ("E1234567", "外国护照", True),
        ("PE12345", "外国护照", True),
        ("123456789", "外国护照", False),
        ("1234567890", "外国护照", True),
    ],
)
def test_a_passport_is_told_by_its_form_and_a_near_miss_is_a_warning(
    number: str, form: str, warned: bool
) -> None:
    result = check("passport", number)
    assert result.ok
    assert result.details["form"] == form
    assert bool(result.warnings) is warned


def test_a_phone_is_also_given_for_dialling_from_abroad() -> None:
    assert check("phone", "0527-84350000").details["e164"] == "+8652784350000"
    assert check("phone", "13800138000").details["e164"] == "+8613800138000"


@pytest.mark.parametrize(
    ("typed", "kinds", "kept"),
    [
        ("１３８ 0013 8000", ["phone"], "13800138000"),
        ("11010519491231002x", ["id_card", "credit_code"], "11010519491231002X"),
        ("11010519491231002x", ["credit_code", "id_card"], "11010519491231002X"),
        ("11010519491231003x", ["id_card"], "11010519491231003x"),
        ("海员证 A1", ["other"], "海员证 A1"),
        ("", ["phone"], ""),
    ],
)
def test_a_number_is_kept_in_the_form_of_the_first_kind_it_is_right_for(
    typed: str, kinds: list[str], kept: str
) -> None:
    assert standard(typed, *kinds) == kept


def test_an_unknown_kind_lists_the_known_ones() -> None:
    with pytest.raises(UnknownKind, match="id_card"):
        check("shoe_size", "42")
    assert kind_named("Credit-Code").name == "credit_code"


def test_every_kind_has_a_right_example_and_a_sourced_rule() -> None:
    for kind in KINDS.values():
        assert check(kind.name, kind.example, TODAY).ok, kind.name
        assert kind.rule in RULES
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert any(rule.source.tag is Tag.UNVERIFIED for rule in RULES)


births = st.dates(date(1850, 1, 1), date(2026, 11, 22))


@st.composite
def id_numbers(draw: st.DrawFn) -> str:
    region = draw(st.integers(110000, 899999))
    first = f"{region}{draw(births):%Y%m%d}{draw(st.integers(0, 999)):03d}"
    return first + mod_11_2(first)


@given(id_numbers(), st.integers(0, 16), st.sampled_from(DIGITS))
def test_one_wrong_digit_in_an_id_number_is_always_found(number: str, place: int, digit: str) -> None:
    assert check("id_card", number, TODAY).ok
    changed = number[:place] + digit + number[place + 1 :]
    assert check("id_card", changed, TODAY).ok is (changed == number)


@given(id_numbers(), st.integers(0, 16))
def test_two_swapped_neighbours_in_an_id_number_are_always_found(number: str, place: int) -> None:
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert check("id_card", swapped, TODAY).ok is (swapped == number)


@given(
    st.text(CREDIT_CHARACTERS, min_size=17, max_size=17),
    st.integers(0, 17),
    st.sampled_from(CREDIT_CHARACTERS),
)
def test_one_wrong_character_in_a_credit_code_is_always_found(first: str, place: int, other: str) -> None:
    code = first + credit_check_character(first)
    changed = code[:place] + other + code[place + 1 :]
    assert check("credit_code", code).ok
    assert check("credit_code", changed).ok is (changed == code)


@given(st.text(ORG_CHARACTERS, min_size=8, max_size=8), st.integers(0, 8), st.sampled_from(DIGITS))
def test_one_wrong_digit_in_an_organisation_code_is_found(first: str, place: int, digit: str) -> None:
    code = first + org_check_character(first)
    changed = code[:place] + digit + code[place + 1 :]
    assert check("org_code", code).ok
    if code[place].isdigit():
        same = changed == code
        # MOD 11 maps 11 to 0, the only two remainders that share a character.
        assert check("org_code", changed).ok is same


@given(st.sampled_from(sorted(KINDS)), st.text(max_size=100))
def test_no_text_breaks_a_check(kind: str, text: str) -> None:
    result = check(kind, text, TODAY)
    assert result.message
    if result.ok:
        assert check(kind, result.normalised, TODAY).normalised == result.normalised


def test_wide_signs_become_narrow_one_for_one_and_nothing_else_changes():
    wide = "".join(map(chr, range(0xFF01, 0xFF5F)))
    assert half_width(wide) == "".join(map(chr, range(0x21, 0x7F)))
    assert half_width("\u3000\u00a0‐‑‒–—−﹣") == "  " + "-" * 7
    same = "".join(chr(code) for code in range(0x2100, 0x2200)) + "外事一二〔〕《》"
    assert half_width(same) == same
