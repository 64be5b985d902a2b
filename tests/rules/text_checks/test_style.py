"""Punctuation, numbers, dates, levels and characters: each fault is found, and right writing passes."""

import pytest

from mingchuang.rules.text_checks import Severity, WordLists, check_text
from mingchuang.rules.text_checks.style import chinese_number

NOTHING = WordLists()


def found(text, **options):
    return [
        (f.rule.partition(".")[2], f.text, f.suggestion) for f in check_text(text, words=NOTHING, **options)
    ]


def rules(text, **options):
    return [rule for rule, _, _ in found(text, **options)]


# -- punctuation


@pytest.mark.parametrize(
    ("text", "mark", "better"),
    [
        ("你好,世界", ",", "，"),
        ("内容如下:", ":", "："),
        ("结束.", ".", "。"),
        ("为什么?因为", "?", "？"),
        ("通知(试行)", "(试行)", "（试行）"),
        ("第一条(一", "(", "（"),
    ],
)
def test_half_width_marks_in_chinese(text, mark, better):
    assert ("half_width", mark, better) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "上午9:30开始，约3.5万人，1,234.5元",
        "网址：https://www.gov.cn/a,b?c=d",
        "邮箱：wb@suqian.gov.cn",
        "GB/T 15834-2011(English only)",
        "文件名为a.txt的附件",
        "1.加强领导",
    ],
)
def test_half_width_marks_in_numbers_and_addresses_pass(text):
    assert "half_width" not in rules(text)


def test_straight_quotes_in_chinese():
    assert rules('做好"放管服"改革') == ["straight_quote", "straight_quote"]
    assert rules('the "word"') == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("根据《条例的规定", [2]),
        ("根据条例》的规定", [4]),
        ("（一）内容（完\n下一段）", [5, 11]),
        ("“引用", [0]),
        ("引用”", [2]),
        ("甲（乙《丙）丁》", [3, 7]),
        ("‘单", [0]),
    ],
)
def test_marks_without_their_other_half(text, places):
    assert [f.start for f in check_text(text, words=NOTHING) if f.rule == "punctuation.unpaired"] == places


@pytest.mark.parametrize(
    "text",
    [
        "（一）甲；（二）乙",
        "1）甲\na）乙",
        "“第一段\n“第二段”",
        "他说：“我看过《关于〈办法〉的通知》。”",
        "Xi’an",
        "“外‘内’外”",
        "（外（内）外）",
    ],
)
def test_paired_marks_pass(text):
    assert rules(text) == []


def test_a_quotation_that_opens_in_the_middle_of_a_line_is_not_continued_by_the_next_paragraph():
    assert rules("他说“一\n“二”") == ["unpaired"]


def test_title_marks_inside_title_marks():
    assert found("《关于《办法》的通知》") == [("nested_title", "《", "〈")]


@pytest.mark.parametrize("text", ["等等…", "甲、乙...", "甲。。。", "甲………", "甲、乙……等三人"])
def test_a_wrong_ellipsis(text):
    assert "ellipsis" in rules(text)


@pytest.mark.parametrize("text", ["甲、乙……", "省略一段…………", "甲……等级不同"])
def test_a_right_ellipsis(text):
    assert "ellipsis" not in rules(text)


@pytest.mark.parametrize("text", ["2019-2023年", "2019——2023年", "1月1日-3日", "3月——5月", "1%-3%"])
def test_a_hyphen_or_dash_where_a_range_is_meant(text):
    assert "range" in rules(text)


@pytest.mark.parametrize(
    "text", ["2019—2023年", "1月1日至3日", "0527-84350000转", "2021-05-06", "GB/T 9704-2012"]
)
def test_a_right_range_and_other_hyphens(text):
    assert "range" not in rules(text)


def test_doubled_marks():
    assert [(r, t) for r, t, _ in found("甲，，乙。，丙！，丁，。")] == [
        ("doubled", "，，"),
        ("doubled", "。，"),
        ("doubled", "！，"),
        ("doubled", "，。"),
    ]
    assert rules("真的吗？！太好了！！") == []


def test_a_title_ends_without_a_mark():
    assert rules("关于出访的通知。", title=True) == ["title_end"]
    assert rules("关于出访的通知", title=True) == []
    assert rules("关于出访的通知。") == []


# -- numbers


