"""A delayed reply to somebody who asks for far too much: asked for reasons first, told in time, once."""

from datetime import date, timedelta

from mingchuang.rules.requests.machine import REQUEST, Facts, RequestEvent, RequestState

S, E = RequestState, RequestEvent
MONDAY = date(2026, 3, 9)


def codes(state: str, event: str, facts: Facts) -> set[str]:
    return {reason.code for reason in REQUEST.refusals(state, event, facts)}


def test_a_delay_needs_reasons_that_were_asked_and_accepted_and_a_day() -> None:
    assert codes(S.RECEIVED, E.DELAY_PROPOSED, Facts()) == {
        "reasons_not_asked",
        "reasons_not_accepted",
        "delay_missing",
    }
    fit = {"reasons_asked": True, "reasons_accepted": True, "today": MONDAY}
    assert codes(S.RECEIVED, E.DELAY_PROPOSED, Facts(**fit, delayed_until=MONDAY)) == {"delay_in_past"}
    later = MONDAY + timedelta(60)
    assert codes(S.REASON_ASKED, E.DELAY_PROPOSED, Facts(**fit, delayed_until=later)) == set()
    assert codes(S.RECEIVED, E.DELAY_PROPOSED, Facts(**fit, delayed_until=later, delayed=True)) == {
        "delayed_before"
    }
    assert codes(S.REASON_ASKED, E.EXTENDED, Facts(delayed=True, extension=5)) >= {"extended_after_delay"}
    assert codes(S.RECEIVED, E.REASONS_PROPOSED, Facts(reasons_asked=True)) == {
        "reason_missing",
        "reasons_asked_before",
    }


def test_failure_3_a_delay_does_not_make_good_a_day_that_was_missed() -> None:
    fit = {"reasons_asked": True, "reasons_accepted": True, "today": MONDAY}
    later = MONDAY + timedelta(60)
    missed = Facts(**fit, delayed_until=later, reply_due=MONDAY - timedelta(1))
    assert codes(S.REASON_ASKED, E.DELAY_PROPOSED, missed) == {"delay_late"}
    last = Facts(**fit, delayed_until=later, reply_due=MONDAY)
    assert codes(S.REASON_ASKED, E.DELAY_PROPOSED, last) == set()
    shorter = Facts(**fit, delayed_until=MONDAY + timedelta(3), reply_due=MONDAY + timedelta(3))
    assert codes(S.REASON_ASKED, E.DELAY_PROPOSED, shorter) == {"delay_not_later"}
