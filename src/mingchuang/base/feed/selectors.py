"""Reading the feed in the order in which changes became visible, without passing one over."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Max, Q, QuerySet

from mingchuang.base.feed.models import Change, Horizon, Reader
from mingchuang.base.feed.positions import LAST_OF_TRANSACTION, START, Position, TooFarBehind
from mingchuang.base.feed.running import oldest_running


@dataclass(frozen=True, slots=True)
class Entry:
    """One change as a reader sees it."""

    position: Position
    topic: str
    key: str
    data: dict[str, Any]
    recorded_at: datetime


def visible() -> QuerySet[Change]:
    """Changes before which no other can appear any more, in order."""
    return Change.objects.filter(transaction__lt=oldest_running()).order_by("transaction", "id")


def past(position: Position) -> Q:
    """The condition "later than this position"."""
    # The first half lets the index begin at the right place; the second leaves out what was read.
    return Q(transaction__gte=position.transaction) & (
        Q(transaction__gt=position.transaction) | Q(id__gt=position.change)
    )


def after(position: Position, *, topics: Collection[str] = (), limit: int = 500) -> list[Entry]:
    """Up to `limit` changes later than `position`, of some topics or of all, in order.

    The reader remembers the position of the last one it has dealt with. On PostgreSQL a change shows up
    once no older transaction of this database is still writing. Raises TooFarBehind when changes in between
    are gone.
    """
    rows = visible().filter(past(position))
    if topics:
        rows = rows.filter(topic__in=topics)
    found = _entries(rows[:limit])
    # After the look at the rows: what is pruned in between is noticed too.
    if position < horizon():
        raise TooFarBehind(f"changes after {position} were pruned")
    if not found and position > end():
        raise TooFarBehind(f"{position} is not of this history")
    return found


def committed_after(position: Position, *, topics: Collection[str], limit: int) -> list[Entry]:
    """Up to `limit` changes of some topics later than `position`, also those `after` still holds back.

    For whoever makes up for what a copy lacks at this moment and does not go on from here. Raises
    TooFarBehind.
    """
    found = _entries(Change.objects.filter(past(position), topic__in=topics)[:limit])
    if position < horizon():
        raise TooFarBehind(f"changes after {position} were pruned")
    return found


def end() -> Position:
    """The end of what is visible to everybody: whoever reads the tables from now on misses nothing before it.

    To build a copy: take this, register as a reader, read the tables, then follow the feed from here.
    """
    if connection.vendor == "postgresql":
        return Position(oldest_running() - 1, LAST_OF_TRANSACTION)
    last = Change.objects.aggregate(last=Max("id"))["last"] or 0
    return max(Position(0, last), horizon())


def last_before(moment: datetime) -> Position:
    """The last visible change recorded before a moment, START when there is none."""
    rows = visible().filter(recorded_at__lt=moment)
    last = rows.reverse().values_list("transaction", "id").first()
    return Position(*last) if last else START


def horizon() -> Position:
    """The last change that was pruned."""
    row = Horizon.objects.first()
    return Position(row.transaction, row.change) if row else START


def position(reader: str) -> Position | None:
    """How far a reader has come by their own account; None for one who has not begun."""
    row = Reader.objects.filter(name=reader).first()
    return Position(row.transaction, row.change) if row else None


def readers() -> QuerySet[Reader]:
    """Everybody who follows."""
    return Reader.objects.order_by("name")


def waiting(position: Position, *, topics: Collection[str] = ()) -> tuple[int, datetime | None]:
    """How many visible changes a reader at `position` has not read, and when the oldest was recorded.

    Of the topics it follows, or of all.
    """
    rows = visible().filter(past(position))
    if topics:
        rows = rows.filter(topic__in=topics)
    first = rows.first()
    return rows.count(), first.recorded_at if first else None


def _entries(rows: QuerySet[Change]) -> list[Entry]:
    columns = rows.values_list("transaction", "id", "topic", "key", "data", "recorded_at")
    return [Entry(Position(transaction, pk), *rest) for transaction, pk, *rest in columns]
