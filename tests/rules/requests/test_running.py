"""Which clocks a request's events start, which one leads, and that they follow from the events alone."""

from datetime import date
from typing import Any

import pytest

from mingchuang.rules.calendar_data import national
from mingchuang.rules.cases import PastEvent, RunningClock
from mingchuang.rules.clocks import SUSPENDED
from mingchuang.rules.requests.machine import REQUEST, clocks
from mingchuang.rules.requests.machine import RequestEvent as E
from mingchuang.rules.requests.running import (
    CONFIRMATION_WORKDAYS,
    FEE_PAYMENT_RESTARTS,
    LATE_CORRECTION_RESTARTS,
    RECEIPT_UNKNOWN,
    RESUMED,
)

CALENDAR = national()
D = date.fromisoformat


def on(day: str, event: E, **data: Any) -> PastEvent:
    return PastEvent(event, D(day), data)


def found(*history: PastEvent, frozen: dict[str, Any] | None = None) -> dict[str, RunningClock]:
    """The clocks by their codes; the history must be one the table allows."""
    REQUEST.replay(history)
    running = clocks(history, frozen or {}, CALENDAR)
    assert [clock.leads for clock in running] == sorted((clock.leads for clock in running), reverse=True)
    assert sum(clock.leads for clock in running) <= 1
    return {clock.code: clock for clock in running}


def due(clock: RunningClock) -> str:
    assert clock.deadline is not None
    return clock.deadline.due.isoformat()


RECEIVED = on("2026-04-20", E.REGISTERED)
NOTICE = on("2025-12-23", E.FEE_ASKED, received="2025-12-24")
DECEMBER = on("2025-12-10", E.REGISTERED)


def test_an_online_request_has_no_reply_clock_until_both_sides_confirm() -> None:
    waiting = found(on("2026-04-17", E.SUBMITTED))
    assert set(waiting) == {"confirmation"}
    assert due(waiting["confirmation"]) == "2026-04-17"
    confirmed = found(on("2026-04-17", E.SUBMITTED), on("2026-04-20", E.CONFIRMED))
    assert confirmed["confirmation"].done_on == D("2026-04-20")
    assert confirmed["C4"].leads
    assert due(confirmed["C4"]) == "2026-05-20"


def test_the_office_sets_how_soon_it_confirms() -> None:
    waiting = found(on("2026-04-17", E.SUBMITTED_UNPROVEN), frozen={CONFIRMATION_WORKDAYS: 1})
    assert due(waiting["confirmation"]) == "2026-04-20"


def test_a_received_request_shows_until_when_a_correction_may_be_asked() -> None:
    running = found(RECEIVED)
    assert (due(running["C4"]), due(running["C2"])) == ("2026-05-20", "2026-04-29")
    assert "C2" not in found(RECEIVED, on("2026-04-24", E.CONSULTATION_SENT, kind="third_party"))


ASKED = on("2025-09-29", E.CORRECTION_ASKED, workdays=10)
SEPTEMBER = on("2025-09-22", E.REGISTERED)


def test_while_the_applicant_corrects_the_reply_clock_is_void_and_the_correction_leads() -> None:
    running = found(SEPTEMBER, ASKED)
    assert "C4" not in running
    assert running["C3"].leads
    assert running["C2"].done_on == D("2025-09-29")
    assert due(running["C3"]) == "2025-10-20"  # from dispatch, until the receipt is known
    told = found(SEPTEMBER, ASKED, on("2025-09-30", E.CORRECTION_NOTICE_RECEIVED))
    assert due(told["C3"]) == "2025-10-21"


def test_a_correction_restarts_the_reply_clock_at_zero() -> None:
    running = found(SEPTEMBER, ASKED, on("2025-10-13", E.CORRECTED))
    assert running["C4"].started_on == D("2025-10-13")
    assert due(running["C4"]) == "2025-11-10"
    assert running["C3"].done_on == D("2025-10-13")


def test_a_late_correction_notice_does_not_stop_the_clock_unless_the_office_decides_so() -> None:
    history = (SEPTEMBER, on("2025-10-09", E.CORRECTION_ASKED), on("2025-10-13", E.CORRECTED))
    assert found(*history[:2])["C4"].leads
    assert due(found(*history)["C4"]) == "2025-10-24"
    restarts = found(*history, frozen={LATE_CORRECTION_RESTARTS: True})
    assert due(restarts["C4"]) == "2025-11-10"


def test_closing_for_lack_of_a_correction_stops_everything() -> None:
    running = found(SEPTEMBER, ASKED, on("2025-10-30", E.CORRECTION_LAPSED))
    assert {code for code, clock in running.items() if clock.done_on is None} == set()
    assert "C4" not in running, "the reply clock was void: the office was not late"
    assert not any(clock.leads for clock in running.values())


