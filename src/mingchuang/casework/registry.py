"""Kinds of case: each registers itself, so that adding one touches nothing else.

A kind lives in an app of its own with a module `case_kinds.py`, found when Django starts.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

from mingchuang.casework.packages import Paper
from mingchuang.casework.panels import NextLink, Panel
from mingchuang.rules.cases import PastEvent, RunningClock, TransitionTable
from mingchuang.rules.personal_data import Purpose
from mingchuang.rules.refusals import Reason
from mingchuang.rules.workdays import WorkCalendar

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from mingchuang.base.accounts.models import User
    from mingchuang.base.personal.models import PersonalRecord
    from mingchuang.casework.actions import Action
    from mingchuang.casework.letters.models import Delivery, Letter
    from mingchuang.casework.models import Case

Label = str | Promise
Clocks = Callable[[Sequence[PastEvent], Mapping[str, Any], WorkCalendar], Sequence[RunningClock]]
"""The clocks of a kind from its events, what was frozen on the case and the calendar; never raises."""


def _no_notes(_case: "Case") -> Sequence[Label]:
    return ()


def _no_links(_case: "Case", _reader: "User", _today: date) -> Sequence[NextLink]:
    return ()


def _no_digest(_case: "Case") -> None:
    return None


def _nothing_asked(_case: "Case") -> str:
    return ""


def _no_outcomes(_cases: "QuerySet[Case]", _year: int) -> Sequence[tuple[Label, int]]:
    return ()


def _nothing_to_erase(_case: "Case", _actor: "User | None", _now: datetime) -> None:
    return None


def _nothing_after_delivery(_delivery: "Delivery", _actor: "User", _now: datetime) -> None:
    return None


def _no_letter_refusals(_letter: "Letter", _approver: "User | None") -> Sequence[Reason]:
    return ()


def _never_out_of_date(_letter: "Letter", _day: date) -> Sequence[Reason]:
    return ()


def _no_papers(_case: "Case", _reader: "User", _purpose: Purpose, _now: datetime) -> Iterable[Paper]:
    return ()


def _nobody_is_told(_case: "Case", _event: str, _now: datetime) -> None:
    return None


@dataclass(frozen=True)
class CaseKind:
    """Everything the trunk must know about a kind.

    `actions` are the acts its page offers, in their order. `untouched` are the states in which nobody has
    taken the case on: the desk warns of them, and of those `untaken` while nobody handles the case. `paused`
    are those in which it waits for somebody outside. `detail` is the accessor of the kind's one-to-one table
    on a case, empty where it has none; `beside` are the rows read together with it. `asked` tells in a few
    words what was filed, from its own row, to those who may open the case; empty where the title says it or
    the texts were erased. `texts` are the fields in which the worklist searches what was asked, as lookups
    from a case; of its own row `asked` may look at these only, for the worklist reads no others.
    `panels` are the parts of its page in the order in which a clerk works, `next_links` what
    waits for the reader on pages of its own, `standing_notes` what stands beside its state and clocks because
    a reader might think otherwise.
    `digest` computes, for the verification of the chain, the digest of the kind's texts (None: it has none,
    or they were erased). `contact` is the sealed record of how to reach the reporter, None where nothing was
    left or it was erased. `handed_back` are the events with which a division has done its part (its own
    period ends; the closing of a case ends it too). Statistics read `reply_clocks`, the codes of the clocks
    that say whether the reply was in time (`periods_of_others` are clocks that are nobody's duty here: when
    their day is over nothing is overdue), and `outcomes`, which counts how those of the given cases that
    ended in a year ended. `papers` yields what the archive package holds besides the events, each personal
    paper opened for the purpose, so that the look is recorded. `letter_delivered` moves the case as the
    delivery of one of its letters does, in the same transaction; `tied_to_letters` are the rows of the kind
    read together with a letter; `letter_refusals` says why a person may not approve one, besides what holds
    for every letter, and `letter_out_of_date` why what it says would not hold if it left on that day.
    `after_event` runs last in the transaction of an
    event: there a kind tells the reporter.
    """

    code: str
    label: Label
    number_prefix: str
    table: TransitionTable
    clocks: Clocks
    actions: tuple["Action", ...]
    untouched: frozenset[str]
    untaken: frozenset[str] = frozenset()
    paused: frozenset[str] = frozenset()
    detail: str = ""
    beside: tuple[str, ...] = ()
    asked: Callable[["Case"], str] = _nothing_asked
    texts: tuple[str, ...] = ()
    panels: tuple[Panel, ...] = ()
    next_links: Callable[["Case", "User", date], Sequence[NextLink]] = _no_links
    standing_notes: Callable[["Case"], Sequence[Label]] = _no_notes
    digest: Callable[["Case"], str | None] = _no_digest
    erase: Callable[["Case", "User | None", datetime], None] = _nothing_to_erase
    contact: Callable[["Case"], "PersonalRecord | None"] = _no_digest
    reply_clocks: frozenset[str] = frozenset({"reply"})
    handed_back: frozenset[str] = frozenset()
    periods_of_others: frozenset[str] = frozenset()
    outcomes: Callable[["QuerySet[Case]", int], Sequence[tuple[Label, int]]] = _no_outcomes
    papers: Callable[["Case", "User", Purpose, datetime], Iterable[Paper]] = _no_papers
    letter_delivered: Callable[["Delivery", "User", datetime], None] = _nothing_after_delivery
    tied_to_letters: tuple[str, ...] = ()
    letter_refusals: Callable[["Letter", "User | None"], Sequence[Reason]] = _no_letter_refusals
    letter_out_of_date: Callable[["Letter", date], Sequence[Reason]] = _never_out_of_date
    after_event: Callable[["Case", str, datetime], None] = _nobody_is_told


_KINDS: dict[str, CaseKind] = {}


def register(kind: CaseKind) -> None:
    """Add a kind. Raises ValueError when the code or the prefix of its numbers is taken."""
    for known in _KINDS.values():
        if known.code != kind.code and known.number_prefix == kind.number_prefix:
            raise ValueError(f"case kinds {known.code} and {kind.code} share the prefix of their numbers")
    if _KINDS.get(kind.code, kind) != kind:
        raise ValueError(f"case kind {kind.code} is registered twice")
    _KINDS[kind.code] = kind


def find(code: str) -> CaseKind:
    """The kind of that code. Raises KeyError."""
    return _KINDS[code]


def kinds() -> tuple[CaseKind, ...]:
    """Every kind in the order of registration."""
    return tuple(_KINDS.values())
