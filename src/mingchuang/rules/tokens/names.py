"""Whether a name (a title, a number) has the words that were typed: the index's answer without the index.

Names are short and people type what they remember of one, so a word that ends in letters or digits may go
on: 2026-000 is found in 2026-00062, and a single character anywhere in a run.
"""

from collections.abc import Iterable

from mingchuang.rules.tokens.queries import Phrase, Words
from mingchuang.rules.tokens.stream import RUNS, indexed


def names_have(names: Iterable[str], words: Words) -> bool:
    """Whether every term stands whole in one of the names, as the index of names finds it."""
    cut = [f" {' '.join(indexed(name).split())} " for name in names]
    return all(any(_has(name, phrase) for phrase in term.phrases for name in cut) for term in words.terms)


def may_go_on(token: str) -> bool:
    """Whether a name may have more letters or digits where this last token of a phrase ends."""
    run = RUNS.match(token)
    return run is not None and run[1] is None


def _has(cut: str, phrase: Phrase) -> bool:
    if phrase.character and f" {phrase.character}" not in cut:
        return False
    if not phrase.tokens:
        return True
    end = "" if may_go_on(phrase.tokens[-1]) else " "
    return f" {' '.join(phrase.tokens)}{end}" in cut
