"""At most one open dispute of each kind, in lawful order, with every reason told."""

from datetime import date

import pytest

from mingchuang.rules.requests.disputes import GUARDS
from mingchuang.rules.requests.facts import DisputeKind, Facts, Reviewed
from mingchuang.rules.requests.machine import REQUEST
from mingchuang.rules.requests.machine import RequestEvent as E
from mingchuang.rules.requests.machine import RequestState as S
from mingchuang.rules.requests.remedies import Remedy
from tests.support.each import each

REVIEW, DIRECT, AFTER = DisputeKind
FIRST, CHOICE = frozenset({Remedy.REVIEW_FIRST}), frozenset({Remedy.CHOICE})
MIXED = FIRST | CHOICE
DUE = date(2026, 6, 22)


def codes(event: E, state: S = S.DISPUTED, **known: object) -> set[str]:
    return {reason.code for reason in REQUEST.refusals(state, event, Facts(**known))}  # type: ignore[arg-type]


@each(
    ("kind", "remedies", "reviewed", "open_now", "expected"),
    [
        (REVIEW, FIRST, Reviewed.NOT, (), set()),
        (DIRECT, FIRST, Reviewed.NOT, (), {"review_first"}),
        (DIRECT, FIRST, Reviewed.PENDING, (REVIEW,), {"review_first", "review_pending"}),
        (
            DIRECT,
            FIRST,
            Reviewed.PENDING,
            (REVIEW, DIRECT),
            {"dispute_open", "review_first", "review_pending"},
        ),
        (DIRECT, FIRST, Reviewed.DECIDED, (), {"review_first", "reviewed_before"}),
        (DIRECT, CHOICE, Reviewed.NOT, (), set()),
        (DIRECT, CHOICE, Reviewed.PENDING, (REVIEW,), {"review_pending"}),
        (DIRECT, CHOICE, Reviewed.OTHERWISE, (), set()),
        (DIRECT, MIXED, Reviewed.PENDING, (REVIEW,), set()),
        (REVIEW, MIXED, Reviewed.NOT, (DIRECT,), set()),
        (REVIEW, CHOICE, Reviewed.NOT, (DIRECT,), {"sued_already"}),
        (REVIEW, CHOICE, Reviewed.DECIDED, (AFTER,), {"sued_already", "reviewed_before"}),
        (AFTER, FIRST, Reviewed.NOT, (), {"not_reviewed"}),
        (AFTER, FIRST, Reviewed.PENDING, (REVIEW,), {"review_pending"}),
        (AFTER, FIRST, Reviewed.LAPSED, (REVIEW,), set()),
        (AFTER, CHOICE, Reviewed.DECIDED, (), set()),
        (AFTER, MIXED, Reviewed.DECIDED, (DIRECT, AFTER), {"dispute_open"}),
    ],
)
def test_the_order_of_reviews_and_suits(kind, remedies, reviewed, open_now, expected) -> None:
    known = {"dispute_kind": kind, "remedies": remedies, "reviewed": reviewed}
    assert codes(E.DISPUTE_FILED, open_disputes=frozenset(open_now), **known) == expected
    taken = codes(E.DISPUTE_FILED, open_disputes=frozenset(open_now), taken_up_all_the_same=True, **known)
    assert taken == expected & {"dispute_open"}, "what was taken up is registered, once"


def test_an_act_says_which_of_two_it_is_about() -> None:
    both = frozenset({REVIEW, DIRECT})
    assert codes(E.DISPUTE_ANSWERED) == {"no_dispute_open"}
    assert codes(E.DISPUTE_ANSWERED, open_disputes=both) == {"dispute_unnamed"}
    assert codes(E.DISPUTE_ANSWERED, open_disputes=both, dispute=DIRECT) == set()
    told = {"open_disputes": both, "dispute": DIRECT, "dispute_result": "other"}
    assert codes(E.DISPUTE_CLOSED, **told) == {"other_dispute_open"}
    assert codes(E.ONE_DISPUTE_CLOSED, **told) == set()
    last = {**told, "open_disputes": frozenset({DIRECT})}
    assert codes(E.DISPUTE_CLOSED, **last) == set()
    assert codes(E.ONE_DISPUTE_CLOSED, **last) == {"no_other_dispute"}


def test_the_organ_extends_a_review_once_in_time_by_thirty_days_at_most() -> None:
    known = {"open_disputes": frozenset({REVIEW}), "review_decision_due": DUE, "day": DUE, "today": DUE}
    assert codes(E.REVIEW_EXTENDED, review_extension=30, **known) == set()
    late = {**known, "day": date(2026, 6, 23), "today": date(2026, 6, 23)}
    again = {"review_extension_again": True, "review_simplified": True}
    assert codes(E.REVIEW_EXTENDED, review_extension=31, **late, **again) == {
        "review_extended_before",
        "simplified_not_extended",
        "review_extension_length",
        "review_extension_late",
    }
    unknown = {**known, "review_decision_due": None}
    assert codes(E.REVIEW_EXTENDED, review_extension=1, **unknown) == {"review_acceptance_unknown"}
    assert codes(E.REVIEW_EXTENDED, review_extension=1) == {"no_review_open"}


def test_a_review_rests_once_at_a_time_and_before_its_last_day() -> None:
    going_on = {"open_disputes": frozenset({REVIEW}), "review_decision_due": DUE, "day": DUE, "today": DUE}
    resting = {**going_on, "review_suspended": True, "review_decision_due": None}
    assert codes(E.REVIEW_SUSPENDED, reason="等待另案", **going_on) == set()
    assert codes(E.REVIEW_RESUMED, **resting) == set()
    assert codes(E.REVIEW_SUSPENDED, **resting) == {"reason_missing", "review_suspended_before"}
    assert codes(E.REVIEW_RESUMED, **going_on) == {"review_not_suspended"}
    assert codes(E.REVIEW_EXTENDED, review_extension=30, **resting) == {"review_suspended"}
    late = {**going_on, "day": date(2026, 6, 23), "today": date(2026, 6, 23)}
    assert codes(E.REVIEW_SUSPENDED, reason="等待另案", **late) == {"review_suspension_late"}
    none = {"day": DUE, "today": DUE, "open_disputes": frozenset({DIRECT})}
    assert codes(E.REVIEW_SUSPENDED, reason="等待另案", **none) == {"no_review_open"}
    assert codes(E.REVIEW_RESUMED, **none) == {"no_review_open"}


@pytest.mark.parametrize("state", [S.SERVED, S.CLOSED_UNPAID, S.DISPUTED_NO_CORRECTION])
def test_only_what_was_posted_has_a_receipt(state: S) -> None:
    assert codes(E.REPLY_RECEIVED, state) == {"not_sent_by_post"}
    assert codes(E.REPLY_RECEIVED, state, told_by_post=True) == set()


def test_every_guard_is_used() -> None:
    assert set(GUARDS) <= {name for row in REQUEST.transitions for name in row.guards}
