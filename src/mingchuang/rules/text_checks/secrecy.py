"""Secrecy marks left in a text: the gravest thing a public page can carry.

A mark is told from an ordinary sentence by where it stands: with a ★ and a term, alone on its line, in
brackets, or after 密级. “商业秘密” or “保守国家秘密” in running text is not a mark.
"""

import re
from collections.abc import Iterator

from mingchuang.rules.gates import Gate
from mingchuang.rules.source import Source, Tag
from mingchuang.rules.text_checks.findings import (
    Check,
    Finding,
    Group,
    Severity,
    each_match,
    finding,
)

_LAW = Source("保守国家秘密法", "第三十五条（公开前保密审查；标志式样见公文格式）", Tag.DERIVED)
_FORMAT = Source("GB/T 9704-2012", "7.2.1、7.2.2", Tag.SECONDARY)
_PRACTICE = Source("政府信息公开平台规格", "第9节（保密标志与稿件标记）", Tag.CONVENTION)

MARK = Check(
    "secrecy.mark",
    "国家秘密标志",
    Group.SECRECY,
    Gate.SECRECY,
    Severity.BLOCK,
    "正文中有密级标志，如「机密★10年」。标有密级的文件一律不得公开。",
    "立即停止办理，报告保密工作机构；确已解密的，凭解密文书删去标志后重新送审。",
    _LAW,
)
COPY_NUMBER = Check(
    "secrecy.copy_number",
    "份号",
    Group.SECRECY,
    Gate.SECRECY,
    Severity.BLOCK,
    "正文中有份号。只有涉密公文才标份号，说明稿件可能取自涉密文件。",
    "核对原件是否涉密；不涉密的删去份号。",
    _FORMAT,
)
SERIAL = Check(
    "secrecy.serial",
    "疑似份号",
    Group.SECRECY,
    Gate.SECRECY,
    Severity.WARN,
    "版头位置单独一行的六位数字，常为涉密公文的份号。",
    "核对原件；不是份号的，说明理由后保留。",
    _FORMAT,
)
INTERNAL_MARK = Check(
    "secrecy.internal_mark",
    "内部标记",
    Group.SECRECY,
    Gate.SECRECY,
    Severity.BLOCK,
    "「内部资料」「不得外传」「此件不公开」等标记，说明稿件原定不对外。",
    "核对公开属性；经批准公开的，删去标记后重新送审。",
    _PRACTICE,
)
INTERNAL = Check(
    "secrecy.internal",
    "提到内部材料",
    Group.SECRECY,
    Gate.SECRECY,
    Severity.WARN,
    "句子里出现「内部文件」「内部资料」等词，可能引用了不对外的材料。",
    "核对所引材料能否公开；只是一般叙述的，说明理由后保留。",
    _PRACTICE,
)
DRAFT = Check(
    "secrecy.draft",
    "稿件标记",
    Group.SECRECY,
    Gate.SECRECY,
    Severity.WARN,
    "「讨论稿」「送审稿」「征求意见稿」等标记，说明可能不是定稿。",
    "换成定稿；确为公开征求意见的，说明理由后保留。",
    _PRACTICE,
)

CHECKS = (MARK, COPY_NUMBER, SERIAL, INTERNAL_MARK, INTERNAL, DRAFT)

# Bounded, so that a page of blanks takes no longer than a page of words.
_BLANK = r"[ \t\u3000]{0,20}"
_PAUSE = r"[，,、 \u3000]{0,4}"
_LEVEL = r"(?:绝[ \u3000]?密|机[ \u3000]?密|秘[ \u3000]?密)"
_TERM = r"(?:\d{1,3}[ \u3000]?(?:年|个月|天|日)|长期|永久|启用前|公布前|解密前)"
_STARRED = re.compile(rf"{_LEVEL}{_BLANK}[★☆✩✭⭐*＊]{_BLANK}(?:{_TERM})?")
_ALONE = re.compile(
    rf"^[ \t\u3000【\[（(〔]{{0,20}}(?P<at>{_LEVEL}(?:{_BLANK}{_TERM})?)[ \t\u3000】\]）)〕]{{0,20}}$",
    re.MULTILINE,
)
_LABELLED = re.compile(rf"(?:密{_BLANK}级|保密等级){_BLANK}[:：]{_BLANK}{_LEVEL}")
_BRACKETED = re.compile(rf"[（(【\[]{_LEVEL}(?:{_TERM})?[）)】\]]")

