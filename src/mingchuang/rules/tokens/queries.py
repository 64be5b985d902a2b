"""Reading what a reader typed: words, quoted phrases, document numbers in any bracket.

There are no operators: +, -, *, AND and the like are characters like others, so nothing that is typed can
be wrong or costly. What is longer than the limits is cut, and said so.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from mingchuang.rules.tokens.normal import normalised
from mingchuang.rules.tokens.stream import in_plain_figures, phrase


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is looked at: characters of what was typed, and terms in it."""

    characters: int = 200
    terms: int = 12


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens in a row, and a single character (or "") that must be somewhere in the text besides."""

    tokens: tuple[str, ...]
    character: str


@dataclass(frozen=True, slots=True)
class Term:
    """One word or phrase as typed; a text has it when it has one of the phrases.

    `also` are words that mean the same, whose phrases count too. `series` is what all document numbers of
    the same letters and year begin with, where one was typed: what is near to a number that no text has.
    """

    text: str
    phrases: tuple[Phrase, ...]
    also: tuple[str, ...] = ()
    series: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """Everything that was typed: a text is found when it has every term. `cut` when the rest was too long."""

    terms: tuple[Term, ...]
    cut: bool = False

    def __bool__(self) -> bool:
        return bool(self.terms)


_QUOTED = r"\"([^\"]+)\"|“([^”]+)”|「([^」]+)」|『([^』]+)』|＂([^＂]+)＂"
_NUMBERED = (
    r"([^\s，。；、,;〔［\[【（({〈<]+\s*[〔［\[【（({〈<]\s*\d{4}\s*[〕］\]】）)}〉>]\s*第?\s*\d+(?:\s*号)?)"
)
_AS_SPOKEN = re.compile(
    r"(\S*[^\W\d_])\s*[〔［\[【（({〈<]?\s*([0-9]{4})\s*[〕］\]】）)}〉>年]\s*第?\s*0*([0-9]+)\s*号?"
)
"""A document number with 年, 第 or leading noughts, as people say and type it."""

_WORD = r"([^\s，。；、！？,;!?]+)"
_PARTS = re.compile(f"{_QUOTED}|{_NUMBERED}|{_WORD}")


def parse(typed: str) -> Words:
    """What to look for; no terms when there is nothing to look for. Never raises, whatever was typed."""
    looked_at = typed[: LIMITS.characters]
    cut = bool(typed[LIMITS.characters :].strip())
    terms: dict[tuple[Phrase, ...], Term] = {}
    for found in _PARTS.finditer(looked_at):
        term = _term(next(part for part in found.groups() if part))
        if term is None or term.phrases in terms:
            continue
        if len(terms) == LIMITS.terms:
            cut = True
            break
        terms[term.phrases] = term
    return Words(tuple(terms.values()), cut)


def widened(words: Words, synonyms: Mapping[str, Collection[str]]) -> Words:
    """The same words, each term also found by its synonyms; `synonyms` by the term's text as typed."""
    return replace(words, terms=tuple(_wider(term, synonyms.get(term.text, ())) for term in words.terms))


def _wider(term: Term, others: Collection[str]) -> Term:
    known = [other for other in map(_term, others) if other is not None]
    phrases = dict.fromkeys([*term.phrases, *(phrase for other in known for phrase in other.phrases)])
    return replace(term, phrases=tuple(phrases), also=(*term.also, *(other.text for other in known)))


def _term(text: str) -> Term | None:
    normal = normalised(text)
    forms = [in_plain_figures(normal), normal]
    spoken = _AS_SPOKEN.fullmatch(forms[0])
    written = "{}〔{}〕{}号".format(*spoken.groups()) if spoken else ""
    series = "{}〔{}〕".format(*spoken.groups()) if spoken else ""
    phrases = dict.fromkeys(map(_phrase, forms))
    also: tuple[str, ...] = ()
    if written and (other := _phrase(written)) not in phrases:
        phrases[other], also = None, (written,)
    kept = tuple(one for one in phrases if one.tokens or one.character)
    return Term(text, kept, also, series) if kept else None


def series_of(term: Term) -> Phrase | None:
    """The phrase of a document number's series; nothing for other words."""
    return _phrase(term.series) if term.series else None


def _phrase(normal: str) -> Phrase:
    tokens, character = phrase(normal)
    return Phrase(tuple(tokens), character)
