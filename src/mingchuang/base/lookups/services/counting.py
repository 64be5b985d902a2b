"""Counting searches: in memory first, because a search must never wait for the database.

Each process gathers counts and writes them now and then in one short transaction from a thread of its
own. A process that is killed loses the counts of some seconds, which changes nothing anybody decides.
"""

import atexit
import logging
import threading
from collections import Counter
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection, transaction
from django.db.models import F, QuerySet

from mingchuang.base.lookups.models import Fate, SearchCount
from mingchuang.rules.lookups import found_of, kept_form, may_be_kept

logger = logging.getLogger(__name__)

HELD = 2000
"""Different searches held in memory between two writings; more are counted without their words."""

DIFFERENT_A_DAY = 5000
"""Different words kept a day and language; more are counted without their words: a flood stays small."""


@dataclass(frozen=True, slots=True)
class _Key:
    day: date
    language: str
    words: str
    fate: str
    found: str


class _Held:
    """What this process has counted and not written yet, and the thread that will."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[_Key] = Counter()
        self._writer: threading.Thread | None = None

    def add(self, key: _Key) -> None:
        with self._lock:
            if key not in self._counts and len(self._counts) >= HELD:
                key = replace(key, words="", fate=Fate.CROWDED.value)
            self._counts[key] += 1

    def take(self) -> Counter[_Key]:
        with self._lock:
            taken, self._counts = self._counts, Counter()
        return taken

    def put_back(self, counts: Counter[_Key]) -> None:
        with self._lock:
            self._counts.update(counts)

    def start_writer(self) -> None:
        with self._lock:
            if self._writer is None or not self._writer.is_alive():
                self._writer = threading.Thread(target=_write_now_and_then, name="search-counts", daemon=True)
                self._writer.start()
                atexit.register(_write_quietly)


_held = _Held()


def count_search(words: str, language: str, hits: int, *, today: date) -> None:
    """Count one search of the public site. Words that look like personal data are dropped here."""
    shown = kept_form(words)
    if not shown:
        return
    found = found_of(hits).value
    if may_be_kept(words):
        _held.add(_Key(today, language, shown, Fate.KEPT.value, found))
    else:
        _held.add(_Key(today, language, "", Fate.WITHHELD.value, found))
    if settings.SEARCH_COUNTS_EVERY_SECONDS:
        _held.start_writer()


def write_held() -> int:
    """Add what is held in memory to the day's rows; how many searches.

    What could not be written is held again, and the DatabaseError passed on.
    """
    taken = _held.take()
    if not taken:
        return 0
    try:
        with transaction.atomic():
            _add(taken)
    except DatabaseError:
        _held.put_back(taken)
        raise
    return taken.total()


def forget_held() -> None:
    """Drop what is held in memory and was not written."""
    _held.take()


def _add(counts: Counter[_Key]) -> None:
    room = {place: _room(*place) for place in {(key.day, key.language) for key in counts}}
    for key, searches in counts.items():
        place = (key.day, key.language)
        if _rows(key).update(searches=F("searches") + searches):
            continue
        kept = key if room[place] > 0 or not key.words else replace(key, words="", fate=Fate.CROWDED.value)
        _row, made = SearchCount.objects.get_or_create(**asdict(kept), defaults={"searches": searches})
        if made:
            room[place] -= 1
        else:
            _rows(kept).update(searches=F("searches") + searches)


def _room(day: date, language: str) -> int:
    return DIFFERENT_A_DAY - SearchCount.objects.filter(day=day, language=language).count()


def _rows(key: _Key) -> QuerySet[SearchCount]:
    return SearchCount.objects.filter(**asdict(key))


def prune(*, today: date) -> int:
    """Delete counts older than the office keeps them; how many rows."""
    oldest = today - timedelta(days=settings.SEARCH_COUNTS_KEPT_DAYS)
    return SearchCount.objects.filter(day__lt=oldest).delete()[0]


def _write_now_and_then() -> None:
    pause = threading.Event()
    while not pause.wait(settings.SEARCH_COUNTS_EVERY_SECONDS):
        _write_quietly()


def _write_quietly() -> None:
    try:
        close_old_connections()
        write_held()
    except DatabaseError:
        logger.warning("search counts wait for the database", exc_info=True)
    finally:
        connection.close()
