"""Record what happened, in the transaction in which it happens."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from mingchuang.base.outbox.models import OutboxEvent, OutboxPosition
from mingchuang.base.triggers.rows import append_values

_BATCH = 500


def record(kind: str, subject_uid: str, data: dict[str, Any], *, now: datetime) -> None:
    """Append one event: `kind` such as "item.released", the subject's uid, ids and codes as data.

    No personal data: rows are never changed or deleted.
    """
    OutboxEvent.objects.create(kind=kind, subject_uid=subject_uid, data=data, recorded_at=now)


def record_many(kind: str, rows: Iterable[tuple[str, dict[str, Any]]], *, now: datetime) -> None:
    """Append many events of one kind, given as (subject uid, data)."""
    append_values(
        OutboxEvent,
        ({"subject_uid": subject_uid, "data": data} for subject_uid, data in rows),
        kind=kind,
        recorded_at=now,
    )


def give_positions() -> int:
    """Put committed events without a position at the end of the order; the number of those placed.

    Safe to run from several processes: the one that comes second gives way and places nothing.
    """
    try:
        with transaction.atomic():
            waiting = OutboxEvent.objects.filter(position=None).order_by("pk")
            keys = list(waiting.values_list("pk", flat=True)[:_BATCH])
            last = OutboxPosition.objects.aggregate(last=Max("sequence"))["last"] or 0
            OutboxPosition.objects.bulk_create(
                OutboxPosition(sequence=last + place, event_id=key) for place, key in enumerate(keys, start=1)
            )
    except IntegrityError:
        return 0
    return len(keys)
