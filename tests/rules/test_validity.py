"""Validity: what a reader must be told above the title of a document, on any day."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingchuang.rules import validity
from mingchuang.rules.validity import (
    Period,
    Validity,
    ValidityAct,
    ValidityKind,
    act_reasons,
    history,
    next_change,
    status,
)

D = date.fromisoformat
ONE = timedelta(days=1)
BASIS = "某办发〔2026〕1号"


def act(kind: ValidityKind, on: str, until: str | None = None) -> ValidityAct:
    return ValidityAct(kind, D(on), BASIS, D(until) if until else None)


some_days = st.dates(date(2024, 1, 1), date(2024, 3, 1))
some_acts = st.lists(
    st.builds(ValidityAct, st.sampled_from(ValidityKind), some_days, st.just(BASIS), st.none() | some_days),
    max_size=6,
)
optional_days = st.none() | some_days


def test_the_life_of_a_document() -> None:
    acts = [
        act(ValidityKind.AMENDED, "2022-07-01"),
        act(ValidityKind.REPEALED, "2025-01-01"),
    ]
    seen = {
        day: status(acts, D("2020-05-01"), D(day)).label
        for day in (
            "2020-04-30",
            "2020-05-01",
            "2022-06-30",
            "2022-07-01",
            "2024-12-31",
            "2025-01-01",
            "2031-01-01",
        )
    }
    assert seen == {
        "2020-04-30": "尚未施行",
        "2020-05-01": "现行有效",
        "2022-06-30": "现行有效",
        "2022-07-01": "已修改",
        "2024-12-31": "已修改",
        "2025-01-01": "已废止",
        "2031-01-01": "已废止",
    }
    assert history(acts, D("2020-05-01")) == (
        Period(Validity.NOT_YET, None, D("2020-04-30")),
        Period(Validity.IN_FORCE, D("2020-05-01"), D("2022-06-30")),
        Period(Validity.AMENDED, D("2022-07-01"), D("2024-12-31")),
        Period(Validity.REPEALED, D("2025-01-01"), None),
    )


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        (ValidityKind.REPEALED, "已废止"),
        (ValidityKind.LAPSED, "已失效"),
        (ValidityKind.DECLARED_INVALID, "已宣布失效"),
        (ValidityKind.SUPERSEDED, "已被修订替代"),
    ],
)
def test_each_ending_has_its_own_word(kind: ValidityKind, label: str) -> None:
    standing = status([act(kind, "2025-01-01")], None, D("2025-01-01"))
    assert standing.label == label
    assert standing.ended
    assert not standing.in_force


def test_a_document_without_a_day_of_effect_holds_from_the_start() -> None:
    assert status([], None, date.min) is Validity.IN_FORCE
    assert history([], None) == (Period(Validity.IN_FORCE, None, None),)
    assert Validity.AMENDED.in_force
    assert not Validity.NOT_YET.in_force
    assert not Validity.NOT_YET.ended


def test_after_the_last_day_it_has_lapsed_by_itself() -> None:
    assert status([], D("2020-01-01"), D("2024-12-31"), D("2024-12-31")) is Validity.IN_FORCE
    assert status([], D("2020-01-01"), D("2025-01-01"), D("2024-12-31")) is Validity.LAPSED
    assert status([], None, date.max, date.max) is Validity.IN_FORCE


def test_a_document_continued_in_time_never_lapses() -> None:
    acts = [act(ValidityKind.CONTINUED, "2024-12-01", until="2029-12-31")]
    assert history(acts, D("2020-01-01"), D("2024-12-31")) == (
        Period(Validity.NOT_YET, None, D("2019-12-31")),
        Period(Validity.IN_FORCE, D("2020-01-01"), D("2029-12-31")),
        Period(Validity.LAPSED, D("2030-01-01"), None),
    )


def test_a_document_continued_late_was_lapsed_in_between() -> None:
    acts = [act(ValidityKind.AMENDED, "2022-01-01"), act(ValidityKind.CONTINUED, "2025-03-01")]
    assert status(acts, None, D("2025-02-28"), D("2024-12-31")) is Validity.LAPSED
    assert status(acts, None, D("2025-03-01"), D("2024-12-31")) is Validity.AMENDED
    assert status(acts, None, D("2099-01-01"), D("2024-12-31")) is Validity.AMENDED


def test_a_repeal_may_precede_the_day_of_effect() -> None:
    acts = [act(ValidityKind.REPEALED, "2025-01-01")]
    assert status(acts, D("2025-06-01"), D("2025-07-01")) is Validity.REPEALED


def test_the_day_of_effect_may_be_set_or_moved_by_an_act() -> None:
    acts = [act(ValidityKind.TAKES_EFFECT, "2025-06-01")]
    assert status(acts, None, D("2025-05-31")) is Validity.NOT_YET
    assert status(acts, None, D("2025-06-01")) is Validity.IN_FORCE
    moved = [*acts, act(ValidityKind.TAKES_EFFECT, "2025-09-01")]
    assert status(moved, D("2025-01-01"), D("2025-08-31")) is Validity.NOT_YET


def test_on_one_day_the_later_record_prevails() -> None:
    acts = [act(ValidityKind.REPEALED, "2025-01-01"), act(ValidityKind.CONTINUED, "2025-01-01")]
    assert status(acts, None, D("2025-01-01")) is Validity.IN_FORCE
    assert status(acts[::-1], None, D("2025-01-01")) is Validity.REPEALED


def test_the_next_day_on_which_lists_must_change() -> None:
    assert next_change([], D("2026-01-01"), D("2025-06-01"), D("2026-12-31")) == D("2026-01-01")
    assert next_change([], D("2026-01-01"), D("2026-01-01"), D("2026-12-31")) == D("2027-01-01")
    assert next_change([], D("2026-01-01"), D("2027-01-01"), D("2026-12-31")) is None


@given(some_acts, optional_days, optional_days)
def test_every_day_has_exactly_one_standing_and_history_agrees(
    acts: list[ValidityAct], effective_on: date | None, expires_on: date | None
) -> None:
    periods = history(acts, effective_on, expires_on)
    assert periods[0].first is None
    assert periods[-1].last is None
    for before, after in pairwise(periods):
        assert before.last is not None
        assert after.first == before.last + ONE
        assert before.validity is not after.validity
    day = date(2023, 12, 28)
    while day < date(2024, 3, 5):
        holding = [
            p for p in periods if (p.first is None or p.first <= day) and (p.last is None or day <= p.last)
        ]
        assert [p.validity for p in holding] == [status(acts, effective_on, day, expires_on)]
        day += ONE
    assert status(acts, effective_on, date.min, expires_on) in Validity
    assert status(acts, effective_on, date.max, expires_on) is periods[-1].validity


@given(some_acts, optional_days, some_days, optional_days)
def test_what_comes_later_never_changes_an_earlier_day(
    acts: list[ValidityAct], effective_on: date | None, day: date, expires_on: date | None
) -> None:
    later = [
        ValidityAct(kind, day + ONE, BASIS) for kind in ValidityKind if kind != ValidityKind.TAKES_EFFECT
    ]
    assert status(acts + later, effective_on, day, expires_on) is status(acts, effective_on, day, expires_on)


# --- recording an act ---------------------------------------------------------------------------


def refused(acts: list[ValidityAct], new: ValidityAct, expires_on: date | None = None) -> list[str]:
    return [reason.code for reason in act_reasons(acts, D("2020-01-01"), new, expires_on)]


def test_a_sensible_act_may_be_recorded() -> None:
    assert refused([], act(ValidityKind.AMENDED, "2025-01-01")) == []
    assert (
        refused([act(ValidityKind.REPEALED, "2025-01-01")], act(ValidityKind.CONTINUED, "2025-02-01")) == []
    )
    assert refused([], act(ValidityKind.CONTINUED, "2025-01-01", until="2029-12-31")) == []


def test_what_has_ended_is_not_ended_again() -> None:
    ended = [act(ValidityKind.REPEALED, "2025-01-01")]
    for kind in set(ValidityKind) - {ValidityKind.CONTINUED}:
        assert refused(ended, act(kind, "2025-02-01")) == ["already_ended"]
    assert refused(ended, act(ValidityKind.REPEALED, "2025-01-01")) == ["recorded_twice"]
    assert refused(ended, act(ValidityKind.AMENDED, "2024-12-31")) == []


def test_a_document_that_lapsed_by_itself_may_still_be_repealed_by_name() -> None:
    expired = D("2024-12-31")
    assert refused([], act(ValidityKind.REPEALED, "2025-02-01"), expired) == []
    assert refused([], act(ValidityKind.LAPSED, "2025-02-01"), expired) == ["already_ended"]
    assert refused([], act(ValidityKind.AMENDED, "2025-02-01"), expired) == ["already_ended"]


def test_all_that_is_wrong_with_an_act_is_told_at_once() -> None:
    ended = [act(ValidityKind.LAPSED, "2025-01-01")]
    new = ValidityAct(ValidityKind.AMENDED, D("2025-02-01"), " ", D("2026-01-01"))
    assert refused(ended, new) == ["basis_missing", "until_not_used", "already_ended"]
    backwards = ValidityAct(ValidityKind.CONTINUED, D("2025-02-01"), BASIS, D("2025-01-01"))
    assert refused([], backwards) == ["until_before_start"]


def test_choices_for_forms_cover_every_kind() -> None:
    assert [code for code, _ in validity.VALIDITY_KINDS] == list(ValidityKind)
    assert [code for code, _ in validity.VALIDITY_CODES] == list(Validity)
