"""Record that something changed; follow the feed; forget what everybody has read."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from mingchuang.base.feed import selectors
from mingchuang.base.feed.models import Change, Horizon, Reader
from mingchuang.base.feed.positions import Position
from mingchuang.base.triggers.locks import hold
from mingchuang.base.triggers.rows import append_values

KEPT = timedelta(days=7)
"""How long a change is kept at least."""

SILENT = timedelta(days=30)
"""A reader that has not moved so long is forgotten; when it returns it builds its copy anew."""


def record(topic: str, key: str, data: dict[str, Any] | None = None, *, now: datetime) -> None:
    """Append one change in the caller's transaction: a topic such as "publishing.item", the row's key.

    `data` holds ids and codes only, never personal data: what the row is now, readers load themselves.
    """
    Change.objects.create(topic=topic, key=key, data=data or {}, recorded_at=now)


def record_many(topic: str, rows: Iterable[tuple[str, dict[str, Any] | None]], *, now: datetime) -> None:
    """Append many changes of one topic, given as (key, data), in the caller's transaction."""
    record_in_order(((topic, key, data) for key, data in rows), now=now)


def record_in_order(rows: Iterable[tuple[str, str, dict[str, Any] | None]], *, now: datetime) -> None:
    """The same of several topics, given as (topic, key, data): readers get them in this order.

    Who reads a batch at a time deals once with what stands side by side.
    """
    append_values(
        Change,
        ({"topic": topic, "key": key, "data": data or {}} for topic, key, data in rows),
        recorded_at=now,
    )


def advance(reader: str, position: Position, *, now: datetime) -> None:
    """Note that `reader` ("search@host1") has dealt with everything up to `position`. Registers new readers.

    Call it once a day at least, also when nothing came. The note decides only what may be pruned: a reader
    whose copy can hold its own position keeps it there too, in one commit with the copy, and goes by that.
    """
    Reader.objects.update_or_create(
        name=reader,
        defaults={"transaction": position.transaction, "change": position.change, "moved_at": now},
    )


def forget(reader: str) -> None:
    """The reader follows no longer; nothing is kept for it."""
    Reader.objects.filter(name=reader).delete()


def prune(*, before: datetime, silent_since: datetime) -> int:
    """Delete what was recorded before `before` and every reader has passed; how many changes.

    Readers that have not moved since `silent_since` are forgotten first.
    """
    with transaction.atomic():
        hold("feed.prune")
        Reader.objects.filter(moved_at__lt=silent_since).delete()
        gone = selectors.visible()
        young = gone.filter(recorded_at__gte=before).first()
        if young is not None:
            gone = gone.exclude(selectors.past(Position(young.transaction, young.pk))).exclude(pk=young.pk)
        for row in Reader.objects.all():
            gone = gone.exclude(selectors.past(Position(row.transaction, row.change)))
        last = gone.last()
        if last is None:
            return 0
        Horizon.objects.update_or_create(id=1, defaults={"transaction": last.transaction, "change": last.pk})
        return Change.objects.exclude(selectors.past(Position(last.transaction, last.pk))).delete()[0]
