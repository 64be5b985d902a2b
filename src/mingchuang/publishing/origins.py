"""Where a text came from, said by the chapter that had it drafted; shown on the record of the item.

The trunk knows no chapter: each registers a function that answers for its own items.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mingchuang.base.accounts.models import User
    from mingchuang.publishing.models import Item


@dataclass(frozen=True, slots=True)
class Origin:
    """What a text was drafted from. `link` is empty for readers who may not open it."""

    label: str
    link: str = ""


FindOrigin = Callable[["Item", "User"], Origin | None]
_FINDERS: list[FindOrigin] = []


def register(find: FindOrigin) -> None:
    """Ask this function, too, where an item came from."""
    if find not in _FINDERS:
        _FINDERS.append(find)


def origin_of(item: "Item", reader: "User") -> Origin | None:
    """Where the item came from, as far as the reader may know; None for what was written here."""
    return next((found for find in _FINDERS if (found := find(item, reader)) is not None), None)
