"""Building an index anew beside the one in use, then putting it in its place in one step.

The place in the feed is noted before the first row is read, and the feed is followed from there before the
exchange: what changes meanwhile is not missed. Killed at any point, the next run goes on after the last
commit; the index in use stays as it was.
"""

import logging
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from mingchuang.base.feed import selectors as feed
from mingchuang.base.feed import services as feed_services
from mingchuang.base.feed.positions import TooFarBehind
from mingchuang.base.search import folders
from mingchuang.base.search.following import BATCH, apply, reader_name
from mingchuang.base.search.schema import State, open_folder, read_state
from mingchuang.base.search.sources import Index, Source, sources_of
from mingchuang.base.search.writing import BUILDING_BYTES, Writer

logger = logging.getLogger("mingchuang.search")

KEYS_A_BATCH = 500
COMMIT_EVERY = 20_000
"""Documents between commits: what a killed build has to read again at most."""

Progress = Callable[[int, int], None]
Clock = Callable[[], datetime]


class BeingRebuilt(RuntimeError):
    """Another process of this host is building this index."""


class Stopped(RuntimeError):
    """The build was asked to stop; the next one goes on from where it was."""


def _nothing(_done: int, _total: int) -> None:
    """For builds nobody watches."""


def rebuild(
    index: Index,
    *,
    clock: Clock,
    progress: Progress = _nothing,
    stopping: Callable[[], bool] = lambda: False,
    afresh: bool = False,
) -> int:
    """Build `index` anew, or go on with a build that was interrupted, and put it in place; its documents.

    `progress(done, total)` is called after each batch. `afresh` throws an interrupted build away. Raises
    BeingRebuilt, and Stopped when `stopping` became true.
    """
    build = _Build(index, clock, progress, stopping)
    with folders.alone(index, "rebuild") as mine:
        if not mine:
            raise BeingRebuilt(index.value)
        if afresh:
            _throw_away(index)
        try:
            done = build.run()
        except TooFarBehind:
            # The interrupted build is older than what the feed keeps: begin again.
            _throw_away(index)
            done = build.run()
        folders.put_in_place(index)
        logger.info("search index built", extra={"index": index.value, "documents": done})
        return done


@dataclass(frozen=True, slots=True)
class _Build:
    index: Index
    clock: Clock
    progress: Progress
    stopping: Callable[[], bool]

    def run(self) -> int:
        """Read every source, follow the feed to its end; the number of documents read."""
        building = f"{reader_name(self.index)}.building"
        with _writer(self.index) as writer:
            state = writer.state() or self._begin(writer)
            # Raises at once when an interrupted build can no longer catch up.
            feed.after(state.read_up_to, limit=1)
            feed_services.advance(building, state.read_up_to, now=self.clock())
            for source in sources_of(self.index):
                if source.name >= state.source:
                    after = state.after if source.name == state.source else ""
                    state = self._read(writer, source, state.at(source=source.name, after=after))
            state = self._catch_up(writer, writer.commit(state, self.clock()))
            state = writer.commit(state.at(complete=True), self.clock())
        feed_services.advance(reader_name(self.index), state.read_up_to, now=self.clock())
        feed_services.forget(building)
        return state.done

    def _begin(self, writer: Writer) -> State:
        total = sum(source.count() for source in sources_of(self.index))
        began_at = self.clock()
        state = State(str(feed.end()), began_at.isoformat(), began_at.isoformat(), total=total)
        return writer.commit(state, began_at)

    def _read(self, writer: Writer, source: Source, state: State) -> State:
        """Read a source from where the state says."""
        committed = state.done
        while keys := source.every(state.after, KEYS_A_BATCH):
            writer.add(source, source.load(keys))
            state = state.at(after=keys[-1], done=state.done + len(keys))
            self.progress(state.done, max(state.total, state.done))
            if state.done - committed >= COMMIT_EVERY:
                committed = state.done
                state = writer.commit(state, self.clock())
            if self.stopping():
                writer.commit(state, self.clock())
                raise Stopped(source.name)
        return state

    def _catch_up(self, writer: Writer, state: State) -> State:
        while entries := feed.after(state.read_up_to, limit=BATCH):
            state = apply(writer, self.index, entries, state, self.clock())
            if self.stopping():
                raise Stopped(self.index.value)
        return state


def _writer(index: Index) -> Writer:
    try:
        return Writer(folders.building(index), memory=BUILDING_BYTES)
    except (ValueError, OSError):
        # A build that was killed while its folder was being made.
        _throw_away(index)
        return Writer(folders.building(index), memory=BUILDING_BYTES)


def _throw_away(index: Index) -> None:
    shutil.rmtree(folders.building(index), ignore_errors=True)


def unfinished(index: Index) -> State | None:
    """How far the build that is running or was interrupted has come by its last commit; None without one."""
    try:
        return read_state(open_folder(folders.building(index)))
    except (ValueError, OSError):
        return None


def is_needed(index: Index, *, asked_at: datetime | None) -> bool:
    """Whether this host has no usable copy of an index, or one that began before somebody asked for a new."""
    folder = folders.current(index)
    if folder is None:
        return True
    try:
        state = read_state(open_folder(folder))
    except (ValueError, OSError):
        return True
    if state is None or not state.complete:
        return True
    if asked_at is not None and datetime.fromisoformat(state.began_at) < asked_at:
        return True
    try:
        feed.after(state.read_up_to, limit=1)
    except TooFarBehind:
        return True
    return False
