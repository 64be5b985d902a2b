"""Numbers and dates by GB/T 15835-2011, and document numbers by GB/T 9704-2012."""

import re
from collections import Counter
from collections.abc import Iterator

from mingchuang.rules.gates import Gate
from mingchuang.rules.source import Source, Tag
from mingchuang.rules.text_checks.findings import Check, Finding, Group, Severity, each_match, finding


def _numbers(article: str) -> Source:
    return Source("GB/T 15835-2011 出版物上数字用法", article, Tag.SECONDARY)


def _format(article: str) -> Source:
    return Source("GB/T 9704-2012", article, Tag.SECONDARY)


def _check(name: str, title: str, meaning: str, remedy: str, source: Source) -> Check:
    return Check(
        f"number.{name}",
        title,
        Group.NUMBERS,
        Gate.WORDING,
        Severity.WARN,
        meaning,
        remedy,
        source,
    )


YEAR = _check(
    "two_digit_year",
    "年份不完整",
    "年份只写了后两位，如「21年5月」。",
    "写全四位年份。",
    _numbers("年份书写"),
)
DECADE = _check(
    "decade", "年代缺世纪", "「90年代」没有写哪个世纪。", "写成「20世纪90年代」。", _numbers("年份书写")
)
PERCENT = _check(
    "percent_range",
    "百分数范围缺百分号",
    "范围的前一个数没有百分号，如「10～20%」。",
    "两个数都带百分号：10%～20%。",
    _numbers("数值范围"),
)
UNIT = _check(
    "unit_range",
    "数值范围缺「万」「亿」",
    "范围的前一个数省略了「万」「亿」，如「3～5万」，会被读成3到5万。",
    "两个数都写：3万～5万。",
    _numbers("数值范围"),
)
LEADING_ZERO = _check(
    "leading_zero",
    "月日前的零",
    "日期的月、日前加了零，如「2021年05月06日」。",
    "删去零：2021年5月6日。",
    _format("7.3.5.4（成文日期不编虚位）"),
)
WRONG_ZERO = _check(
    "chinese_zero",
    "汉字年份里的零",
    "汉字年份里的「〇」写成了圆圈、字母或数字。",
    "改为「〇」：二〇二一年。",
    _numbers("汉字数字的选用"),
)
DATE_STYLE = _check(
    "date_style",
    "日期写法不一致",
    "同一篇里有两种以上日期写法。",
    "统一为一种，正文一般用「2021年5月6日」。",
    _numbers("同类场合写法一致"),
)
WIDE = _check(
    "full_width",
    "全角数字或字母",
    "数字或字母用了全角形式，如「２０２１」。",
    "改为半角。",
    _numbers("阿拉伯数字用半角"),
)
BRACKETS = _check(
    "document_number_brackets",
    "发文字号括号",
    "发文字号的年份没有用六角括号，如「国办发[2021]1号」。",
    "改为六角括号：国办发〔2021〕1号。",
    _format("7.2.5"),
)
PADDED = _check(
    "document_number_form",
    "发文字号的「第」和虚位",
    "发文字号的序号前加了「第」或零，如「〔2021〕第01号」。",
    "删去「第」和零：〔2021〕1号。",
    _format("7.2.5"),
)

CHECKS = (YEAR, DECADE, PERCENT, UNIT, LEADING_ZERO, WRONG_ZERO, DATE_STYLE, WIDE, BRACKETS, PADDED)

