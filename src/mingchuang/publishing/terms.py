"""The office's term base as the rules read it, and the entries it starts with."""

import csv
from datetime import date
from functools import cache
from importlib import resources

from mingchuang.publishing.models import TermEntry
from mingchuang.rules.editions import FOREIGN
from mingchuang.rules.terms import Term

SEED_SOURCE = "宿迁市人民政府外事办公室术语表（随平台提供）"
SEPARATOR = "|"
"""Between several renderings in one cell of a table."""


def rule_term(row: TermEntry) -> Term:
    """A stored entry as the rules know it."""
    return Term(
        term=row.term,
        language=row.language,
        required=tuple(row.required),
        banned=tuple(row.banned),
        note=row.note,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def terms_of(language: str, today: date) -> list[Term]:
    """The entries of a language in use on a day."""
    terms = [rule_term(row) for row in TermEntry.objects.filter(language=language)]
    return [term for term in terms if term.holds_on(today)]


def renderings(cell: str) -> list[str]:
    """The renderings in a cell of a table or in the lines of a form, each once."""
    parts = (part.strip() for line in cell.splitlines() for part in line.split(SEPARATOR))
    return list(dict.fromkeys(part for part in parts if part))


@cache
def seed_terms() -> tuple[Term, ...]:
    """The delivered entries: one line a Chinese term, two columns a language, and a note."""
    text = (resources.files("mingchuang.publishing") / "data" / "terms.csv").read_text(encoding="utf-8")
    return tuple(
        Term(
            term=line["zh"],
            language=language,
            required=tuple(renderings(line[language])),
            banned=tuple(renderings(line[f"{language}_banned"])),
            note=line["note"],
        )
        for line in csv.DictReader(text.splitlines())
        for language in FOREIGN
        if line[language] or line[f"{language}_banned"]
    )


def seed() -> int:
    """Put the delivered entries in once; what the office edited or removed stays as it is."""
    made = 0
    for term in seed_terms():
        key = f"{term.language}:{term.term}"
        known = TermEntry.objects.filter(term=term.term, language=term.language).exclude(seed_key=key)
        if known.exists():
            continue
        _, created = TermEntry.objects.get_or_create(
            seed_key=key,
            defaults={
                "term": term.term,
                "language": term.language,
                "required": list(term.required),
                "banned": list(term.banned),
                "note": term.note,
                "source": SEED_SOURCE,
            },
        )
        made += created
    return made
