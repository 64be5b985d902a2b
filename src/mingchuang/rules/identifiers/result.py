"""What a check answers, and how what people type is made comparable before it is checked.

The law of the house for messages: say what is wrong and what to do, in plain Chinese, without
blame. A warning does not make a value wrong; it names what a person should look at again.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from mingchuang.rules.source import Rule


@dataclass(frozen=True, slots=True)
class Check:
    """The result of checking one value.

    `normalised` is the standard form to store (half-width, no separators); when the value is not
    right it is what could be read of it. `message` is for the person who typed the value.
    `details` holds what the number itself says (birth date, sex, document kind …) by stable keys.
    """

    kind: str
    normalised: str
    ok: bool
    message: str
    details: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


Checker = Callable[[str, date | None], Check]
"""Takes the value as typed and today (None: dates are not compared with today)."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of identifier: stable name, what people call it, its rule and its checker."""

    name: str
    label: str
    example: str
    rule: Rule
    checker: Checker


# Full-width forms stand 0xFEE0 above ASCII; one character stays one character, so that
# positions found in the translated text are positions in the text itself.
_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_WIDTH[0x3000] = 0x20
_WIDTH[0x00A0] = 0x20
_HYPHENS = dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212, 0xFE63), 0x2D)

_HALF_WIDTH = {chr(code): chr(narrow) for code, narrow in (_WIDTH | _HYPHENS).items()}
_WIDE = re.compile("[" + "".join(_HALF_WIDTH) + "]")
_COMMON = "，：；（）"
_SEPARATORS = dict.fromkeys((32, 9, 10, 13, 45, 183, 8203, 8204, 8205, 8288, 65279))


def half_width(text: str) -> str:
    """Full-width letters, digits and signs made half-width, all dashes one; same length."""
    # A search for the few wide ones is several times faster than a look at each Chinese character, and
    # replacing all of one is faster still: of texts these are nearly all.
    for wide in _COMMON:
        text = text.replace(wide, _HALF_WIDTH[wide])
    return _WIDE.sub(lambda found: _HALF_WIDTH[found[0]], text)


def compact(text: str) -> str:
    """Half-width, upper case, without spaces, hyphens and invisible characters."""
    return half_width(text).translate(_SEPARATORS).upper()


def is_digits(text: str) -> bool:
    """Only the ten ASCII digits, and at least one."""
    return text.isascii() and text.isdigit()


def date_of(digits: str) -> date | None:
    """The date written YYYYMMDD, or None when the calendar has no such day."""
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None
