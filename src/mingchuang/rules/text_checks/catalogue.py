"""Every automatic check in one table: help pages, the desk and `textcheck --rules` read it."""

from mingchuang.rules.source import Rule
from mingchuang.rules.text_checks import (
    attachments,
    characters,
    numbers,
    privacy,
    punctuation,
    references,
    secrecy,
    style,
    translation,
    wording,
)
from mingchuang.rules.text_checks.findings import Check

RULE_CATALOGUE: dict[str, Check] = {
    check.id: check
    for check in (
        *privacy.CHECKS.values(),
        *secrecy.CHECKS,
        *wording.CHECKS.values(),
        *punctuation.CHECKS,
        *numbers.CHECKS,
        *style.CHECKS,
        *characters.CHECKS,
        *attachments.CHECKS,
        *references.CHECKS,
        *translation.CHECKS,
    )
}


def law_basis() -> tuple[Rule, ...]:
    """The checks as rules for the law-basis page."""
    return tuple(
        Rule(f"text_checks.{check.id}", f"{check.name}：{check.meaning}", check.source)
        for check in RULE_CATALOGUE.values()
    )
