"""Something sent to somebody outside, or received from there, and the keys by which events tell of it.

One reading for letters and disputes alike: when it left, when it came, what it waits for, how it ended.

Keys in an event's data, all optional: `day` (the trunk reads it), `sent` (when a letter left, which its
receipt may tell again), `received`, `ended`, `until`, `accepted` (ISO dates),
`workdays` (a number), `consultation` and `dispute` (ids), `kind` (of the party or the dispute), `step` (of a
signature), `simplified` (a review in simplified procedure), `days` (by which a review was extended), `result`
(of a dispute), `way` (of a service), `items` (outcomes by position).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mingchuang.rules.cases import PastEvent

CONSULTATION, DISPUTE = "consultation", "dispute"
SENT, RECEIVED, ENDED, UNTIL, ACCEPTED = "sent", "received", "ended", "until", "accepted"
KIND, STEP, WORKDAYS, SIMPLIFIED, RESULT = "kind", "step", "workdays", "simplified", "result"
DAYS, WAY = "days", "way"
TABLE = "table"
"""Where an older event names the kind of a dispute as table 4 counts it."""
ITEMS = "items"


def named(data: Mapping[str, Any], key: str) -> date | None:
    """The day an event names under a key; None where it names none."""
    value = data.get(key)
    return date.fromisoformat(value) if value else None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something sent to somebody outside, or received from there, and what came of it."""

    sent_on: date
    kind: str = ""
    key: Any = None
    received_on: date | None = None
    ended_on: date | None = None
    workdays: int | None = None
    accepted_on: date | None = None
    answered_on: date | None = None
    simplified: bool = False
    extension: int = 0
    """Natural days by which a review organ moved its own last day."""
    suspensions: tuple[tuple[date, date | None], ...] = ()
    """When a review organ laid the review aside and took it up again, which is None while it rests."""
    result: str = ""

    @property
    def started_on(self) -> date:
        """From when its period runs; before its receipt is known, from its dispatch, which errs early."""
        return self.received_on or self.sent_on

    @property
    def suspended_since(self) -> date | None:
        """Since when a review rests; None while it goes on."""
        return next((since for since, resumed_on in self.suspensions if resumed_on is None), None)

    @property
    def suspended_days(self) -> int:
        """Natural days for which it rested, without the day on which it was laid aside."""
        return sum((resumed_on - since).days for since, resumed_on in self.suspensions if resumed_on)

    @property
    def is_open(self) -> bool:
        return self.ended_on is None


def left_on(notice: Notice | None) -> date | None:
    """The day a notice left, or a dispute was filed; nothing that answers it lies before."""
    return notice.sent_on if notice is not None else None


def notice_of(past: PastEvent, key: str = "") -> Notice:
    """What an event sent or received, found again by the id it has under `key`."""
    data = past.data
    return Notice(
        sent_on=named(data, SENT) or past.day,
        kind=str(data.get(KIND, "")),
        key=data.get(key),
        received_on=named(data, RECEIVED),
        workdays=data.get(WORKDAYS),
        accepted_on=named(data, ACCEPTED),
        simplified=bool(data.get(SIMPLIFIED)),
    )
