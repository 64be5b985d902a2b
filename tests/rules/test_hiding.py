"""What identifies people is covered wherever it stands, and what was covered is told without showing it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingchuang.rules.hiding import COVER, Covered, Known, hide, known_in, merged
from mingchuang.rules.personal_data import Fact

PERSON = (
    Known("公开申请的申请人", Fact.NAME, "欧阳文"),
    Known("公开申请的申请人", Fact.ID_NUMBER, "11010519491231002X"),
    Known("公开申请的申请人", Fact.PHONE, "13800138000"),
    Known("公开申请的申请人", Fact.EMAIL, "Wen@example.cn"),
    Known("公开申请的申请人", Fact.OTHER, "示例市示例路1号"),
)


def test_the_people_of_the_case_are_covered_however_their_numbers_are_written():
    text = (
        "欧阳文（证件号11010519491231002x，电话138 0013-8000，邮箱wen@EXAMPLE.cn）住示例市示例路1号，"
        "欧阳文申请2025年预算。"
    )
    shown, covered = hide(text, PERSON)
    assert shown == f"{COVER}（证件号{COVER}，电话{COVER}，邮箱{COVER}）住{COVER}，{COVER}申请2025年预算。"
    assert Covered("公开申请的申请人", "欧**", 2) in covered
    assert all("欧阳文" not in row.shown and row.shown != "8000" for row in covered)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("联系人：赵一鸣，手机13900139000", f"联系人：{COVER}，手机{COVER}"),
        ("张伟先生来信", f"{COVER}先生来信"),
        ("法定代表人:买买提·艾力", f"法定代表人:{COVER}"),
        ("住址：示例市幸福路8号。", f"住址：{COVER}。"),
        ("本办法自2025年1月1日起施行，共12项，金额350万元。", None),
        ("申请人应当填写申请表。", None),
    ],
)
def test_strangers_are_covered_and_plain_text_is_left_alone(text, shown):
    assert hide(text, ())[0] == (shown or text)


def test_the_office_s_own_numbers_stay():
    text = "咨询电话0527-84359000"
    assert hide(text, (), allowed=["0527-84359000"]) == (text, [])
    assert COVER in hide(text, ())[0]


@pytest.mark.parametrize("written", ["李\u3000明", "李  明", "李\n明", "李 \u3000 明"])
def test_a_name_is_found_however_wide_it_is_set(written):
    person = [Known("申请人", Fact.NAME, "李明")]
    assert hide(f"收件人是{written}。", person) == (f"收件人是{COVER}。", [Covered("申请人", "李*", 1)])
    assert known_in(f"收件人是{written}。", person) == [Covered("申请人", "李*", 1)]
    assert known_in("收件人是李明。", [Known("申请人", Fact.NAME, "李 明")])
    assert not known_in("李家的明天", person)


def test_a_name_of_one_character_covers_nothing():
    assert hide("甲类事项", [Known("申请人", Fact.NAME, "甲")]) == ("甲类事项", [])


def test_what_several_texts_hid_is_added_up():
    one = hide("欧阳文", PERSON)[1]
    assert merged([one, one, []]) == [Covered("公开申请的申请人", "欧**", 2)]


@given(st.text(alphabet="欧阳文138001 0-x，。：姓名", max_size=80))
def test_nothing_known_is_left_and_what_is_hidden_stays_hidden(text):
    shown, _covered = hide(text, PERSON)
    assert "欧阳文" not in shown
    assert hide(shown, PERSON)[0] == shown


def test_hostile_text_takes_no_longer_than_its_length():
    started = time.process_time()
    hide("姓名：" * 20_000 + "1" * 20_000, PERSON)
    assert time.process_time() - started < 5
