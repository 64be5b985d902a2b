"""How a case moves: transition tables as data, and the state replayed from its events.

A kind of case is one `TransitionTable`: rows `(state, event) -> next state, guards, effect on the
clock, source`. Nothing else may move a case, so that every path is in the table and the stored state
can be derived again from the events alone.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from mingchuang.rules import division_guards
from mingchuang.rules.clocks import Deadline
from mingchuang.rules.refusals import Reason
from mingchuang.rules.source import Rule, Source, Tag
from mingchuang.rules.workdays import CoverageError, WorkCalendar

NEW = ""
"""The state of a case before its first event."""

LONGEST_REPLY = 2000
"""Characters of a reply or a reason that is told to the person who wrote to us."""

PLATFORM = "政府信息公开平台规格"

CONVENTION = Source(PLATFORM, "W13（办理步骤为约定）", Tag.CONVENTION)
REPLY = Source(PLATFORM, "W13", Tag.SECONDARY)

RULES = (
    Rule("cases.somebody_answers", "来件须有经办人；答复或者说明理由后，方可办结", CONVENTION),
    Rule(
        "cases.every_arrival_counts",
        "未通过自动验证的来件先由人工核对；期限自收到之日起算，不因核对顺延",
        CONVENTION,
    ),
    Rule("cases.reopening", "办结后重新办理的，须说明理由，期限自重新办理之日起重新计算", CONVENTION),
    Rule("cases.unopened", "当日无人打开的来件，当晚告知经办人，次日起逐级告知负责人", CONVENTION),
    Rule("cases.forwarding", "转办其他处室不影响期限", CONVENTION),
)


def alarm_reaches(came: date, today: date, calendar: WorkCalendar) -> int:
    """How far up an arrival nobody opened is told: 0 its handlers, 1 also the heads, 2 also the leader.

    Measured in working days since it came; where the calendar does not reach, everybody is told.
    """
    try:
        return max(0, min(calendar.between(came, today), 2))
    except CoverageError:
        return 2


class ClockEffect(StrEnum):
    """What an event does to the reply clock."""

    NONE = "none"
    START = "start"  # day 0 is the day of the event; an earlier clock no longer counts
    STOP = "stop"  # answered or closed on the day of the event


@dataclass(frozen=True, slots=True)
class Facts:
    """What the guards all kinds share look at. Texts are as typed; ids are keys of divisions and people.

    A kind with guards of its own brings facts of its own, which derive from these.
    """

    reply: str = ""
    reason: str = ""
    division: int | None = None
    target_division: int | None = None
    target_is_open: bool = True
    assignee: int | None = None
    target_assignee: int | None = None
    target_may_handle: bool = True
    division_workdays: int | None = None
    division_due: date | None = None
    last_day: date | None = None
    """The period a person named for the division, the day it ends, and the last day of the law."""


Guard = Callable[[Any], Reason | Iterable[Reason] | None]
"""A guard looks at the facts its kind brings and says why not: nothing, one reason or several."""


def _text_reason(text: str, code: str, field_name: str, ask: str) -> Reason | None:
    length = len(text.strip())
    if not length:
        return Reason(f"{code}_missing", ask, field_name)
    if length > LONGEST_REPLY:
        message = f"最多{LONGEST_REPLY}字，您写了{length}字，请精简"
        return Reason(f"{code}_too_long", message, field_name)
    return None


def _reply_given(facts: Facts) -> Reason | None:
    return _text_reason(facts.reply, "reply", "reply", "请填写答复内容")


def _reason_given(facts: Facts) -> Reason | None:
    return _text_reason(facts.reason, "reason", "reason", "请说明理由")


def _other_division(facts: Facts) -> Reason | None:
    if facts.target_division is None:
        return Reason("division_missing", "请选择接收处室", "division")
    if facts.target_division == facts.division:
        return Reason("same_division", "该件已在这个处室，请选择其他处室", "division")
    if not facts.target_is_open:
        return Reason("division_closed", "所选处室已停用，请选择其他处室", "division")
    return None


def _assignee_may_handle(facts: Facts) -> Reason | None:
    if facts.target_assignee is None:
        return Reason("assignee_missing", "请选择经办人", "assignee")
    if not facts.target_may_handle:
        message = "所选人员没有办理该处室来件的权限，请选择其他人，或先转办"
        return Reason("assignee_may_not", message, "assignee")
    if facts.target_assignee == facts.assignee:
        return Reason("same_assignee", "该件已由所选人员经办", "assignee")
    return None


GUARDS: Mapping[str, Guard] = {
    **division_guards.GUARDS,
    "reply_given": _reply_given,
    "reason_given": _reason_given,
    "other_division": _other_division,
    "assignee_may_handle": _assignee_may_handle,
}


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of a table."""

    state: str
    event: str
    next: str
    guards: tuple[str, ...] = ()
    clock: ClockEffect = ClockEffect.NONE
    source: Source = CONVENTION