@pytest.mark.parametrize(
    ("text", "rule", "part", "better"),
    [
        ("21年5月发布", "two_digit_year", "21年", ""),
        ("’21年度", "two_digit_year", "21年", ""),
        ("上个90年代", "decade", "90年代", "如：20世纪90年代"),
        ("增长10～20%", "percent_range", "10", "10%"),
        ("3-5万元", "unit_range", "3", "3万"),
        ("9至16.5亿", "unit_range", "9", "9亿"),
        ("2021年05月6日", "leading_zero", "05月", "5月"),
        ("2021年5月06日", "leading_zero", "06日", "6日"),
        ("二○二一年", "chinese_zero", "二○二一", "二〇二一"),
        ("自２０２１年起", "full_width", "２０２１", "2021"),
        ("国办发[2021]1号", "document_number_brackets", "[2021]", "〔2021〕"),
        ("国办发（2021）第1号", "document_number_brackets", "（2021）", "〔2021〕"),
        ("国办发〔2021〕第01号", "document_number_form", "第0", ""),
        ("国办发〔2021〕01号", "document_number_form", "0", ""),
    ],
)
def test_faults_in_numbers(text, rule, part, better):
    assert (rule, part, better) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "有效期20年",
        "2021年5月6日",
        "20世纪90年代",
        "10%～20%",
        "3万～5万元",
        "2019年至2021年",
        "二〇二一年",
        "国办发〔2021〕10号",
        "（2021）苏13行初1号",
        "第20年12月内",
    ],
)
def test_right_numbers_pass(text):
    assert rules(text) == []


def test_dates_in_more_than_one_style():
    text = "2021年5月6日至2021年5月8日，登记于2021-05-06，另见2021.5.7、2021/5/8、二〇二一年五月六日"
    assert [part for rule, part, _ in found(text) if rule == "date_style"] == [
        "2021-05-06",
        "2021.5.7",
        "2021/5/8",
        "二〇二一年五月六日",
    ]
    assert "date_style" not in rules("2021-05-06至2021-05-07")


# -- relative dates and levels


@pytest.mark.parametrize(
    "text", ["近日，我市举办活动。", "今年以来", "（日前）消息，日前召开", "昨天上午", "上个月"]
)
def test_relative_dates(text):
    assert "relative" in rules(text)


@pytest.mark.parametrize(
    "text",
    [
        "期限届满5日前",
        "以前年度结转",
        "《今日中国》",
        "《近日见闻》",
        "“基本月工资”",
        "2021年3月9日",
        "截止日前",
    ],
)
def test_dates_that_only_look_relative(text):
    assert "relative" not in rules(text)


def test_numbers_of_levels_go_up_one_by_one():
    right = "一、甲\n（一）乙\n1.丙\n（1）丁\n（2）戊\n2.己\n（二）庚\n二、辛\n（一）壬\n第二章 总则\n一、癸"
    assert rules(right) == []
    wrong = "一、甲\n（一）乙\n（三）丙\n三、丁\n1.戊\n1.己\n3.庚"
    assert [f.text for f in check_text(wrong, words=NOTHING)] == ["三", "三", "3"]


def test_rows_of_a_table_are_no_levels_of_the_text():
    row = "四、结转下年度继续办理\t118\t5"
    assert rules(f"三、收到申请\n一、本年新收\t3\n{row}\n四、复议情况\n五、问题") == []
    assert rules("三、收到申请\n五、问题") == ["level_order"]


def test_marks_after_numbers_of_levels():
    assert [(r, t, s) for r, t, s in found("（一）、甲\n1、乙\n（1）、丙")] == [
        ("level_mark", "、", ""),
        ("level_mark", "、", "."),
        ("level_mark", "、", ""),
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("三十五", 35), ("一百二十三", 123), ("7", 7)],
)
def test_chinese_numerals(text, value):
    assert chinese_number(text) == value


# -- characters


def test_traditional_characters_are_found_unless_they_are_part_of_a_name():
    assert found("關於印發通知") == [("traditional", "關於", "关于"), ("traditional", "發", "发")]
    assert found("書法家啟功", allowed_names=["啟功"]) == [("traditional", "書", "书")]
    assert rules("乾隆年间，瞭望台，李喆、张堃、著作") == []


@pytest.mark.parametrize(
    "text", ["我们的的工作", "了了情况", "以及及相关", "人民政府人民政府办公室", "研究决定研究决定"]
)
def test_repeats(text):
    assert "repeated" in rules(text)


@pytest.mark.parametrize(
    "text",
    [
        "以营利为目的的行为",
        "为了了解情况",
        "行为为准",
        "参与与会",
        "一步一步",
        "规则则另行规定",
        "哈哈哈哈哈哈哈哈",
    ],
)
def test_words_that_meet_rightly(text):
    assert "repeated" not in rules(text)


@pytest.mark.parametrize("text", ["锟斤拷", "内容\ufffd", "\ue000", "æ–‡ä»¶", "鏂囦欢鐨勬爣棰", "\ud800"])
def test_damage(text):
    assert "damaged" in rules(text)


def test_what_cannot_be_seen():
    assert rules("关\u200b于") == ["invisible"]
    assert rules("关\x07于") == ["invisible"]
    (finding,) = check_text("文件\u202e名", words=NOTHING)
    assert (finding.rule, finding.severity) == ("character.direction", Severity.BLOCK)
    assert rules("甲\t乙\r\n丙") == []


def test_texts_in_other_languages_keep_their_own_style():
    text = "本年, 今年(2026) 關於"
    assert rules(text, language="ja") == []
    assert rules("秘密★10年\u200b", language="ko") == ["mark", "invisible"]
