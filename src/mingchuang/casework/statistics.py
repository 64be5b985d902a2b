"""How many cases arrived, were closed and in time: by month, kind and division, of what a person may see.

The database counts; a year is four queries and one for each kind with outcomes, however many cases there are.
A case counts as arrived by the day it was received in law and as closed by the day its reply clock stopped.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count, F, Min, Q, QuerySet
from django.utils.translation import gettext as _

from mingchuang.base.accounts.models import Division, User
from mingchuang.casework import registry, selectors
from mingchuang.casework.models import Case

MONTHS = range(1, 13)
NO_RATE = "—"


def percent(part: int, whole: int) -> str:
    """A share with one decimal, half up; only all of it is 100%. A dash where there is nothing to divide."""
    if not whole:
        return NO_RATE
    thousandths = 1000 if part == whole else min((part * 2000 + whole) // (2 * whole), 999)
    return f"{thousandths // 10}.{thousandths % 10}%"


class Place(NamedTuple):
    """Where a case is counted; division 0: not forwarded to any yet."""

    month: int
    kind: str
    division: int


@dataclass(slots=True)
class Tally:
    """Counts of cases. `measured`: closed ones whose last day is known; `on_time`: those that kept it."""

    arrived: int = 0
    closed: int = 0
    measured: int = 0
    on_time: int = 0

    @property
    def rate(self) -> str:
        """The share that was in time."""
        return percent(self.on_time, self.measured)

    def add(self, other: "Tally") -> None:
        """Count another tally in."""
        self.arrived += other.arrived
        self.closed += other.closed
        self.measured += other.measured
        self.on_time += other.on_time


@dataclass(frozen=True, slots=True)
class Line:
    """A labelled tally; the shares are whole hundredths of the largest count in its table, to draw bars."""

    label: str
    tally: Tally
    arrived_share: int = 0
    closed_share: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many cases of a kind ended in one way."""

    label: str
    cases: int
    of: int

    @property
    def share(self) -> str:
        return percent(self.cases, self.of)

    @property
    def length(self) -> int:
        """Of a bar, in hundredths."""
        return self.cases * 100 // self.of if self.of else 0


class Statistics:
    """The cases of one year a person may see, of one kind or of all, counted once."""

    def __init__(self, reader: User, year: int, kind: str = "") -> None:
        self.year = year
        cases = selectors.visible(reader).filter(received_on__isnull=False).order_by()
        self._cases = cases.filter(kind=kind) if kind else cases
        self._kinds = [one for one in registry.kinds() if kind in ("", one.code)]
        self.places = _tallies(self._cases, year)
        self._divisions = dict(Division.objects.values_list("pk", "name"))

    @property
    def total(self) -> Tally:
        return _sum(self.places.values())

    def by_month(self) -> list[Line]:
        """All twelve months."""
        found = self._by(lambda place: place.month)
        return _lines((_month_name(month), found.get(month, Tally())) for month in MONTHS)

    def by_kind(self) -> list[Line]:
        """Every kind, in the order of the platform."""
        found = self._by(lambda place: place.kind)
        return _lines((str(kind.label), found.get(kind.code, Tally())) for kind in self._kinds)

    def by_division(self) -> list[Line]:
        """Divisions that had any, the one with most arrivals first."""
        found = self._by(lambda place: place.division)
        ranked = sorted(found.items(), key=lambda pair: (-pair[1].arrived, pair[0]))
        return _lines((self._division_name(division), tally) for division, tally in ranked)

    def outcomes(self) -> list[tuple[str, list[Outcome]]]:
        """For each kind that tells them, how its cases of the year ended."""
        found = []
        for kind in self._kinds:
            counted = kind.outcomes(self._cases.filter(kind=kind.code), self.year)
            whole = sum(cases for _label, cases in counted)
            if counted:
                rows = [Outcome(str(label), cases, whole) for label, cases in counted]
                found.append((str(kind.label), rows))
        return found

    def detail(self) -> list[tuple[str, str, str, Tally]]:
        """Month, kind, division and tally of every place where there is anything."""
        labels = {kind.code: str(kind.label) for kind in self._kinds}
        return [
            (_month_name(place.month), labels[place.kind], self._division_name(place.division), tally)
            for place, tally in sorted(self.places.items())
        ]

    def _by(self, key: Callable[[Place], Hashable]) -> dict[Any, Tally]:
        found: dict[Any, Tally] = defaultdict(Tally)
        for place, tally in self.places.items():
            found[key(place)].add(tally)
        return found

    def _division_name(self, division: int) -> str:
        return self._divisions[division] if division else _("待分办")


def years(reader: User, this_year: int) -> list[int]:
    """The years there are cases of, the newest first; this year always."""
    first = selectors.visible(reader).aggregate(first=Min("received_on"))["first"]
    return list(range(this_year, min(first.year if first else this_year, this_year) - 1, -1))


def _tallies(cases: QuerySet[Case], year: int) -> dict[Place, Tally]:
    found: dict[Place, Tally] = defaultdict(Tally)
    number = Count("pk")
    for place, (arrived,) in _counted(cases.filter(received_on__year=year), "received_on", number):
        found[place].add(Tally(arrived=arrived))
    for place, (closed,) in _counted(cases.filter(closed_on__year=year), "closed_on", number):
        found[place].add(Tally(closed=closed))
    kept = cases.filter(_reply_clocks(), closed_on__year=year, clocks__due_on__isnull=False)
    on_time = Count("clocks", filter=Q(clocks__done_on__lte=F("clocks__due_on")))
    for place, (measured, in_time) in _counted(kept, "closed_on", Count("clocks"), on_time):
        found[place].add(Tally(measured=measured, on_time=in_time))
    return found


def _counted(cases: QuerySet[Case], day: str, *counts: Count) -> Iterable[tuple[Place, Sequence[int]]]:
    # By day, not by month: SQLite would call a function of ours for every row.
    named = {f"count_{number}": count for number, count in enumerate(counts)}
    for on, kind, division, *found in cases.values_list(day, "kind", "division_id").annotate(**named):
        yield Place(on.month, kind, division or 0), found


def _reply_clocks() -> Q:
    found = Q(pk__in=())
    for kind in registry.kinds():
        found |= Q(kind=kind.code, clocks__code__in=kind.reply_clocks)
    return found


def _sum(tallies: Iterable[Tally]) -> Tally:
    total = Tally()
    for tally in tallies:
        total.add(tally)
    return total


def _lines(named: Iterable[tuple[str, Tally]]) -> list[Line]:
    rows = list(named)
    most = max((max(tally.arrived, tally.closed) for _label, tally in rows), default=0) or 1
    return [
        Line(label, tally, tally.arrived * 100 // most, tally.closed * 100 // most) for label, tally in rows
    ]


def _month_name(month: int) -> str:
    return _("%(month)s月") % {"month": month}
