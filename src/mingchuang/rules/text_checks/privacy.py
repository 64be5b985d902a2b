"""Numbers that identify a person, found by shape and proved by their check digits.

The office's own published numbers are passed in `allowed`, so that its own contact page is not flagged.
"""

import re
from collections.abc import Callable, Collection, Iterator

from mingchuang.rules import identifiers
from mingchuang.rules.gates import Gate
from mingchuang.rules.masking import mask_email, mask_id, mask_phone
from mingchuang.rules.source import Source, Tag
from mingchuang.rules.text_checks.findings import Check, Finding, Group, Severity, each_match, finding

_LAW = Source("个人信息保护法", "第二十八条", Tag.PRIMARY)
_PLATFORM = Source("政府信息公开平台规格", "第9节（个人信息检查）", Tag.CONVENTION)


def _check(kind: str, name: str, severity: Severity, meaning: str, source: Source = _PLATFORM) -> Check:
    remedy = "删去，或只留首尾几位、中间用星号代替；确需公开的，须有法律依据或本人同意，并写明理由。"
    return Check(f"privacy.{kind}", name, Group.PRIVACY, Gate.SECRECY, severity, meaning, remedy, source)


CHECKS: dict[str, Check] = {
    "id_card": _check(
        "id_card",
        "身份证号码",
        Severity.BLOCK,
        "有一个身份证号码，出生日期和校验码都对得上。校验码对不上的只作提醒。",
        _LAW,
    ),
    "residence_card": _check(
        "residence_card", "外国人永久居留身份证号码", Severity.BLOCK, "有一个永久居留身份证号码。", _LAW
    ),
    "mobile": _check("mobile", "手机号码", Severity.WARN, "有一个手机号码。"),
    "landline": _check("landline", "座机号码", Severity.WARN, "有一个座机号码，不在本机关公布的号码之内。"),
    "email": _check("email", "电子邮箱", Severity.WARN, "有一个电子邮箱，不在本机关公布的邮箱之内。"),
    "bank_card": _check(
        "bank_card", "银行卡号", Severity.WARN, "有一串数字，长度和校验码都像银行卡号。", _LAW
    ),
    "address": _check("address", "住址", Severity.WARN, "有个人的住址。"),
    "birth": _check("birth", "出生日期", Severity.WARN, "有个人的出生日期。"),
    "health": _check("health", "健康状况", Severity.WARN, "有个人的健康或残疾情况，属于敏感个人信息。", _LAW),
    "passport": _check("passport", "护照号码", Severity.WARN, "有一个护照号码。"),
}

# Told by their labels: a form or a list was pasted into the text.
_LABELLED = {
    "address": re.compile(
        r"(?:家庭住址|家庭地址|户籍地址|户籍地|现住址|住址)[ \t]?[:：][ \t]?[^\s，。；,;]{4,60}"
    ),
    "birth": re.compile(
        r"(?:出生日期|出生年月日?|生日)[ \t]?[:：][ \t]?(?:19|20)\d{2}[年./-]?\d{1,2}(?:[月./-]?\d{1,2}日?)?"
    ),
    "health": re.compile(
        r"(?:健康状况|病史|诊断(?:结果)?|残疾(?:类别|等级|证号))[ \t]?[:：][ \t]?[^\s，。；,;]{1,40}"
    ),
}
_MASKS: dict[str, Callable[[str], str]] = {
    "mobile": mask_phone,
    "landline": mask_phone,
    "email": mask_email,
}


# Any digits and any separators, so that what is read half-width is met as it was typed. The first digit
# stands alone, so that re knows where to begin.
_LONG_NUMBER = re.compile(r"\d\d{5}.?\d{8}")


def may_name_a_person(text: str) -> bool:
    """Whether `check_privacy` can find what stops a text: nothing but an 18 digit identity number does."""
    return _LONG_NUMBER.search(text) is not None


def check_privacy(text: str, allowed: Collection[str] = ()) -> Iterator[Finding]:
    """A finding for each personal number; `allowed` numbers (in any spelling) are let through."""
    for kind, pattern in _LABELLED.items():
        yield from each_match(CHECKS[kind], pattern, text, f"这里有{CHECKS[kind].name}")
    known = {_bare(value) for value in allowed}
    for match in identifiers.scan(text):
        if _bare(match.value) in known:
            continue
        check = CHECKS[match.kind]
        sure = "这里有" if match.certain else "这里像是"
        severity = check.severity if match.certain else Severity.WARN
        yield finding(
            check,
            text,
            match.start,
            match.end,
            f"{sure}{check.name}",
            suggestion=_MASKS.get(match.kind, mask_id)(match.value),
            severity=severity,
        )


def _bare(value: str) -> str:
    """A number without separators and country code, an address in lower case."""
    if "@" in value:
        return value.strip().lower()
    return "".join(c for c in value if c.isalnum()).upper().removeprefix("86")
