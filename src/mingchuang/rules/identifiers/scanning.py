"""Finds identifiers in running text, in one pass a kind and in time linear in the text.

Used by the privacy checks before anything is released. Every pattern is bounded in length and
anchored by what may not stand around it, so hostile text cannot make it slow. What claims a
place first keeps it: an e-mail address made of a mobile number is reported once, as an address.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mingchuang.rules.identifiers.contact import AREA_CODE, luhn
from mingchuang.rules.identifiers.organisations import is_credit_code
from mingchuang.rules.identifiers.passport import form_of
from mingchuang.rules.identifiers.people import mod_11_2
from mingchuang.rules.identifiers.result import compact, date_of, half_width
from mingchuang.rules.source import Rule, Source, Tag

SCAN_RULE = Rule(
    "identifiers.scan",
    "发布前在正文和附件中查找身份证号、手机、座机、邮箱、银行卡、护照号码",
    Source("政府信息公开平台规格", "9 隐私检查", Tag.SECONDARY),
)
PASSPORT_SCAN_RULE = Rule(
    "identifiers.scan_passport",
    "一或两位字母加七至八位数字疑似护照号码",
    Source("政府信息公开平台规格", "9 隐私检查（护照）", Tag.UNVERIFIED),
)
RULES = (SCAN_RULE, PASSPORT_SCAN_RULE)


@dataclass(frozen=True, slots=True)
class Match:
    """An identifier in the text at [start, end); `value` is its normalised form.

    `certain`: a check digit, or a form nothing else has, says so. Otherwise it only looks like one.
    """

    kind: str
    start: int
    end: int
    value: str
    certain: bool


# The first two digits of an address code (GB/T 2260 and the permits of Hong Kong, Macao, Taiwan).
_PROVINCES = frozenset(
    str(region)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
    for region in range(first, last + 1)
)
_NOT_PASSPORT = frozenset({"NO", "QQ", "ID"})

_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,24}(?![A-Za-z0-9-])"
)
_ID_18 = re.compile(r"(?<![0-9])[1-9][0-9]{5}([ -]?)[0-9]{8}([ -]?)[0-9]{3}[0-9Xx](?![0-9])")
_ID_15 = re.compile(r"(?<![0-9])[1-9][0-9]{14}(?![0-9])")
_RESIDENCE = re.compile(r"(?<![0-9A-Za-z])[A-Z]{3}[0-9]{12}(?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<![0-9])(?:(?:\+|00)?86[ -]?)?(1[3-9][0-9]([ -]?)[0-9]{4}\2[0-9]{4})(?![0-9])")
_LANDLINE = re.compile(
    rf"(?<![0-9])(?:\(0({AREA_CODE})\)[ -]?|(?:\+|00)86[ -]?0?({AREA_CODE})[ -]|0({AREA_CODE})([ -]?))"
    r"([2-9][0-9]{2,3}[ -]?[0-9]{4})(?![0-9])"
)
_BANK = re.compile(r"(?<![0-9])[1-9][0-9]{3}(?:[0-9]{9,15}|(?: [0-9]{4}){3}(?: [0-9]{1,3})?)(?![0-9])")
_CARD_ISSUERS = re.compile(r"62[0-9]{14,17}|4[0-9]{15}|5[1-5][0-9]{14}|35[0-9]{14}|3[47][0-9]{13}")
_PASSPORT = re.compile(r"(?<![0-9A-Za-z])([A-Za-z]{1,2})[0-9]{7,8}(?![0-9A-Za-z])")

Finder = Callable[[str], Iterator[Match]]


def _emails(text: str) -> Iterator[Match]:
    for found in _EMAIL.finditer(text):
        yield Match("email", found.start(), found.end(), found.group().lower(), True)


def _ids(text: str) -> Iterator[Match]:
    for found in _ID_18.finditer(text):
        number = compact(found.group())
        verified = mod_11_2(number[:17]) == number[17]
        place = (found.start(), found.end(), number)
        if number[0] == "9":
            # The inside of the 2023 residence card is not verified: never certain, and a credit
            # code of digits only, which also begins with 9, is public.
            if verified and not is_credit_code(number):
                yield Match("residence_card", *place, False)
            continue
        born = date_of(number[6:14])
        if born is None or not 1850 <= born.year < 2100:
            continue
        if verified:
            yield Match("id_card", *place, True)
        elif number[:2] in _PROVINCES and not (found.group(1) or found.group(2)):
            yield Match("id_card", *place, False)


def _old_ids(text: str) -> Iterator[Match]:
    for found in _ID_15.finditer(text):
        number = found.group()
        if number[:2] in _PROVINCES and date_of("19" + number[6:12]) is not None:
            yield Match("id_card", found.start(), found.end(), number, False)


def _residence_cards(text: str) -> Iterator[Match]:
    for found in _RESIDENCE.finditer(text):
        yield Match("residence_card", found.start(), found.end(), found.group(), False)


def _mobiles(text: str) -> Iterator[Match]:
    for found in _MOBILE.finditer(text):
        yield Match("mobile", found.start(), found.end(), compact(found.group(1)), True)


def _landlines(text: str) -> Iterator[Match]:
    for found in _LANDLINE.finditer(text):
        area = found.group(1) or found.group(2) or found.group(3)
        local = compact(found.group(5))
        if len(area) == 2 and len(local) == 7:
            continue
        bare = found.group(3) is not None and not found.group(4)
        yield Match("landline", found.start(), found.end(), f"0{area}-{local}", not bare)


def _bank_cards(text: str) -> Iterator[Match]:
    for found in _BANK.finditer(text):
        number = compact(found.group())
        if luhn(number) and len(set(number)) > 1:
            certain = _CARD_ISSUERS.fullmatch(number) is not None
            yield Match("bank_card", found.start(), found.end(), number, certain)


def _passports(text: str) -> Iterator[Match]:
    for found in _PASSPORT.finditer(text):
        number, letters = found.group().upper(), found.group(1)
        # Small letters only where the number has a Chinese form; "no1234567" is no passport.
        if (letters.isupper() and letters not in _NOT_PASSPORT) or form_of(number):
            yield Match("passport", found.start(), found.end(), number, False)


_FINDERS: tuple[Finder, ...] = (
    _emails,
    _ids,
    _residence_cards,
    _mobiles,
    _landlines,
    _bank_cards,
    _old_ids,
    _passports,
)


def scan(text: str) -> list[Match]:
    """All identifiers in the text, in order, none overlapping another. Never raises."""
    plain = half_width(text)
    claimed = bytearray(len(plain))
    matches: list[Match] = []
    for finder in _FINDERS:
        for match in finder(plain):
            if claimed.find(1, match.start, match.end) == -1:
                claimed[match.start : match.end] = b"\x01" * (match.end - match.start)
                matches.append(match)
    return sorted(matches, key=lambda match: match.start)
