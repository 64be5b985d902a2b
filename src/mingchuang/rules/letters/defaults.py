"""The wording of every kind before the office has changed it."""

from collections.abc import Mapping

from mingchuang.rules.letters.default_notices import NOTICES
from mingchuang.rules.letters.default_replies import REPLIES
from mingchuang.rules.letters.kinds import LetterKind

DEFAULT_WORDING: Mapping[LetterKind, tuple[str, ...]] = {
    kind: {**NOTICES, **REPLIES}[kind] for kind in LetterKind
}
"""Paragraphs with placeholders, for every kind."""
