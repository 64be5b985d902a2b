"""One form for the many ways to write a character: width, case, accents, traditional and simplified.

Characters are mapped one by one, never by the word: a word-wise conversion would give a character
another form at the edge of a search word than in the middle of a text. Punctuation stays: cutting drops it.
"""

import re
import unicodedata
from array import array
from collections.abc import Iterator, Sequence
from functools import cache

import zhconv_rs

_HAN_BLOCKS = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00), (0x20000, 0x2FA20), (0x30000, 0x323B0))
_MATHEMATICAL = (0x1D400, 0x1D800)
_OTHER_LETTERS = {
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ł": "l",
    "ı": "i",
    "þ": "th",
}
_OTHER_FORMS = {"○": "〇", "◯": "〇", "ς": "σ"}
"""Circles typed for the Chinese zero; the one letter whose small form depends on its place."""

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff"
"""Soft hyphens, joiners and the like: pasted into the middle of words unseen."""

_MARKS = re.compile(r"[\u0300-\u036f\u3099\u309a]+")
_JOINING = re.compile(
    r"[\u0300-\u036f\u3099\u309a\uff9e\uff9f\u1100-\u11ff\u3131-\u318e\u3200-\u321e\u3260-\u327e"
    r"\ua960-\ua97c\ud7b0-\ud7fb\uffa0-\uffdc]"
)
"""Characters that may melt into the one before: then characters cannot be mapped one by one."""

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_UNEVEN = re.compile(f"{_JOINING.pattern}|{_ASTRAL.pattern}")


def visible(typed: str) -> str:
    """What somebody typed, without what nobody sees: controls, joiners, and marks that turn the direction.

    Said again on a page, a mark of direction would turn the words behind it around. Line ends become blanks.
    """
    if typed.isprintable():
        return typed
    kept = (" " if char.isspace() else char for char in typed if char.isspace() or not _is_unseen(char))
    return " ".join("".join(kept).split())


def _is_unseen(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cf", "Cs"}


def normalised(text: str) -> str:
    """The text in its one form for matching. Doing it twice changes nothing more."""
    text = _joined(text)
    if _ASTRAL.search(text):
        return text.translate(_table())
    return _changing().sub(_replacement, text)


def normalised_with_codes(text: str) -> tuple[str, set[int]]:
    """`normalised(text)`, and the codes of its characters, which tell that most texts stay as they are."""
    codes = _codes(text)
    if not codes.isdisjoint(_joining()):
        normal = normalised(text)
        return normal, _codes(normal)
    changed = codes & _table().keys()
    if not changed:
        return text, codes
    table = _table()
    return normalised(text), (codes - changed).union(*(map(ord, table[code]) for code in changed))


def _codes(text: str) -> set[int]:
    # Numbers from an array are gathered in two thirds of the time that characters take.
    return set(array("I", text.encode("utf-32-le", "surrogatepass")))


def with_origins(text: str) -> tuple[str, Sequence[int]]:
    """`normalised(text)`, and for each of its characters the index in `text` it comes from."""
    normal = normalised(text)
    if not _UNEVEN.search(text) and not any(len(_table()[ord(c)]) != 1 for c in _changing().findall(text)):
        return normal, range(len(text))
    forms: list[str] = []
    origins: list[int] = []
    for begin, cluster in _clusters(text):
        form = normalised(cluster)
        forms.append(form)
        origins += [begin] * len(form)
    return "".join(forms), origins


def _joined(text: str) -> str:
    if not _JOINING.search(text):
        return text
    composed = _MARKS.sub("", unicodedata.normalize("NFKC", text))
    return unicodedata.normalize("NFKC", composed)


def _clusters(text: str) -> Iterator[tuple[int, str]]:
    begin = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not _JOINING.match(text[at]):
            yield begin, text[begin:at]
            begin = at


def _replacement(found: re.Match[str]) -> str:
    return _table()[ord(found[0])]


@cache
def _joining() -> frozenset[int]:
    """The codes of the characters that may melt into the one before."""
    return frozenset(code for code in range(0x10000) if _JOINING.match(chr(code)))


@cache
def _changing() -> re.Pattern[str]:
    """Every character of the first plane that changes; a class of these alone is fast to look for."""
    return re.compile("[" + re.escape("".join(chr(code) for code in _table() if code < 0x10000)) + "]")


@cache
def _table() -> dict[int, str]:
    """What each single character becomes, for those that change."""
    simple = _simplified()
    table = {}
    for code in (*range(0xD800), *range(0xE000, 0x10000), *range(*_MATHEMATICAL), *simple):
        char = chr(code)
        form = "".join(_folded(simple.get(ord(c), c)) for c in unicodedata.normalize("NFKC", char).lower())
        if form != char and (char.isalnum() or any(c.isalnum() for c in form)):
            table[code] = form
    table.update((ord(char), "") for char in _INVISIBLE)
    return table


def _folded(char: str) -> str:
    """Without accents, for Latin letters; others have marks that make a different letter."""
    char = _OTHER_FORMS.get(char, char)
    if char in _OTHER_LETTERS:
        return _OTHER_LETTERS[char]
    base = unicodedata.normalize("NFKD", char)
    return base[0] if base[0].isascii() and base[0].isalpha() else _MARKS.sub("", char)


def _simplified() -> dict[int, str]:
    """Traditional characters and variants, each to its simplified form."""
    written = [chr(code) for block in _HAN_BLOCKS for code in range(*block)]
    read = [unicodedata.normalize("NFKC", char) for char in written]
    for _ in range(3):  # a form that has a simpler form itself
        read = zhconv_rs.zhconv("\n".join(read), "zh-Hans", False).split("\n")
    return {ord(old): new for old, new in zip(written, read, strict=True) if old != new}
