"""Hide personal data: for lists, logs and everywhere a full value has no business.

Masking for a screen shows enough to tell two people apart; masking of running text shows nothing it
recognises. Neither is a check: `rules.identifiers` says whether a number is real.
"""

import re

from mingchuang.rules.source import Rule, Source, Tag

RULES = (
    Rule(
        "masking.least",
        "处理个人信息限于实现处理目的的最小范围；显示时隐去中间位",
        Source("个人信息保护法", "第六条", Tag.PRIMARY),
    ),
)

_STAR = "*"
_EMAIL = re.compile(r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+")
# A digit or letter on either side means that the run is part of something longer, such as a hash.
_LEFT, _RIGHT = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
_ID_CARD = re.compile(rf"{_LEFT}[1-9]\d{{5}}(?:19|20)\d{{9}}[\dXx]{_RIGHT}")
_MOBILE = re.compile(rf"{_LEFT}(?:\+?86[ \-]?)?1[3-9]\d(?:[ \-]?\d{{4}}){{2}}{_RIGHT}")
_LANDLINE = re.compile(rf"{_LEFT}0\d{{2,3}}[ \-]\d{{7,8}}{_RIGHT}")
_BANK_CARD = re.compile(rf"{_LEFT}[3-6]\d{{3}}(?:[ \-]?\d{{4}}){{2,3}}[ \-]?\d{{1,4}}{_RIGHT}")
_PASSPORT = re.compile(rf"{_LEFT}(?:[EGDSP]\d{{8}}|E[A-HJ-NP-Z]\d{{7}}|[DSP]E\d{{7}}){_RIGHT}")
_IN_TEXT = (
    (_EMAIL, "[邮箱]"),
    (_ID_CARD, "[证件号]"),
    (_BANK_CARD, "[卡号]"),
    (_MOBILE, "[电话]"),
    (_LANDLINE, "[电话]"),
    (_PASSPORT, "[证件号]"),
)


def mask_phone(value: str) -> str:
    """`13812345678` as `138****5678`; of other numbers at most the first three and last four digits."""
    return _mask_middle("".join(c for c in value if c.isdigit() or c == "+"), head=3, tail=4)


def mask_id(value: str) -> str:
    """An identity document's number with its first four and last two characters: `3213**********02`."""
    return _mask_middle(value.replace(" ", ""), head=4, tail=2)


def mask_name(value: str) -> str:
    """A Chinese name by its first character (`李*`, `欧**`); of names in words each word's first letter."""
    name = value.strip()
    if not name:
        return ""
    if " " in name:
        return " ".join(word[0] + _STAR * (len(word) - 1) for word in name.split())
    return name[0] + _STAR * max(len(name) - 1, 1)


def mask_email(value: str) -> str:
    """An address with the first letter of its name and its domain: `l***@example.org`."""
    name, at, domain = value.strip().rpartition("@")
    if not at or not name:
        return _STAR * len(value.strip())
    return f"{name[0]}***@{domain}"


def mask_text(text: str) -> str:
    """Running text with everything that looks like an address, phone, identity or card number replaced."""
    for pattern, word in _IN_TEXT:
        text = pattern.sub(word, text)
    return text


def _mask_middle(value: str, *, head: int, tail: int) -> str:
    # Of a short value show less: never more than the seven of eleven that a mobile number shows.
    shown = min(head + tail, len(value) * 7 // 11)
    tail = min(tail, shown // 2) if shown < head + tail else tail
    head = shown - tail
    return value[:head] + _STAR * (len(value) - shown) + value[len(value) - tail :]
