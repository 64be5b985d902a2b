"""Which searched words may be kept, in what form, and how a number of hits is kept.

A search box takes whatever somebody pastes: an identity number, a phone number, a name with the last
digits of a card. Such words are counted as "not kept" and their text is dropped before it is written.
"""

import re
import unicodedata
from enum import StrEnum

from mingchuang.rules import document_numbers, identifiers
from mingchuang.rules.source import Rule, Source, Tag
from mingchuang.rules.surnames import SURNAMES

RULES = (
    Rule(
        "lookups.keep_little",
        "检索记录不含个人信息：不记是谁、不记时刻，像个人信息的检索词不留原文",
        Source("个人信息保护法", "第六条", Tag.PRIMARY),
    ),
)

LONGEST = 40
"""Characters of a search that are kept."""

_SPACES = re.compile(r"\s+")
_INDEX_NUMBER = re.compile(r"(?<![0-9A-Za-z])[0-9A-Z]{8}-?[0-9X][/-](?:19|20)[0-9]{2}-[0-9]{5}(?![0-9])")
_DAY = re.compile(
    r"(?<![0-9])(?:19|20)[0-9]{2}[-/.年](?:1[0-2]|0?[1-9])[-/.月](?:3[01]|[12][0-9]|0?[1-9])日?"
)
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_JOINED_DIGITS = re.compile(r"(?<=[0-9xX*])[\s.·()（）-]+(?=[0-9xX*])")
_DIGITS = re.compile(r"[0-9*]{4,}[xX]?")
_LONG = 5
"""So many digits together, outside a year, a day, a document or index number, may belong to a person."""

_LABELS = re.compile(
    r"身份证|证件号|护照号|电话|手机|银行卡|卡号|住址|出生|passport no|id no|phone|電話|旅券番号"
    r"|전화|여권번호",
    re.I,
)
_HAN_NAME = re.compile(rf"(?<![\u4e00-\u9fff])[{SURNAMES}][\u4e00-\u9fff]{{1,2}}(?![\u4e00-\u9fff])")
_LATIN_NAME = re.compile(r"(?<![A-Za-z])[A-Z][A-Za-z'-]+ [A-Z][A-Za-z'-]+(?![A-Za-z])")


class Found(StrEnum):
    """How much a search found; a bucket, because a number would date the search to a release."""

    NONE = "none"
    FEW = "few"
    SOME = "some"
    MANY = "many"


FOUND_LABELS: dict[Found, str] = {
    Found.NONE: "没有结果",
    Found.FEW: "1至9条",
    Found.SOME: "10至99条",
    Found.MANY: "100条以上",
}


def found_of(hits: int) -> Found:
    """The bucket of a number of hits."""
    if hits <= 0:
        return Found.NONE
    if hits < 10:
        return Found.FEW
    return Found.SOME if hits < 100 else Found.MANY


def plain_form(text: str) -> str:
    """A text as words are compared: one width, one case, single spaces."""
    plain = unicodedata.normalize("NFKC", text).lower()
    plain = "".join(char if char.isprintable() else " " for char in plain)
    return _SPACES.sub(" ", plain).strip()


def kept_form(words: str) -> str:
    """The searched words as they are kept, cut short."""
    return plain_form(words)[:LONGEST].rstrip()


def may_be_kept(words: str) -> bool:
    """Whether no part of the searched words looks like personal data. Judge before anything is cut off."""
    plain = unicodedata.normalize("NFKC", words)
    if identifiers.scan(plain):
        return False
    joined = _JOINED_DIGITS.sub("", _without_public_numbers(plain))
    if identifiers.scan(joined):
        return False
    runs = [run.group() for run in _DIGITS.finditer(joined)]
    if any(len(run) >= _LONG or "*" in run for run in runs):
        return False
    named = bool(_HAN_NAME.search(plain) or _LATIN_NAME.search(plain) or _LABELS.search(plain))
    dated = bool(_DAY.search(plain))
    return not (named and (dated or any(not _YEAR.fullmatch(run) for run in runs)))


def _without_public_numbers(text: str) -> str:
    """The text without what the office itself makes public: document and index numbers, days."""
    for number in document_numbers.find(text):
        text = text.replace(number.text, " ")
    text = _INDEX_NUMBER.sub("、", text)
    # Years and days stay apart from the figures beside them, so that they are not read as one number.
    return _YEAR.sub(lambda year: f"、{year.group()}、", _DAY.sub("、", text))
