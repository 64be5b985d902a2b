"""How hits of the desk index become lines on the screen: each chapter says so for its own sources.

A chapter gives the visibility keys a person holds, and fetches rows through its own selectors: what the
person may not see is missing from the answer, whatever the index says.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mingchuang.base.accounts.models import User
from mingchuang.base.design.navigation import Label


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was found, as its finder may see it. `text` is what a passage is taken from."""

    title: str
    url: str
    number: str = ""
    text: str = ""
    facts: Sequence[str] = ()
    day: date | None = None
    status: str = ""
    status_kind: str = "running"


@dataclass(frozen=True, slots=True)
class Shown:
    """A source of the desk index on the screen.

    `keys_of(user)` are the visibility keys a person holds for it; `lines(user, keys)` the lines of documents
    the person may see now, by key.
    """

    source: str
    label: Label
    keys_of: Callable[[User], set[str]]
    lines: Callable[[User, Sequence[str]], Mapping[str, Line]]


_SHOWN: dict[str, Shown] = {}


def register(shown: Shown) -> None:
    """Add how a source is shown, once when Django starts; registering it again replaces it."""
    _SHOWN[shown.source] = shown


def every() -> list[Shown]:
    """All sources that can be shown, in order of registration."""
    return list(_SHOWN.values())


def keys_held(user: User) -> set[str]:
    """Every visibility key a person holds now, read afresh."""
    return {key for shown in _SHOWN.values() for key in shown.keys_of(user)}


def lines_of(user: User, keys: Mapping[str, Sequence[str]]) -> dict[tuple[str, str], Line]:
    """The lines a person may see of the documents named by source, by (source, key)."""
    return {
        (source, key): line
        for source, found in keys.items()
        if source in _SHOWN and found
        for key, line in _SHOWN[source].lines(user, found).items()
    }
