"""车位预约: who comes by car asks for a place, the office answers within two natural days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from mingchuang.rules.cases import (
    NEW,
    CaseEventCode,
    ClockEffect,
    PastEvent,
    RunningClock,
    Transition,
    TransitionTable,
)
from mingchuang.rules.clocks import natural_day_clock
from mingchuang.rules.refusals import Reason
from mingchuang.rules.source import Rule, Source, Tag
from mingchuang.rules.workdays import CoverageError, WorkCalendar

ASKED, GRANTED, CANCELLED = "asked", "granted", "cancelled"
GIVEN = "place_given"
CALLED_OFF = "called_off"

ANSWER = Rule("parking.answer", "两日内答复", Source("示范", "第一条", Tag.CONVENTION))
PLACES = 40


@dataclass(frozen=True)
class Facts:
    """What the guards of this kind look at."""

    place: int = 0
    plate: str = ""


def _place(facts: Facts) -> list[Reason]:
    reasons = []
    if not 1 <= facts.place <= PLACES:
        reasons.append(Reason("place_unknown", f"车位号须在1至{PLACES}之间", "place"))
    if not facts.plate.strip():
        reasons.append(Reason("plate_missing", "请填写车牌号", "plate"))
    return reasons


PARKING = TransitionTable(
    kind="parking",
    transitions=(
        Transition(NEW, CaseEventCode.OPENED, ASKED, clock=ClockEffect.START),
        Transition(ASKED, CaseEventCode.ASSIGNED, ASKED, ("assignee_may_handle",)),
        Transition(ASKED, GIVEN, GRANTED, ("place",), ClockEffect.STOP),
        Transition(ASKED, CALLED_OFF, CANCELLED, clock=ClockEffect.STOP),
    ),
    state_labels={ASKED: "待安排", GRANTED: "已安排", CANCELLED: "已取消"},
    event_labels={
        CaseEventCode.OPENED: "登记",
        CaseEventCode.ASSIGNED: "指定经办人",
        GIVEN: "安排车位",
        CALLED_OFF: "取消",
    },
    guards={"place": _place, "assignee_may_handle": lambda facts: None},
    closed=frozenset({GRANTED, CANCELLED}),
)


def clocks(
    history: Sequence[PastEvent], frozen: Mapping[str, Any], calendar: WorkCalendar
) -> list[RunningClock]:
    """The answer, and the visit itself: its day was frozen on the case."""
    truth = PARKING.replay(history)
    assert truth.clock_started_on is not None
    try:
        deadline = natural_day_clock(truth.clock_started_on, frozen["days"], ANSWER, calendar)
    except CoverageError:
        deadline = None
    visit = RunningClock("visit", "来访日", date.fromisoformat(frozen["visit"]), None)
    return [visit, RunningClock("answer", "答复期限", truth.clock_started_on, deadline, truth.done_on, True)]
