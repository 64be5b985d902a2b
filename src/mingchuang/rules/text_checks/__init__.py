"""Automatic checks of texts: privacy, secrecy marks, wording, punctuation, numbers, characters.

Machines flag, people decide: each finding is mended or accepted with a reason before a gate passes.
The checks are pure functions over a string and take time linear in its length.
"""

from mingchuang.rules.text_checks.catalogue import RULE_CATALOGUE, law_basis
from mingchuang.rules.text_checks.check import check_blocking, check_serious, check_text
from mingchuang.rules.text_checks.citations import Citation, citations
from mingchuang.rules.text_checks.findings import (
    GROUP_LABELS,
    Check,
    Finding,
    Group,
    Severity,
    position,
)
from mingchuang.rules.text_checks.plain import plain_text
from mingchuang.rules.text_checks.translation import check_translation
from mingchuang.rules.text_checks.wording import (
    WORD_KIND_LABELS,
    WordEntry,
    WordKind,
    WordLists,
    entry_from,
    entry_refusals,
    starter,
    starter_entries,
)

RULES = law_basis()

__all__ = [
    "GROUP_LABELS",
    "RULES",
    "RULE_CATALOGUE",
    "WORD_KIND_LABELS",
    "Check",
    "Citation",
    "Finding",
    "Group",
    "Severity",
    "WordEntry",
    "WordKind",
    "WordLists",
    "check_blocking",
    "check_serious",
    "check_text",
    "check_translation",
    "citations",
    "entry_from",
    "entry_refusals",
    "plain_text",
    "position",
    "starter",
    "starter_entries",
]