DAY = "day"
"""In an event's data: the day that counts in law (received, sent, served), where it is not the day on which
the event was written down. ISO."""


DIVISION_WORKDAYS = "division_workdays"
"""In an event's data: within how many working days the division hands its part back."""


@dataclass(frozen=True, slots=True)
class PastEvent:
    """An event as rules see it: its code, the day that counts, and the ids, codes and dates it holds."""

    event: str
    day: date
    data: Mapping[str, Any] = field(default_factory=dict)


def past_event(event: str, written_on: date, data: Mapping[str, Any]) -> PastEvent:
    """The event with the day that counts: the one its data name, else the day it was written down."""
    named = data.get(DAY)
    return PastEvent(event, date.fromisoformat(named) if named else written_on, data)


@dataclass(frozen=True, slots=True)
class RunningClock:
    """One clock of a case. `deadline` is None while the work calendar does not reach its end.

    `leads` marks the clock whose due day the case shows in lists; one at most leads. `rests` says why
    there is no last day where it is not the calendar.
    """

    code: str
    label: str
    started_on: date
    deadline: Deadline | None
    done_on: date | None = None
    leads: bool = False
    rests: str = ""


@dataclass(frozen=True, slots=True)
class Replayed:
    """What the events of a case say about it.

    `received_on` is day 0 of its first reply clock, `clock_started_on` of the one that counts now;
    `done_on` is the day that clock stopped, if it has.
    """

    state: str
    received_on: date | None = None
    clock_started_on: date | None = None
    done_on: date | None = None


class ImpossibleHistory(ValueError):
    """A sequence of events that the table does not allow: the record was damaged or the table changed."""


@dataclass(frozen=True)
class TransitionTable:
    """All the ways one kind of case can go.

    `closed` are the states in which nothing is left to do; without it, those in which no clock runs.
    `advice` says by (state, event) what to do first, where a state does not allow an event and looking at
    the page again would not tell.
    """

    kind: str
    transitions: tuple[Transition, ...]
    state_labels: Mapping[str, str]
    event_labels: Mapping[str, str]
    guards: Mapping[str, Guard] = field(default_factory=lambda: GUARDS)
    closed: frozenset[str] | None = None
    advice: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        keys = [(row.state, row.event) for row in self.transitions]
        if len(keys) != len(set(keys)):
            raise ValueError(f"{self.kind}: a state answers an event in two ways")
        for row in self.transitions:
            unnamed = [g for g in row.guards if g not in self.guards]
            if unnamed or row.next not in self.state_labels or row.event not in self.event_labels:
                raise ValueError(f"{self.kind}: row {row.state!r}, {row.event!r} names something unknown")

    def find(self, state: str, event: str) -> Transition | None:
        """The row for an event in a state, None when the state does not allow it."""
        return self._rows.get((state, event))

    @cached_property
    def _rows(self) -> Mapping[tuple[str, str], Transition]:
        return {(row.state, row.event): row for row in self.transitions}

    def offered(self, state: str) -> tuple[str, ...]:
        """Events a state allows, in the table's order."""
        return tuple(row.event for row in self.transitions if row.state == state)

    def is_open(self, state: str) -> bool:
        """Whether something is left to do for a case in that state."""
        return state in self.open_states()

    def open_states(self) -> frozenset[str]:
        """States in which something is left to do."""
        if self.closed is not None:
            return frozenset(self.state_labels) - self.closed
        return self._states_with_a_clock()

    def _states_with_a_clock(self) -> frozenset[str]:
        running: set[str] = set()
        pending = [row.next for row in self.transitions if row.clock is ClockEffect.START]
        while pending:
            state = pending.pop()
            if state not in running:
                running.add(state)
                pending += [
                    row.next
                    for row in self.transitions
                    if row.state == state and row.clock is not ClockEffect.STOP
                ]
        return frozenset(running)

    def refusals(self, state: str, event: str, facts: Any) -> list[Reason]:
        """Every reason why the event may not happen now; empty when it may."""
        row = self.find(state, event)
        if row is None:
            label, now = self.event_labels[event], self.state_labels.get(state, "未登记")
            advice = self.advice.get((state, event), "请刷新页面查看最新情况")
            return [Reason("wrong_state", f"该件现在是“{now}”，不能{label}。{advice}")]
        reasons: list[Reason] = []
        for name in row.guards:
            found = self.guards[name](facts)
            if found is not None:
                reasons += [found] if isinstance(found, Reason) else found
        return reasons

    def replay(self, events: Iterable[PastEvent]) -> Replayed:
        """The state and clock that follow from the events in order.

        Raises ImpossibleHistory at the first event the table does not allow.
        """
        now = Replayed(NEW)
        for past in events:
            row = self.find(now.state, past.event)
            if row is None:
                raise ImpossibleHistory(f"{self.kind}: {past.event} cannot happen in state {now.state!r}")
            now = after(now, row, past.day, keeps_clock=bool(past.data.get(KEEPS_CLOCK)))
        return now


