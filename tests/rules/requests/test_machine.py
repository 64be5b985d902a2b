"""No path through the machine skips a duty; every wrong order is refused with all reasons."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingchuang.rules.calendar_data import national
from mingchuang.rules.cases import NEW, ClockEffect, ImpossibleHistory, PastEvent, Replayed, after
from mingchuang.rules.requests import facts as parts
from mingchuang.rules.requests.decisions import Answer, Decision
from mingchuang.rules.requests.facts import ItemFacts, LetterFacts, SignOffStep
from mingchuang.rules.requests.machine import REQUEST, Facts, RequestEvent, RequestState, clocks, passed
from mingchuang.rules.requests.states import CLOSED, EVENT_LABELS, STATE_LABELS
from tests.support.each import each

S, E = RequestState, RequestEvent
MONDAY, CALENDAR = date(2026, 3, 9), national()
GRANTED = ItemFacts(1, Decision.GRANT, Answer(information="随本答复附上"))
DENIED = ItemFacts(2, Decision.DENY_PROCESS, Answer(ground="process", reason="属于讨论记录"))
ALL_SIGNED = frozenset(SignOffStep)

CONTESTED = frozenset({S.DISPUTED, S.DISPUTED_NO_CORRECTION, S.DISPUTED_UNPAID})


def codes(state: str, event: str, facts: Facts) -> set[str]:
    return {reason.code for reason in REQUEST.refusals(state, event, facts)}


# --- the table as a whole -----------------------------------------------------------------------


def test_every_state_is_reached_every_event_happens_and_both_are_named() -> None:
    assert {row.next for row in REQUEST.transitions} == set(S) == set(STATE_LABELS)
    assert {row.event for row in REQUEST.transitions} == set(E) == set(EVENT_LABELS)


def test_the_clock_starts_on_receipt_and_correction_and_when_a_new_reply_is_ordered() -> None:
    starts = {row.event for row in REQUEST.transitions if row.clock is ClockEffect.START}
    assert starts == {E.REGISTERED, E.CONFIRMED, E.CORRECTED, E.REOPENED}


def test_the_clock_stops_on_service_and_on_the_closings_only() -> None:
    stops = {row.event for row in REQUEST.transitions if row.clock is ClockEffect.STOP}
    assert stops == {E.SERVED, E.WITHDRAWN, E.DISCARDED, E.CORRECTION_LAPSED, E.FEE_LAPSED}
    for row in REQUEST.transitions:
        if (
            REQUEST.is_open(row.state or S.RECEIVED)
            and not REQUEST.is_open(row.next)
            and row.state not in CONTESTED
        ):
            assert row.clock is ClockEffect.STOP, row


def test_closed_states_are_listed() -> None:
    assert REQUEST.open_states() == frozenset(S) - CLOSED
    assert REQUEST.open_states() >= CONTESTED


@pytest.mark.parametrize("closed", [S.SERVED, S.CLOSED_NO_CORRECTION, S.CLOSED_UNPAID])
def test_what_was_contested_ends_as_what_it_was(closed: str) -> None:
    """Nobody reads of a request that was never answered that its reply was served."""
    filed = REQUEST.find(closed, E.DISPUTE_FILED)
    assert filed is not None and filed.next in CONTESTED
    settled = REQUEST.find(filed.next, E.DISPUTE_CLOSED)
    assert settled is not None and settled.next == closed


def test_no_reply_goes_out_without_review_and_decision() -> None:
    into_served = {(row.state, row.event) for row in REQUEST.transitions if row.next == S.SERVED}
    assert (S.DECIDED, E.SERVED) in into_served
    assert {event for state, event in into_served if state not in (S.SERVED, S.DECIDED)} == {E.DISPUTE_CLOSED}
    [decided] = [row for row in REQUEST.transitions if row.event == E.DECIDED]
    assert decided.state == S.IN_REVIEW
    assert {"items_answered", "signed_off"} <= set(decided.guards)


def test_an_applicant_may_withdraw_as_long_as_nothing_was_served() -> None:
    for state in REQUEST.open_states() - CONTESTED:
        assert E.WITHDRAWN in REQUEST.offered(state)


def test_a_request_in_the_wrong_section_is_forwarded_never_refused() -> None:
    """Failure 6: no event turns a request away; wherever it waits it can be forwarded."""
    for state in REQUEST.open_states() - {S.UNCHECKED}:
        assert E.FORWARDED in REQUEST.offered(state)
    assert {row.state for row in REQUEST.transitions if row.event == E.DISCARDED} == {S.UNCHECKED}


@each("state", [NEW, *S])
@each("event", list(E))
def test_every_wrong_order_is_refused_and_says_where_the_request_stands(state: str, event: str) -> None:
    if REQUEST.find(state, event) is not None:
        return
    [reason] = REQUEST.refusals(state, event, Facts())
    assert reason.code == "wrong_state"
    assert STATE_LABELS.get(state, "未登记") in reason.message


@given(st.lists(st.tuples(st.sampled_from(list(E)), st.integers(0, 9)), max_size=30))
def test_replaying_the_events_gives_the_stored_state_and_clocks(wishes: list[tuple[E, int]]) -> None:
    stepped, happened, day = Replayed(NEW), [], MONDAY
    for event, later in wishes:
        row = REQUEST.find(stepped.state, event)
        if row is None:
            with pytest.raises(ImpossibleHistory):
                REQUEST.replay([*happened, PastEvent(event, day)])
            continue
        day += timedelta(days=later)
        happened.append(PastEvent(event, day))
        stepped = after(stepped, row, day)
    assert REQUEST.replay(happened) == stepped
    running = clocks(happened, {}, CALENDAR)
    assert running == clocks(tuple(happened), {}, CALENDAR)
    assert sum(clock.leads for clock in running) <= 1
    if stepped.state in REQUEST.open_states() - {NEW, *CONTESTED}:
        assert [clock.done_on for clock in running if clock.leads] == [None], (
            "an open request waits for a day"
        )
    settled = passed(happened)
    if stepped.state in (S.SERVED, *CLOSED) and stepped.done_on:
        assert settled.done_on == stepped.done_on
    if stepped.received_on is not None:
        assert settled.received_on is not None


# --- arrival ------------------------------------------------------------------------------------


def test_only_the_counter_and_signed_post_are_received_at_once() -> None:
    assert codes(NEW, E.REGISTERED, Facts(channel="in_person")) == set()
    assert codes(NEW, E.REGISTERED, Facts(channel="fax")) == {"confirmation_needed"}


def test_days_that_cannot_be_are_refused() -> None:
    facts = Facts(today=MONDAY, day=MONDAY + timedelta(1), earliest=MONDAY + timedelta(2))
    assert codes(S.SUBMITTED, E.CONFIRMED, facts) == {"day_in_future", "day_too_early"}


# --- correction ---------------------------------------------------------------------------------


def test_a_correction_is_asked_once_with_all_its_items_and_in_time() -> None:
    facts = Facts(correction_asked=True, day=date(2026, 3, 20), correction_notice_due=date(2026, 3, 18))
    assert codes(S.RECEIVED, E.CORRECTION_PROPOSED, facts) == {
        "correction_asked_before",
        "correction_items_missing",
        "correction_notice_late",
    }
    late = Facts(
        correction_items=2,
        day=date(2026, 3, 20),
        correction_notice_due=date(2026, 3, 18),
        late_notice_accepted=True,
    )
    assert codes(S.RECEIVED, E.CORRECTION_PROPOSED, late) == set()


def test_a_late_correction_needs_a_good_reason() -> None:
    late = {"day": date(2026, 3, 20), "correction_due": date(2026, 3, 18)}
    assert codes(S.CORRECTION, E.CORRECTED, Facts(**late)) == {"correction_late"}
    assert codes(S.CORRECTION, E.CORRECTED, Facts(**late, late_correction_justified=True)) == set()


@pytest.mark.parametrize(
    ("state", "event", "name"),
    [
        (S.CORRECTION, E.CORRECTION_LAPSED, "correction_due"),
        (S.FEE_PENDING, E.FEE_LAPSED, "fee_due"),
    ],
)
def test_nothing_is_closed_for_silence_before_the_period_is_over(state: str, event: str, name: str) -> None:
    assert codes(state, event, Facts(today=MONDAY)) == {"notice_receipt_unknown"}
    assert codes(state, event, Facts(today=MONDAY, **{name: MONDAY})) == {"period_running"}
    assert codes(state, event, Facts(today=MONDAY, **{name: MONDAY - timedelta(1)})) == set()


# --- consultation -------------------------------------------------------------------------------


def test_a_consultation_needs_a_party() -> None:
    assert codes(S.RECEIVED, E.CONSULTATION_PROPOSED, Facts()) == {"party_kind_missing", "party_missing"}
    named = Facts(party_kind="third_party", party="某公司")
    assert codes(S.CONSULTING, E.CONSULTATION_PROPOSED, named) == set()


def test_silence_is_recorded_only_when_the_period_is_over() -> None:
    silent = {"opinion": "silent", "open_consultations": 1}
    assert codes(S.CONSULTING, E.CONSULTATION_ENDED, Facts(**silent)) == {"letter_receipt_unknown"}
    running = Facts(**silent, today=MONDAY, opinion_due=MONDAY)
    assert codes(S.CONSULTING, E.CONSULTATION_ENDED, running) == {"opinion_period_running"}
    over = Facts(**silent, today=MONDAY, day=MONDAY, opinion_due=MONDAY - timedelta(1))
    assert codes(S.CONSULTING, E.CONSULTATION_ENDED, over) == set()
    assert codes(S.CONSULTING, E.CONSULTATION_ENDED, Facts()) == {"opinion_missing"}


def test_a_consultation_ends_with_its_last_letter() -> None:
    two = Facts(opinion="agrees", open_consultations=2)
    one = Facts(opinion="objects", open_consultations=1)
    assert codes(S.CONSULTING, E.CONSULTATION_ENDED, two) == {"consultations_open"}
    assert codes(S.CONSULTING, E.CONSULTATION_ANSWERED, two) == set()
    assert codes(S.CONSULTING, E.CONSULTATION_ANSWERED, one) == {"last_consultation"}
    assert codes(S.CONSULTING, E.CONSULTATION_ENDED, one) == set()


# --- extension ----------------------------------------------------------------------------------

DUE = date(2026, 4, 7)
NOTICE = LetterFacts("延长答复期限告知书", DUE)
LAWFUL = {
    "extension": 20,
    "approved_by_head": True,
    "told_on": DUE,
    "today": DUE,
    "day": DUE,
    "reply_due": DUE,
    "notice": NOTICE,
}


def test_an_extension_after_the_due_day_or_unsent_is_refused() -> None:
    """Failure 3."""
    assert codes(S.RECEIVED, E.EXTENDED, Facts(**LAWFUL)) == set()
    late = {**LAWFUL, "today": DUE + timedelta(1)}
    told_late = {**late, "told_on": DUE + timedelta(1), "day": DUE + timedelta(1)}
    assert codes(S.RECEIVED, E.EXTENDED, Facts(**told_late)) == {"extension_late"}
    assert codes(S.RECEIVED, E.EXTENDED, Facts(**late)) == set(), "told in time, only written down late"
    assert codes(S.RECEIVED, E.EXTENDED, Facts(**{**LAWFUL, "told_on": None})) == {"extension_not_told"}
    draft = {**LAWFUL, "notice": LetterFacts(NOTICE.name)}
    assert codes(S.RECEIVED, E.EXTENDED, Facts(**draft)) == {"notice_not_issued"}
    early = {**LAWFUL, "notice": LetterFacts(NOTICE.name, DUE + timedelta(1))}
    assert codes(S.RECEIVED, E.EXTENDED, Facts(**early)) == {"day_before_issue"}


def test_everything_wrong_with_an_extension_is_said_at_once() -> None:
    facts = Facts(extended=True, extension=21, today=DUE + timedelta(1), reply_due=DUE)
    assert codes(S.IN_REVIEW, E.EXTENDED, facts) == {
        "extended_before",
        "extension_length",
        "extension_not_approved",
        "extension_not_told",
        "extension_late",
        "notice_missing",
    }


# --- fee ----------------------------------------------------------------------------------------


def test_nothing_is_charged_or_paid_where_nothing_is_due() -> None:
    assert codes(S.RECEIVED, E.FEE_PROPOSED, Facts()) == {"fee_free"}
    assert codes(S.FEE_PENDING, E.FEE_PAID, Facts(paid_amount=100)) == {"fee_free"}
    facts = Facts(fee_asked=True, fee_amount=100, reply_due=DUE, today=DUE + timedelta(1))
    assert codes(S.RECEIVED, E.FEE_PROPOSED, facts) == {"fee_asked_before", "fee_notice_late"}
    assert codes(S.RECEIVED, E.FEE_PROPOSED, Facts(fee_amount=100)) == set()


def test_a_payment_is_whole_and_in_time() -> None:
    late = Facts(fee_amount=200, paid_amount=100, fee_due=DUE, day=DUE + timedelta(1))
    assert codes(S.FEE_PENDING, E.FEE_PAID, late) == {"fee_amount_differs", "fee_late"}
    paid = Facts(fee_amount=200, paid_amount=200, fee_due=DUE, day=DUE)
    assert codes(S.FEE_PENDING, E.FEE_PAID, paid) == set()


# --- reply --------------------------------------------------------------------------------------


def test_a_reply_needs_an_outcome_for_every_item_and_every_signature() -> None:
    open_item = ItemFacts(2)
    facts = Facts(items=(GRANTED, open_item), signed=frozenset({SignOffStep.SECRECY}))
    assert codes(S.IN_REVIEW, E.DECIDED, facts) == {"decision_missing", "legal_not_signed", "head_not_signed"}
    assert codes(S.IN_REVIEW, E.DECIDED, Facts(items=(GRANTED, DENIED), signed=ALL_SIGNED)) == set()
    assert "items_missing" in codes(S.RECEIVED, E.SUBMITTED_FOR_REVIEW, Facts())


def test_what_is_simply_given_needs_no_legal_review_unless_the_office_wants_it() -> None:
    signed = frozenset({SignOffStep.SECRECY, SignOffStep.HEAD})
    assert codes(S.IN_REVIEW, E.DECIDED, Facts(items=(GRANTED,), signed=signed)) == set()
    always = Facts(items=(GRANTED,), signed=signed, needs_legal=True)
    assert codes(S.IN_REVIEW, E.DECIDED, always) == {"legal_not_signed"}


def test_information_that_does_not_exist_was_searched_for() -> None:
    """Failure 4."""
    item = ItemFacts(1, Decision.UNABLE_NOT_EXIST, Answer(reason="经检索未找到"))
    [reason] = REQUEST.refusals(S.RECEIVED, E.SUBMITTED_FOR_REVIEW, Facts(items=(item,)))
    assert (reason.code, reason.field) == ("search_not_recorded", "item-1-search_log")
    searched = ItemFacts(1, Decision.UNABLE_NOT_EXIST, Answer(reason="经检索未找到", search_log=2))
    assert codes(S.RECEIVED, E.SUBMITTED_FOR_REVIEW, Facts(items=(searched,))) == set()


def test_the_head_signs_last_and_nobody_signs_what_they_wrote() -> None:
    facts = Facts(items=(GRANTED, DENIED), step="head", signer_wrote=True)
    assert codes(S.IN_REVIEW, E.REVIEWED, facts) == {"secrecy_first", "legal_first", "signer_wrote"}
    again = Facts(items=(GRANTED,), step="secrecy", signed=frozenset({SignOffStep.SECRECY}))
    assert codes(S.IN_REVIEW, E.REVIEWED, again) == {"signed_before"}
    assert codes(S.IN_REVIEW, E.REVIEWED, Facts(step="somebody")) == {"step_missing"}


def test_service_comes_after_the_decision_and_with_proof() -> None:
    early = Facts(decided_on=MONDAY, day=MONDAY - timedelta(1))
    assert codes(S.DECIDED, E.SERVED, early) == {
        "served_before_decision",
        "proof_of_service_missing",
        "reply_letter_missing",
    }
    assert "not_decided" in codes(S.DECIDED, E.SERVED, Facts())
    assert codes(S.RECEIVED, E.SERVED, early) == {"wrong_state"}
    served = Facts(
        decided_on=MONDAY,
        day=MONDAY,
        today=MONDAY,
        has_proof_of_service=True,
        reply_letters=(LetterFacts("答复：予以公开", MONDAY),),
    )
    assert codes(S.DECIDED, E.SERVED, served) == set()


def test_a_reply_is_not_served_before_each_of_its_letters_is_issued() -> None:
    letters = (LetterFacts("答复：予以公开", MONDAY), LetterFacts("答复：信息不存在"))
    facts = {"decided_on": MONDAY, "day": MONDAY, "today": MONDAY, "has_proof_of_service": True}
    assert codes(S.DECIDED, E.SERVED, Facts(**facts, reply_letters=letters)) == {"reply_letter_not_issued"}
    later = (LetterFacts("答复：予以公开", MONDAY + timedelta(1)),)
    assert codes(S.DECIDED, E.SERVED, Facts(**facts, reply_letters=later)) == {"served_before_issue"}


# --- disputes -----------------------------------------------------------------------------------


def test_what_a_dispute_must_name() -> None:
    assert codes(S.SERVED, E.DISPUTE_FILED, Facts()) == {"dispute_kind_missing"}
    assert codes(S.DISPUTED, E.DISPUTE_CLOSED, Facts()) == {"no_dispute_open", "dispute_result_missing"}
    assert codes(S.SERVED, E.REOPENED, Facts()) == {"reason_missing", "new_reply_not_ordered"}


def test_silence_is_contested_only_when_the_reply_is_overdue() -> None:
    waiting = Facts(dispute_kind="review", reply_due=DUE, today=DUE)
    assert codes(S.RECEIVED, E.DISPUTE_FILED, waiting) == {"reply_not_overdue"}
    overdue = Facts(dispute_kind="review", reply_due=DUE, today=DUE + timedelta(1))
    assert codes(S.RECEIVED, E.DISPUTE_FILED, overdue) == set()
    assert REQUEST.find(S.RECEIVED, E.DISPUTE_FILED).next == S.RECEIVED  # type: ignore[union-attr]


# --- what the events have settled ---------------------------------------------------------------


def test_the_events_say_what_was_done_once_and_what_is_still_open() -> None:
    settled = passed(
        [
            PastEvent(E.SUBMITTED, MONDAY),
            PastEvent(E.CONFIRMED, MONDAY),
            PastEvent(E.CORRECTION_ASKED, MONDAY + timedelta(2)),
            PastEvent(E.CORRECTED, MONDAY + timedelta(7)),
            PastEvent(E.EXTENDED, MONDAY + timedelta(8), {"workdays": 10}),
            PastEvent(E.CONSULTATION_SENT, MONDAY + timedelta(8), {"consultation": 1}),
            PastEvent(E.CONSULTATION_SENT, MONDAY + timedelta(8), {"consultation": 2}),
            PastEvent(E.CONSULTATION_ANSWERED, MONDAY + timedelta(9), {"consultation": 2}),
        ]
    )
    assert (settled.arrived_on, settled.received_on) == (MONDAY, MONDAY)
    assert (settled.correction_asked, settled.corrected, settled.extended) == (True, True, True)
    assert [notice.key for notice in settled.consultations if notice.is_open] == [1]
    assert (settled.open_consultations, settled.dispute_open, settled.fee_asked) == (1, False, False)


def test_what_is_returned_is_signed_anew() -> None:
    reviewed = [
        PastEvent(E.SUBMITTED_FOR_REVIEW, MONDAY),
        PastEvent(E.REVIEWED, MONDAY, {"step": "secrecy"}),
    ]
    assert passed(reviewed).signed == {SignOffStep.SECRECY}
    assert passed([*reviewed, PastEvent(E.RETURNED, MONDAY)]).signed == frozenset()


def test_labels_name_every_word() -> None:
    assert set(parts.SIGN_OFF_LABELS) == set(SignOffStep)
    assert set(parts.DISPUTE_LABELS) == set(parts.DisputeKind)
