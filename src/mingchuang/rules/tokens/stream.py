"""Cutting: overlapping pairs where words are not separated, whole runs of letters or digits elsewhere.

A run of Han, kana or Hangul characters gives one token a character: the pair that begins there, and for
the last one itself. So a token's position is a character's position, and a word of two or more characters
anywhere in the text is a phrase of its pairs. Right after letters or digits a run begins with its first
character alone, so that 2024年 is found in 2024年度. Brackets and punctuation are not kept: that is how
every bracket of a document number is the same.

Chinese dates and article numbers are cut as figures (第十二条 as 第12条). Where that changes a run, the
run is added once more as written, behind a gap no phrase crosses, so that a part of a numeral is found too.
"""

import re
from array import array
from collections.abc import Iterator

from mingchuang.rules.numerals import in_figures
from mingchuang.rules.tokens.normal import normalised, normalised_with_codes

LONGEST = 64
"""Letters or digits without a break are cut after so many: an index has limits, and nobody types more."""

GAP = "|"
"""A token that no text has: phrases end here."""

PAIRED = (
    "\u3005-\u3007\u3041-\u3096\u309d\u309e\u30a1-\u30fa\u30fc-\u30fe\u1100-\u11ff\u3400-\u4dbf\u4e00-\u9fff"
    "\ua960-\ua97c\uac00-\ud7a3\ud7b0-\ud7fb\uf900-\ufaff\U00020000-\U000323af"
)
"""Han, kana and Hangul, as the inside of a character class."""

LETTER = rf"[^\W\d_{PAIRED}]"
"""Any other letter, as a character class."""

RUNS = re.compile(rf"([{PAIRED}]+)|\d{{1,{LONGEST}}}|{LETTER}{{1,{LONGEST}}}")
_PAIRED_RUN = re.compile(f"[{PAIRED}]+")
# A class that is written twice is looked for twice as fast as with a plus: re knows where to begin.
_WORDS = re.compile(rf"([^\W_{PAIRED}][^\W_{PAIRED}]*)")
_WORD = re.compile(rf"\d{{1,{LONGEST}}}|{LETTER}{{1,{LONGEST}}}")
_NO_TOKEN = re.compile(rf"[^\w{PAIRED}]|_")
_BLANK = ord(" ")
_BREAK = "\n"
_BROKEN_PAIRS = re.compile("\n \n.")
_FEW = 24
"""So many kinds of punctuation are faster taken out one by one than looked for together."""

_NUMERALS = re.compile("[〇零一二三四五六七八九十百千][〇零一二三四五六七八九十百千]*")
_FIGURES = "0123456789"
_UNITS = frozenset("十百千")
_MONTH = re.compile("[一二三四五六七八九]|十[一二]?")
_DAY = re.compile("[一二]?[一二三四五六七八九]|[一二三]?十[一二三四五六七八九]?")
_COUNTED = frozenset("条章款项届号")
_NEAR = frozenset("年月日") | _COUNTED


def numerals(normal: str) -> Iterator[tuple[int, int]]:
    """Where in normal text the numerals stand that are sure to be numbers: 一带一路 and 统一 are not."""
    for found in _NUMERALS.finditer(normal):
        begin, end = found.span()
        before, after = normal[begin - 1 : begin], normal[end : end + 1]
        # Most are part of a word: one look tells.
        if (before == "第" or after in _NEAR) and _is_number(before, found[0], after):
            yield begin, end


def _is_number(before: str, numeral: str, after: str) -> bool:
    if before == "第":
        return True
    if after == "年":
        return len(numeral) == 4 and _UNITS.isdisjoint(numeral)
    if after == "月":
        return _MONTH.fullmatch(numeral) is not None
    if after == "日":
        return before == "月" and _DAY.fullmatch(numeral) is not None
    return len(numeral) > 1 and after in _COUNTED


def tokens(text: str) -> list[str]:
    """The tokens of a text in order; the index in the list is the position in a phrase."""
    return _cut(in_plain_figures(normalised(text))).split()


