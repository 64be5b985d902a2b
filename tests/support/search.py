"""A made-up source of documents for tests of the search engine, and a follower to run by hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.utils import timezone

from mingchuang.base.feed import services as feed
from mingchuang.base.search import sources
from mingchuang.base.search.following import Follower
from mingchuang.base.search.sources import Document, Index, Source

TOPIC = "test.shelf"


class Shelf:
    """Documents by key; `put` and `take` change one and tell the feed."""

    def __init__(self, index: Index, name: str = "test.shelf") -> None:
        self.rows: dict[str, Document] = {}
        self.source = Source(
            name=name,
            index=index,
            topics={TOPIC: lambda entries: [entry.key for entry in entries]},
            load=lambda keys: [self.rows[key] for key in keys if key in self.rows],
            every=lambda after, limit: [key for key in sorted(self.rows) if key > after][:limit],
            count=lambda: len(self.rows),
        )

    def put(self, key: str, title: str, *, now: datetime | None = None, **fields: Any) -> None:
        self.rows[key] = Document(key, title, **fields)
        feed.record(TOPIC, key, now=now or timezone.now())

    def take(self, key: str, *, now: datetime | None = None) -> None:
        del self.rows[key]
        feed.record(TOPIC, key, now=now or timezone.now())


@contextmanager
def only(*shelves: Shelf) -> Iterator[None]:
    """These sources alone are registered meanwhile."""
    before = dict(sources._SOURCES)
    sources._SOURCES.clear()
    for shelf in shelves:
        sources.register(shelf.source)
    yield
    sources._SOURCES.clear()
    sources._SOURCES.update(before)


def follow(index: Index) -> None:
    """Apply everything that waits, as the worker's lane does."""
    follower = Follower(index)
    try:
        while follower.step(timezone.now):
            pass
    finally:
        follower.leave()
