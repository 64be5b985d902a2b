"""What a change touches, as pages and their bakers hear of it: ids, codes and days, never contents.

A change names where a text stood before it and where it stands now, because pages of both places change.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

TOPIC = "public"
"""The topic of the feed on which changes of the public site are recorded."""

WORK = "publishing.work"
"""An item's drafts, versions or state changed at the desk; the key is the item's."""

COLUMNS = "publishing.columns"
"""A column was changed or moved; the key is the column's."""

REGISTER = "publishing.register"
"""A cited document was added or changed; the key is the document's."""


class Act(StrEnum):
    """What happened."""

    LISTED = "listed"  # released, corrected, migrated; another standing
    WITHDRAWING = "withdrawing"
    WITHDRAWN = "withdrawn"
    EDITION_WITHDRAWING = "edition_withdrawing"  # one language of a text; the others stay
    ARCHIVE = "archive"  # a column's archive was divided anew; its place names column and language
    STATUTORY = "statutory"  # the office decided on an item of the statutory list
    CHECK = "check"  # somebody wants the baked site compared with the database
    SHELL = "shell"  # what stands on every page: identity, menu, columns


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands or stood in one language: the key of its listing in lists, and its numbers.

    `number_key` is its own document number in search form, `cites` are the numbers its text names.
    """

    language: str
    column: int
    shown_on: date
    listing: int
    kind: str
    statutory_item: str = ""
    number_key: str = ""
    cites: tuple[str, ...] = ()

    def data(self) -> list[Any]:
        """As it is kept in the feed."""
        return [
            self.language, self.column, self.shown_on.isoformat(), self.listing, self.kind,
            self.statutory_item, self.number_key, list(self.cites),
        ]  # fmt: skip

    @classmethod
    def read(cls, data: list[Any]) -> "Place":
        """What `data` wrote."""
        language, column, shown_on, listing, kind, statutory_item, number_key, cites = data
        day = date.fromisoformat(shown_on)
        return cls(language, column, day, listing, kind, statutory_item, number_key, tuple(cites))


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the public site. `item` and `number` (索引号) are empty for those of the shell.

    `places` are the old and the new ones; `begun` the archive pages it made begin: language, column, number.
    `languages` narrows a change of the shell (empty: all of them) and names the edition that is withdrawn.
    """

    act: Act
    item: int = 0
    number: str = ""
    places: tuple[Place, ...] = ()
    begun: tuple[tuple[str, int, int], ...] = ()
    languages: tuple[str, ...] = ()

    @property
    def of_text(self) -> bool:
        """Whether it is about one text."""
        return bool(self.item)

    def at(self, language: str) -> tuple[Place, ...]:
        """The places in a language."""
        return tuple(place for place in self.places if place.language == language)

    def data(self) -> dict[str, Any]:
        """As it is kept in the feed."""
        return {
            "act": self.act.value,
            "item": self.item,
            "number": self.number,
            "places": [place.data() for place in self.places],
            "begun": [list(page) for page in self.begun],
            "languages": list(self.languages),
        }

    @classmethod
    def read(cls, data: dict[str, Any]) -> "Change":
        """What `data` wrote. Raises KeyError and ValueError for anything else."""
        return cls(
            Act(data["act"]),
            data["item"],
            data["number"],
            tuple(Place.read(place) for place in data["places"]),
            tuple((language, column, number) for language, column, number in data["begun"]),
            tuple(data["languages"]),
        )
