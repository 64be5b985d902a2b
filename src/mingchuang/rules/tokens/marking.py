"""Finding the search words again in the text as it was written, to mark them for the reader."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mingchuang.rules.numerals import in_figures
from mingchuang.rules.tokens.normal import normalised, with_origins
from mingchuang.rules.tokens.queries import Words
from mingchuang.rules.tokens.stream import LETTER, RUNS, in_plain_figures, numerals

LOOKED_AT = 100_000
"""Characters of a text in which words are marked; a longer text is marked up to there."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text as written; `hit` when it is what was looked for. Not escaped."""

    text: str
    hit: bool = False


def marked(text: str, words: Words, *, loose: bool = False) -> list[Piece]:
    """The whole text in pieces, every place of every term a hit.

    `loose` also marks parts of terms (each pair of characters), for texts that were found without having
    every term whole.
    """
    return _pieces(text, 0, len(text), _spans(text, words, loose=loose))


def snippet(text: str, words: Words, *, length: int = 120, loose: bool = False) -> list[Piece]:
    """About `length` characters of the text around the first place with the most hits, in pieces.

    The beginning of the text when nothing is found in it.
    """
    spans = _spans(text, words, loose=loose)
    begin = _best_begin(spans, length)
    end = min(len(text), begin + length)
    pieces = _pieces(text, begin, end, spans)
    if begin > 0:
        pieces.insert(0, Piece("…"))
    if end < len(text):
        pieces.append(Piece("…"))
    return pieces


def _best_begin(spans: Sequence[Span], length: int) -> int:
    """Where the window with the most different places begins, a little before the first of them."""
    best, most = 0, 0
    after = 0
    for at, (begin, _) in enumerate(spans):
        after = max(after, at)
        while after < len(spans) and spans[after][1] <= begin + length * 3 // 4:
            after += 1
        if after - at > most:
            best, most = begin, after - at
    return max(0, best - length // 4) if spans else 0


def _pieces(text: str, begin: int, end: int, spans: Iterable[Span]) -> list[Piece]:
    pieces = []
    at = begin
    for low, high in spans:
        first, last = max(low, at), min(high, end)
        if first >= last:
            continue
        if first > at:
            pieces.append(Piece(text[at:first]))
        pieces.append(Piece(text[first:last], hit=True))
        at = last
    if at < end:
        pieces.append(Piece(text[at:end]))
    return pieces


def _spans(text: str, words: Words, *, loose: bool) -> list[Span]:
    """Where the terms stand in `text`, merged, in order."""
    expressions = _expressions(words, loose)
    if not expressions:
        return []
    looked_at = text[:LOOKED_AT]
    normal, origins = with_origins(looked_at)
    found = []
    forms = dict([(normal, origins), _figures(normal, origins)])  # the same text where it has no numerals
    for form, places in forms.items():
        for expression in expressions:
            found += [
                _origin(places, hit.start(), hit.end(), len(looked_at)) for hit in expression.finditer(form)
            ]
    return _merged(found)


def _origin(places: Sequence[int], start: int, end: int, length: int) -> Span:
    after = next((places[at] for at in range(end, len(places)) if places[at] > places[end - 1]), length)
    return places[start], after


def _figures(normal: str, origins: Sequence[int]) -> tuple[str, Sequence[int]]:
    """The text with its numerals in figures, each figure coming from the whole numeral."""
    parts, places = [], []
    at = 0
    for begin, end in numerals(normal):
        figures = in_figures(normal[begin:end])
        parts += [normal[at:begin], figures]
        places += [*origins[at:begin], *([origins[begin]] * len(figures))]
        at = end
    return "".join([*parts, normal[at:]]), [*places, *origins[at:]] if parts else origins


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for begin, end in sorted(spans):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return merged


@lru_cache(maxsize=256)
def _expressions(words: Words, loose: bool) -> tuple[re.Pattern[str], ...]:
    forms: dict[str, None] = {}
    for term in words.terms:
        written = [normalised(text) for text in (term.text, *term.also)]
        for form in [form for normal in written for form in (in_plain_figures(normal), normal)]:
            runs = list(RUNS.finditer(form))
            forms[_whole(runs)] = None
            if loose and not term.series:
                forms.update(dict.fromkeys(part for found in runs for part in _parts(found)))
        if loose and term.series:
            forms[_whole(RUNS.finditer(term.series))] = None
    return tuple(re.compile(form) for form in forms if form)


def _whole(runs: Iterable[re.Match[str]]) -> str:
    return r"[\W_]*".join(_run(found[0], paired=bool(found[1])) for found in runs)


def _run(text: str, *, paired: bool) -> str:
    if paired:
        return re.escape(text)
    kind = r"\d" if text[0].isdecimal() else LETTER
    return rf"(?<!{kind}){re.escape(text)}(?!{kind})"


def _parts(found: re.Match[str]) -> list[str]:
    run = found[0]
    if not found[1]:
        return [_run(run, paired=False)]
    return [re.escape(run[at : at + 2]) for at in range(max(1, len(run) - 1))]
