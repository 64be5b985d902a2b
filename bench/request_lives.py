"""The lives of made-up requests: what happens to each, how often, and on which day.

A life counts in working days from the arrival. Days, states and clocks follow from the rules of the product,
once for each life and day of arrival (`Lived`): the requests of one day that share a life share them too.
"""

import json
import random
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate
from typing import Any

from mingchuang.base.calendars.selectors import current_calendar
from mingchuang.casework import registry
from mingchuang.casework.models import Case, CaseClock
from mingchuang.casework.services.projecting import place
from mingchuang.disclosure.requests.services.filing import FORM_VERSION, KIND
from mingchuang.rules.cases import DAY, PastEvent
from mingchuang.rules.requests.decisions import RULES_OF, Decision
from mingchuang.rules.requests.states import RequestEvent as E
from mingchuang.rules.workdays import WorkCalendar

FIRST_DAY = date(2016, 7, 1)
LAST_DAY = date(2026, 6, 30)
"""The made-up office closes its books on that evening: what would come later has not happened yet."""

FROZEN = {"form": FORM_VERSION}
ON_THE_DAY = "day of the step"
"""Stands in a step's data for the day on which it happens."""


@dataclass(frozen=True, slots=True)
class Step:
    """One event: so many working days after the arrival, by whom, with which data and words."""

    after: int
    event: str
    who: str = "handler"
    data: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    told: bool = False


@dataclass(frozen=True, slots=True)
class Life:
    """One way a request goes. `weight` is how many of ten thousand requests go it."""

    name: str
    weight: int
    steps: tuple[Step, ...]
    decision: str = ""
    ground: str = ""
    channel: str = "online"


def _online(confirmed: int = 1) -> tuple[Step, ...]:
    return Step(0, E.SUBMITTED, "public"), Step(confirmed, E.CONFIRMED, "office"), *_forwarded(confirmed)


def _counter() -> tuple[Step, ...]:
    return Step(0, E.REGISTERED, "office"), *_forwarded(0)


def _forwarded(after: int) -> tuple[Step, ...]:
    return Step(after, E.FORWARDED, "office"), Step(after + 1, E.TAKEN_ON)


def _replied(sent_to_review: int, *, legal: bool = False, served: int | None = None) -> tuple[Step, ...]:
    end = served if served is not None else sent_to_review + 4
    reviews = ("secrecy", "legal", "leader") if legal else ("secrecy", "leader")
    return (
        Step(sent_to_review, E.SUBMITTED_FOR_REVIEW),
        *(
            Step(sent_to_review + 1 + place, E.REVIEWED, who, {"step": _SIGNS[who]})
            for place, who in enumerate(reviews)
        ),
        Step(end - 1, E.DECIDED),
        Step(end, E.SERVED, data={"way": "direct"}, text="当面签收"),
    )


_SIGNS = {"secrecy": "secrecy", "legal": "legal", "leader": "head"}
_NOTICED = {"received": ON_THE_DAY}

_CORRECTION = (
    Step(4, E.CORRECTION_ASKED, data={"workdays": 15, "items": 1}, text="请写明所需信息的年度", told=True),
    Step(6, E.CORRECTION_NOTICE_RECEIVED, data=_NOTICED),
)
_CONSULTATION = (
    Step(5, E.CONSULTATION_SENT, data={"kind": "third_party", "sent": ON_THE_DAY, "consultation": 0}),
    Step(8, E.CONSULTATION_RECEIVED, data={"consultation": 0, **_NOTICED}),
    Step(16, E.CONSULTATION_ENDED, data={"consultation": 0, "ended": ON_THE_DAY, "opinion": "objects"}),
)
_FEE = (
    Step(5, E.FEE_ASKED, data={"tariff": "items", "amount": 1000}),
    Step(7, E.FEE_NOTICE_RECEIVED, data=_NOTICED),
)


