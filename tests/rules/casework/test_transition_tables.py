"""No path through a table skips a duty, and the events alone tell the state."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingchuang.rules.cases import (
    LONGEST_REPLY,
    NEW,
    CaseEventCode,
    ClockEffect,
    Facts,
    ImpossibleHistory,
    PastEvent,
    Replayed,
    Transition,
    TransitionTable,
    after,
)
from mingchuang.rules.site_errors import SITE_ERROR, SiteErrorState

E, S = CaseEventCode, SiteErrorState
MONDAY = date(2026, 3, 9)
EVENTS = st.sampled_from(list(E))


@given(st.lists(st.tuples(EVENTS, st.integers(0, 5)), max_size=25))
def test_replaying_the_events_that_happened_gives_the_state_step_by_step(wishes):
    stepped, happened, day = Replayed(NEW), [], MONDAY
    for event, later in wishes:
        row = SITE_ERROR.find(stepped.state, event)
        if row is None:
            continue
        day += timedelta(days=later)
        happened.append(PastEvent(event, day))
        stepped = after(stepped, row, day)
    assert SITE_ERROR.replay(happened) == stepped
    running = stepped.state in SITE_ERROR.open_states()
    assert running == (stepped.state != NEW and stepped.done_on is None)


@given(st.lists(EVENTS, min_size=1, max_size=6))
def test_a_history_the_table_does_not_allow_is_named(events):
    state, possible = NEW, True
    for event in events:
        row = SITE_ERROR.find(state, event)
        possible = possible and row is not None
        state = row.next if row else state
    if possible:
        assert SITE_ERROR.replay([PastEvent(event, MONDAY) for event in events]).state == state
    else:
        with pytest.raises(ImpossibleHistory):
            SITE_ERROR.replay([PastEvent(event, MONDAY) for event in events])


def test_every_way_out_of_the_clock_tells_the_reporter_or_records_why():
    for row in SITE_ERROR.transitions:
        if row.clock is ClockEffect.STOP:
            assert set(row.guards) & {"reply_given", "reason_given"}, row
        if row.state in SITE_ERROR.open_states() and row.next not in SITE_ERROR.open_states():
            assert row.clock is ClockEffect.STOP, row


def test_only_opening_and_reopening_start_the_clock():
    starts = {row.event for row in SITE_ERROR.transitions if row.clock is ClockEffect.START}
    assert starts == {E.OPENED, E.OPENED_UNPROVEN, E.REOPENED}


def test_what_came_without_proof_has_its_clock_running_from_the_first_day():
    told = SITE_ERROR.replay(
        [
            PastEvent(E.OPENED_UNPROVEN, MONDAY),
            PastEvent(E.ADMITTED, MONDAY + timedelta(2)),
            PastEvent(E.TAKEN_ON, MONDAY + timedelta(2)),
        ]
    )
    assert told == Replayed(S.IN_PROGRESS, MONDAY, MONDAY, None)


def test_every_state_can_be_reached_and_is_named():
    assert {row.next for row in SITE_ERROR.transitions} == set(SITE_ERROR.state_labels) == set(S)


def test_an_event_in_the_wrong_state_says_where_the_case_stands():
    [reason] = SITE_ERROR.refusals(S.ANSWERED, E.ANSWERED, Facts(reply="已更正"))
    assert reason.code == "wrong_state"
    assert "已答复" in reason.message
    assert SITE_ERROR.refusals(NEW, E.ANSWERED, Facts())[0].code == "wrong_state"


@pytest.mark.parametrize(
    ("event", "facts", "code"),
    [
        (E.ANSWERED, Facts(), "reply_missing"),
        (E.ANSWERED, Facts(reply=" \n "), "reply_missing"),
        (E.ANSWERED, Facts(reply="长" * (LONGEST_REPLY + 1)), "reply_too_long"),
        (E.CLOSED, Facts(), "reason_missing"),
        (E.FORWARDED, Facts(), "division_missing"),
        (E.FORWARDED, Facts(division=1, target_division=1), "same_division"),
        (E.FORWARDED, Facts(division=1, target_division=2, target_is_open=False), "division_closed"),
        (E.ASSIGNED, Facts(), "assignee_missing"),
        (E.ASSIGNED, Facts(target_assignee=1, target_may_handle=False), "assignee_may_not"),
        (E.ASSIGNED, Facts(assignee=1, target_assignee=1), "same_assignee"),
    ],
)
def test_a_guard_names_what_is_missing(event, facts, code):
    assert [reason.code for reason in SITE_ERROR.refusals(S.IN_PROGRESS, event, facts)] == [code]


@pytest.mark.parametrize(
    ("event", "facts"),
    [
        (E.ANSWERED, Facts(reply="已更正，谢谢。")),
        (E.CLOSED, Facts(reason="原文如此。")),
        (E.FORWARDED, Facts(division=1, target_division=2)),
        (E.ASSIGNED, Facts(assignee=1, target_assignee=2)),
    ],
)
def test_what_fulfils_its_guards_may_happen(event, facts):
    assert SITE_ERROR.refusals(S.IN_PROGRESS, event, facts) == []
    assert event in SITE_ERROR.offered(S.IN_PROGRESS)


@pytest.mark.parametrize(
    "rows",
    [
        (Transition(NEW, "go", "a"), Transition(NEW, "go", "b")),
        (Transition(NEW, "go", "nowhere"),),
        (Transition(NEW, "unnamed", "a"),),
        (Transition(NEW, "go", "a", ("no_such_guard",)),),
    ],
)
def test_a_table_that_contradicts_itself_is_not_made(rows):
    with pytest.raises(ValueError, match="kind"):
        TransitionTable("kind", rows, {"a": "甲", "b": "乙"}, {"go": "走"})
