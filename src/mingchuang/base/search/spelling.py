"""What the public index holds, as the rules want it that find other spellings of a word."""

from collections.abc import Sequence

from mingchuang.base.search import reading
from mingchuang.base.search.sources import Index
from mingchuang.rules.lookups import respelled

FIELD = "text"
BEGINNING, CHARACTERS = 200, 1000
"""How many of the commonest are looked at: more find little and cost milliseconds."""


class _Held:
    """The lexicon of the public index as of its last commit. Counts are looked up once."""

    def __init__(self) -> None:
        self._searcher = reading.opened(Index.PUBLIC).searcher()
        self._texts: dict[str, int] = {}
        self._with_character: dict[str, int] = {}

    def texts_with(self, token: str) -> int:
        known = self._texts.get(token)
        if known is None:
            known = self._texts[token] = self._searcher.doc_freq(FIELD, token)
        return known

    def texts_with_character(self, character: str) -> int:
        known = self._with_character.get(character)
        if known is None:
            known = self._with_character[character] = self._searcher.doc_freq("characters", character)
        return known

    def beginning(self, start: str) -> Sequence[tuple[str, int]]:
        return self._searcher.terms_with_prefix(FIELD, start, limit=BEGINNING)

    def characters(self) -> Sequence[tuple[str, int]]:
        return reading.common_characters(Index.PUBLIC, CHARACTERS)


def other_spellings(word: str, *, limit: int) -> list[str]:
    """Spellings one slip away that released texts may have, the likeliest first. Raises reading.Unavailable.

    In normal form, of texts in every language: the caller sees which of them find something.
    """
    return respelled(word, _Held(), limit=limit)
