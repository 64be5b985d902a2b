"""What many pages read alike is read once while many pages are rendered in one go.

Inside `sharing()` a value read under a key is kept until the block ends; outside nothing is kept. Whoever
shares must render anew what a change touches after the block: the values may be as old as the block.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar, cast

Value = TypeVar("Value")

_kept: ContextVar[dict[Hashable, Any] | None] = ContextVar("shared_reads", default=None)


@contextmanager
def sharing() -> Iterator[None]:
    """Keep what is read by `once` until the block ends. Blocks inside a block share with it."""
    if _kept.get() is not None:
        yield
        return
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def is_shared() -> bool:
    """Whether reads are shared here."""
    return _kept.get() is not None


def once(key: Hashable, read: Callable[[], Value]) -> Value:
    """The value of `read`, kept under `key` while reads are shared. Nobody may change it."""
    kept = _kept.get()
    if kept is None:
        return read()
    if key not in kept:
        kept[key] = read()
    return cast("Value", kept[key])


def keep(key: Hashable, value: Any) -> None:
    """Keep a value that was read for many at once; nothing happens outside `sharing()`."""
    kept = _kept.get()
    if kept is not None:
        kept[key] = value
