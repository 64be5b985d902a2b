"""A world that many tests make, each for itself, is made once in a process: then its writes are repeated.

Asking and judging is what takes time when a world is made. The writes alone, with the triggers that guard
them, take a tenth of it, and leave every row as it was made the first time.
"""

import functools
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

import pytest
from django.db import connection
from django.utils import timezone

from mingchuang.base.files.models import StoredFile
from mingchuang.base.files.selectors import content_store
from tests.support.clock import Clock, datetime_read_from
from tests.support.databases import WRITES

T = TypeVar("T")


@dataclass(frozen=True)
class _Made(Generic[T]):
    """What was made: every write in its order, the contents of the files, and what the maker answered."""

    writes: list[tuple[str, Any, bool]]
    files: list[bytes]
    answer: T

    def again(self) -> T:
        for content in self.files:
            content_store().put(content)
        with connection.cursor() as cursor:
            for sql, params, many in self.writes:
                (cursor.executemany if many else cursor.execute)(sql, params)
        return deepcopy(self.answer)


def replayed(make: Callable[[datetime], T]) -> Callable[[datetime], T]:
    """Make this world once for each state of the database it is made in, whatever test asks for it.

    Only inside a transaction on SQLite: elsewhere what is committed wakes others, and numbers given to rows
    that were rolled back are not given again. Not where a test has put something in the place of what the
    maker calls: take `make.__wrapped__` there.
    """
    known: dict[tuple[datetime, datetime, bytes], _Made[T]] = {}

    @functools.wraps(make)
    def made(now: datetime) -> T:
        if connection.vendor != "sqlite" or not connection.in_atomic_block:
            return make(now)
        moment = timezone.now().replace(microsecond=0)
        begun = (now, moment, state())
        if begun not in known:
            with _still(moment):
                known[begun] = _watched(make, now)
            return deepcopy(known[begun].answer)
        return known[begun].again()

    return made


@contextmanager
def _still(moment: datetime) -> Iterator[None]:
    """No row may be of a moment that the clock of another test, which begins anew, has yet to show."""

    class StillClock(Clock):
        def now(self) -> datetime:
            return moment

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.utils.timezone.datetime", datetime_read_from(StillClock(moment)))
        yield


def _watched(make: Callable[[datetime], T], now: datetime) -> _Made[T]:
    writes: list[tuple[str, Any, bool]] = []

    def look(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        assert "ROLLBACK" not in sql, "what was taken back must not be repeated"
        if WRITES.match(sql):
            writes.append((sql, params, many))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        answer = make(now)
    hashes = {name for names in StoredFile.objects.values_list("sha256", "public_sha256") for name in names}
    files = [content_store().path(name).read_bytes() for name in sorted(hashes) if name]
    return _Made(writes, files, answer)


def state() -> bytes:
    """Differs when any row does, or the number that the next row of a table will get."""
    digest = hashlib.blake2b()
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT * FROM "{table}"')
            digest.update(repr((table, cursor.fetchall())).encode())
    return digest.digest()
