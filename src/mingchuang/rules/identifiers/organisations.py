"""Codes of organisations: the unified social credit code and the organisation code inside it."""

from datetime import date

from mingchuang.rules.identifiers.result import Check, Kind, compact
from mingchuang.rules.source import Rule, Source, Tag

CREDIT_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_VALUES = {character: value for value, character in enumerate(CREDIT_CHARACTERS)}
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)

ORG_CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ORG_VALUES = {character: value for value, character in enumerate(ORG_CHARACTERS)}
_ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)

CREDIT_CODE_RULE = Rule(
    "identifiers.credit_code",
    "统一社会信用代码 18 位，不用 I、O、S、V、Z，第 18 位按 MOD 31 校验",
    Source("GB 32100-2015 法人和其他组织统一社会信用代码编码规则", "代码的构成与校验码", Tag.SECONDARY),
)
ORG_CODE_RULE = Rule(
    "identifiers.org_code",
    "组织机构代码 8 位本体代码加 1 位校验码（MOD 11，10 记作 X，11 记作 0）",
    Source("GB 11714 全国组织机构代码编制规则", "代码结构与校验码", Tag.SECONDARY),
)


def credit_check_character(first_17: str) -> str:
    """The GB 32100 check character for 17 characters of the credit code's alphabet."""
    total = sum(_CREDIT_VALUES[c] * weight for c, weight in zip(first_17, _CREDIT_WEIGHTS, strict=True))
    return CREDIT_CHARACTERS[(31 - total % 31) % 31]


def org_check_character(first_8: str) -> str:
    """The GB 11714 check character for 8 digits or capital letters."""
    total = sum(_ORG_VALUES[c] * weight for c, weight in zip(first_8, _ORG_WEIGHTS, strict=True))
    value = 11 - total % 11
    return {10: "X", 11: "0"}.get(value, str(value))


def is_org_code(code: str) -> bool:
    """Nine characters whose last is the right check character."""
    return len(code) == 9 and all(c in _ORG_VALUES for c in code) and org_check_character(code[:8]) == code[8]


def is_credit_code(code: str) -> bool:
    """18 characters of the alphabet whose last is the right check character."""
    return (
        len(code) == 18
        and all(c in _CREDIT_VALUES for c in code)
        and credit_check_character(code[:17]) == code[17]
    )


def check_credit_code(value: str, today: date | None) -> Check:
    """A unified social credit code; an odd organisation code inside it is only a warning."""
    code = compact(value)
    foreign = sorted({c for c in code if c not in _CREDIT_VALUES})
    if not code:
        message = "请输入统一社会信用代码"
    elif foreign:
        message = (
            f"统一社会信用代码里不会有「{'、'.join(foreign)}」；"
            "只用数字和除 I、O、S、V、Z 外的大写字母，请核对是否把 1、0 认成了字母"
        )
    elif len(code) != 18:
        message = f"统一社会信用代码应为 18 位，您输入的是 {len(code)} 位，请对照证照补全或删去多余的字符"
    elif not is_credit_code(code):
        message = "统一社会信用代码的末位校验码与前 17 位对不上，请对照证照逐位核对"
    else:
        organisation = code[8:17]
        warnings = (
            () if is_org_code(organisation) else ("第 9 至 17 位组织机构代码的校验码对不上，请对照证照核对",)
        )
        details = {"region": code[2:8], "org_code": organisation}
        return Check("credit_code", code, True, "统一社会信用代码", details, warnings)
    return Check("credit_code", code, False, message)


def check_org_code(value: str, today: date | None) -> Check:
    """A nine-character organisation code, with or without its hyphen."""
    code = compact(value)
    if not code:
        message = "请输入组织机构代码"
    elif any(c not in _ORG_VALUES for c in code):
        message = "组织机构代码只用数字和大写字母，请改正其中的其他字符"
    elif len(code) != 9:
        message = f"组织机构代码应为 9 位（不计连字符），您输入的是 {len(code)} 位，请补全或删去多余的字符"
    elif not is_org_code(code):
        message = "组织机构代码的末位校验码与前 8 位对不上，请对照证照逐位核对"
    else:
        return Check("org_code", code, True, "组织机构代码", {"printed": f"{code[:8]}-{code[8]}"})
    return Check("org_code", code, False, message)


KINDS = (
    Kind("credit_code", "统一社会信用代码", "91350100M000100Y43", CREDIT_CODE_RULE, check_credit_code),
    Kind("org_code", "组织机构代码", "01441633-0", ORG_CODE_RULE, check_org_code),
)
RULES = (CREDIT_CODE_RULE, ORG_CODE_RULE)
