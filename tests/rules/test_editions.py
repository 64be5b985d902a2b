"""When a translation may start, go out and stay, and how far behind it is."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mingchuang.rules import editions
from mingchuang.rules.editions import FOREIGN, LANGUAGE_LABELS, STANDING_LABELS, Standing
from mingchuang.rules.gates import Gate

T = datetime(2026, 3, 9, 10, 0)


def test_nothing_hinders_a_fit_start():
    fit = {"item_state": "published", "has_source": True, "exists": False, "translator_named": True}
    assert all(editions.start_refusals(language=language, **fit) == [] for language in FOREIGN)


def test_every_hindrance_is_told_at_once():
    reasons = editions.start_refusals(
        language="ko", item_state="withdrawn", has_source=False, exists=True, translator_named=False
    )
    assert [reason.code for reason in reasons] == [
        "item_state",
        "source_missing",
        "edition_exists",
        "translator_unfit",
    ]


@given(st.frozensets(st.sampled_from(Gate)))
def test_two_readers_are_always_asked_for(gates):
    required = editions.required_gates(gates)
    assert {Gate.SECRECY, Gate.WORDING} <= required and gates <= required


def test_hours_are_counted_from_the_chinese_release():
    later = T + timedelta(hours=5, minutes=59)
    assert editions.hours_behind(T, later, stale=False, now=T + timedelta(days=9)) == 5
    assert editions.hours_behind(T, later, stale=True, now=T + timedelta(hours=30)) == 30
    assert editions.hours_behind(T, None, stale=False, now=T + timedelta(hours=7)) == 7
    assert editions.hours_behind(T, T - timedelta(days=1), stale=False, now=T) == 0
    assert editions.hours_behind(None, None, stale=False, now=T) is None


@given(st.integers(0, 10_000), st.integers(0, 10_000), st.booleans())
def test_delay_never_shrinks_while_nothing_is_done(first, more, stale):
    def behind(hours):
        return editions.hours_behind(T, None, stale=stale, now=T + timedelta(hours=hours))

    assert behind(first) <= behind(first + more)


LATEST = st.sampled_from(["", "rejected", "in_review", "cleared", "released"])


@given(st.booleans(), st.booleans(), st.booleans(), st.booleans(), LATEST, st.booleans())
def test_every_edition_stands_somewhere(exists, public, was_public, stale, latest, withdrawing):
    found = editions.standing(
        exists=exists,
        public=public,
        was_public=was_public,
        stale=stale,
        latest=latest,
        withdrawing=withdrawing,
    )
    assert found in STANDING_LABELS
    assert (found is Standing.MISSING) is not exists
    assert (found in {Standing.PUBLIC, Standing.STALE}) is (exists and public)
    assert (found is Standing.WITHDRAWING) is (exists and withdrawing and not public)


def test_a_translation_needs_the_chinese_text_beside_it():
    assert editions.release_refusals(chinese_public=True, source_was_public=True) == []
    codes = [r.code for r in editions.release_refusals(chinese_public=False, source_was_public=False)]
    assert codes == ["chinese_not_public", "source_never_public"]
    assert editions.is_stale(1, 2) and not editions.is_stale(2, 2) and not editions.is_stale(1, None)


def test_every_language_has_a_name():
    assert set(LANGUAGE_LABELS) == set(FOREIGN)
