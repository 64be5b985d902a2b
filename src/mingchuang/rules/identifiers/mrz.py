"""The machine readable zone of travel documents: ICAO Doc 9303, sizes TD1, TD2 and TD3.

All check digits are computed and every one that fails is named, so that a person holding the
document knows which part to read again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mingchuang.rules.identifiers.result import Check, Kind, compact, date_of, is_digits
from mingchuang.rules.source import Rule, Source, Tag

MRZ_RULE = Rule(
    "identifiers.mrz",
    "机读区校验码：0–9 取本值，A–Z 取 10–35，< 取 0，权重 7 3 1 循环，和除以 10 的余数",
    Source("ICAO Doc 9303 机读旅行证件", "第 3 部分 校验码；第 4 至 7 部分 版式", Tag.SECONDARY),
)

_VALUES = {c: v for v, c in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")} | {"<": 0}
_WEIGHTS = (7, 3, 1)


def check_digit(field: str) -> str:
    """The check digit of a field of letters, digits and `<`."""
    return str(sum(_VALUES[c] * _WEIGHTS[i % 3] for i, c in enumerate(field)) % 10)


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the fields stand in the joined lines; slices are half-open, counted from 0.

    `first` is the length of what stands before the line of figures when the lines are joined: a
    second line given alone is read with the same table. `long_number` allows a number of more
    than nine characters to go on in the optional field.
    """

    size: str
    width: int
    lines: int
    names: slice
    issuer: slice
    number: int
    nationality: int
    birth: int
    sex: int
    expiry: int
    optional: slice
    optional_digit: int | None
    composite: tuple[slice, ...]
    composite_digit: int | None
    long_number: bool


_TD1 = _Layout(
    "TD1",
    30,
    3,
    slice(60, 90),
    slice(2, 5),
    5,
    45,
    30,
    37,
    38,
    slice(15, 30),
    None,
    (slice(5, 30), slice(30, 37), slice(38, 45), slice(48, 59)),
    59,
    True,
)
_TD2 = _Layout(
    "TD2",
    36,
    2,
    slice(5, 36),
    slice(2, 5),
    36,
    46,
    49,
    56,
    57,
    slice(64, 71),
    None,
    (slice(36, 46), slice(49, 56), slice(57, 71)),
    71,
    True,
)
_TD3 = _Layout(
    "TD3",
    44,
    2,
    slice(5, 44),
    slice(2, 5),
    44,
    54,
    57,
    64,
    65,
    slice(72, 86),
    86,
    (slice(44, 54), slice(57, 64), slice(65, 87)),
    87,
    False,
)
# Visas have the lines of TD3 and TD2 but neither composite nor optional check digit.
_VISA_A = _Layout(
    "MRV-A", 44, 2, slice(5, 44), slice(2, 5), 44, 54, 57, 64, 65, slice(72, 88), None, (), None, False
)
_VISA_B = _Layout(
    "MRV-B", 36, 2, slice(5, 36), slice(2, 5), 36, 46, 49, 56, 57, slice(64, 72), None, (), None, False
)
_BY_LENGTH = {90: _TD1, 72: _TD2, 88: _TD3}
_SECOND_LINE = {44: _TD3, 36: _TD2}


def _number(zone: str, layout: _Layout) -> tuple[str, str]:
    """The document number with its fillers, and its check digit."""
    plain, digit = zone[layout.number : layout.number + 9], zone[layout.number + 9]
    rest = zone[layout.optional].partition("<")[0]
    if layout.long_number and digit == "<" and len(rest) > 1:
        return plain + rest[:-1], rest[-1]
    return plain, digit


def _wrong_parts(zone: str, layout: _Layout) -> Iterator[str]:
    """The Chinese names of the parts whose check digit does not fit."""
    number, digit = _number(zone, layout)
    if check_digit(number) != digit:
        yield "证件号码"
    for name, start in (("出生日期", layout.birth), ("有效期", layout.expiry)):
        if check_digit(zone[start : start + 6]) != zone[start + 6]:
            yield name
    if layout.optional_digit is not None:
        optional, digit = zone[layout.optional], zone[layout.optional_digit]
        empty = not optional.strip("<")
        if digit != check_digit(optional) and not (empty and digit == "<"):
            yield "个人号码（备用栏）"
    if layout.composite_digit is not None:
        everything = "".join(zone[part] for part in layout.composite)
        if check_digit(everything) != zone[layout.composite_digit]:
            yield "总校验"


