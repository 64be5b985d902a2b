"""Covers what identifies people in a text that is about to be published, and names what was covered.

Two passes: what is known of the people of a case, wherever it stands in the text; and whatever looks like a
person's number, address or name, whosever it is. A machine can miss a name it does not know: the list is
shown to a person, and the text goes through the gates like any other.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from mingchuang.rules.masking import mask_name
from mingchuang.rules.personal_data import Fact, mask
from mingchuang.rules.source import Rule, Source, Tag
from mingchuang.rules.surnames import SURNAMES
from mingchuang.rules.text_checks.privacy import CHECKS, check_privacy

COVER = "×××"

RULES = (
    Rule(
        "hiding.people",
        "依申请公开的内容转为主动公开，须隐去申请人、代理人、第三方的姓名、证件号码和联系方式",
        Source("个人信息保护法", "第六条、第二十五条（做法为约定）", Tag.CONVENTION),
    ),
)

_SHORTEST = {Fact.NAME: 2, Fact.OTHER: 6}
"""Characters below which a known value says nothing by itself and would cover half the text."""

_HAN_NAME = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff·\s]+")
_SPACED = r"\s{0,4}"
"""Documents space names of two characters to the width of three, and lines of a PDF end within a name."""

_LABELLED_NAME = re.compile(
    r"(?:姓名|申请人|联系人|经办人|当事人|代理人|收件人|法定代表人)[ \t]?[:：][ \t]?"
    r"(?P<at>[\u4e00-\u9fff]{1,8}·[\u4e00-\u9fff]{1,8}|[\u4e00-\u9fff]{2,4}"
    r"|[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+){1,3})"
)
_TITLED_NAME = re.compile(
    rf"(?<![\u4e00-\u9fff])(?P<at>[{SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=先生|女士|同志|同学)"
)


@dataclass(frozen=True, slots=True)
class Known:
    """One fact of a person of the case: `label` says whose and what it is, in Chinese."""

    label: str
    fact: Fact
    value: str


@dataclass(frozen=True, slots=True)
class Covered:
    """What was covered and how often; `shown` tells it apart without showing it."""

    label: str
    shown: str
    count: int


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    end: int
    label: str
    shown: str


def hide(text: str, known: Sequence[Known], *, allowed: Collection[str] = ()) -> tuple[str, list[Covered]]:
    """The text with people covered, and what was; `allowed` are the office's own published numbers."""
    places = [*_known_places(text, known), *_found_places(text, allowed)]
    kept: list[_Place] = []
    for place in sorted(places, key=lambda found: (found.start, -found.end)):
        if not kept or place.start >= kept[-1].end:
            kept.append(place)
    pieces, at = [], 0
    for place in kept:
        pieces += [text[at : place.start], COVER]
        at = place.end
    counts = Counter((place.label, place.shown) for place in kept)
    covered = [Covered(label, shown, count) for (label, shown), count in counts.items()]
    return "".join([*pieces, text[at:]]), covered


def known_in(text: str, known: Sequence[Known]) -> list[Covered]:
    """What is known of the people of a case and stands in the text, masked."""
    counts = Counter((place.label, place.shown) for place in _known_places(text, known))
    return [Covered(label, shown, count) for (label, shown), count in counts.items()]


def merged(lists: Iterable[Iterable[Covered]]) -> list[Covered]:
    """What was covered in several texts, each once with its sum."""
    counts: Counter[tuple[str, str]] = Counter()
    for one in lists:
        for covered in one:
            counts[covered.label, covered.shown] += covered.count
    return [Covered(label, shown, count) for (label, shown), count in counts.items()]


def _known_places(text: str, known: Iterable[Known]) -> Iterator[_Place]:
    for fact in known:
        value = fact.value.strip()
        if len(value) < _SHORTEST.get(fact.fact, 4):
            continue
        for found in _spelled(fact.fact, value).finditer(text):
            yield _Place(found.start(), found.end(), fact.label, mask(fact.fact, value))


def _spelled(fact: Fact, value: str) -> re.Pattern[str]:
    """The value however its digits are grouped, its letters are written and its characters are spaced."""
    if fact in (Fact.PHONE, Fact.ID_NUMBER):
        bare = [re.escape(c) for c in value if c.isalnum()]
        return re.compile(r"(?<![0-9A-Za-z])" + "[ -]?".join(bare) + r"(?![0-9A-Za-z])", re.IGNORECASE)
    if fact is Fact.NAME and _HAN_NAME.fullmatch(value):
        return re.compile(_SPACED.join(re.escape(c) for c in value if not c.isspace()))
    return re.compile(re.escape(value), re.IGNORECASE)


def _found_places(text: str, allowed: Collection[str]) -> Iterator[_Place]:
    for found in check_privacy(text, allowed):
        name = CHECKS[found.rule.removeprefix("privacy.")].name
        # Of a labelled fact, such as 住址：…, the label stays.
        head = max(found.text.find("："), found.text.find(":")) + 1
        yield _Place(found.start + head, found.end, name, found.suggestion or COVER)
    for pattern in (_LABELLED_NAME, _TITLED_NAME):
        for match in pattern.finditer(text):
            start, end = match.span("at")
            yield _Place(start, end, "姓名", mask_name(match["at"]))