def indexed(text: str) -> str:
    """What an index keeps of a text: its tokens, and the runs with numerals once more as written.

    Tokens are divided by blanks.
    """
    normal = normalised(text)
    return _stream(normal, in_plain_figures(normal))


def indexed_with_characters(text: str) -> tuple[str, str]:
    """`indexed(text)`, and every character that stands in its tokens, each once and in no order."""
    normal, codes = normalised_with_codes(text)
    plain = in_plain_figures(normal)
    characters = "".join(map(chr, codes))
    if plain != normal:
        characters += "".join(figure for figure in _FIGURES if figure not in characters and figure in plain)
    punctuation = "".join(_NO_TOKEN.findall(characters))
    return _stream(normal, plain, punctuation), _NO_TOKEN.sub("", characters)


def _stream(normal: str, plain: str, punctuation: str | None = None) -> str:
    parts = [_cut(plain, punctuation)]
    if plain != normal:
        for run in _runs_with_numerals(normal):
            parts += [GAP, _cut(run)]
    return " ".join(parts)


def in_plain_figures(normal: str) -> str:
    """Normal text with the numerals of dates and articles in figures."""
    parts, at = [], 0
    for begin, end in numerals(normal):
        parts += [normal[at:begin], in_figures(normal[begin:end])]
        at = end
    return "".join([*parts, normal[at:]]) if parts else normal


def phrase(normal: str) -> tuple[list[str], str]:
    """The tokens that stand in a row wherever `normal` stands in a longer text, and what is left over.

    In a longer text the last run may go on, so its last character is no token of its own there. A last
    run of one character, with no letters or digits before it, is left over: it is looked for by itself.
    """
    cut = _cut(normal).split()
    runs = list(RUNS.finditer(normal))
    if not runs or runs[-1][1] is None:
        return cut, ""
    if len(runs[-1][1]) == 1 and len(runs) > 1 and runs[-2][1] is None:
        return cut, ""
    last = cut.pop()
    return cut, last if len(runs[-1][1]) == 1 else ""


def _cut(normal: str, punctuation: str | None = None) -> str:
    """The tokens of normal text, divided by one blank or more; `punctuation` is all it has, where known."""
    parts: list[str] = []
    for place, between in enumerate(_WORDS.split(_broken(normal, punctuation))):
        if place % 2:
            parts += _WORD.findall(between)
            continue
        runs = between.strip(_BREAK)
        if runs:
            if place and len(runs) > 1 and runs[1] != _BREAK:
                parts.append(runs[0])
            parts.append(_pairs(runs))
    return " ".join(parts)


def _broken(normal: str, punctuation: str | None) -> str:
    """Normal text with one break wherever something stands that is in no token."""
    if punctuation is None or len(punctuation) > _FEW:
        broken = _NO_TOKEN.sub(_BREAK, normal)
    else:
        broken = normal
        for mark in punctuation:
            broken = broken.replace(mark, _BREAK)
    while "\n\n" in broken:
        broken = broken.replace("\n\n", _BREAK)
    return broken


def _pairs(runs: str) -> str:
    """Each character of runs (divided by breaks) with the one after it, the last of a run by itself.

    Texts are long and most of them are such runs: numbers in arrays are moved at once, without an object
    for each pair.
    """
    codes = array("I", runs.encode("utf-32-le"))
    pairs = array("I", [_BLANK]) * (3 * len(codes))
    pairs[0::3] = codes
    pairs[1:-3:3] = codes[1:]
    pairs[-2] = ord(_BREAK)
    # At a break the last character stands with it, then it with the first of the next run: of these
    # only the last character is a token.
    return _BROKEN_PAIRS.sub("", pairs.tobytes().decode("utf-32-le")).rstrip()


def _runs_with_numerals(normal: str) -> Iterator[str]:
    """Each run in which `in_plain_figures` changes something."""
    runs = _PAIRED_RUN.finditer(normal)
    end, run = 0, ""
    for begin, _ in numerals(normal):
        if begin >= end:
            while end <= begin:
                found = next(runs)
                end, run = found.end(), found[0]
            yield run
