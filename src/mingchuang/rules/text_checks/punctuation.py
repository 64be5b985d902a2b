"""Punctuation by GB/T 15834-2011: marks of the right width, in pairs, not doubled."""

import re
from collections.abc import Iterator

from mingchuang.rules.text_checks.findings import Finding, each_match, finding
from mingchuang.rules.text_checks.pairs import CHECKS as PAIR_CHECKS
from mingchuang.rules.text_checks.pairs import check_pairs, punctuation_check

HALF_WIDTH = punctuation_check(
    "half_width",
    "半角标点",
    "中文里用了英文（半角）标点，如「你好,世界」。",
    "改为全角标点。",
    "5 标点符号的位置和书写形式",
)
STRAIGHT_QUOTE = punctuation_check(
    "straight_quote",
    "直引号",
    '中文里用了不分左右的直引号，如 "通知"。',
    "改为中文引号“”。",
    "4.8 引号",
)
ELLIPSIS = punctuation_check(
    "ellipsis",
    "省略号",
    "省略号是六个小圆点，占两个字的位置。",
    "改为……；后面不再加「等」。",
    "4.11 省略号",
)
RANGE = punctuation_check(
    "range",
    "起止连接号",
    "表示起止的连接号用了半角短横或破折号。",
    "改为一字线（—）或浪纹线（～），如2019—2023年。",
    "4.13 连接号",
)
DOUBLED = punctuation_check(
    "doubled",
    "重复的标点",
    "连用了两个不该连用的标点，如「，，」「。，」。",
    "只留一个。",
    "4 标点符号的定义、形式和用法",
)
TITLE_END = punctuation_check(
    "title_end",
    "标题末尾的标点",
    "标题末尾用了句号、逗号等标点。",
    "删去标题末尾的标点。",
    "附录 A（标题末尾一般不用标点）",
)

CHECKS = (HALF_WIDTH, STRAIGHT_QUOTE, *PAIR_CHECKS, ELLIPSIS, RANGE, DOUBLED, TITLE_END)

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。", "(": "（", ")": "）"}
_HALF_WIDTH = re.compile(
    rf"(?<=[{HAN}”》）])[,;:?!()](?![,;:?!.]*//)|[,;?!()](?=[{HAN}“《（])|(?<=[{HAN}])\.(?![\w.@/])"
)
_BRACKETED = re.compile(rf"\([^()\n]{{0,60}}[{HAN}][^()\n]{{0,60}}\)")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s\u3000-\uffff]{1,2000}"
    r"|(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}"
)
_STRAIGHT = re.compile(rf'(?<=[{HAN}])"|"(?=[{HAN}])')
_ELLIPSIS = re.compile(r"(?<![….])…(?!…)|(?<![….])\.{3,6}(?![….])|。{2,}|·{3,}|(?<!…)(?:…{3}|…{5,})(?!…)")
_ELLIPSIS_ETC = re.compile(r"……等(?![待到级级同于])")
_YEARS = re.compile(
    r"(?<![\d.-])(?:19|20)\d{2}年?(?P<at>[-－–]|——|[~∼])(?:19|20)\d{2}年?(?![\d-])"
    r"|\d[年月日%％时号](?P<at2>[-－]|——)\d"
)
_DOUBLED = re.compile(
    r"([，、；：。？！])(?:\1)+|[，、；：][，、；：。？！]+|。[，、；：？！]+|[？！][，、；：。]+"
)
_TITLE_END = re.compile(r"[。，、；：,;:.!！]\s*\Z")


def check_punctuation(text: str, *, title: bool = False) -> Iterator[Finding]:
    """Every finding about punctuation in a Chinese text."""
    yield from _half_width(text)
    yield from each_match(STRAIGHT_QUOTE, _STRAIGHT, text, "中文里用了直引号", "“ 或 ”")
    yield from check_pairs(text)
    yield from each_match(ELLIPSIS, _ELLIPSIS, text, "省略号应为六个小圆点（……）", "……")
    yield from each_match(ELLIPSIS, _ELLIPSIS_ETC, text, "省略号和「等」只用一个", "……")
    for match in _YEARS.finditer(text):
        start, end = match.span("at") if match["at"] else match.span("at2")
        yield finding(RANGE, text, start, end, "起止连接号应为一字线或浪纹线", suggestion="—")
    for match in _DOUBLED.finditer(text):
        if match[0] not in ("！！", "！！！", "？？", "？？？", "？！", "！？"):
            yield finding(DOUBLED, text, *match.span(), "标点重复", suggestion=match[0][-1])
    if title:
        yield from each_match(TITLE_END, _TITLE_END, text, "标题末尾不用标点")


def _half_width(text: str) -> Iterator[Finding]:
    """Half-width marks beside Chinese characters; a pair of brackets is one finding."""
    settled = {place for m in _ADDRESS.finditer(text) for place in range(*m.span())}
    for match in _BRACKETED.finditer(text):
        suggestion = f"（{match[0][1:-1]}）"
        yield finding(HALF_WIDTH, text, *match.span(), "中文里用了半角括号", suggestion=suggestion)
        settled.update((match.start(), match.end() - 1))
    for match in _HALF_WIDTH.finditer(text):
        if match.start() not in settled:
            mark = match[0]
            yield finding(HALF_WIDTH, text, *match.span(), "中文里用了半角标点", suggestion=_FULL[mark])
