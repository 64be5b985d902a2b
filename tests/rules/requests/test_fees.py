"""Fees to the yuan, as the tariffs print them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingchuang.rules.requests import fees


@pytest.mark.parametrize(
    ("items", "yuan"),
    [
        (0, 0), (1, 0), (10, 0), (11, 100), (30, 2000), (31, 2200),
        (40, 4000), (41, 4300), (50, 7000), (51, 7400), (65, 13500),
    ],
)  # fmt: skip
def test_by_items(items: int, yuan: int) -> None:
    assert fees.by_items(0, items).amount == yuan


@pytest.mark.parametrize(
    ("pages", "yuan"),
    [(0, 0), (30, 0), (31, 10), (100, 700), (101, 720), (200, 2700), (201, 2740), (250, 4700)],
)
def test_by_pages(pages: int, yuan: int) -> None:
    assert fees.by_pages(pages).amount == yuan


def test_the_calculation_can_be_shown_line_by_line() -> None:
    fee = fees.by_items(28, 5)
    assert fee.amount == 800
    assert fee.steps() == ("第29至30件：2件×100元＝200元", "第31至33件：3件×200元＝600元")
    assert fees.by_pages(31).steps() == ("第1至30页：30页×0元＝0元", "第31页：1页×10元＝10元")


@given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 200))
def test_splitting_a_months_items_over_requests_costs_the_same(a: int, b: int, c: int) -> None:
    parts = fees.by_items(0, a).amount + fees.by_items(a, b).amount + fees.by_items(a + b, c).amount
    assert parts == fees.by_items(0, a + b + c).amount


@given(st.integers(0, 5000))
def test_one_more_never_costs_less_and_every_unit_is_in_one_band(n: int) -> None:
    for charge in (lambda k: fees.by_items(0, k), fees.by_pages):
        assert charge(n).amount <= charge(n + 1).amount
        assert sum(band.count for band in charge(n).bands) == n


def test_negative_numbers_are_refused() -> None:
    for ask in (lambda: fees.by_items(-1, 1), lambda: fees.by_items(1, -1), lambda: fees.by_pages(-1)):
        with pytest.raises(ValueError, match="不能为负"):
            ask()