SENT = on("2026-04-24", E.CONSULTATION_SENT, consultation=1, kind="third_party")
GOT_IT = on("2026-04-27", E.CONSULTATION_RECEIVED, consultation=1)


def test_a_consultation_without_an_answer_is_taken_to_end_with_its_period() -> None:
    assert due(found(RECEIVED, SENT)["C4"]) == "2026-06-10"
    running = found(RECEIVED, SENT, GOT_IT)
    assert (due(running["C6"]), due(running["C4"])) == ("2026-05-20", "2026-06-11")


@pytest.mark.parametrize(
    ("ended", "reply_due"),
    [("2026-05-13", "2026-06-04"), ("2026-05-20", "2026-06-11"), ("2026-05-28", "2026-06-11")],
)
def test_an_answer_ends_the_suspension_and_one_after_the_period_does_not_lengthen_it(
    ended: str, reply_due: str
) -> None:
    running = found(RECEIVED, SENT, GOT_IT, on(ended, E.CONSULTATION_ENDED, consultation=1))
    assert due(running["C4"]) == reply_due
    assert running["C6"].done_on == D(ended)


def test_an_answer_without_a_known_receipt_takes_out_the_period_from_the_dispatch() -> None:
    answered = on("2026-06-01", E.CONSULTATION_ENDED, consultation=1)
    early = found(RECEIVED, SENT, answered)["C4"]
    assert due(early) == "2026-06-10"
    told = {str(day.day): day.reason for day in early.deadline.trace}
    assert told["2026-05-19"] == SUSPENDED and told["2026-05-20"] == told["2026-06-01"] == RECEIPT_UNKNOWN
    assert told["2026-06-02"] not in (SUSPENDED, RECEIPT_UNKNOWN)
    known = found(RECEIVED, SENT, answered, GOT_IT)["C4"]
    assert due(known) == "2026-06-11"
    assert {str(day.day): day.reason for day in known.deadline.trace}["2026-05-21"] == RESUMED


def test_two_letters_at_once_are_taken_out_once() -> None:
    running = found(
        on("2026-05-06", E.REGISTERED),
        on("2026-05-11", E.CONSULTATION_SENT, consultation=1, kind="third_party"),
        on("2026-05-14", E.CONSULTATION_SENT, consultation=2, kind="co_maker"),
        on("2026-05-20", E.CONSULTATION_ANSWERED, consultation=1),
        on("2026-05-27", E.CONSULTATION_ENDED, consultation=2),
    )
    assert due(running["C4"]) == "2026-06-18"
    assert (running["C6"].done_on, running["C7"].done_on) == (D("2026-05-20"), D("2026-05-27"))


def test_another_agency_may_take_longer_than_its_reminder() -> None:
    running = found(
        RECEIVED,
        on("2026-04-24", E.CONSULTATION_SENT, consultation=1, kind="other_agency", received="2026-04-24"),
        on("2026-05-28", E.CONSULTATION_ENDED, consultation=1),
    )
    assert due(running["C8"]) == "2026-05-19"
    assert due(running["C4"]) == "2026-06-22"


def test_a_letter_sent_after_the_last_day_revives_nothing() -> None:
    running = found(RECEIVED, on("2026-05-20", E.CONSULTATION_SENT, consultation=1, kind="third_party"))
    assert due(running["C4"]) == "2026-05-20"


def test_an_extension_moves_the_last_day_and_says_so() -> None:
    running = found(on("2026-02-13", E.REGISTERED), on("2026-03-16", E.EXTENDED, workdays=20))
    assert due(running["C4"]) == "2026-04-17"
    assert running["C4"].label == "答复期限（已延长20个工作日）"


def test_an_extension_belongs_to_the_period_it_prolonged() -> None:
    extended = on("2025-09-24", E.EXTENDED, workdays=20)
    restarted = found(SEPTEMBER, extended, ASKED, on("2025-10-13", E.CORRECTED))
    assert due(restarted["C4"]) == "2025-11-10"
    late = (SEPTEMBER, extended, on("2025-10-09", E.CORRECTION_ASKED), on("2025-10-13", E.CORRECTED))
    assert due(found(*late)["C4"]) == "2025-11-21"
    paid = (DECEMBER, on("2025-12-11", E.EXTENDED, workdays=5), NOTICE, on("2026-01-12", E.FEE_PAID))
    assert due(found(*paid)["C4"]) == "2026-02-09"
    assert due(found(*paid, frozen={FEE_PAYMENT_RESTARTS: False})["C4"]) == "2026-01-15"


