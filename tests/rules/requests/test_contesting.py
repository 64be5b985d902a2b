"""Until when an applicant may contest: by remedy, one way at a time, never a term to sue on a refusal."""

from datetime import date
from typing import Any

import pytest

from mingchuang.rules.calendar_data import national
from mingchuang.rules.cases import PastEvent, RunningClock
from mingchuang.rules.requests import contesting
from mingchuang.rules.requests.clock_codes import OF_CONTESTING
from mingchuang.rules.requests.contesting import Standing
from mingchuang.rules.requests.decisions import RULES_OF, Decision
from mingchuang.rules.requests.machine import REQUEST, clocks
from mingchuang.rules.requests.machine import RequestEvent as E
from mingchuang.rules.requests.past import passed
from mingchuang.rules.requests.remedies import Remedy

CALENDAR = national()
D = date.fromisoformat


def on(day: str, event: E, **data: Any) -> PastEvent:
    return PastEvent(event, D(day), data)


def replied(*outcomes: Decision, served: str = "2026-04-01") -> tuple[PastEvent, ...]:
    items = {str(place): outcome.value for place, outcome in enumerate(outcomes, 1)}
    return (
        on("2026-03-02", E.REGISTERED),
        on("2026-03-30", E.SUBMITTED_FOR_REVIEW),
        on("2026-03-31", E.DECIDED, items=items),
        on(served, E.SERVED),
    )


def periods(*history: PastEvent) -> dict[str, RunningClock]:
    REQUEST.replay(history)
    found = [clock for clock in clocks(history, {}, CALENDAR) if clock.code in OF_CONTESTING]
    assert not any(clock.leads for clock in found), "the office waits for nothing here"
    return {clock.code: clock for clock in found}


def due(clock: RunningClock) -> str:
    assert clock.deadline is not None
    return clock.deadline.due.isoformat()


def standing(*history: PastEvent, today: str = "2026-04-02", reply_due: str = "2026-03-30") -> Standing:
    return contesting.standing(passed(history), D(reply_due), D(today))


@pytest.mark.parametrize("outcome", list(Decision))
def test_every_outcome_has_the_periods_of_its_remedy(outcome: Decision) -> None:
    found = set(periods(*replied(outcome)))
    expected = {Remedy.REVIEW_FIRST: {"C12"}, Remedy.CHOICE: {"C12", "C13"}, Remedy.NONE: set()}
    assert found == expected[RULES_OF[outcome].remedy]


def test_sixty_days_and_six_months_roll_off_the_holiday() -> None:
    found = periods(*replied(Decision.GRANT))
    assert (due(found["C12"]), due(found["C13"])) == ("2026-06-01", "2026-10-08")
    assert found["C13"].deadline.trace[0].day == D("2026-10-01")  # type: ignore[union-attr]


def test_a_refusal_never_shows_a_term_of_months() -> None:
    history = replied(Decision.DENY_STATE_SECRET)
    assert set(periods(*history)) == {"C12"}
    assert standing(*history) is Standing.REVIEW_FIRST
    assert "先" in contesting.WORDS[Standing.REVIEW_FIRST]
    assert "月" not in contesting.WORDS[Standing.REVIEW_FIRST]


def test_of_several_outcomes_only_the_rest_may_go_to_court_at_once() -> None:
    history = replied(Decision.DENY_INTERNAL, Decision.GRANT)
    assert periods(*history)["C13"].label == contesting.SUIT_OF_THE_REST
    assert standing(*history) is Standing.MIXED


def test_once_a_way_is_taken_the_other_is_closed() -> None:
    review = on("2026-04-20", E.DISPUTE_FILED, kind="review", dispute=1, received="2026-04-22")
    found = periods(*replied(Decision.GRANT), review)
    assert set(found) == {"C12"}
    assert found["C12"].done_on == D("2026-04-20")
    suit = on("2026-04-20", E.DISPUTE_FILED, kind="litigation_direct", dispute=1, received="2026-04-22")
    found = periods(*replied(Decision.GRANT), suit)
    assert set(found) == {"C13"}
    assert found["C13"].done_on == D("2026-04-20")


def test_after_the_review_decision_there_are_fifteen_days_to_sue() -> None:
    review = on("2026-04-20", E.DISPUTE_FILED, kind="review", dispute=1, accepted="2026-04-22")
    decided = on("2026-06-12", E.DISPUTE_CLOSED, dispute=1, result="maintained")
    history = (*replied(Decision.DENY_SAFETY), review, decided)
    assert due(periods(*history)["C15"]) == "2026-06-29"
    assert standing(*history, today="2026-06-15") is Standing.AFTER_REVIEW
    suit = on("2026-06-20", E.DISPUTE_FILED, kind="litigation_after_review", dispute=2)
    assert periods(*history, suit)["C15"].done_on == D("2026-06-20")


def test_where_the_review_organ_is_silent_the_fifteen_days_begin_when_its_period_is_over() -> None:
    review = on("2026-04-20", E.DISPUTE_FILED, kind="review", dispute=1, accepted="2026-04-22")
    waiting = periods(*replied(Decision.GRANT), review)["C15"]
    assert waiting.started_on == D("2026-06-23"), "the decision was due on the 22nd"
    assert due(waiting) == "2026-07-07"


