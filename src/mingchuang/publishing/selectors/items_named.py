"""Items found by words in their title or number, through the index of the desk.

The index answers for what stood in it at its last commit. What changed since then is compared here, item by
item, so that a title is found as soon as it is saved. The answer is the same as comparing every title; that
is still done where there is no index that could be asked.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from mingchuang.base.feed import selectors as feed
from mingchuang.base.feed.positions import Position, TooFarBehind
from mingchuang.base.keys import Keys
from mingchuang.base.search import naming
from mingchuang.base.search.reading import Unavailable
from mingchuang.base.search.sources import Index
from mingchuang.publishing.changes import COLUMNS, TOPIC, WORK
from mingchuang.publishing.models import ItemState
from mingchuang.publishing.search.work import DRAFTS_NAME
from mingchuang.publishing.stages import CHINESE
from mingchuang.rules import document_numbers, tokens
from mingchuang.rules.tokens import Words

MOST_CHANGES = 1000
"""More changes than these are not made up for: titles are compared, as while a large import is indexed."""

NAMES = ("chinese_draft__title", "chinese_draft__document_number", "index_number")


def among(items: Any, typed: str, known: Mapping[str, str], *, unasked: Collection[str]) -> set[int]:
    """Keys of those of `items` that have every typed word in their Chinese draft's title, or in a number.

    `items` are what the person may see, narrowed. `known` is what of the narrowing the index can do itself,
    by facet, empty values for none. `unasked` are the states in which that is all there is, so that the
    database need not be asked about each item. The set is the caller's own to change.
    """
    words = tokens.parse(typed)
    if not words:
        return _compared(items, typed)
    try:
        names = naming.names(Index.DESK)
        changed = _changed_after(names.position)
        facets = {name: [value] for name, value in known.items() if value}
        if changed.columns and facets.pop("column", []):
            unasked = ()
        facets |= {"source": [DRAFTS_NAME], "language": [CHINESE]}
        states = [known["state"]] if known.get("state") else ItemState.values
        found, doubtful = (
            names.rows(words, {**facets, "state": some}) if some else set[int]()
            for some in (
                [state for state in states if state in unasked],
                [state for state in states if state not in unasked],
            )
        )
        # In place, here and below: of a word in most titles, every copy would cost a page.
        found -= changed.items
        doubtful -= changed.items
    except (Unavailable, TooFarBehind):
        return _compared(items, typed)
    if doubtful:
        found |= set(items.filter(pk__in=Keys(doubtful)).order_by().values_list("pk", flat=True))
    found |= _fresh(items, changed.items, words)
    return found


@dataclass(frozen=True, slots=True)
class _Changed:
    """What the index does not know yet: items, and whether columns moved."""

    items: set[int]
    columns: bool


def _changed_after(position: Position) -> _Changed:
    entries = feed.committed_after(position, topics=(WORK, TOPIC, COLUMNS), limit=MOST_CHANGES)
    if len(entries) == MOST_CHANGES:
        raise TooFarBehind(f"{MOST_CHANGES} changes or more after {position}")
    work = {int(entry.key) for entry in entries if entry.topic == WORK}
    public = {entry.data["item"] for entry in entries if entry.topic == TOPIC and entry.data.get("item")}
    return _Changed(work | public, any(entry.topic == COLUMNS for entry in entries))


def _fresh(items: Any, changed: set[int], words: Words) -> set[int]:
    if not changed:
        return set()
    rows = items.filter(pk__in=Keys(changed)).order_by().values_list("pk", *NAMES)
    return {key for key, *names in rows if tokens.names_have(filter(None, names), words)}


def _compared(items: Any, typed: str) -> set[int]:
    """The same by looking at every title."""
    for word in typed.split()[:8]:
        condition = Q()
        for name in NAMES:
            condition |= Q(**{f"{name}__icontains": word})
        normal = document_numbers.normalise(word)
        if normal and normal != word:
            condition |= Q(chinese_draft__document_number=normal)
        items = items.filter(condition)
    return set(items.order_by().values_list("pk", flat=True))
