"""Identifiers people and organisations write on forms: checking one, and finding them in text.

`check` answers for one value of a named kind; `scan` finds what looks like one in running text.
"""

from datetime import date

from mingchuang.rules.identifiers import contact, mrz, organisations, passport, people, scanning
from mingchuang.rules.identifiers.result import Check, Kind
from mingchuang.rules.identifiers.scanning import Match, scan

__all__ = [
    "KINDS",
    "RULES",
    "Check",
    "Kind",
    "Match",
    "UnknownKind",
    "check",
    "kind_named",
    "scan",
    "standard",
]

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (*people.KINDS, *organisations.KINDS, *passport.KINDS, *mrz.KINDS, *contact.KINDS)
}
"""Every kind `check` knows, by name."""

RULES = (
    *people.RULES,
    *organisations.RULES,
    *passport.RULES,
    *mrz.RULES,
    *contact.RULES,
    *scanning.RULES,
)


class UnknownKind(ValueError):
    """There is no such kind of identifier; the message lists those there are."""


def kind_named(name: str) -> Kind:
    """The kind of this name; `-` and `_` are the same, case does not matter. Raises `UnknownKind`."""
    kind = KINDS.get(name.strip().replace("-", "_").lower())
    if kind is None:
        raise UnknownKind(f"没有「{name}」这种号码，可选：{'、'.join(KINDS)}")
    return kind


def check(kind: str, value: str, today: date | None = None) -> Check:
    """Check one value of a kind. With `today`, dates inside the number are compared with it.

    Full-width characters, spaces and hyphens are accepted. Raises `UnknownKind`.
    """
    return kind_named(kind).checker(value, today)


def standard(value: str, *kinds: str) -> str:
    """The value as written by the first of the kinds it is right for; as typed where it is right for none.

    Kinds we cannot check are passed over, so that whatever a form offers may be asked.
    """
    known = (KINDS[kind].checker(value, None) for kind in kinds if value and kind in KINDS)
    return next((found.normalised for found in known if found.ok), value)