def test_silence_may_be_contested_from_the_day_after_the_last_one() -> None:
    received = on("2026-03-02", E.REGISTERED)
    found = periods(received)
    assert {code: clock.started_on for code, clock in found.items()} == {
        "C12": D("2026-03-31"),
        "C14": D("2026-03-31"),
    }
    assert due(found["C14"]) == "2026-09-30"
    assert found["C12"].label == contesting.OVER_SILENCE
    assert standing(received, today="2026-03-30") is Standing.NOTHING
    assert standing(received, today="2026-03-31") is Standing.SILENCE
    late = (received, *replied(Decision.GRANT, served="2026-04-10")[1:])
    assert set(periods(*late)) == {"C12", "C13"}, "with the reply the silence is over"


def test_what_was_closed_for_lack_of_payment_may_be_contested_and_a_withdrawal_not() -> None:
    received, asked = on("2026-03-02", E.REGISTERED), on("2026-03-03", E.FEE_ASKED, received="2026-03-03")
    closed = (received, asked, on("2026-04-02", E.FEE_LAPSED))
    assert periods(*closed) == {}, "nobody has told the applicant"
    lapsed = periods(*closed, on("2026-04-07", E.CLOSING_TOLD, way="direct"))
    assert {code: clock.started_on for code, clock in lapsed.items()} == {
        "C12": D("2026-04-07"),
        "C13": D("2026-04-07"),
    }
    assert periods(received, on("2026-03-05", E.WITHDRAWN)) == {}


def test_what_was_posted_counts_from_its_receipt_once_that_is_known() -> None:
    *before, _served = replied(Decision.GRANT)
    posted = (*before, on("2026-04-01", E.SERVED, way="post"))
    waiting = periods(*posted)["C12"]
    assert waiting.started_on == D("2026-04-01")
    assert "暂按交邮之日推算" in waiting.deadline.rule.says  # type: ignore[union-attr]
    assert contesting.counted_from(passed(posted)) == contesting.FROM_POSTING
    known = (*posted, on("2026-04-06", E.REPLY_RECEIVED))
    found = periods(*known)
    assert {clock.started_on for clock in found.values()} == {D("2026-04-06")}
    assert due(found["C12"]) == "2026-06-05"
    assert "从登记的收到日期起算" in found["C12"].deadline.rule.says  # type: ignore[union-attr]
    assert contesting.counted_from(passed(known)) == contesting.FROM_RECEIPT
    again = periods(*known, on("2026-04-07", E.REPLY_RECEIVED))
    assert again["C12"].started_on == D("2026-04-07"), "the last word counts"


def test_the_review_organ_may_take_longer_and_the_suit_after_it_waits_for_that() -> None:
    review = on("2026-04-20", E.DISPUTE_FILED, kind="review", dispute=1, accepted="2026-04-22")
    longer = on("2026-06-10", E.REVIEW_EXTENDED, dispute=1, days=30)
    history = (*replied(Decision.GRANT), review, longer)
    decision = next(clock for clock in clocks(history, {}, CALENDAR) if clock.code == "C16")
    assert due(decision) == "2026-07-21"
    assert "已延长30日" in decision.label
    waiting = periods(*history)["C15"]
    assert waiting.started_on == D("2026-07-22"), "fifteen days from the later last day"


def test_two_disputes_of_a_mixed_reply_are_followed_apart() -> None:
    review = on("2026-04-20", E.DISPUTE_FILED, kind="review", dispute=1, accepted="2026-04-22")
    suit = on("2026-04-21", E.DISPUTE_FILED, kind="litigation_direct", dispute=2)
    history = (*replied(Decision.DENY_INTERNAL, Decision.GRANT), review, suit)
    found = periods(*history)
    assert (found["C12"].done_on, found["C13"].done_on) == (D("2026-04-20"), D("2026-04-21"))
    later = on("2026-04-28", E.DISPUTE_FILED, kind="litigation_direct", dispute=2)
    for filed, leading in ((suit, "C18"), (later, "C17")):
        running = clocks((*history[:-1], filed), {}, CALENDAR)
        assert [clock.code for clock in running if clock.leads] == [leading], "what is due first"
    one = (*history, on("2026-06-01", E.ONE_DISPUTE_CLOSED, dispute=1, result="maintained"))
    past = passed(one)
    assert (past.contested, [notice.key for notice in past.disputes if notice.is_open]) == (True, [2])
    assert REQUEST.replay(one).state == "disputed"
    assert REQUEST.replay((*one, on("2026-08-03", E.DISPUTE_CLOSED, dispute=2))).state == "served"


def test_a_reply_done_anew_has_its_own_periods() -> None:
    review = on("2026-04-20", E.DISPUTE_FILED, kind="review", dispute=1, accepted="2026-04-22")
    decided = on("2026-05-12", E.DISPUTE_CLOSED, dispute=1, result="corrected")
    again = on("2026-05-12", E.REOPENED)
    second = replied(Decision.GRANT, served="2026-05-29")[1:]
    found = periods(*replied(Decision.DENY_PROCESS), review, decided, again, *second)
    assert {code: clock.started_on for code, clock in found.items()} == {
        "C12": D("2026-05-29"),
        "C13": D("2026-05-29"),
    }
