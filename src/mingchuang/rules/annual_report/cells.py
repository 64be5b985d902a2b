"""Reading one number cell of a report that somebody else filled in.

Offices write notes, units, signs and dashes into number cells. What was meant is read where it is plain; what
is blank stays blank, because a blank is not a zero.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from mingchuang.rules.annual_report.forms import CellKind

MOST_DIGITS = 15
_BLANK = frozenset({"", "-", "--", "—", "——", "/", "无"})
_NUMBER = re.compile(
    r"(?P<sign>[+-])?(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?P<part>\.[0-9]+)?"
    r"(?P<unit>件|项|条|宗|次|个|万元|亿元|元)?(?P<note>\(.*\))?"
)
_IN_10_000_YUAN = {"元": Decimal("0.0001"), "亿元": Decimal(10_000)}
_DASHES = str.maketrans("－−﹣", "---")


class Mark(StrEnum):
    """What stands in a cell."""

    NUMBER = "number"
    BLANK = "blank"
    ABSENT = "absent"  # the report was not seen as far as this cell, or has no such row
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as read: `number` when there is one, `shown` as printed, `note` what stood beside the number."""

    mark: Mark
    number: Decimal | None = None
    shown: str = ""
    note: str = ""

    @property
    def found(self) -> str:
        """How a finding names what it found."""
        if self.mark in (Mark.BLANK, Mark.ABSENT):
            return self.mark.value
        return self.shown if self.number is None else plain(self.number)


ABSENT = Cell(Mark.ABSENT)


def plain(number: Decimal) -> str:
    """A number as people write it: no exponent, no trailing zeros."""
    text = f"{number + 0:f}"  # adding 0 makes -0 a plain 0
    return text.rstrip("0").rstrip(".") if "." in text else text


def read(value: object) -> Cell:
    """A JSON value as a cell: null and dashes are blank, `22（其中修订16件）` is 22 with a note."""
    if value is None:
        return Cell(Mark.BLANK)
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        return Cell(Mark.TEXT, shown=str(value)[:40])
    text = value.strip() if isinstance(value, str) else str(value)
    normal = unicodedata.normalize("NFKC", text).translate(_DASHES).replace(" ", "")
    if normal in _BLANK:
        return Cell(Mark.BLANK, shown=text)
    if not isinstance(value, str):
        return _read_number(Decimal(str(value)), text)
    match = _NUMBER.fullmatch(normal)
    if match is None:
        return Cell(Mark.TEXT, shown=text[:40])
    figures = (match["sign"] or "") + match["whole"].replace(",", "") + (match["part"] or "")
    number = Decimal(figures) * _IN_10_000_YUAN.get(match["unit"] or "", Decimal(1))
    return _read_number(number, text, (match["note"] or "")[1:-1])


def _read_number(number: Decimal, text: str, note: str = "") -> Cell:
    try:
        too_large = not number.is_finite() or number.adjusted() > MOST_DIGITS
    except InvalidOperation:
        too_large = True
    if too_large:
        return Cell(Mark.TEXT, shown=text[:40])
    return Cell(Mark.NUMBER, number, text[:40], note)


def wanted(cell: Cell, kind: CellKind) -> str:
    """In English, what belongs in a cell that holds a text or a number of the wrong kind; else ""."""
    if cell.mark in (Mark.BLANK, Mark.ABSENT):
        return ""
    number = cell.number
    if kind is CellKind.AMOUNT:
        return "" if number is not None and number >= 0 else "an amount of 0 or more"
    whole = number is not None and number == number.to_integral_value()
    if kind is CellKind.CHANGE:
        return "" if whole else "a whole number"
    return "" if whole and number is not None and number >= 0 else "a whole number of 0 or more"
