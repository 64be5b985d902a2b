"""Kinds of personal data: their fields, and who may see them in full. Each chapter declares its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mingchuang.rules.personal_data import Fact

if TYPE_CHECKING:
    from mingchuang.base.accounts.models import User
    from mingchuang.base.personal.models import PersonalFile, PersonalRecord

MayRead = Callable[["User", "PersonalRecord"], bool]
MayOpen = Callable[["User", "PersonalFile"], bool]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record: fields by name, and the test that a reader must pass."""

    name: str
    label: str
    fields: Mapping[str, Fact]
    may_read: MayRead


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file that identifies somebody, and the test that a reader must pass."""

    name: str
    label: str
    may_open: MayOpen
    most_bytes: int = 10 * 1024 * 1024


class UnknownKind(LookupError):
    """Personal data of a kind that nobody declared."""


_KINDS: dict[str, Kind] = {}


def declare(kind: Kind) -> None:
    """Make a kind known; declaring a name twice with another meaning raises ValueError."""
    if _KINDS.get(kind.name, kind) != kind:
        raise ValueError(f"personal data {kind.name} is declared twice")
    _KINDS[kind.name] = kind


def find(name: str) -> Kind:
    """The kind called `name`. Raises UnknownKind."""
    try:
        return _KINDS[name]
    except KeyError:
        raise UnknownKind(f"nobody declared personal data of the kind {name!r}") from None


_FILE_KINDS: dict[str, FileKind] = {}


def declare_file(kind: FileKind) -> None:
    """Make a kind of file known; declaring a name twice with another meaning raises ValueError."""
    if _FILE_KINDS.get(kind.name, kind) != kind:
        raise ValueError(f"personal file {kind.name} is declared twice")
    _FILE_KINDS[kind.name] = kind


def find_file(name: str) -> FileKind:
    """The kind of file called `name`. Raises UnknownKind."""
    try:
        return _FILE_KINDS[name]
    except KeyError:
        raise UnknownKind(f"nobody declared personal files of the kind {name!r}") from None
