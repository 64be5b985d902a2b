"""The office's wording lists as the rules read them."""

from datetime import date

from mingchuang.publishing.models import WordEntry
from mingchuang.rules import text_checks
from mingchuang.rules.gates import Gate
from mingchuang.rules.source import Source, Tag


def rule_entry(row: WordEntry) -> text_checks.WordEntry:
    """A stored entry as the rules know it."""
    return text_checks.WordEntry(
        pattern=row.pattern,
        kind=text_checks.WordKind(row.category),
        reason=row.reason,
        suggestion=row.suggestion,
        severity=text_checks.Severity(row.severity),
        gate=Gate(row.gate),
        source=Source(row.source, "", Tag.CONVENTION),
        owner=row.owner,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        allowed=tuple(row.contexts),
    )


def word_lists(today: date) -> text_checks.WordLists:
    """Every entry in use on a day, compiled."""
    return text_checks.WordLists([rule_entry(row) for row in WordEntry.objects.all()], on=today)


def seed_words() -> int:
    """Put the delivered entries in once; what the office edited or removed stays as it is."""
    made = 0
    for entry in text_checks.starter_entries():
        _, created = WordEntry.objects.get_or_create(
            seed_key=f"{entry.gate}:{entry.pattern}",
            defaults={
                "pattern": entry.pattern,
                "category": entry.kind.value,
                "suggestion": entry.suggestion,
                "reason": entry.reason,
                "severity": entry.severity.value,
                "gate": entry.gate.value,
                "contexts": list(entry.allowed),
                "source": f"{entry.source.document} {entry.source.article}".strip(),
                "owner": entry.owner or "随平台提供",
                "valid_from": entry.valid_from,
                "valid_to": entry.valid_to,
            },
        )
        made += created
    return made
