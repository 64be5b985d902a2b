"""Telephone numbers and bank card numbers as people write them."""

import re
from datetime import date

from mingchuang.rules.identifiers.result import Check, Kind, compact, half_width, is_digits
from mingchuang.rules.source import Rule, Source, Tag

PHONE_RULE = Rule(
    "identifiers.phone",
    "手机 11 位、1 开头、第二位 3 至 9；座机带区号；境外号码按 E.164 加号开头",
    Source("外事业务规格", "1 电话", Tag.CONVENTION),
)
SERVICE_PHONE_RULE = Rule(
    "identifiers.phone_400",
    "400、800 号码为 10 位",
    Source("电信网编号计划", "业务号码", Tag.UNVERIFIED),
)
BANK_CARD_RULE = Rule(
    "identifiers.bank_card",
    "银行卡号 13 至 19 位数字，末位按 Luhn 算法校验",
    Source("政府信息公开平台规格", "9 隐私检查", Tag.SECONDARY),
)

AREA_CODE = r"(?:10|2[0-9]|[3-9][0-9]{2})"
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE = re.compile(rf"0({AREA_CODE})([2-9][0-9]{{6,7}})")
_SERVICE = re.compile(r"[48]00[0-9]{7}")
_ABROAD = re.compile(r"\+[1-9][0-9]{6,14}")
_EXTENSION = re.compile(r"(?:转|分机|EXT\.?|X|#)([0-9]{1,6})\Z")
_HYPHEN_EXTENSION = re.compile(r"([0-9]{7,8})\s*-\s*([0-9]{1,6})\s*\Z")
_DECORATION = {ord(c): None for c in "()./"}


def _split_extension(value: str) -> tuple[str, str]:
    """The number as bare digits (with a leading + kept) and its extension."""
    text = half_width(value)
    by_hyphen = _HYPHEN_EXTENSION.search(text)
    if by_hyphen:
        text = text[: by_hyphen.end(1)] + "转" + by_hyphen.group(2)
    number = compact(text).translate(_DECORATION)
    spoken = _EXTENSION.search(number)
    return (number[: spoken.start()], spoken.group(1)) if spoken else (number, "")


def _at_home(number: str) -> str:
    """A number with the country code of China brought into the form dialled inside China."""
    for prefix in ("+86", "0086"):
        if number.startswith(prefix):
            rest = number.removeprefix(prefix)
            break
    else:
        rest = number[2:] if len(number) >= 12 and number.startswith("86") else number
        if rest == number:
            return number
    if _MOBILE.fullmatch(rest) or _SERVICE.fullmatch(rest) or rest.startswith("0"):
        return rest
    return "0" + rest


def _phone_message(number: str) -> str:
    """Why the number is not a telephone number we can dial."""
    if not number:
        return "请输入电话号码"
    if not is_digits(number.removeprefix("+")):
        return "电话号码只用数字，可以加空格、连字符和区号括号，请改正其中的其他字符"
    if number.startswith("1") and len(number) != 11:
        return f"手机号码应为 11 位，您输入的是 {len(number)} 位，请核对"
    by_start = {
        "+": "境外电话请写「+国家代码 号码」，加号后共 7 至 15 位，例如 +81 3 1234 5678",
        "1": "手机号码第二位应为 3 至 9，请核对",
        "0": "座机应为区号加 7 或 8 位号码，例如 0527-84350000，请核对",
    }
    return by_start.get(
        number[0], "座机请加区号，例如 0527-84350000；手机应为 11 位，境外号码请以 +国家代码 开头"
    )


def check_phone(value: str, today: date | None) -> Check:
    """A mobile, a landline with area code, a 400/800 number, or a foreign number beginning with +."""
    written, extension = _split_extension(value)
    number = _at_home(written)
    landline = _LANDLINE.fullmatch(number)
    # Three-figure area codes (010, 02x) always go with eight figures.
    if landline and not (len(landline.group(1)) == 2 and len(landline.group(2)) == 7):
        printed = f"0{landline.group(1)}-{landline.group(2)}" + (f"-{extension}" if extension else "")
        details = {
            "form": "landline",
            "area_code": "0" + landline.group(1),
            "e164": f"+86{landline.group(1)}{landline.group(2)}",
        }
        return Check("phone", printed, True, "座机号码", details)
    if not extension and _MOBILE.fullmatch(number):
        return Check("phone", number, True, "手机号码", {"form": "mobile", "e164": f"+86{number}"})
    if not extension and _SERVICE.fullmatch(number):
        return Check(
            "phone",
            f"{number[:3]}-{number[3:6]}-{number[6:]}",
            True,
            "400 或 800 服务号码",
            {"form": "service"},
            ("这类号码从境外多半打不通，外文页面请另留座机",),
        )
    if not extension and _ABROAD.fullmatch(number) and not number.startswith("+86"):
        return Check("phone", number, True, "境外电话号码", {"form": "abroad", "e164": number})
    message = "只有座机可以带分机号，请核对" if extension and _MOBILE.fullmatch(number) else ""
    return Check("phone", number, False, message or _phone_message(number))


def luhn(digits: str) -> bool:
    """Whether the last digit is the Luhn check digit of the rest."""
    total = 0
    for position, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (1 + position % 2)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def check_bank_card(value: str, today: date | None) -> Check:
    """A bank card number: 13 to 19 digits with a Luhn check digit."""
    number = compact(value)
    if not number:
        message = "请输入银行卡号"
    elif not is_digits(number):
        message = "银行卡号只用数字，可以加空格，请改正其中的其他字符"
    elif not 13 <= len(number) <= 19:
        message = f"银行卡号应为 13 至 19 位，您输入的是 {len(number)} 位，请对照卡面核对"
    elif len(set(number)) == 1:
        message = "银行卡号不会全是同一个数字，请对照卡面输入"
    elif not luhn(number):
        message = "银行卡号的末位校验码与前面各位对不上，请对照卡面逐位核对"
    else:
        return Check("bank_card", number, True, "银行卡号", {"length": str(len(number))})
    return Check("bank_card", number, False, message)


KINDS = (
    Kind("phone", "电话号码", "0527-84350000", PHONE_RULE, check_phone),
    Kind("bank_card", "银行卡号", "6222021234567890128", BANK_CARD_RULE, check_bank_card),
)
RULES = (PHONE_RULE, SERVICE_PHONE_RULE, BANK_CARD_RULE)