def _disputed(after: int, kind: str, table: str, result: str) -> tuple[Step, ...]:
    received = {"received": ON_THE_DAY, "accepted": ON_THE_DAY}
    return (
        Step(after, E.DISPUTE_FILED, "office", {"kind": kind, "table": table, "dispute": 0, **received}),
        Step(after + 8, E.DISPUTE_ANSWERED, "office", {"dispute": 0}),
        Step(after + 40, E.DISPUTE_CLOSED, "office", {"dispute": 0, "result": result}),
    )


_REASONED = Step(
    15, E.EXTENDED, "leader", {"workdays": 20, "told": ON_THE_DAY}, "需要查阅大量档案", told=True
)

LIVES: tuple[Life, ...] = (
    Life("granted", 2600, (*_online(), *_replied(7)), "grant"),
    Life("granted over the counter", 1200, (*_counter(), *_replied(6)), "grant", channel="in_person"),
    Life("published already", 1300, (*_online(), *_replied(4)), "grant_published"),
    Life("does not exist", 1200, (*_online(), *_replied(10, legal=True, served=15)), "unable_not_exist"),
    Life("not ours", 700, (*_online(), *_replied(3, legal=True, served=8)), "unable_not_ours"),
    Life("partly", 500, (*_online(), *_replied(11, legal=True, served=17)), "partial", "internal"),
    Life("internal", 450, (*_online(), *_replied(9, legal=True, served=15)), "deny_internal", "internal"),
    Life(
        "a third party objects",
        350,
        (*_online(), *_CONSULTATION, *_replied(20, legal=True, served=26)),
        "deny_third_party",
        "third_party",
    ),
    Life("petition", 250, (*_online(), *_replied(5, legal=True, served=10)), "refuse_petition"),
    Life(
        "corrected",
        450,
        (*_online(), *_CORRECTION, Step(12, E.CORRECTED, "public", {"by": "applicant"}), *_replied(20)),
        "grant",
    ),
    Life("never corrected", 150, (*_online(), *_CORRECTION, Step(24, E.CORRECTION_LAPSED))),
    Life("extended", 250, (*_online(), _REASONED, *_replied(28, legal=True, served=35)), "grant"),
    Life("late", 120, (*_online(), *_replied(24)), "grant"),
    Life(
        "paid", 60, (*_online(), *_FEE, Step(12, E.FEE_PAID, data={"amount": 1000}), *_replied(18)), "grant"
    ),
    Life("never paid", 20, (*_online(), *_FEE, Step(30, E.FEE_LAPSED))),
    Life("withdrawn", 180, (*_online(), Step(5, E.WITHDRAWN, "public", {"by": "applicant"}))),
    Life(
        "review upheld it",
        90,
        (
            *_online(),
            *_replied(9, legal=True, served=15),
            *_disputed(35, "review", "review", "maintained"),
        ),
        "unable_not_exist",
    ),
    Life(
        "sued",
        30,
        (
            *_counter(),
            *_replied(9, legal=True, served=15),
            *_disputed(60, "suit", "litigation_direct", "other"),
        ),
        "deny_internal",
        "internal",
        channel="in_person",
    ),
    Life("forgotten", 4, _online()),
    Life("nobody confirmed it", 2, (Step(0, E.SUBMITTED, "public"),)),
    Life(
        "advertising",
        94,
        (
            Step(0, E.SUBMITTED_UNPROVEN, "public"),
            Step(1, E.DISCARDED, "office", text="与政府信息公开无关"),
        ),
    ),
)
_WEIGHTS = tuple(accumulate(life.weight for life in LIVES))


def drawn(luck: random.Random) -> int:
    """The place in `LIVES` of a life drawn by its weight."""
    return bisect_left(_WEIGHTS, luck.randrange(_WEIGHTS[-1]) + 1)


@dataclass(frozen=True, slots=True)
class Happened:
    """One event of a life on its day, with the state after it; the day counts in law and was written on."""

    step: Step
    state: str
    day: date
    data: Mapping[str, Any]


