"""What somebody wrote, short and with its personal numbers masked, so that a list can tell rows apart."""

from mingchuang.rules.personal_data import MOST_IN_A_ROW, in_a_row


def test_a_short_text_stands_as_it_is():
    assert in_a_row("2025年因公出国经费决算") == "2025年因公出国经费决算"
    assert in_a_row("") == ""


def test_lines_and_spaces_become_one_line():
    assert in_a_row(" 名称：\r\n  年度计划 ") == "名称： 年度计划"


def test_a_long_text_is_cut():
    shown = in_a_row("外事" * 5000)
    assert len(shown) == MOST_IN_A_ROW
    assert shown.endswith("外…")


def test_personal_numbers_are_masked_before_the_text_is_cut():
    shown = in_a_row("张某13800138000的签证，住址：北京市朝阳区某路一号，回复")
    assert "13800138000" not in shown
    assert "朝阳区" not in shown
    assert shown.startswith("张某138")
