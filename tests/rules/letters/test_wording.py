"""Edited wording: what is refused, and that nothing in it ever runs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingchuang.rules.letters.content import plain
from mingchuang.rules.letters.defaults import DEFAULT_WORDING
from mingchuang.rules.letters.kinds import TO_OTHERS, LetterKind
from mingchuang.rules.letters.placeholders import EXAMPLES, Placeholder
from mingchuang.rules.letters.wording import fill, missing_values, problems
from mingchuang.rules.refusals import Refused

KIND = LetterKind.CORRECTION_NOTICE
GOOD = DEFAULT_WORDING[KIND]


def codes(paragraphs, kind=KIND):
    return {reason.code for reason in problems(kind, paragraphs)}


def test_a_missing_required_placeholder_is_named():
    without = [text.replace("{补正期限}", "近日") for text in GOOD]
    (reason,) = problems(KIND, without)
    assert reason.code == "placeholder_missing"
    assert "{补正期限}" in reason.message


@pytest.mark.parametrize("kind", sorted(TO_OTHERS))
def test_who_is_consulted_is_not_told_what_the_applicant_wrote(kind):
    assert codes(DEFAULT_WORDING[kind], kind) == set()
    assert codes([*DEFAULT_WORDING[kind], "申请人写道：{申请内容}。"], kind) == {"placeholder_of_applicant"}


def test_an_unknown_placeholder_is_named_with_its_paragraph():
    (reason,) = problems(KIND, [*GOOD, "请联系{经办人手机}。"])
    assert reason.code == "placeholder_unknown"
    assert f"第{len(GOOD) + 1}段" in reason.message and "{经办人手机}" in reason.message


@pytest.mark.parametrize(
    "code",
    [
        "{{ 7*7 }}",
        "{{申请人}}",
        "{% include '/etc/passwd' %}",
        "{# 注释 #}",
        "${7*7}",
        "#{7*7}",
        "@{user}",
        "<script>alert(1)</script>",
        "<#assign x=1>",
        "<%= 1 %>",
        "<b>粗</b>",
        "</p>",
        "<!-- -->",
        "<?php phpinfo(); ?>",
        "$(id)",
        "`id`",
    ],
)
def test_code_in_wording_is_refused(code):
    assert codes([*GOOD, f"说明{code}。"]) & {"wording_code", "placeholder_unknown"}


@pytest.mark.parametrize(
    "name", ["0", "", "申请人.__class__", "收到日期!r", "收到日期:>99", "__import__('os')"]
)
def test_the_syntax_of_format_strings_is_no_placeholder(name):
    assert "placeholder_unknown" in codes([*GOOD, f"见{{{name}}}。"])


@pytest.mark.parametrize("text", ["花括号{没有合上", "多了一个}", "{收到{日期}"])
def test_braces_come_in_pairs(text):
    assert codes([*GOOD, text]) & {"placeholder_unclosed", "placeholder_unknown"}


def test_full_width_braces_are_named():
    assert codes([*GOOD, "收到｛收到日期｝"]) == {"placeholder_wide"}


def test_less_than_in_running_text_is_text():
    assert codes([*GOOD, "金额<100元、人数≤5的，不收费。"]) == set()


@pytest.mark.parametrize("paragraphs", [[], ["", "  "]])
def test_empty_wording_is_refused(paragraphs):
    assert codes(paragraphs) == {"wording_empty"}


def test_too_long_and_too_many_are_refused():
    assert "wording_too_long" in codes([*GOOD, "长" * 2001])
    assert "wording_too_many" in codes([*GOOD, *(["段"] * 40)])


def test_control_characters_are_refused():
    assert "wording_control_character" in codes([*GOOD, "看不见\x00的字符"])


def test_values_are_put_in_and_lines_become_paragraphs():
    filled = fill(["编号{登记编号}，请补正：", "{补正事项}"], EXAMPLES)
    assert filled == ("编号Y2026-00018，请补正：", "1.所需信息的名称或者文号；", "2.获取信息的方式")


def test_every_missing_value_is_named_at_once():
    with pytest.raises(Refused) as refusal:
        fill(GOOD, {"登记编号": "Y1", "收到日期": " "})
    named = {reason.field for reason in refusal.value.reasons}
    assert named == {"收到日期", "申请内容", "依据", "补正事项", "补正指引", "补正期限"}


@pytest.mark.parametrize(
    "code", ["{{7*7}}", "{% x %}", "${x}", "<b>", "{收到日期}", "\\1\\g<0>", "%s", '#eval("1")']
)
def test_a_value_that_looks_like_code_stays_what_it_is(code):
    assert fill(["申请公开：{申请内容}。"], {"申请内容": code, "收到日期": "never"}) == (
        f"申请公开：{code}。",
    )


@given(st.text(), st.sampled_from(list(Placeholder)))
def test_any_value_stays_text(value, name):
    """Whatever is put in comes out as it was, but for what no document can hold."""
    lines = [line.strip() for line in plain(value).split("\n") if line.strip()]
    if not lines:
        assert missing_values([f"{{{name}}}"], {name: value})
    else:
        assert list(fill([f"{{{name}}}"], {name: value})) == lines


@given(st.lists(st.text(max_size=60), max_size=8))
def test_the_check_takes_any_text(paragraphs):
    """It never fails, and what passes holds known placeholders only."""
    if not problems(KIND, [*GOOD, *paragraphs]):
        fill([*GOOD, *paragraphs], EXAMPLES)
