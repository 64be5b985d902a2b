"""Dates as people type them: hyphens, slashes, dots, 年月日, eight digits, full-width characters."""

import re
import unicodedata
from datetime import date

from mingchuang.rules.refusals import Refused

_FORMS = (
    re.compile(r"([0-9]{4})\s*年\s*([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*日?"),
    re.compile(r"([0-9]{4})\s*-\s*([0-9]{1,2})\s*-\s*([0-9]{1,2})"),
    re.compile(r"([0-9]{4})\s*/\s*([0-9]{1,2})\s*/\s*([0-9]{1,2})"),
    re.compile(r"([0-9]{4})\s*\.\s*([0-9]{1,2})\s*\.\s*([0-9]{1,2})"),
    re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})"),
)
_MIDNIGHT = re.compile(r"[\sT]+0?0:00(:00(\.0+)?)?$")
"""Spreadsheets write a date as a moment at midnight."""

_MARKS = str.maketrans({"‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-", "。": "."})


def shown_text(text: str, limit: int = 40) -> str:
    """What was given, fit to be repeated in a message: trimmed, cut, nothing a terminal would obey."""
    return "".join(char if char.isprintable() else "\ufffd" for char in text.strip()[:limit])


def parse_date(text: str, *, field: str = "date") -> date:
    """The day a text names. Raises `Refused` with a Chinese message that repeats what was given."""
    plain = unicodedata.normalize("NFKC", text).translate(_MARKS).strip()
    plain = _MIDNIGHT.sub("", plain)
    shown = shown_text(text)
    match = next((found for form in _FORMS if (found := form.fullmatch(plain))), None)
    if match is None:
        raise Refused.because(
            "date_unreadable", f"日期“{shown}”读不懂，请写成2026-03-09或2026年3月9日的样子", field
        )
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        raise Refused.because("no_such_day", f"日期“{shown}”不存在，请核对年、月、日", field) from None