def _possible(day: str) -> bool:
    """Whether YYMMDD is a day in some century; fillers stand for what is not known."""
    known = day.replace("<", "")
    if len(known) < 6:
        return day[: len(known)] == known and (not known or is_digits(known))
    return is_digits(day) and any(date_of(century + day) for century in ("19", "20"))


def _full_date(day: str, latest: date | None, *, past: bool) -> date | None:
    """YYMMDD with its century: the last one that is not in the future (birth), 20xx (expiry)."""
    if "<" in day or latest is None:
        return None
    if not past:
        return date_of("20" + day)
    recent = date_of("20" + day)
    return recent if recent is not None and recent <= latest else date_of("19" + day)


def _details(zone: str, layout: _Layout, today: date | None) -> dict[str, str]:
    surname, _, given = zone[layout.names].strip("<").partition("<<")
    details = {
        "size": layout.size,
        "document": zone[:2].rstrip("<"),
        "issuer": zone[layout.issuer].rstrip("<"),
        "surname": surname.replace("<", " ").strip(),
        "given_names": given.replace("<", " ").strip(),
        "number": _number(zone, layout)[0].rstrip("<"),
        "nationality": zone[layout.nationality : layout.nationality + 3].rstrip("<"),
        "sex": {"M": "男", "F": "女"}.get(zone[layout.sex], "未注明"),
    }
    for key, start, past in (("birth", layout.birth, True), ("expiry", layout.expiry, False)):
        raw = zone[start : start + 6]
        full = _full_date(raw, today, past=past)
        details[key] = full.isoformat() if full else raw
    return {key: value for key, value in details.items() if value}


def _layout_of(zone: str) -> _Layout | None:
    layout = _BY_LENGTH.get(len(zone))
    if layout is not None and zone[0] == "V":
        return {"TD3": _VISA_A, "TD2": _VISA_B}.get(layout.size, layout)
    return layout


def _length_message(zone: str) -> str:
    if not zone:
        return "请输入证件下方的机读区，两行或三行都要"
    return (
        f"机读区应为两行各 44 位（护照）、两行各 36 位或三行各 30 位，您输入的共 {len(zone)} 位，"
        "请对照证件补全，填充符 < 也要输入"
    )


def check_mrz(value: str, today: date | None) -> Check:
    """A machine readable zone: lines joined or apart; a second line alone is read as far as it goes."""
    zone = compact(value)
    odd = sorted({c for c in zone if c not in _VALUES})
    if odd:
        shown = "、".join(odd[:5])
        return Check("mrz", zone, False, f"机读区只有大写字母、数字和 <，请改正「{shown}」")
    warnings: list[str] = []
    layout = _layout_of(zone)
    if layout is None and len(zone) in _SECOND_LINE and is_digits(zone[-1]):
        layout = _SECOND_LINE[len(zone)]
        zone = "<" * layout.width + zone
        warnings.append("只有第二行，姓名和签发国没有核对")
    if layout is None:
        message = _length_message(zone)
        if len(zone) in _SECOND_LINE:
            message = "这只是机读区的第一行，没有校验码，请把两行一起输入"
        return Check("mrz", zone, False, message)
    return _check_zone(zone, layout, today, warnings)


def _check_zone(zone: str, layout: _Layout, today: date | None, warnings: list[str]) -> Check:
    details = _details(zone, layout, today)
    lines = [zone[i : i + layout.width] for i in range(0, len(zone), layout.width)]
    normalised = "\n".join(line for line in lines if line.strip("<"))
    wrong = list(_wrong_parts(zone, layout))
    if wrong:
        message = f"机读区的校验码对不上：{'、'.join(wrong)}；请对照证件核对这些位置，注意 0 与 O、1 与 I"
        return Check("mrz", normalised, False, message, details)
    for name, start in (("出生日期", layout.birth), ("有效期", layout.expiry)):
        if not _possible(zone[start : start + 6]):
            written = zone[start : start + 6]
            message = f"机读区的{name}「{written}」不是年月日，请对照证件核对"
            return Check("mrz", normalised, False, message, details)
    expiry = _full_date(zone[layout.expiry : layout.expiry + 6], today, past=False)
    if today is not None and expiry is not None and expiry < today:
        warnings.append(f"证件已于 {expiry.isoformat()} 到期")
    message = f"机读区（{layout.size}），证件号码 {details.get('number', '空')}"
    return Check("mrz", normalised, True, message, details, tuple(warnings))


KINDS = (Kind("mrz", "机读区", "L898902C36UTO7408122F1204159ZE184226B<<<<<10", MRZ_RULE, check_mrz),)
RULES = (MRZ_RULE,)
