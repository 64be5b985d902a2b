"""What can be found: trunks and chapters register their sources here when Django starts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from mingchuang.base.feed.selectors import Entry


class Index(StrEnum):
    """The two indexes. The public one holds what everybody may read, and nothing else ever enters it."""

    PUBLIC = "public"
    DESK = "desk"


FACETS = (
    "source",
    "kind",
    "column",
    "year",
    "issuer",
    "validity",
    "language",
    "statutory_item",
    "state",
    "division",
)
"""What hits can be narrowed to and counted by. A document may have several values of one (a branch)."""


@dataclass(frozen=True, slots=True)
class Document:
    """What is known of one thing that can be found. `key` is unique within its source.

    `attachments` are the texts of its files; `day` is what order by date goes by. `superseded` texts (no
    longer in force) rank below others. `readers` are the visibility keys of the desk index: a reader finds
    the document when they hold one of them; the public index has none. The facet `source` is the source's
    name unless the document says otherwise. `row` is the key of what lists of the source show (`naming`).
    """

    key: str
    title: str
    numbers: Sequence[str] = ()
    body: str = ""
    attachments: Sequence[str] = ()
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)
    day: date | None = None
    superseded: bool = False
    readers: Sequence[str] = ()
    row: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """Where documents of one sort come from.

    `topics` names the topics of the feed that concern it, each with a function from entries to the keys of
    the documents that may have changed. `load` gives the documents of some keys as they are now; a key it
    gives nothing for is taken out. `every` gives up to `limit` keys greater than `after` in ascending order,
    compared as the database compares them ("" is before all); `count` is for showing progress.
    """

    name: str
    index: Index
    topics: Mapping[str, Callable[[Sequence[Entry]], Iterable[str]]]
    load: Callable[[Sequence[str]], Iterable[Document]]
    every: Callable[[str, int], Sequence[str]]
    count: Callable[[], int]


_SOURCES: dict[str, Source] = {}


def register(source: Source) -> None:
    """Add a source, once when Django starts. Raises ValueError for a doubled name."""
    if _SOURCES.get(source.name, source) != source:
        raise ValueError(f"search source {source.name} is registered twice")
    _SOURCES[source.name] = source


def unregister(name: str) -> None:
    """Take a source away again; for tests."""
    _SOURCES.pop(name, None)


def sources_of(index: Index) -> list[Source]:
    """The sources of an index in a stable order."""
    return sorted((one for one in _SOURCES.values() if one.index == index), key=lambda one: one.name)


def topics_of(index: Index) -> set[str]:
    """The topics an index follows."""
    return {topic for source in sources_of(index) for topic in source.topics}
