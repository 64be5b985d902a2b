"""Relative dates and numbered levels: what a reader next year can still understand and follow."""

import re
from collections.abc import Iterator

from mingchuang.rules.gates import Gate
from mingchuang.rules.source import Source, Tag
from mingchuang.rules.text_checks.findings import Check, Finding, Group, Severity, each_match, finding

RELATIVE_DATE = Check(
    "date.relative",
    "相对时间",
    Group.DATES,
    Gate.WORDING,
    Severity.WARN,
    "「今年」「近日」「昨天」之类的说法，过一段时间就不知道指哪一天。",
    "写具体日期，如「2026年3月9日」。",
    Source("政府信息公开平台规格", "第9节（文字检查）", Tag.CONVENTION),
)
LEVEL_ORDER = Check(
    "structure.level_order",
    "层次序号不连续",
    Group.STRUCTURE,
    Gate.WORDING,
    Severity.WARN,
    "同一层次的序号跳号、重号或倒号，如「一、」之后是「三、」。",
    "核对是否漏了一段，或改正序号。",
    Source("GB/T 9704-2012", "7.3.3", Tag.SECONDARY),
)
LEVEL_MARK = Check(
    "structure.level_mark",
    "层次序号后的标点",
    Group.STRUCTURE,
    Gate.WORDING,
    Severity.WARN,
    "带括号的序号后面又加了顿号，或阿拉伯数字后面用了顿号。",
    "层次依次为：一、（一）1.（1）。",
    Source("GB/T 9704-2012", "7.3.3", Tag.SECONDARY),
)

CHECKS = (RELATIVE_DATE, LEVEL_ORDER, LEVEL_MARK)

_RELATIVE = re.compile(
    r"今年|去年|明年|(?<!以)前年(?!度)|近日(?!点|止)|昨[天日]|(?<!以)前天|今天|今日(?!头条|中国)|明天|"
    r"(?<=[，。；、：\s“])日前|(?<![基成原样版副范剧根文课唱标赠草抄日])本月|上个?月(?!度)|下个?月|上周|本周|下周|不久前|前不久"
)
_BOOK = re.compile(r"《[^《》\n]{1,100}》")

_CHINESE = "一二三四五六七八九十百"
_LEVEL = re.compile(
    rf"^[ \t\u3000]*(?:"
    rf"(?P<l1>[{_CHINESE}]{{1,5}})(?P<m1>、)"
    rf"|（(?P<l2>[{_CHINESE}]{{1,5}})）(?P<m2>、?)"
    rf"|(?P<l3>\d{{1,3}})(?P<m3>[.．、])(?!\d)"
    rf"|（(?P<l4>\d{{1,3}})）(?P<m4>、?)"
    rf"|(?P<head>第[{_CHINESE}零〇0-9]{{1,7}}[编章节条]|附件?\d*)"
    rf")",
    re.MULTILINE,
)
_DIGITS = {character: value for value, character in enumerate("一二三四五六七八九", start=1)}


def check_style(text: str) -> Iterator[Finding]:
    """Relative dates and faults of the numbered levels."""
    titles = {place for m in _BOOK.finditer(text) for place in range(*m.span())}
    for found in each_match(RELATIVE_DATE, _RELATIVE, text, "请写具体日期"):
        if found.start not in titles:
            yield found
    yield from _levels(text)


def _levels(text: str) -> Iterator[Finding]:
    """Numbers of a level go up by one; a new list begins at one; an upper level ends the lower ones.

    A row of a table has its own numbers (statutory forms number their rows), which are no level of the text.
    """
    last = [0, 0, 0, 0]
    for match in _LEVEL.finditer(text):
        if _is_table_row(text, match.end()):
            continue
        if match["head"]:
            last = [0, 0, 0, 0]
            continue
        level = next(n for n in range(4) if match[f"l{n + 1}"])
        name = f"l{level + 1}"
        number = chinese_number(match[name])
        if number != 1 and number != last[level] + 1 and last[level]:
            message = f"上一个是{last[level]}，这里是{number}"
            yield finding(LEVEL_ORDER, text, *match.span(name), message)
        last[level] = number
        last[level + 1 :] = [0] * (3 - level)
        mark = f"m{level + 1}"
        if level > 0 and match[mark] == "、":
            suggestion = "." if level == 2 else ""
            yield finding(LEVEL_MARK, text, *match.span(mark), "序号后不用顿号", suggestion=suggestion)


def _is_table_row(text: str, place: int) -> bool:
    """Whether a cell follows in the line after `place`; cells are separated by tabs."""
    end = text.find("\n", place)
    return text.find("\t", place, end if end >= 0 else len(text)) >= 0


def chinese_number(text: str) -> int:
    """The value of 一 to 九百九十九 or of Arabic digits; characters that do not fit count as nothing."""
    if text.isdigit():
        return int(text)
    total = digit = 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        else:
            total += (digit or 1) * {"十": 10, "百": 100}[character]
            digit = 0
    return total + digit
