"""When words find nothing: what may have been meant, fewer words, other languages, asking for it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mingchuang.base.design.languages import HTML_LANGUAGE, LANGUAGE_NAMES, in_language
from mingchuang.base.lookups.selectors import correction
from mingchuang.base.search import searching
from mingchuang.base.search.reading import Unavailable
from mingchuang.publishing.page_contexts.listing.address import Reading
from mingchuang.publishing.page_contexts.listing.finding import Found
from mingchuang.publishing.page_contexts.tree import Tree
from mingchuang.rules import tokens
from mingchuang.rules.document_numbers import normalise
from mingchuang.rules.lookups import kept_form, nearest_part, plain_form

LOOKED_AT = 10
"""Titles of loosely fitting texts that are compared with what was typed."""

TRIED = 3
"""Other wordings that are tried before the page is answered."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Other words to search, with how many texts they find (0: not counted) and where."""

    words: str
    url: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """A language in which the same words find something."""

    name: str
    language: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Help:
    """What a page offers when no text has all the words."""

    meant: Suggestion | None
    fewer: list[Suggestion]
    languages: list[OtherLanguage]


NO_HELP = Help(None, [], [])


def help_for(reading: Reading, found: Found, tree: Tree) -> Help:
    """Help when nothing has all the words; nothing to help with otherwise."""
    if not reading.words or (found.total and not found.relaxed):
        return NO_HELP
    fewer = [Suggestion(words, _elsewhere(reading, words)) for words in fewer_words(reading.words)]
    if found.simple:
        return Help(None, fewer, [])
    try:
        if normalise(reading.words):
            # Half a number finds nothing that was meant, and no title is near to one.
            return Help(None, [], _languages(reading))
        meant = _meant(reading, found, tree)
        # Halves of a word that was mistyped are no help beside the word that was meant.
        return Help(meant, [] if meant else fewer, _languages(reading))
    except Unavailable:
        return Help(None, fewer, [])


def fewer_words(words: str) -> list[str]:
    """Each word alone, or the halves of one long word of Chinese, Japanese or Korean."""
    parts = words.split()
    if len(parts) == 1 and len(words) > 3 and not plain_form(words).isascii():
        middle = (len(words) + 1) // 2
        parts = [words[:middle], words[middle:]]
    return [part for part in dict.fromkeys(parts) if part != words and tokens.parse(part)][:5]


def _elsewhere(reading: Reading, words: str) -> str:
    """The address of other words, without what narrows the present ones."""
    return Reading(reading.language, {"q": words}).address()


def _meant(reading: Reading, found: Found, tree: Tree) -> Suggestion | None:
    """The nearest wording that finds something."""
    texts = [row.title for row in found.rows[:LOOKED_AT]] if found.relaxed else []
    texts += [column.name for column in tree.columns if column.is_open]
    tried: dict[str, None] = {}
    for words in _candidates(reading, texts):
        if words and words != kept_form(reading.words) and words not in tried:
            tried[words] = None
            total = _total(reading, words)
            if total:
                return Suggestion(words, _elsewhere(reading, words), total)
        if len(tried) == TRIED:
            break
    return None


def _candidates(reading: Reading, texts: Sequence[str]) -> Iterable[str]:
    """Wordings that may have been meant, the likeliest first."""
    typed = plain_form(reading.words)
    words = typed.split()
    plain = [plain_form(text) for text in texts]
    parts = {word: _nearest(word, plain) for word in {typed, *words}}
    yield parts[typed]
    yield " ".join(parts[word] or _known(reading, word) or word for word in words)
    yield " ".join(_known(reading, word) or word for word in words)


def _nearest(word: str, texts: Iterable[str]) -> str:
    found = [(slips, part) for part, slips in (nearest_part(word, text) for text in texts) if part]
    return min(found)[1] if found else ""


def _known(reading: Reading, word: str) -> str:
    """The known word near to one that no text has; "" for a word that some text has."""
    return "" if _total(reading, word) else correction(word, reading.language)


def _total(reading: Reading, words: str) -> int:
    everywhere = Reading(reading.language, {"q": words})
    return searching.search(everywhere.query(size=0, offset=0, loosely=False)).total


def _languages(reading: Reading) -> list[OtherLanguage]:
    """Where else the words, all of them, find something."""
    asked = reading.query(filters={}, size=0, offset=0, facets=("language",), loosely=False)
    counts: Mapping[str, int] = searching.search(asked).facets["language"]
    address = Reading(reading.language, {"q": reading.words}).address()
    return [
        OtherLanguage(LANGUAGE_NAMES[tag], tag, counts[code], in_language(address, code))
        for code, tag in HTML_LANGUAGE.items()
        if code != reading.language and counts.get(code)
    ]
