"""What a reader types finds what an office wrote, however either of them wrote it."""

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mingchuang.rules.numerals import in_figures
from mingchuang.rules.tokens import (
    GAP,
    LIMITS,
    indexed,
    indexed_with_characters,
    marked,
    names_have,
    normalised,
    parse,
    snippet,
    tokens,
)
from tests.support.each import each

HAN = "外事办公室政府信息公开条例第一二三十百〇年月日条号发文國際護照臺灣發佈"
MIXED = st.text(st.sampled_from(HAN + "のカー한국어abcÉ１2３ ，。〔〕（）\n"), max_size=60)
ANY = st.text(max_size=80)


def holds(tokens_of_text, wanted):
    """Whether the tokens stand in a row."""
    row, size = list(wanted), len(wanted)
    return any(tokens_of_text[at : at + size] == row for at in range(len(tokens_of_text) - size + 1))


def found(text, typed):
    """What the engine does with it: every term, by any of its phrases."""
    stream = indexed(text).split()
    single = {token[0] for token in stream}
    return all(
        any(
            holds(stream, one.tokens) and (not one.character or one.character in single)
            for one in term.phrases
        )
        for term in parse(typed).terms
    )


@each(
    ("text", "expected"),
    [
        ("政府信息", ["政府", "府信", "信息", "息"]),
        ("信息，公开", ["信息", "息", "公开", "开"]),
        ("外办发〔2024〕5号", ["外办", "办发", "发", "2024", "5", "号"]),
        ("2024年度", ["2024", "年", "年度", "度"]),
        ("Café APEC2024", ["cafe", "apec", "2024"]),
        ("Straße, Łódź, Œuvre", ["strasse", "lodz", "oeuvre"]),
        ("第十二条", ["第", "12", "条"]),
        ("二〇二四年三月九日", ["2024", "年", "3", "月", "9", "日"]),
        ("二○二四年十一月三十日", ["2024", "年", "11", "月", "30", "日"]),
        ("一带一路", ["一带", "带一", "一路", "路"]),
        ("日本の旅", ["日本", "本の", "の旅", "旅"]),
        ("대한민국", ["대한", "한민", "민국", "국"]),
        ("ＡＰＥＣ ｶﾞｲﾄﾞ", ["apec", "ガ", "ガイ", "イド", "ド"]),
        ("護照發放", ["护照", "照发", "发放", "放"]),
        ("中\u200b国", ["中国", "国"]),
        ("ΟΔΟΣ", ["οδοσ"]),
        ("𝐀𝐁 𠀀", ["ab", "𠀀"]),
        ("a" * 65, ["a" * 64, "a"]),
        ("!@#￥%……&*", []),
    ],
)
def test_cutting(text, expected):
    assert tokens(text) == expected


def test_a_run_with_a_numeral_is_kept_as_written_too():
    assert indexed("第十二条规定，办法。").split() == [
        *["第", "12", "条", "条规", "规定", "定", "办法", "法"],
        *[GAP, "第十", "十二", "二条", "条规", "规定", "定"],
    ]
    both = indexed("第一条和第二条。有第三条。").split()
    assert both.count(GAP) == 2
    assert both[-5:] == [GAP, "有第", "第三", "三条", "条"]


@each(
    ("numeral", "figures"),
    [
        ("007", "7"),
        ("十", "10"),
        ("二十一", "21"),
        ("一百二十三", "123"),
        ("三千零五", "3005"),
        ("二〇二四", "2024"),
    ],
)
def test_numerals_in_figures(numeral, figures):
    assert in_figures(numeral) == figures


@each(
    ("text", "typed"),
    [
        ("关于印发《办法》的通知（外办发〔2024〕5号）", "外办发[2024]5号"),
        ("关于印发《办法》的通知（外办发〔2024〕5号）", "外办发（2024）5号"),
        ("关于印发《办法》的通知（外办发〔2024〕5号）", "外办发【２０２４】５"),
        ("关于印发《办法》的通知（外办发〔2024〕5号）", "外办发 (2024) 第5号".replace("第", "")),
        ("根据《条例》第十二条的规定", "第12条"),
        ("根据《条例》第12条的规定", "第十二条的规定"),
        ("根据《条例》第十二条的规定", "十二条"),
        ("根据《条例》第十二条的规定", "第十"),
        ("二〇二四年度报告", "2024年"),
        ("2024 年度报告", "2024年度"),
        ("购买A股的人", "A股"),
        ("中華人民共和國護照法", "中华人民共和国护照法"),
        ("中华人民共和国护照法", "共和國護照"),
        ("人人有责", "人"),
        ("中国，人民", "“中国，人”"),
        ("Ministry of Foreign Affairs", '"foreign affairs"'),
        ("Électricité de France", "electricite"),
        ("東京タワー", "ﾀﾜｰ"),
        ("외교부 안내", "외교부"),
    ],
)
def test_found(text, typed):
    assert found(text, typed)
    assert any(piece.hit for piece in marked(text, parse(typed)))


