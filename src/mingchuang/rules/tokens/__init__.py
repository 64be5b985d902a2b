"""How texts and search words are cut, so that what a reader types finds what an office wrote.

One function for documents and queries alike, in every language: without a dictionary, because word
segmenters miss words that begin in the middle of theirs, and because most words of an office are not in
any dictionary. `normal` makes one form of the many ways to write a character, `stream` cuts, `queries`
reads what a reader typed, `marking` finds it again in the text as written, `names` tells whether a title
has it.
"""

from mingchuang.rules.tokens.marking import Piece, marked, snippet
from mingchuang.rules.tokens.names import may_go_on, names_have
from mingchuang.rules.tokens.normal import normalised, visible
from mingchuang.rules.tokens.queries import LIMITS, Phrase, Term, Words, parse, series_of, widened
from mingchuang.rules.tokens.stream import GAP, indexed, indexed_with_characters, tokens

__all__ = [
    "GAP",
    "LIMITS",
    "Phrase",
    "Piece",
    "Term",
    "Words",
    "indexed",
    "indexed_with_characters",
    "marked",
    "may_go_on",
    "names_have",
    "normalised",
    "parse",
    "series_of",
    "snippet",
    "tokens",
    "visible",
    "widened",
]
