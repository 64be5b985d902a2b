"""When words find nothing: what may have been meant, fewer words, other languages, asking for it."""

from collections.abc import Mapping
from dataclasses import dataclass

from mingchuang.base.design.languages import HTML_LANGUAGE, LANGUAGE_NAMES, in_language
from mingchuang.base.search import searching
from mingchuang.base.search.reading import Unavailable
from mingchuang.publishing.page_contexts.listing.address import Reading
from mingchuang.publishing.page_contexts.listing.finding import Found
from mingchuang.publishing.page_contexts.listing.meaning import Meaning, Suggestion, elsewhere
from mingchuang.publishing.page_contexts.tree import Tree
from mingchuang.rules import tokens
from mingchuang.rules.document_numbers import normalise
from mingchuang.rules.lookups import plain_form


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
    fewer = [Suggestion(words, elsewhere(reading, words)) for words in fewer_words(reading.words)]
    if found.simple:
        return Help(None, fewer, [])
    try:
        meaning = Meaning(reading)
        if normalise(reading.words):
            # Half a number finds nothing that was meant, and no title is near to one.
            return Help(meaning.by_number(), [], _languages(reading))
        meant = meaning.by_titles(found, tree)
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
