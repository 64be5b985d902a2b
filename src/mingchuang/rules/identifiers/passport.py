"""Passport numbers. They carry no check digit: the form can only make a number look likely."""

import re
from datetime import date

from mingchuang.rules.identifiers.result import Check, Kind, compact
from mingchuang.rules.source import Rule, Source, Tag

PASSPORT_RULE = Rule(
    "identifiers.passport",
    "中国护照号码：普通 E 加 8 位（第二位可为字母），公务普通 PE、公务 SE、外交 DE、澳门 MA 各加 7 位；"
    "不符只作提醒",
    Source("外事业务规格", "1 证件号码", Tag.SECONDARY),
)
OLD_PASSPORT_RULE = Rule(
    "identifiers.passport_old",
    "G 加 8 位（旧普通护照），P、S、D 加 7 位（旧公务、外交护照），H、K 加 8 位（香港）",
    Source("外事业务规格", "1 证件号码（旧版与香港）", Tag.UNVERIFIED),
)
FOREIGN_PASSPORT_RULE = Rule(
    "identifiers.passport_foreign",
    "外国护照号码 4 至 15 位大写字母和数字，超过 9 位提醒核对",
    Source("外事业务规格", "1 证件号码", Tag.CONVENTION),
)

_FORMS: tuple[tuple[str, re.Pattern[str], Rule], ...] = (
    ("中国普通护照", re.compile(r"E(?:[0-9]{8}|[A-HJ-NP-Z][0-9]{7})"), PASSPORT_RULE),
    ("中国公务普通护照", re.compile(r"PE[0-9]{7}"), PASSPORT_RULE),
    ("中国公务护照", re.compile(r"SE[0-9]{7}"), PASSPORT_RULE),
    ("中国外交护照", re.compile(r"DE[0-9]{7}"), PASSPORT_RULE),
    ("中国澳门特别行政区护照", re.compile(r"MA[0-9]{7}"), PASSPORT_RULE),
    ("中国普通护照（旧版）", re.compile(r"G[0-9]{8}"), OLD_PASSPORT_RULE),
    ("中国公务或外交护照（旧版）", re.compile(r"[PSD][0-9]{7}"), OLD_PASSPORT_RULE),
    ("中国香港特别行政区护照", re.compile(r"[HK](?:[0-9]{8}|[A-Z][0-9]{7})"), OLD_PASSPORT_RULE),
)
_ANY = re.compile(r"[A-Z0-9]{4,15}")
_NEARLY_CHINESE = re.compile(r"(?:E|PE|SE|DE)[0-9]{5,9}")


def form_of(number: str) -> tuple[str, Rule] | None:
    """The Chinese form a normalised number has, with the rule that says so."""
    # Where an ordinary form (E + letter + 7) and no other fits, the first of the table wins.
    for label, pattern, rule in _FORMS:
        if pattern.fullmatch(number):
            return label, rule
    return None


def check_passport(value: str, today: date | None) -> Check:
    """A passport number of any country; the Chinese forms are named, near misses are warned of."""
    number = compact(value)
    if not number:
        message = "请输入护照号码"
    elif not number.isascii() or not number.isalnum():
        message = "护照号码只用大写字母和数字，请改正其中的其他字符"
    elif not _ANY.fullmatch(number):
        message = f"护照号码应为 4 至 15 位，您输入的是 {len(number)} 位，请对照护照核对"
    else:
        return _likely(number)
    return Check("passport", number, False, message)


def _likely(number: str) -> Check:
    form = form_of(number)
    if form is not None:
        label, rule = form
        unsure = ("该格式未经核实，请对照护照核对",) if rule.source.tag is Tag.UNVERIFIED else ()
        return Check("passport", number, True, f"{label}号码", {"form": label}, unsure)
    warnings: tuple[str, ...] = ()
    if _NEARLY_CHINESE.fullmatch(number):
        warnings = (
            "像中国护照但位数不符：普通护照 E 加 8 位，公务普通 PE、公务 SE、外交 DE 各加 7 位，请核对",
        )
    elif len(number) > 9:
        warnings = ("护照号码很少超过 9 位，请对照护照核对",)
    return Check(
        "passport", number, True, "外国护照号码（只核对了字符和长度）", {"form": "外国护照"}, warnings
    )


KINDS = (Kind("passport", "护照", "E12345678", PASSPORT_RULE, check_passport),)
RULES = (PASSPORT_RULE, OLD_PASSPORT_RULE, FOREIGN_PASSPORT_RULE)
