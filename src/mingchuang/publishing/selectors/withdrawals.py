"""What was withdrawn after a moment, for whoever keeps copies of what was public then."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from mingchuang.publishing.models import EventKind, PublicationEvent
from mingchuang.rules.editions import LANGUAGE_LABELS


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A withdrawal of an item, or of one language of it; both by what its tombstone tells anyway."""

    item: UUID
    index_number: str
    language: str
    """The Chinese name of the language that was withdrawn alone; "" for the whole item."""
    released_at: datetime
    withdrawn_at: datetime


def withdrawals_after(moment: datetime) -> list[Withdrawal]:
    """Every withdrawal after a moment, also of items that were released again since; the oldest first."""
    events = PublicationEvent.objects.filter(
        kind__in=[EventKind.WITHDRAWING, EventKind.EDITION_WITHDRAWN], at__gt=moment
    ).select_related("item", "version__edition")
    return [
        Withdrawal(
            event.item.uid,
            str(event.item.index_number),
            LANGUAGE_LABELS[event.version.edition.language] if event.version else "",
            released_at,
            event.at,
        )
        for event in events
        if (released_at := event.item.first_released_at)
    ]
