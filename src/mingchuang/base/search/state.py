"""How the indexes of this host are: documents, lag, last commit, and a build that is running."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from mingchuang.base.feed import selectors as feed
from mingchuang.base.feed.positions import TooFarBehind
from mingchuang.base.search import folders, reading, rebuilding, selectors
from mingchuang.base.search.schema import State, read_state
from mingchuang.base.search.sources import Index


@dataclass(frozen=True, slots=True)
class IndexState:
    """One index on this host. `documents` is None when there is no index.

    `waiting` changes have not been applied, the oldest of them for `lag`. `building` is the state of a build
    that is running or was interrupted.
    """

    index: Index
    documents: int | None
    committed_at: datetime | None
    waiting: int
    lag: timedelta
    bytes: int
    building: State | None
    usable: bool
    asked_for: bool
    """Somebody asked for a new build that this host has not finished."""

    @property
    def percent(self) -> int:
        """How far the build has come, in percent; 0 without one."""
        return self.building.done * 100 // max(self.building.total, 1) if self.building else 0


def state_of(index: Index, now: datetime) -> IndexState:
    """How an index of this host is."""
    building = rebuilding.unfinished(index)
    folder = folders.current(index)
    try:
        opened = reading.opened(index)
        state = read_state(opened)
    except reading.Unavailable:
        state = None
    if state is None or folder is None:
        return IndexState(index, None, None, 0, timedelta(0), 0, building, usable=False, asked_for=True)
    waiting, since = feed.waiting(state.read_up_to)
    try:
        feed.after(state.read_up_to, limit=1)
        usable = True
    except TooFarBehind:
        usable = False
    size = sum(path.stat().st_size for path in folder.iterdir() if path.is_file())
    lag = max(now - since, timedelta(0)) if since else timedelta(0)
    committed_at = datetime.fromisoformat(state.committed_at)
    documents = opened.searcher().num_docs - 1
    asked_at = selectors.rebuild_asked_at(index)
    asked_for = asked_at is not None and datetime.fromisoformat(state.began_at) < asked_at
    return IndexState(index, documents, committed_at, waiting, lag, size, building, usable, asked_for)
