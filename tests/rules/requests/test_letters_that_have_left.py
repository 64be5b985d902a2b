"""A notice moves a period when its letter has left, never when it was drafted, approved or issued."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingchuang.rules.calendar_data import national
from mingchuang.rules.cases import PastEvent
from mingchuang.rules.requests import clocks as count
from mingchuang.rules.requests.clocks import Interval
from mingchuang.rules.requests.decisions import Answer, Decision, refusals
from mingchuang.rules.requests.facts import LetterFacts
from mingchuang.rules.requests.inquiries import Inquiry
from mingchuang.rules.requests.machine import REQUEST, Facts, RequestEvent, RequestState, clocks
from mingchuang.rules.requests.running import ClockCode

S, E = RequestState, RequestEvent
CALENDAR = national()
MONDAY, DUE = date(2026, 3, 9), date(2026, 4, 7)
RECEIVED = PastEvent(E.REGISTERED, MONDAY)

PROPOSALS = {
    E.CORRECTION_PROPOSED: {"workdays": 10, "items": 1},
    E.REASONS_PROPOSED: {"workdays": 10},
    E.CONSULTATION_PROPOSED: {"kind": "third_party", "consultation": 1},
    E.FEE_PROPOSED: {"amount": 720, "tariff": "pages", "count": 101},
    E.DELAY_PROPOSED: {"until": "2026-08-31"},
    E.EXTENSION_PROPOSED: {"workdays": 20},
}
LEAVING = {
    E.CORRECTION_ASKED: E.CORRECTION_PROPOSED,
    E.REASON_ASKED: E.REASONS_PROPOSED,
    E.CONSULTATION_SENT: E.CONSULTATION_PROPOSED,
    E.FEE_ASKED: E.FEE_PROPOSED,
    E.DELAYED: E.DELAY_PROPOSED,
    E.EXTENDED: E.EXTENSION_PROPOSED,
}
STATES_OF_DELAYS = (S.RECEIVED, S.REASON_ASKED)

drafted = st.lists(st.tuples(st.sampled_from(sorted(PROPOSALS)), st.integers(0, 40)), max_size=8)
others = st.lists(
    st.sampled_from(
        [
            PastEvent(E.TAKEN_ON, date(2026, 3, 10)),
            PastEvent(E.CONSULTATION_SENT, date(2026, 3, 11), {"kind": "third_party", "consultation": 7}),
            PastEvent(E.CONSULTATION_ENDED, date(2026, 3, 17), {"consultation": 7, "ended": "2026-03-17"}),
            PastEvent(E.EXTENDED, date(2026, 3, 20), {"workdays": 10}),
        ]
    ),
    unique_by=lambda past: past.event,
    max_size=4,
).map(lambda events: sorted(events, key=lambda past: past.day))


def days(history):
    return [
        (clock.code, clock.started_on, clock.deadline and clock.deadline.due, clock.done_on, clock.leads)
        for clock in clocks(history, {}, CALENDAR)
    ]


@given(others, drafted)
def test_a_notice_that_has_not_left_never_moves_a_due_date(events, drafts):
    with_drafts = [RECEIVED, *events]
    for event, place in drafts:
        at = 1 + place % len(with_drafts)
        with_drafts.insert(at, PastEvent(event, with_drafts[at - 1].day, PROPOSALS[event]))
    assert days(with_drafts) == days([RECEIVED, *events])


@given(drafted)
def test_a_notice_that_has_not_left_leaves_a_request_where_it_stands(drafts):
    for event, _place in drafts:
        for row in REQUEST.transitions:
            assert row.event != event or row.next == row.state


@pytest.mark.parametrize("event", sorted(LEAVING))
def test_nothing_is_told_by_a_letter_that_has_no_number(event):
    state = S.REASON_ASKED if event == E.DELAYED else S.RECEIVED
    for notice, code in ((None, "notice_missing"), (LetterFacts("告知书"), "notice_not_issued")):
        found = {reason.code for reason in REQUEST.refusals(state, event, Facts(notice=notice))}
        assert code in found
    backdated = Facts(day=MONDAY, notice=LetterFacts("告知书", issued_on=MONDAY + timedelta(1)))
    assert "day_before_issue" in {reason.code for reason in REQUEST.refusals(state, event, backdated)}


@pytest.mark.parametrize("event", sorted(set(LEAVING) - {E.CONSULTATION_SENT, E.EXTENDED}))
def test_no_second_notice_is_drafted_while_one_waits(event):
    waiting = Facts(notice=LetterFacts("告知书", issued_on=MONDAY))
    found = {reason.code for reason in REQUEST.refusals(S.RECEIVED, LEAVING[event], waiting)}
    assert "notice_proposed" in found


def test_a_fee_notice_that_leaves_after_the_last_day_is_refused_by_the_day_it_left():
    fee = {"fee_amount": 720, "reply_due": DUE, "today": DUE + timedelta(3)}
    issued = LetterFacts("收费通知书", issued_on=DUE)
    in_time = Facts(**fee, day=DUE, notice=issued)
    assert REQUEST.refusals(S.RECEIVED, E.FEE_ASKED, in_time) == []
    [reason] = REQUEST.refusals(S.RECEIVED, E.FEE_ASKED, Facts(**fee, day=DUE + timedelta(1), notice=issued))
    assert reason.code == "fee_notice_late" and DUE.isoformat() in reason.message


def test_a_delay_that_leaves_after_the_last_day_is_refused_by_the_day_it_left():
    fit = {"reasons_asked": True, "reasons_accepted": True, "delayed_until": date(2026, 8, 31)}
    fit |= {"reply_due": DUE, "today": DUE + timedelta(3), "notice": LetterFacts("告知书", issued_on=MONDAY)}
    for state in STATES_OF_DELAYS:
        assert REQUEST.refusals(state, E.DELAYED, Facts(**fit, day=DUE)) == []
        late = REQUEST.refusals(state, E.DELAYED, Facts(**fit, day=DUE + timedelta(1)))
        assert {reason.code for reason in late} == {"delay_late"}


def test_a_correction_told_late_leaves_the_reply_clock_running_and_the_notice_late():
    asked = PastEvent(E.CORRECTION_ASKED, date(2026, 3, 19), {"workdays": 10, "items": 1})
    found = {clock.code: clock for clock in clocks([RECEIVED, asked], {}, CALENDAR)}
    assert found[ClockCode.REPLY].deadline.due == DUE and found[ClockCode.REPLY].leads
    notice = found[ClockCode.CORRECTION_NOTICE]
    assert notice.done_on == date(2026, 3, 19) > notice.deadline.due == date(2026, 3, 18)


# --- after a delay ------------------------------------------------------------------------------


def delayed_history(*events):
    told = PastEvent(E.DELAYED, date(2026, 3, 23), {"until": "2026-05-29"})
    return [RECEIVED, PastEvent(E.REASON_ASKED, date(2026, 3, 10), {"workdays": 10}), told, *events]


def due_of(history):
    [clock] = [clock for clock in clocks(history, {}, CALENDAR) if clock.code == ClockCode.DELAYED]
    return clock.deadline


def test_who_is_asked_after_a_delay_takes_days_out_of_it():
    """Eight working days from 8 April (the day it left) to 20 April, so 29 May becomes 10 June."""
    sent = PastEvent(E.CONSULTATION_SENT, date(2026, 4, 8), {"kind": "third_party", "consultation": 1})
    ended = PastEvent(E.CONSULTATION_ENDED, date(2026, 4, 20), {"consultation": 1, "ended": "2026-04-20"})
    assert due_of(delayed_history()).due == date(2026, 5, 29)
    moved = due_of(delayed_history(sent, ended))
    assert moved.due == date(2026, 6, 10)
    assert moved.rule.id == "C9" and moved.length == due_of(delayed_history()).length


def test_who_was_asked_before_the_delay_is_in_the_day_that_was_set():
    before = [
        PastEvent(E.CONSULTATION_SENT, date(2026, 3, 11), {"kind": "third_party", "consultation": 1}),
        PastEvent(E.CONSULTATION_ENDED, date(2026, 3, 17), {"consultation": 1, "ended": "2026-03-17"}),
    ]
    history = delayed_history()
    assert due_of([history[0], *before, *history[1:]]).due == date(2026, 5, 29)


def test_a_delay_without_consultations_ends_on_the_day_that_was_told():
    span = (Interval(date(2026, 4, 8), date(2026, 4, 20)),)
    plain = count.delayed(MONDAY, CALENDAR, until=date(2026, 5, 30))
    assert (plain.due, plain.nominal) == (date(2026, 6, 1), date(2026, 5, 30))
    rested = count.delayed(MONDAY, CALENDAR, until=date(2026, 5, 29), consultations=span)
    assert rested.due == date(2026, 6, 10)


# --- refusing what is excessive -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("inquiry", "missing"),
    [
        (Inquiry(), {"reasons_not_asked"}),
        (Inquiry(asked=True), {"reasons_awaited"}),
        (Inquiry(asked=True, over=True), set()),
        (Inquiry(asked=True, accepted=True), {"reasons_awaited", "reasons_were_accepted"}),
        (Inquiry(asked=True, over=True, accepted=True), {"reasons_were_accepted"}),
    ],
)
def test_nothing_is_called_excessive_before_the_inquiry_left_and_was_answered_or_lapsed(inquiry, missing):
    answer = Answer(reason="理由不合理", counts=62, counts_period="本年", inquiry=inquiry)
    assert {reason.code for reason in refusals(Decision.REFUSE_EXCESSIVE, answer)} == missing
