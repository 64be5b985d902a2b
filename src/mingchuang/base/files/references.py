"""Who else needs a stored file: rooms that name files in their texts, not by a foreign key, say so here.

A picture inside a body is known by its address only, so the cleaner must ask before it clears a file.
"""

from collections.abc import Callable, Collection
from uuid import UUID

Finder = Callable[[Collection[UUID]], set[UUID]]
"""Of these identities, the ones still named somewhere."""

_FINDERS: dict[str, Finder] = {}


def register(room: str, finder: Finder) -> None:
    """Have the cleaner ask `finder` before it clears a file. Called in an application's `ready`."""
    _FINDERS[room] = finder


def rooms() -> tuple[str, ...]:
    """Who is asked."""
    return tuple(sorted(_FINDERS))


def named(uids: Collection[UUID]) -> set[UUID]:
    """Of these identities, the ones any room still names."""
    return set().union(*(finder(uids) for finder in _FINDERS.values())) if uids else set()