@each(
    ("text", "typed"),
    [
        ("中国，人民", "国人"),
        ("外办发〔2024〕51号", "外办发〔2024〕5号"),
        ("第十二条", "第2条"),
        ("affairs foreign", '"foreign affairs"'),
        ("统一战线", "一条"),
        ("中国", "人"),
    ],
)
def test_not_found(text, typed):
    assert not found(text, typed)
    assert not any(piece.hit for piece in marked(text, parse(typed)))


def test_a_number_is_one_term_and_words_are_several():
    words = parse("外办发 〔2024〕 5号 护照，签证")
    assert [term.text for term in words.terms] == ["外办发 〔2024〕 5号", "护照", "签证"]
    assert [term.text for term in parse("外办发〔2024〕 5 号 护照").terms] == ["外办发〔2024〕 5 号", "护照"]
    assert [term.text for term in parse('护照 护照 "因公 出国" 「公务」').terms] == [
        "护照",
        "因公 出国",
        "公务",
    ]


@each("typed", ["", " ", "+-&|!(){}[]^~*?:\\/", "****" * 50, '“”""', "\x00\x01\x1b[31m"[:4], "。，、"])
def test_nothing_to_look_for(typed):
    assert not parse(typed)
    assert snippet("护照", parse(typed)) == marked("护照", parse(typed))


@each("typed", ["title:护照 AND (body:*)", '"护照', "护照*", "+护照 -签证", "护照\x00签证", "护~照^5"])
def test_operators_are_no_operators(typed):
    words = parse(typed)
    assert words
    assert all(GAP not in one.tokens for term in words.terms for one in term.phrases)


def test_what_is_too_long_is_cut_and_said_so():
    assert parse("护照" * 5000).cut
    assert (
        sum(len(one.tokens) for term in parse("护照" * 5000).terms for one in term.phrases)
        <= LIMITS.characters
    )
    many = parse(" ".join(f"词{chr(0x4E00 + number)}" for number in range(50)))
    assert many.cut
    assert len(many.terms) == LIMITS.terms
    assert not parse("护照" + " " * 9000).cut


def test_marking_keeps_the_text_as_written():
    pieces = marked("依《條例》第十二條，㈱Ａ社、Ａ-1", parse("条例 第12条 a社"))
    assert [piece.text for piece in pieces if piece.hit] == ["條例", "第十二條", "Ａ社"]
    assert "".join(piece.text for piece in pieces) == "依《條例》第十二條，㈱Ａ社、Ａ-1"


def test_what_melts_together_is_marked_whole():
    pieces = marked("Cafe\u0301 ｶﾞｲﾄﾞ ㎡", parse("café ガイド"))
    assert [piece.text for piece in pieces if piece.hit] == ["Cafe\u0301", "ｶﾞｲﾄﾞ"]


def test_letters_are_marked_as_whole_words_only():
    assert [piece.text for piece in marked("Cafés in Café 12 and 123", parse("cafe 12")) if piece.hit] == [
        "Café",
        "12",
    ]


def test_parts_are_marked_when_the_whole_was_not_found():
    pieces = marked("出国审批与护照管理 APEC", parse("因公出国 护照法 apec"), loose=True)
    assert [piece.text for piece in pieces if piece.hit] == ["出国", "护照", "APEC"]


def test_of_a_number_that_was_not_found_its_letters_and_year_are_marked():
    text = "按照外办发〔2024〕5号，2024年9月3号办理，第9号外办。"
    pieces = marked(text, parse("外办发〔2024〕9号"), loose=True)
    assert [piece.text for piece in pieces if piece.hit] == ["外办发〔2024"]


