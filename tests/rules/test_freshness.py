"""Freshness of columns: no blank and no stale column goes unnoticed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingchuang.rules.freshness import LIMITS, RULES, ColumnKind, FreshnessState, freshness
from mingchuang.rules.source import Tag

TODAY = date(2026, 11, 23)


def after(days: int, limit: int | None) -> FreshnessState:
    return freshness(TODAY - timedelta(days=days), limit, TODAY).state


def test_limits_of_each_kind() -> None:
    assert {kind: limit.days for kind, limit in LIMITS.items()} == {
        ColumnKind.NEWS: 14,
        ColumnKind.NOTICES: 180,
        ColumnKind.POLICY: 180,
        ColumnKind.PLANNING: 365,
        ColumnKind.PERSONNEL: 365,
        ColumnKind.STATIC: None,
    }
    assert {rule.source.tag for rule in RULES if "SV" in rule.id} == {Tag.SECONDARY}


def test_six_months_are_never_longer_than_any_half_year() -> None:
    halves = [
        (date(y + (m + 6 > 12), (m + 5) % 12 + 1, 1) - date(y, m, 1)).days
        for y in range(2019, 2029)
        for m in range(1, 13)
    ]
    assert LIMITS[ColumnKind.POLICY].days is not None
    assert LIMITS[ColumnKind.POLICY].days < min(halves)


@pytest.mark.parametrize(
    ("days", "state", "says"),
    [
        (0, FreshnessState.FRESH, "0天前更新，还剩14天"),
        (9, FreshnessState.FRESH, "9天前更新，还剩5天"),
        (10, FreshnessState.WARNING, "10天前更新，还剩4天"),
        (13, FreshnessState.WARNING, "13天前更新，还剩1天"),
        (14, FreshnessState.STALE, "14天未更新，期限14天"),
        (400, FreshnessState.STALE, "400天未更新，期限14天"),
    ],
)
def test_a_news_column_as_the_days_pass(days: int, state: FreshnessState, says: str) -> None:
    standing = freshness(TODAY - timedelta(days=days), 14, TODAY)
    assert (standing.state, standing.says) == (state, says)


def test_a_column_without_visible_items_is_blank_whatever_its_kind() -> None:
    for limit in (14, None):
        standing = freshness(None, limit, TODAY)
        assert (standing.state, standing.label) == (FreshnessState.BLANK, "空白栏目")
        assert "还没有内容" in standing.says


def test_a_static_column_never_gets_stale() -> None:
    standing = freshness(date(2019, 1, 1), None, TODAY)
    assert (standing.state, standing.label) == (FreshnessState.FRESH, "更新及时")
    assert standing.says == f"{(TODAY - date(2019, 1, 1)).days}天前更新，不设更新期限"


def test_a_date_ahead_counts_as_today() -> None:
    assert freshness(TODAY + timedelta(days=3), 14, TODAY).elapsed_days == 0


def test_a_limit_below_one_day_makes_no_sense() -> None:
    with pytest.raises(ValueError, match="大于0"):
        freshness(TODAY, 0, TODAY)


@given(st.integers(0, 2000), st.integers(1, 1000))
def test_a_column_only_gets_worse_until_it_is_updated(days: int, limit: int) -> None:
    order = [FreshnessState.FRESH, FreshnessState.WARNING, FreshnessState.STALE]
    assert order.index(after(days, limit)) <= order.index(after(days + 1, limit))
    assert (after(days, limit) is FreshnessState.STALE) == (days >= limit)
    assert (after(days, limit) is FreshnessState.FRESH) == (days * 10 < limit * 7)