def test_a_reasonable_but_large_request_is_due_on_the_day_the_office_told() -> None:
    running = found(
        RECEIVED,
        on("2026-04-22", E.REASON_ASKED, workdays=5),
        on("2026-04-29", E.REASON_GIVEN),
        on("2026-05-06", E.DELAYED, until="2026-07-31"),
    )
    assert "C4" not in running
    assert (running["C9"].leads, due(running["C9"])) == (True, "2026-07-31")
    assert running["reasons"].done_on == D("2026-04-29")


def test_asking_for_reasons_stops_nothing() -> None:
    running = found(RECEIVED, on("2026-04-22", E.REASON_ASKED))
    assert (running["C4"].leads, due(running["C4"])) == (True, "2026-05-20")


def test_a_fee_leads_while_it_is_unpaid_and_payment_starts_the_period_again() -> None:
    pending = found(DECEMBER, NOTICE)
    assert "C4" not in pending
    assert (pending["C10"].leads, due(pending["C10"])) == (True, "2026-01-22")
    paid = found(DECEMBER, NOTICE, on("2026-01-12", E.FEE_PAID))
    assert due(paid["C4"]) == "2026-02-09"


def test_an_office_may_let_the_clock_run_through_the_payment() -> None:
    frozen = {FEE_PAYMENT_RESTARTS: False}
    assert found(DECEMBER, NOTICE, frozen=frozen)["C4"].leads
    paid = found(DECEMBER, NOTICE, on("2026-01-12", E.FEE_PAID), frozen=frozen)
    assert due(paid["C4"]) == "2026-01-08"


ANSWERED = (
    RECEIVED,
    on("2026-05-12", E.SUBMITTED_FOR_REVIEW),
    on("2026-05-14", E.DECIDED),
    on("2026-05-15", E.SERVED),
)


def test_internal_sign_off_eats_no_day_of_the_law() -> None:
    """Failure 2: the clock runs through review and decision, and only service stops it."""
    for length in range(1, 4):
        running = found(*ANSWERED[:length])
        assert (running["C4"].done_on, due(running["C4"])) == (None, "2026-05-20")
    assert found(*ANSWERED)["C4"].done_on == D("2026-05-15")


def test_a_contested_reply_leads_with_our_own_answer() -> None:
    filed = on(
        "2026-06-10", E.DISPUTE_FILED, dispute=1, kind="review", received="2026-06-12", accepted="2026-06-11"
    )
    running = found(*ANSWERED, filed)
    assert (running["C17"].leads, due(running["C17"])) == (True, "2026-06-29")
    assert due(running["C16"]) == "2026-08-10"
    answered = (*ANSWERED, filed, on("2026-06-24", E.DISPUTE_ANSWERED, dispute=1))
    assert found(*answered)["C17"].done_on == D("2026-06-24")
    assert not any(clock.leads for clock in found(*answered).values()), "nothing more is ours to do"
    assert found(*answered, on("2026-08-10", E.DISPUTE_CLOSED, dispute=1))["C4"].leads


def test_a_late_reply_stays_late_when_its_silence_was_contested_before() -> None:
    filed = on("2026-05-25", E.DISPUTE_FILED, dispute=1, kind="review")
    late = (RECEIVED, filed, *(PastEvent(past.event, D("2026-06-01")) for past in ANSWERED[1:]))
    running = found(*late)
    assert (running["C4"].leads, running["C4"].done_on) == (True, D("2026-06-01"))
    assert running["C17"].done_on is None


def test_a_suit_asks_for_our_defence() -> None:
    filed = on("2026-06-10", E.DISPUTE_FILED, dispute=1, kind="litigation_direct")
    running = found(*ANSWERED, filed)
    assert (running["C18"].leads, due(running["C18"])) == (True, "2026-06-25")


def test_a_new_reply_that_was_ordered_has_a_period_of_its_own() -> None:
    history = (
        *ANSWERED,
        on("2026-06-10", E.DISPUTE_FILED, dispute=1, kind="review"),
        on("2026-08-03", E.DISPUTE_CLOSED, dispute=1),
        on("2026-08-05", E.REOPENED),
    )
    running = found(*history)
    assert (running["C4"].started_on, due(running["C4"])) == (D("2026-08-05"), "2026-09-02")
    assert running["C4"].done_on is None


def test_reopening_what_was_closed_unpaid_does_not_wait_for_the_fee_again() -> None:
    running = found(DECEMBER, NOTICE, on("2026-01-23", E.FEE_LAPSED), on("2026-03-02", E.REOPENED))
    assert running["C4"].leads
    assert due(running["C4"]) == "2026-03-30"


def test_beyond_the_calendar_a_clock_stays_without_a_day_and_nothing_raises() -> None:
    late = on("2026-12-10", E.REGISTERED)
    assert found(late)["C4"].deadline is None
    running = found(on("2026-11-20", E.REGISTERED), on("2026-12-15", E.CONSULTATION_SENT, kind="third_party"))
    assert (running["C4"].deadline, running["C6"].deadline) == (None, None)