KEEPS_CLOCK = "keeps_clock"
"""Key of an event's data: what would start the clock anew leaves it running, for the office was late."""


def after(before: Replayed, row: Transition, day: date, *, keeps_clock: bool = False) -> Replayed:
    """What is true once the row's event has happened on that day."""
    if keeps_clock:
        return Replayed(row.next, before.received_on, before.clock_started_on, before.done_on)
    if row.clock is ClockEffect.START:
        return Replayed(row.next, before.received_on or day, day, None)
    done_on = day if row.clock is ClockEffect.STOP else before.done_on
    return Replayed(row.next, before.received_on, before.clock_started_on, done_on)


class CaseEventCode(StrEnum):
    """Events kinds of case share."""

    OPENED = "opened"
    OPENED_UNPROVEN = "opened_unproven"
    ADMITTED = "admitted"
    DISCARDED = "discarded"
    TAKEN_ON = "taken_on"
    ASSIGNED = "assigned"
    FORWARDED = "forwarded"
    DIVISION_PERIOD_SET = "division_period_set"
    ANSWERED = "answered"
    CLOSED = "closed"
    REOPENED = "reopened"
    COMMENTED = "commented"
    ERASED = "erased"


EVENT_LABELS: Mapping[str, str] = {
    CaseEventCode.OPENED: "登记",
    CaseEventCode.OPENED_UNPROVEN: "登记（待核对）",
    CaseEventCode.ADMITTED: "核对通过",
    CaseEventCode.DISCARDED: "作为无关来件办结",
    CaseEventCode.TAKEN_ON: "接办",
    CaseEventCode.ASSIGNED: "指定经办人",
    CaseEventCode.FORWARDED: "转办",
    CaseEventCode.DIVISION_PERIOD_SET: "调整承办期限",
    CaseEventCode.ANSWERED: "答复",
    CaseEventCode.CLOSED: "按“不属于错误”办结",
    CaseEventCode.REOPENED: "重新办理",
    CaseEventCode.COMMENTED: "内部意见",
    CaseEventCode.ERASED: "删除个人信息",
}

_E = CaseEventCode


def rows_of_every_kind(
    handled: Mapping[str, tuple[str, str]],
    *,
    states: Iterable[str],
    closed: Iterable[str],
    source: Source = CONVENTION,
    taken_over: bool = True,
) -> tuple[Transition, ...]:
    """What a case of any kind goes through: hands, a word for colleagues in any state, erasure at the end.

    `handled` names for each state in which somebody works on it the one after it was taken on or assigned,
    and the one after it was forwarded. `taken_over`: what is in one person's hands another may take on.
    """
    to, onward, period = ("assignee_may_handle", "division_period"), "other_division", "division_period"
    rows: list[Transition] = []
    for state, (taken, forwarded) in handled.items():
        if taken_over or taken != state:
            rows.append(Transition(state, _E.TAKEN_ON, taken, source=source))
        rows += (
            Transition(state, _E.ASSIGNED, taken, to, source=source),
            Transition(state, _E.FORWARDED, forwarded, (onward, period), source=source),
            Transition(state, _E.DIVISION_PERIOD_SET, state, ("in_a_division", period), source=source),
        )
    rows += (Transition(state, _E.COMMENTED, state, ("reason_given",), source=source) for state in states)
    rows += (Transition(state, _E.ERASED, state, source=source) for state in sorted(closed))
    return tuple(rows)
