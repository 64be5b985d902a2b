"""The worker's two lanes for search: one follows the feed, one builds what is missing or was asked for."""

from collections.abc import Callable

from django.utils import timezone

from mingchuang.base.jobs import registry
from mingchuang.base.search import rebuilding, selectors
from mingchuang.base.search.following import Follower
from mingchuang.base.search.sources import Index
from mingchuang.base.shared_reads import sharing

_followers: dict[Index, Follower] = {}


def follow(stopping: Callable[[], bool]) -> bool:
    """Apply a batch of changes to each index; whether there was any."""
    busy = False
    # Both mostly stand at the same place and load the same texts. What changes meanwhile comes with an entry
    # that neither has read yet.
    with sharing():
        for index in Index:
            if stopping():
                return False
            follower = _followers.get(index)
            if follower is None:
                follower = _followers[index] = Follower(index)
            busy = follower.step(timezone.now) or busy
    return busy


def leave() -> None:
    """Close what is open and let another worker of this host follow."""
    while _followers:
        _followers.popitem()[1].leave()


def build(stopping: Callable[[], bool]) -> bool:
    """Build an index that this host lacks, that cannot go on or was asked for; whether there was one."""
    for index in Index:
        if rebuilding.is_needed(index, asked_at=selectors.rebuild_asked_at(index)):
            try:
                rebuilding.rebuild(index, clock=timezone.now, stopping=stopping)
            except (rebuilding.BeingRebuilt, rebuilding.Stopped):
                return False
            return True
    return False


registry.lane("search", follow, leave=leave)
registry.lane("search.build", build, idle_seconds=2.0)
