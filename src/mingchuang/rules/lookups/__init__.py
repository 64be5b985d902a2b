"""What readers look up: which words may be remembered, and what they may have meant to type.

The office learns what people look for and do not find without learning who they are: words that may
name a person are counted and never kept.
"""

from mingchuang.rules.lookups.correcting import closest, distance, nearest_part, tolerance
from mingchuang.rules.lookups.keeping import (
    FOUND_LABELS,
    LONGEST,
    Found,
    found_of,
    kept_form,
    may_be_kept,
    plain_form,
)
from mingchuang.rules.lookups.spelling import Lexicon, respelled
from mingchuang.rules.lookups.words import words_of

__all__ = [
    "FOUND_LABELS",
    "LONGEST",
    "Found",
    "Lexicon",
    "closest",
    "distance",
    "found_of",
    "kept_form",
    "may_be_kept",
    "nearest_part",
    "plain_form",
    "respelled",
    "tolerance",
    "words_of",
]
