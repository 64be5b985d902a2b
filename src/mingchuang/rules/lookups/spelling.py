"""Other spellings of a word that texts do not have, out of what they do have: pairs of characters, words.

An index without a dictionary knows no words of Han, kana or Hangul, only which characters stand beside
which, and in how many texts. That is enough: a slip breaks the pairs around it, so the places where it can
be are few, and the pairs that texts have say what may stand there instead. A spelling is weighed as a chain
of pairs, each as likely as texts make it.
"""

import heapq
import math
from collections.abc import Iterator, Sequence
from typing import Protocol

from mingchuang.rules.lookups.correcting import closest
from mingchuang.rules.tokens.normal import normalised
from mingchuang.rules.tokens.stream import RUNS

SHORTEST, LONGEST = 3, 16
"""Characters of a run that is looked at: in two, one slip leaves nothing to go by."""

_SHORTEST_WORD = 4
"""Letters of a word that is looked at."""

_ALL_KNOWN = 6
"""A longer run whose pairs all occur is no word with a slip: it stands in no text as a whole."""

_PROMISING = 6
"""Characters that are tried at one place."""


_FAVOUR = {(1, 1): 0.0, (0, 1): 1.5, (2, 2): 3.0, (1, 0): -0.5}
"""Added to a spelling's weight by how many typed characters give way to how many others: swapped neighbours
are one possibility of a few, another character is one of many, and shorter chains weigh more by themselves.
"""


class Lexicon(Protocol):
    """What texts hold: tokens of `rules.tokens` and single characters, each with how many texts have it."""

    def texts_with(self, token: str) -> int:
        """How many texts have the token: a pair of characters, or a word of letters."""

    def texts_with_character(self, character: str) -> int:
        """How many texts have the character."""

    def beginning(self, start: str) -> Sequence[tuple[str, int]]:
        """Tokens that begin so, each with how many texts have it; the commonest, a bounded number."""

    def characters(self) -> Sequence[tuple[str, int]]:
        """Characters, each with how many texts have it; the commonest, a bounded number."""


def respelled(word: str, lexicon: Lexicon, *, limit: int) -> list[str]:
    """Spellings one slip away from a word that texts may have, the likeliest first, in normal form.

    Only one part of the word is changed: a run of characters or a word of letters. Whether a text has the
    whole is for the caller to see: pairs that occur need not occur in a row.
    """
    normal = normalised(word)
    found: dict[str, float] = {}
    for run in RUNS.finditer(normal):
        before, after = normal[: run.start()], normal[run.end() :]
        spelled = _characters(run.group(), lexicon) if run.group(1) else _letters(run.group(), lexicon)
        for weight, other in spelled:
            found[before + other + after] = weight
    return heapq.nlargest(limit, found, key=lambda other: (found[other], other))


def _letters(word: str, lexicon: Lexicon) -> Iterator[tuple[float, str]]:
    """The nearest word texts have, with one letter in its first two wrong, missing, doubled or swapped."""
    if not word.isalpha() or len(word) < _SHORTEST_WORD or lexicon.texts_with(word):
        return
    starts = (word[:2], word[1] + word[0], word[0] + word[2], word[1:3])
    known = {other: n for start in dict.fromkeys(starts) for other, n in lexicon.beginning(start)}
    near = closest(word, known.items())
    if near:
        yield math.log(known[near]), near


def _characters(run: str, lexicon: Lexicon) -> Iterator[tuple[float, str]]:
    if not SHORTEST <= len(run) <= LONGEST:
        return
    broken = [at for at in range(len(run) - 1) if not lexicon.texts_with(run[at : at + 2])]
    if not broken and len(run) > _ALL_KNOWN:
        return
    for begin, end in _places(run):
        # What stands between `begin` and `end` is part of the pairs from the one before it on.
        if all(begin - 1 <= at < end for at in broken):
            for other in _instead(run, begin, end, lexicon):
                spelled = run[:begin] + other + run[end:]
                if len(spelled) >= SHORTEST and (weight := _weight(spelled, lexicon)) is not None:
                    yield weight + _FAVOUR[end - begin, len(other)], spelled


def _places(run: str) -> Iterator[tuple[int, int]]:
    """Where a slip may be: a character, the gap before one, two neighbours."""
    for at in range(len(run)):
        yield at, at + 1
        if at:
            yield at, at
            yield at - 1, at + 1


def _instead(run: str, begin: int, end: int, lexicon: Lexicon) -> Iterator[str]:
    """What may stand at a place: neighbours the other way round, another character, one more, one less."""
    if end - begin == 2:
        yield run[begin + 1] + run[begin]
        return
    before, after = run[:begin][-1:], run[end:][:1]
    # Beside two characters that are left nearly anything may stand.
    if (before and after) or len(run) > SHORTEST:
        yield from _between(before, after, lexicon)
    # At an end one less is a shorter word, not a slip; unless it was typed twice.
    if end > begin and ((before and after) or run[begin] in {before, after}):
        yield ""


def _between(before: str, after: str, lexicon: Lexicon) -> list[str]:
    """The likeliest characters between two, or beside the one there is at an end of a run."""
    if before:
        near = [(pair[1], n) for pair, n in lexicon.beginning(before) if len(pair) == 2]
    else:
        near = list(lexicon.characters())
    likely: list[tuple[float, str]] = []
    for one, texts in near:
        joined = lexicon.texts_with(one + after) if after else 1
        if joined:
            likely.append((texts * joined / max(1, lexicon.texts_with_character(one)), one))
    return [one for _, one in heapq.nlargest(_PROMISING, likely)]


def _weight(run: str, lexicon: Lexicon) -> float | None:
    """How likely texts make a run, as the logarithm of a number of texts; None when a pair never occurs."""
    weight = 0.0
    for at in range(len(run) - 1):
        texts = lexicon.texts_with(run[at : at + 2])
        if not texts:
            return None
        weight += math.log(texts)
        if at:
            weight -= math.log(max(texts, lexicon.texts_with_character(run[at])))
    return weight
