"""Numbers of persons: the citizen identity number and the permanent residence card.

Both carry the check character of ISO 7064 MOD 11-2, which finds every single wrong digit and
every swap of two neighbours.
"""

import re
from datetime import date

from mingchuang.rules.identifiers.result import Check, Kind, compact, date_of, is_digits
from mingchuang.rules.source import Rule, Source, Tag

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"
_OLD_RESIDENCE = re.compile(r"[A-Z]{3}[0-9]{12}")

ID_CARD_RULE = Rule(
    "identifiers.id_card",
    "公民身份号码 18 位：六位地址码、八位出生日期、三位顺序码、一位校验码（ISO 7064 MOD 11-2），末位可为 X",
    Source("GB 11643 公民身份号码", "号码的结构与校验码", Tag.SECONDARY),
)
OLD_ID_CARD_RULE = Rule(
    "identifiers.id_card_15",
    "15 位号码是旧式身份证号码，只作识别，不再接受",
    Source("GB 11643 公民身份号码", "15 位旧号码", Tag.UNVERIFIED),
)
RESIDENCE_CARD_RULE = Rule(
    "identifiers.residence_card",
    "外国人永久居留身份证：2023 版 18 位、以 9 开头，校验码同公民身份号码；旧版为三位字母加十二位数字",
    Source("国家移民管理局 外国人永久居留身份证机读信息规则（2023 版）", "号码", Tag.SECONDARY),
)
RESIDENCE_STRUCTURE_RULE = Rule(
    "identifiers.residence_card_structure",
    "永久居留身份证号码内部各段的含义未经核实，不据此判断对错",
    Source("外国人永久居留身份证机读信息规则（2023 版）", "号码各段", Tag.UNVERIFIED),
)


def mod_11_2(first_17: str) -> str:
    """The ISO 7064 MOD 11-2 check character for 17 digits."""
    total = sum(int(digit) * weight for digit, weight in zip(first_17, _WEIGHTS, strict=True))
    return _CHECK_CHARACTERS[total % 11]


def _wrong(kind: str, value: str, message: str) -> Check:
    return Check(kind, value, False, message)


def _shape_message(value: str, what: str) -> str:
    """Why the value cannot be an 18-character number; empty when its shape is right."""
    if not value:
        return f"请输入{what}号码"
    if len(value) != 18:
        return f"{what}号码应为 18 位，您输入的是 {len(value)} 位，请对照证件补全或删去多余的字符"
    if not is_digits(value[:17]) or value[17] not in "0123456789X":
        return f"{what}号码前 17 位应为数字，末位为数字或 X，请改正其中的其他字符"
    if value[0] == "0":
        return f"{what}号码不以 0 开头，请对照证件核对第一位"
    return ""


def _checksum_message(what: str) -> str:
    return f"{what}号码的校验码与前 17 位对不上，可能有一位输错或两位颠倒，请对照证件逐位核对"


def check_id_card(value: str, today: date | None) -> Check:
    """A citizen identity number; a residence card of the 2023 form is accepted in its place."""
    number = compact(value).replace("×", "X")
    if len(number) == 15 and is_digits(number):
        return _old_id_card(number)
    message = _shape_message(number, "身份证")
    if not message and number[0] == "9":
        return _new_residence_card("id_card", number)
    message = message or _citizen_message(number, today)
    if message:
        return _wrong("id_card", number, message)
    born, sex = f"{number[6:10]}-{number[10:12]}-{number[12:14]}", "男" if int(number[16]) % 2 else "女"
    details = {"document": "公民身份号码", "born": born, "sex": sex, "region": number[:6]}
    return Check("id_card", number, True, f"公民身份号码，{born} 出生，{sex}", details)


def _citizen_message(number: str, today: date | None) -> str:
    """What is wrong with a number of the right shape: its date, then its check character."""
    born = date_of(number[6:14])
    if born is None:
        written = f"{number[6:10]}年{number[10:12]}月{number[12:14]}日"
        return f"身份证号码第 7 至 14 位是出生日期，没有{written}这一天，请对照证件核对"
    if today is not None and born > today:
        return f"身份证号码里的出生日期是 {born.isoformat()}，晚于今天，请对照证件核对第 7 至 14 位"
    return "" if mod_11_2(number[:17]) == number[17] else _checksum_message("身份证")


def _old_id_card(number: str) -> Check:
    """The 15-digit form: recognised, with the 18 digits it would have today where its date exists."""
    born = date_of("19" + number[6:12])
    message = "这是 15 位的旧身份证号码，请输入现用证件上的 18 位号码"
    if born is None or number[0] == "0":
        return _wrong("id_card", number, message)
    longer = number[:6] + "19" + number[6:]
    details = {"document": "15 位旧号码", "born": born.isoformat(), "as_18": longer + mod_11_2(longer)}
    return Check("id_card", number, False, message, details)


def _new_residence_card(kind: str, number: str) -> Check:
    if mod_11_2(number[:17]) != number[17]:
        return _wrong(kind, number, _checksum_message("永久居留身份证"))
    return Check(
        kind,
        number,
        True,
        "外国人永久居留身份证号码（2023 版）",
        {"document": "外国人永久居留身份证（2023 版）"},
        ("号码各段的含义未经核实，只核对了校验码",),
    )


def check_residence_card(value: str, today: date | None) -> Check:
    """A foreigner's permanent residence card, 2023 form (18) or old form (3 letters, 12 digits)."""
    number = compact(value).replace("×", "X")
    if _OLD_RESIDENCE.fullmatch(number):
        return Check(
            "residence_card",
            number,
            True,
            "外国人永久居留身份证号码（旧版）",
            {"document": "外国人永久居留身份证（旧版）"},
            ("旧版证件用到有效期满为止，请核对有效期",),
        )
    message = _shape_message(number, "永久居留身份证")
    if not message and number[0] != "9":
        message = (
            "2023 版永久居留身份证号码以 9 开头，旧版为三位字母加十二位数字；"
            "如是中国居民身份证，请改选证件种类"
        )
    if message:
        return _wrong("residence_card", number, message)
    return _new_residence_card("residence_card", number)


KINDS = (
    Kind("id_card", "居民身份证", "11010519491231002X", ID_CARD_RULE, check_id_card),
    Kind(
        "residence_card",
        "外国人永久居留身份证",
        "911008401990010105",
        RESIDENCE_CARD_RULE,
        check_residence_card,
    ),
)
RULES = (ID_CARD_RULE, OLD_ID_CARD_RULE, RESIDENCE_CARD_RULE, RESIDENCE_STRUCTURE_RULE)
