"""What is masked can be told apart but not read, however short or strange it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingchuang.rules.masking import mask_email, mask_id, mask_name, mask_phone, mask_text


def test_as_the_specification_shows_it():
    assert mask_phone("13812341234") == "138****1234"
    assert mask_phone("138 1234 1234") == "138****1234"
    assert mask_id("321302199003075618") == "3213************18"
    assert mask_id("E12345678") == "E12****78"
    assert [mask_name(name) for name in ("李文", "欧阳文", "李", "", "Anna Maria Lee")] == [
        "李*",
        "欧**",
        "李*",
        "",
        "A*** M**** L**",
    ]
    assert mask_email("li.wen@example.org") == "l***@example.org"
    assert mask_email("not an address") == "*" * 14


@given(st.text(alphabet="0123456789", max_size=30))
def test_at_least_a_third_of_a_number_is_hidden(value):
    for masked in (mask_phone(value), mask_id(value)):
        assert len(masked) == len(value)
        assert masked.count("*") * 11 >= len(value) * 4
        assert value == "" or masked != value


@given(st.text(min_size=1, max_size=60))
def test_a_name_never_shows_more_than_first_letters(name):
    shown = mask_name(name).replace("*", "")
    words = name.split() if " " in name.strip() else [name.strip()]
    assert len(shown.replace(" ", "")) <= len(words)


@given(
    prefix=st.sampled_from(["", "电话", "tel: ", "（", "他说："]),
    suffix=st.sampled_from(["", "。", "号", "）", " 转"]),
    number=st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
)
def test_a_mobile_number_in_any_surroundings_is_replaced(prefix, suffix, number):
    assert mask_text(prefix + number + suffix) == f"{prefix}[电话]{suffix}"


@pytest.mark.parametrize(
    "text", ["2026年3月9日", "苏外发〔2026〕12号", "共1234567890123456789012345678项", ""]
)
def test_other_text_is_left_alone(text):
    assert mask_text(text) == text