_COPY = re.compile(r"份[ \t\u3000]{0,20}号[ \t\u3000]{0,20}[:：]?[ \t\u3000]{0,20}\d{1,8}")
_HEAD_LINES = 5
_SIX_DIGITS = re.compile(r"[ \t\u3000]{0,20}(?:№|N[oO][.:：]?)?[ \t\u3000]{0,20}(\d{6})[ \t\u3000]{0,20}")

_NOT_OUT = r"(?:不得|请勿|严禁|禁止|切勿)(?:外传|外泄|对外传播|扩散)"
_KEEP = rf"{_NOT_OUT}|注意保存|注意保密"
_INTERNAL_WORDS = r"内部(?:资料|文件|材料|参考|使用|掌握|传阅|明电|刊物|发行)"
_OPEN, _CLOSE = r"[（(【\[〔《“\"]", r"[）)】\]〕》”\"]"
_INTERNAL_MARK = re.compile(
    rf"{_OPEN}(?:仅供)?{_INTERNAL_WORDS}[，,、 ]?(?:{_KEEP})?{_CLOSE}"
    rf"|^{_BLANK}(?:仅供)?{_INTERNAL_WORDS}(?:{_PAUSE}(?:{_KEEP}))?[ \t\u3000!！。]{{0,20}}$"
    rf"|{_INTERNAL_WORDS}{_PAUSE}(?:{_KEEP})"
    rf"|{_OPEN}(?:此件|本件)?(?:不予公开|不公开|不宜公开|依申请公开|{_NOT_OUT}|注意保密){_CLOSE}"
    rf"|(?:此件|本件)(?:不予公开|不公开|不宜公开|依申请公开|{_NOT_OUT})",
    re.MULTILINE,
)
_INTERNAL = re.compile(r"内部(?:文件|材料|传阅|明电|掌握)|仅供内部")
_DRAFT = re.compile(
    r"[（(【\[〔](?:第?[一二三四五六七八九十0-9]{1,3}次?)?"
    r"(?:公开)?(?:征求意见|讨论|送审|报审|报批|审议|修改|修订|审核|会签|试用|内部)?"
    r"(?:稿|初稿|草稿|草案|未定稿|代拟稿)[^）)】\]〕\n]{0,10}[）)】\]〕]"
)


_ANY_LEVEL = re.compile(_LEVEL)
_OF_INTERNAL_MARKS = (
    *("内部", "不予公开", "不公开", "不宜公开", "依申请公开", "注意保密"),
    *("外传", "外泄", "对外传播", "扩散"),
)


def may_be_marked(text: str) -> bool:
    """Whether the text holds a word without which no secrecy, copy-number or internal mark exists."""
    # A loop, because every old text passes here and a generator for each takes longer than the looking.
    for word in _OF_INTERNAL_MARKS:
        if word in text:
            return True
    return ("密" in text and _ANY_LEVEL.search(text) is not None) or (
        "份" in text and _COPY.search(text) is not None
    )


def check_secrecy(text: str) -> Iterator[Finding]:
    """Every secrecy, copy-number, internal and draft mark in the text."""
    for pattern in (_STARRED, _ALONE, _LABELLED, _BRACKETED):
        yield from each_match(MARK, pattern, text, "这里有国家秘密标志，标密文件不得公开")
    yield from each_match(COPY_NUMBER, _COPY, text, "这里有份号，涉密公文才标份号")
    yield from _serials(text)
    marked = list(each_match(INTERNAL_MARK, _INTERNAL_MARK, text, "这里有「内部」或不公开的标记"))
    yield from marked
    places = {place for found in marked for place in range(found.start, found.end)}
    for found in each_match(INTERNAL, _INTERNAL, text, "提到内部材料，请核对能否公开"):
        if found.start not in places:
            yield found
    yield from each_match(DRAFT, _DRAFT, text, "这里有稿件标记，请确认是定稿")


def _serials(text: str) -> Iterator[Finding]:
    offset = 0
    for line in text.split("\n", _HEAD_LINES)[:_HEAD_LINES]:
        if match := _SIX_DIGITS.fullmatch(line):
            start = offset + match.start(1)
            yield finding(SERIAL, text, start, start + 6, "版头单独一行的六位数字，像是份号")
        offset += len(line) + 1