def test_a_snippet_shows_where_most_is_found():
    text = "签证。" + "无关" * 200 + "因公护照与签证" + "其他" * 200
    pieces = snippet(text, parse("护照 签证"), length=40)
    assert [piece.text for piece in pieces if piece.hit] == ["护照", "签证"]
    assert pieces[0].text == pieces[-1].text == "…"
    assert sum(len(piece.text) for piece in pieces) <= 42
    assert snippet("短文", parse("没有")) == marked("短文", parse("没有"))


@given(ANY)
@example("ᄀ\u0301ᅡ")
@example("İstanbul ﾞ㈀ㅋㅋ")
def test_one_form_is_final(text):
    assert normalised(normalised(text)) == normalised(text)
    assert tokens(normalised(text)) == tokens(text)


@given(MIXED)
def test_width_brackets_and_variants_make_no_difference(text):
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    assert tokens(wide) == tokens(text)
    assert tokens(unicodedata.normalize("NFD", text)) == tokens(text)
    for pair in ("[]", "()", "（）", "【】", "［］"):
        assert tokens(text.translate(str.maketrans("〔〕", pair))) == tokens(text)
    assert tokens(text.translate(str.maketrans("国际护台湾发布", "國際護臺灣發佈"))) == tokens(text)


@given(MIXED, st.data())
def test_every_part_of_a_run_is_found_and_marked(text, data):
    runs = [run for run in re.findall(f"[{HAN}]+", text) if len(run) > 1]
    if not runs:
        return
    run = data.draw(st.sampled_from(runs))
    begin = data.draw(st.integers(0, len(run) - 2))
    part = run[begin : data.draw(st.integers(begin + 2, len(run)))]
    assert found(text, part)
    assert any(piece.hit for piece in marked(text, parse(part)))


@given(ANY, ANY)
def test_nothing_that_is_typed_breaks_and_no_text_is_lost(text, typed):
    words = parse(typed)
    assert len(words.terms) <= LIMITS.terms
    for loose in (False, True):
        assert "".join(piece.text for piece in marked(text, words, loose=loose)) == text
    shown = "".join(piece.text for piece in snippet(text, words, length=20))
    assert shown.strip("…") in text
    assert tokens(text) == indexed(text).split()[: len(tokens(text))]


@example("第十二条和ﾊﾝ①²½ _a_b 〇 二〇二四年 \ud7c8 x")
@given(ANY)
def test_the_characters_of_a_text_are_those_of_its_tokens(text):
    stream, characters = indexed_with_characters(text)
    assert stream == indexed(text)
    assert sorted(characters) == sorted(set(stream) - {" ", GAP})


@given(MIXED, st.data())
def test_a_name_has_every_part_of_its_runs_and_the_beginning_of_its_words(text, data):
    runs = re.findall(f"[{HAN}]+", text)
    for run in runs:
        begin = data.draw(st.integers(0, len(run) - 1))
        assert names_have(["", text], parse(run[begin : data.draw(st.integers(begin + 1, len(run)))]))
    for word in re.findall("[a-z]+|[0-9]+", normalised(text)):
        assert names_have([text], parse(word[: data.draw(st.integers(1, len(word)))]))


def test_each_term_may_stand_in_another_name_but_whole():
    names = ["护照管理APEC办法", "外办发〔2024〕12号"]
    assert names_have(names, parse("护照 外办发[2024]1"))
    assert names_have(names, parse("办 法 apec"))
    assert not names_have(names, parse("照护"))
    assert not names_have(names, parse("管理办法"))
    assert not names_have(names, parse("护照 签证"))
    assert not names_have(names, parse("pec"))
    assert not names_have([], parse("护"))


@pytest.mark.parametrize(
    "typed",
    [
        "宿外规2025年1号",
        "宿外规〔2025〕第1号",
        "宿外规（2025）第001号",
        "宿外规[2025]01号",
        "宿外规２０２５年第１号",
    ],
)
def test_a_document_number_is_understood_as_people_say_it(typed: str) -> None:
    words = parse(typed)
    assert names_have(["宿外规〔2025〕1号"], words)
    assert not names_have(["宿外规〔2025〕10号", "宿外规〔2024〕1号", "宿外〔2025〕1号"], words)
    assert [piece.text for piece in marked("见宿外规〔2025〕1号。", words) if piece.hit] == [
        "宿外规〔2025〕1号"
    ]


@pytest.mark.parametrize("typed", ["2025年1月", "在2025年1月", "2025年1号", "第1号"])
def test_a_date_is_not_taken_for_a_document_number(typed: str) -> None:
    assert all(not term.also for term in parse(typed).terms)
