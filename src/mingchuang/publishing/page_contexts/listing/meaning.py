"""What somebody may have meant by words that no text has: near titles, known words, other spellings, numbers.

Only wordings that find something are offered; each count is a search, so few are tried.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from mingchuang.base.design.languages import CHINESE
from mingchuang.base.lookups.selectors import correction
from mingchuang.base.search import searching
from mingchuang.base.search.spelling import other_spellings
from mingchuang.publishing.page_contexts.listing.address import Reading
from mingchuang.publishing.page_contexts.listing.finding import Found
from mingchuang.publishing.page_contexts.tree import Tree
from mingchuang.publishing.selectors import public
from mingchuang.rules import document_numbers, tokens
from mingchuang.rules.lookups import distance, kept_form, nearest_part, plain_form, tolerance
from mingchuang.rules.text_checks import plain_text

LOOKED_AT = 10
"""Titles of loosely fitting texts that are compared with what was typed."""

TRIED = 3
"""Other wordings that are tried before the page is answered."""

WORDS = 5
"""Words that are looked at: each is a search and a query of the words that are known."""

SPELLED, SPELLINGS = 2, 4
"""Words whose spelling is looked for, and spellings of each that are counted: about 4 ms a word."""

NUMBERS = 20
"""Document numbers with the same figures that are compared with the one that was typed."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Other words to search, with how many texts they find (0: not counted) and where."""

    words: str
    url: str
    count: int = 0


@dataclass(slots=True)
class Meaning:
    """What may have been meant by the words of an address. Raises reading.Unavailable without an index."""

    reading: Reading
    _totals: dict[str, int] = field(default_factory=dict)
    _known: dict[str, str] = field(default_factory=dict)
    _spelled: int = 0

    def by_titles(self, found: Found, tree: Tree) -> Suggestion | None:
        """The nearest wording that finds something, among titles that fit loosely and columns too."""
        texts: list[str] = []
        if found.relaxed:
            rows = found.rows[:LOOKED_AT]
            texts = [text for row in rows for text in (row.title, row.issuer)]
        texts += [column.name for column in tree.columns if column.is_open]
        return self._first(self._candidates(texts))

    def by_words(self) -> Suggestion | None:
        """The same words with those put right that no text has."""
        return self._first([self._put_right(plain_form(self.reading.words).split())])

    def by_number(self) -> Suggestion | None:
        """The document number with the same year and figures whose issuer's letters are nearest."""
        typed = document_numbers.find(self.reading.words)[0]
        if not typed.year:
            return None
        figures = Reading(self.reading.language, {"q": f"〔{typed.year}〕{typed.number}号"})
        hits = searching.search(figures.query(size=NUMBERS, loosely=False, named=True)).hits
        rows = public.listings_found([hit.key for hit in hits], self.reading.language)
        most = tolerance(typed.issuer)
        near: list[tuple[int, str]] = []
        numbers = (one for row in rows.values() for one in document_numbers.find(row.document_number))
        for one in numbers:
            slips = distance(typed.issuer, one.issuer, most)
            if 0 < slips <= most and (one.year, one.number) == (typed.year, typed.number):
                near.append((slips, one.text))
        return self._first([min(near)[1]] if near else [])

    def _first(self, candidates: Iterable[str]) -> Suggestion | None:
        tried: dict[str, None] = {}
        for words in candidates:
            if words and words != kept_form(self.reading.words) and words not in tried:
                tried[words] = None
                if total := self._total(words):
                    return Suggestion(words, elsewhere(self.reading, words), total)
            if len(tried) == TRIED:
                break
        return None

    def _candidates(self, texts: Sequence[str]) -> Iterable[str]:
        """Wordings that may have been meant, the likeliest first."""
        typed = plain_form(self.reading.words)
        words = typed.split()
        plain = [plain_form(text) for text in texts]
        parts = {word: _nearest(word, plain) for word in {typed, *words}}
        yield parts[typed]
        yield " ".join(parts[word] or self._near(word) or word for word in words)
        yield self._put_right(words)

    def _put_right(self, words: Sequence[str]) -> str:
        return " ".join(self._near(word) or word for word in words)

    def _near(self, word: str) -> str:
        """For a word that no text has, a near one that is known or that texts have; else ""."""
        if word not in self._known:
            if len(self._known) == WORDS:
                return ""
            near = ""
            if not self._total(word):
                near = correction(word, self.reading.language) or self._respelled(word)
            self._known[word] = near
        return self._known[word]

    def _respelled(self, word: str) -> str:
        """Of the likeliest spellings the one most texts have; a part of another is in more, and says less."""
        if self._spelled == SPELLED:
            return ""
        self._spelled += 1
        spelled = other_spellings(word, limit=SPELLINGS)
        counted = {other: texts for other in spelled if (texts := self._total(other))}
        whole = [one for one in counted if not any(one in other for other in counted.keys() - {one})]
        return self._as_written(max(whole, key=lambda other: counted[other])) if whole else ""

    def _as_written(self, word: str) -> str:
        """A word in the characters of a text that has it: the index keeps the simplified ones of all."""
        if self.reading.language == CHINESE or word.isascii():
            return word
        asked = Reading(self.reading.language, {"q": word})
        found = searching.search(asked.query(size=1, offset=0, loosely=False))
        keys = [hit.key for hit in found.hits]
        for row in public.listings_found(keys, self.reading.language, with_text=True).values():
            for text in (row.title, plain_text(row.version.body)):
                for piece in tokens.marked(text, found.words):
                    if piece.hit and tokens.normalised(piece.text) == word:
                        return plain_form(piece.text)
        return word

    def _total(self, words: str) -> int:
        if words not in self._totals:
            asked = Reading(self.reading.language, {"q": words})
            self._totals[words] = searching.search(asked.query(size=0, offset=0, loosely=False)).total
        return self._totals[words]


def elsewhere(reading: Reading, words: str) -> str:
    """The address of other words, without what narrows the present ones."""
    return Reading(reading.language, {"q": words}).address()


def _nearest(word: str, texts: Iterable[str]) -> str:
    found = [(slips, part) for part, slips in (nearest_part(word, text) for text in texts) if part]
    return min(found)[1] if found else ""