CLOCK_COLUMNS = (
    *("code", "label", "rule_id", "says", "leads", "started_on", "due_on", "internal_due_on", "warn_on"),
    *("done_on", "provisional", "calendar_version", "reasons"),
)


@dataclass(frozen=True, slots=True)
class Lived:
    """A life that began on one day: its events up to the last day, the case they make, and its clocks.

    A clock is the values of `CLOCK_COLUMNS`, its trace as JSON text: it is written for many requests.
    """

    life: Life
    events: tuple[Happened, ...]
    case: Case
    clocks: tuple[tuple[Any, ...], ...]

    def day_of(self, event: str) -> date | None:
        """The day of the first event of that name; None where it has not happened."""
        return next((past.day for past in self.events if past.step.event == event), None)


class Workdays:
    """The working days from the first year on; where the calendar does not reach, Monday to Friday."""

    def __init__(self) -> None:
        self.calendar = calendar = current_calendar()
        covered = (calendar.first_day, calendar.last_day)
        every = (FIRST_DAY + timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 400))
        self.days = [
            day
            for day in every
            if (calendar.is_workday(day) if covered[0] <= day <= covered[1] else day.weekday() < 5)
        ]
        self.arrivals = bisect_left(self.days, LAST_DAY + timedelta(days=1))

    def arrival(self, number: int, total: int) -> int:
        """The place among the days on which request `number` of `total` arrives."""
        return number * self.arrivals // max(total, 1)

    def first_of(self, year: int, total: int) -> int:
        """The first request that arrives in a year, or later."""
        return -(-bisect_left(self.days, date(year, 1, 1)) * total // self.arrivals)


@lru_cache(maxsize=4096)
def lived(place_of_life: int, arrival: int) -> Lived:
    """A life that began on a working day, given by its place in `Workdays`."""
    life, workdays = LIVES[place_of_life], _workdays()
    kind = registry.find(KIND)
    events: list[Happened] = []
    state = ""
    for step in life.steps:
        day = workdays.days[arrival + step.after]
        row = kind.table.find(state, step.event)
        if row is None:
            raise ValueError(f"{life.name}: {step.event} cannot happen in state {state!r}")
        if day > LAST_DAY:
            break
        state = row.next
        events.append(Happened(step, state, day, _data(life, step, day)))
    case, clocks = _projected(events, workdays.calendar)
    return Lived(life, tuple(events), case, tuple(_written(clock) for clock in clocks))


def _written(clock: CaseClock) -> tuple[Any, ...]:
    values = [getattr(clock, name) for name in CLOCK_COLUMNS]
    return (*values[:-1], json.dumps(values[-1], ensure_ascii=False))


@lru_cache(maxsize=1)
def _workdays() -> Workdays:
    return Workdays()


def _data(life: Life, step: Step, day: date) -> dict[str, Any]:
    data = {name: day.isoformat() if value == ON_THE_DAY else value for name, value in step.data.items()}
    match step.event:
        case E.SUBMITTED_FOR_REVIEW:
            data["items"] = {"1": life.decision}
        case E.DECIDED:
            data |= {"items": {"1": life.decision}, "row": RULES_OF[Decision(life.decision)].report_row}
    return data


def _projected(events: Sequence[Happened], calendar: WorkCalendar) -> tuple[Case, list[CaseClock]]:
    """The case without what belongs to one request, and its clocks, as the product derives them."""
    kind = registry.find(KIND)
    history = [PastEvent(past.step.event, past.day, past.data) for past in events]
    if any(DAY in past.data for past in events):
        raise ValueError("a life writes everything down on its day")
    truth = kind.table.replay(history)
    case = Case(
        kind=KIND,
        state=truth.state,
        is_open=kind.table.is_open(truth.state),
        received_on=truth.received_on,
        clock_started_on=truth.clock_started_on,
        closed_on=truth.done_on,
        frozen=FROZEN,
    )
    return case, place(case, kind.clocks(history, FROZEN, calendar), calendar)
