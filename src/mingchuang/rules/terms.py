"""The term base as the rules read it: how a Chinese term is said in another language, and how it is not.

A longer term hides the shorter ones inside it: where the text says 政府信息公开指南, nothing is asked
about 政府信息公开.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from mingchuang.rules.editions import FOREIGN
from mingchuang.rules.refusals import Reason

LONGEST = 100
MOST_RENDERINGS = 10


@dataclass(frozen=True, slots=True)
class Term:
    """One Chinese term in one language; any one of `required` will do, none of `banned` may stand."""

    term: str
    language: str
    required: tuple[str, ...] = ()
    banned: tuple[str, ...] = ()
    note: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the entry is in use on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


def term_refusals(term: Term) -> list[Reason]:
    """Everything wrong with an entry before it may join the term base; empty when it may."""
    reasons: list[Reason] = []
    if not term.term.strip():
        reasons.append(Reason("term_empty", "请填写中文术语", "term"))
    elif len(term.term) > LONGEST:
        reasons.append(Reason("term_long", f"中文术语最多{LONGEST}字", "term"))
    if term.language not in FOREIGN:
        reasons.append(Reason("language_unknown", "请选择语种：英文、日文或韩文", "language"))
    if not term.required and not term.banned:
        reasons.append(Reason("rendering_missing", "规定译法和禁用译法至少填写一项", "required"))
    for name, renderings in (("required", term.required), ("banned", term.banned)):
        if len(renderings) > MOST_RENDERINGS:
            reasons.append(Reason("renderings_many", f"译法最多{MOST_RENDERINGS}种，每行一种", name))
        if any(len(rendering) > LONGEST * 2 for rendering in renderings):
            reasons.append(Reason("rendering_long", f"每种译法最多{LONGEST * 2}个字符", name))
    both = {rendering.casefold() for rendering in term.required} & {
        rendering.casefold() for rendering in term.banned
    }
    if both:
        reasons.append(Reason("rendering_both", "同一译法不能既规定又禁用", "banned"))
    if term.valid_from and term.valid_to and term.valid_to < term.valid_from:
        reasons.append(Reason("dates_reversed", "停用日期早于启用日期", "valid_to"))
    return reasons


def terms_in(source: str, terms: Iterable[Term]) -> Iterator[tuple[Term, int]]:
    """The terms a Chinese text contains with the place of the first; the longest wins where they overlap."""
    hidden: list[tuple[int, int]] = []
    for term in sorted(terms, key=lambda entry: (-len(entry.term), entry.term)):
        places = [match.start() for match in re.finditer(re.escape(term.term), source)]
        free = [at for at in places if not _inside(at, at + len(term.term), hidden)]
        if free:
            hidden.extend((at, at + len(term.term)) for at in free)
            yield term, free[0]


def _inside(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(left <= start and end <= right for left, right in spans)


@lru_cache(maxsize=4096)
def rendering_pattern(rendering: str) -> re.Pattern[str]:
    """What counts as a rendering in a text: any case, any spaces, English words in singular or plural."""
    words = rendering.split()
    if not rendering.isascii():
        return re.compile(r"\s*".join(re.escape(word) for word in words), re.IGNORECASE)
    plural = r"\s+".join(rf"{re.escape(word)}(?:s|es)?" for word in words)
    return re.compile(rf"(?<![A-Za-z0-9]){plural}(?![A-Za-z0-9])", re.IGNORECASE)


def is_rendered(term: Term, target: str) -> bool:
    """Whether a text holds one of the term's required renderings, or none is required."""
    return not term.required or any(rendering_pattern(each).search(target) for each in term.required)
