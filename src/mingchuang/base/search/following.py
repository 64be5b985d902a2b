"""Keeping an index true: apply what the feed says has changed, batch by batch, each with its position.

A writer that is killed loses nothing: the index stands at its last commit and goes on from the position in
it. A change that is applied twice does no harm, because documents are loaded as they are now.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from mingchuang.base.feed import selectors as feed
from mingchuang.base.feed import services as feed_services
from mingchuang.base.feed.positions import Position, TooFarBehind
from mingchuang.base.feed.selectors import Entry
from mingchuang.base.search import folders
from mingchuang.base.search.schema import State
from mingchuang.base.search.sources import Index, Source, sources_of
from mingchuang.base.search.writing import Writer
from mingchuang.base.shared_reads import once, sharing

logger = logging.getLogger("mingchuang.search")

BATCH = 1600
"""Changes applied in one commit: few commits while many come in, and none of them takes long.

What is released changes twice, so these are 800 texts then. Of 500 each was merged three times before its
segment was large, of 800 twice; merging is a tenth of an import.
"""

HEARTBEAT = timedelta(hours=6)


def reader_name(index: Index) -> str:
    """What the feed calls this host's copy of an index."""
    return f"search.{index.value}@{settings.BAKE_HOST[:60]}"


class Follower:
    """Follows the feed for one index. `step` applies one batch; False when there is nothing to do."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._lock = folders.Held(index, "writer")
        self._writer: Writer | None = None
        self._moved_at: datetime | None = None
        self._lost: Path | None = None

    def step(self, clock: Callable[[], datetime]) -> bool:
        """Apply one batch, when there is an index, nobody else on this host writes it, and it can go on."""
        folder = folders.current(self.index)
        if folder is None or folder == self._lost or not self._lock.acquire():
            return False
        writer = self._open(folder)
        state = writer.state()
        if state is None:
            return False
        try:
            entries = _after(state.position)
        except TooFarBehind as error:
            logger.warning("search index cannot go on", extra={"index": self.index.value, "why": str(error)})
            self._lost = folder
            return False
        if entries:
            state = apply(writer, self.index, entries, state, clock())
        self._tell_the_feed(state, clock(), moved=bool(entries))
        return bool(entries)

    def leave(self) -> None:
        """Close the index and let another process of this host follow."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None
        self._lock.release()

    def _open(self, folder: Path) -> Writer:
        if self._writer is None or self._writer.folder != folder:
            if self._writer is not None:
                self._writer.close()
            self._writer = Writer(folder)
        return self._writer

    def _tell_the_feed(self, state: State, now: datetime, *, moved: bool) -> None:
        if moved or self._moved_at is None or now - self._moved_at > HEARTBEAT:
            feed_services.advance(reader_name(self.index), state.read_up_to, now=now)
            self._moved_at = now


def _after(position: str) -> list[Entry]:
    return once(("changes after", position), lambda: feed.after(Position.parse(position), limit=BATCH))


def apply(writer: Writer, index: Index, entries: list[Entry], state: State, now: datetime) -> State:
    """Bring an index to what the entries name, up to the last one's position; the new state."""
    # What changes while the sources are read comes with an entry of its own, and is read again then.
    with sharing():
        for source in sources_of(index):
            keys = changed_keys(source, entries)
            if keys:
                writer.put(source, keys)
    return writer.commit(state.at(position=str(entries[-1].position)), now)


def changed_keys(source: Source, entries: list[Entry]) -> list[str]:
    """The documents of a source that may have changed, each once."""
    found: dict[str, None] = {}
    for topic, keys_of in source.topics.items():
        named = [entry for entry in entries if entry.topic == topic]
        if named:
            found.update(dict.fromkeys(keys_of(named)))
    return list(found)
