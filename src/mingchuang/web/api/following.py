"""Changes since a moment, so that whoever keeps a copy learns of a withdrawal and deletes it too."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from mingchuang.base.feed import selectors as feed
from mingchuang.base.feed import services as feed_services
from mingchuang.base.feed.positions import Position, TooFarBehind
from mingchuang.publishing.changes import TOPIC, Change
from mingchuang.publishing.selectors import harvest
from mingchuang.web.api import cursors, reading
from mingchuang.web.api.problems import Problem

READER = "harvesters"
KEPT = timedelta(days=90)
"""So long a program may stay away without having to copy everything anew."""

_QUESTION = "changes"


@dataclass(frozen=True, slots=True)
class Found:
    """Changes, the position after them, and whether there are more."""

    changes: list[dict[str, Any]]
    position: Position
    more: bool


def mark(position: Position) -> str:
    """A position of the feed as readers get it."""
    return cursors.make(_QUESTION, str(position))


def position(text: str) -> Position:
    """The position a cursor holds. Raises Problem when it is not ours."""
    return Position.parse(cursors.read(text, _QUESTION)[0])


def here() -> Position:
    """Where somebody begins who copies everything from now on."""
    return feed.end()


def after(start: Position, limit: int) -> Found:
    """Up to `limit` changes of texts after a position. Raises Problem when those in between are gone."""
    try:
        entries = feed.after(start, topics=[TOPIC], limit=limit)
    except TooFarBehind:
        raise Problem(
            "cursor-too-old",
            f"变更保留 {KEPT.days} 天，请重新取全量。 / Kept for {KEPT.days} days: copy everything anew.",
        ) from None
    read = [(entry, Change.read(entry.data)) for entry in entries]
    now_listed = harvest.listed_now({change.item for _, change in read if change.of_text})
    found = [
        _said(change, language, (change.item, language) in now_listed, entry.recorded_at)
        for entry, change in read
        if change.of_text and change.number
        for language in sorted({place.language for place in change.places})
    ]
    return Found(found, entries[-1].position if entries else start, len(entries) == limit)


def _said(change: Change, language: str, listed: bool, at: datetime) -> dict[str, Any]:
    return {
        "kind": "released" if listed else "withdrawn",
        "index_number": change.number,
        "language": reading.name_of(language),
        "at": at,
        "api_url": reading.api_address(change.number, language),
    }


def keep(*, now: datetime) -> None:
    """See to it that changes are kept for as long as programs may stay away."""
    feed_services.advance(READER, feed.last_before(now - KEPT), now=now)