_YEAR = re.compile(
    r"(?<![\d.一二三四五六七八九十百千第])[’'‘]?(?P<at>\d{2}年)(?=度|(?:1[0-2]|0?[1-9])月(?![内后]))"
)
_DECADE = re.compile(r"(?<!\d)(?<!世纪)(?<!世纪 )[1-9]0年代")
_TO = r"[ ]?(?:[-—–－～~∼至到]|——)[ ]?"
_NUMBER = r"\d{1,12}(?:\.\d{1,6})?"
_PERCENT = re.compile(rf"(?<![\d.%％]){_NUMBER}(?={_TO}{_NUMBER}[%％])")
_UNIT = re.compile(rf"(?<![\d.年月]){_NUMBER}(?={_TO}{_NUMBER}(?P<unit>[万亿]))")
_LEADING_ZERO = re.compile(r"(?<=[年])0[1-9]月|(?<=月)0[1-9]日")
_WRONG_ZERO = re.compile(
    r"(?<![〇零一二三四五六七八九○ＯO0OОo])"
    r"[一二][一二三四五六七八九〇零○ＯOО0o]{3}(?=年)"
)
_BAD_ZEROS = str.maketrans(dict.fromkeys("零○ＯOО0o", "〇"))
_WIDE = re.compile(r"[０-９Ａ-Ｚａ-ｚ](?:[０-９Ａ-Ｚａ-ｚ0-9年月日．]{0,30}[０-９Ａ-Ｚａ-ｚ])?")
_HALF = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code).isalnum()} | {"．": "."}
)
_BRACKETS = re.compile(
    r"(?<=[\u4e00-\u9fff])(?P<at>[\[［(（【〖﹝]((?:19|20)\d{2})[\]］)）】〗﹞])(?=第?\d{1,5}号)"
)
_PADDED = re.compile(r"(?<=〔\d{4}〕)(?:第0*|0+)(?=[1-9]\d{0,4}号)")

_DATE_STYLES = {
    "2021年5月6日": re.compile(r"(?<!\d)(?:19|20)\d{2}年\d{1,2}月\d{1,2}日"),
    "2021-05-06": re.compile(r"(?<![\d-])(?:19|20)\d{2}[-－]\d{1,2}[-－]\d{1,2}(?![\d-])"),
    "2021.5.6": re.compile(r"(?<![\d.])(?:19|20)\d{2}\.\d{1,2}\.\d{1,2}(?![\d.])"),
    "2021/5/6": re.compile(r"(?<![\d/])(?:19|20)\d{2}/\d{1,2}/\d{1,2}(?![\d/])"),
    "二〇二一年五月六日": re.compile(
        r"(?<![一二三四五六七八九〇零○])[一二][一二三四五六七八九〇零○]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
    ),
}


def check_numbers(text: str) -> Iterator[Finding]:
    """Every finding about numbers, dates and document numbers in a Chinese text."""
    yield from each_match(YEAR, _YEAR, text, "年份应写全四位")
    yield from each_match(DECADE, _DECADE, text, "年代前应写明世纪", "如：20世纪90年代")
    for match in _PERCENT.finditer(text):
        yield finding(PERCENT, text, *match.span(), "范围两端都要有百分号", suggestion=f"{match[0]}%")
    for match in _UNIT.finditer(text):
        suggestion = f"{match[0]}{match['unit']}"
        yield finding(UNIT, text, *match.span(), f"范围两端都要写「{match['unit']}」", suggestion=suggestion)
    for match in _LEADING_ZERO.finditer(text):
        yield finding(LEADING_ZERO, text, *match.span(), "月、日前不加零", suggestion=match[0][1:])
    for match in _WRONG_ZERO.finditer(text):
        mended = match[0].translate(_BAD_ZEROS)
        if mended != match[0]:
            yield finding(WRONG_ZERO, text, *match.span(), "汉字年份里的零写作〇", suggestion=mended)
    for match in _WIDE.finditer(text):
        half = match[0].translate(_HALF)
        yield finding(WIDE, text, *match.span(), "数字和字母用半角", suggestion=half)
    for match in _BRACKETS.finditer(text):
        suggestion = f"〔{match[2]}〕"
        yield finding(BRACKETS, text, *match.span("at"), "发文字号的年份用六角括号", suggestion=suggestion)
    yield from each_match(PADDED, _PADDED, text, "发文字号的序号前不加「第」和零")
    yield from _date_styles(text)


def _date_styles(text: str) -> Iterator[Finding]:
    """Dates written in another way than most of the text's dates."""
    found = {style: list(pattern.finditer(text)) for style, pattern in _DATE_STYLES.items()}
    counts = Counter({style: len(matches) for style, matches in found.items()})
    usual = counts.most_common(1)[0][0]
    for style, matches in found.items():
        if style != usual:
            for match in matches:
                message = f"本文日期多写作「{usual}」式，这里写法不同"
                yield finding(DATE_STYLE, text, *match.span(), message)
