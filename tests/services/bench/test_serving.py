"""A comparison of servers says nothing on a machine that does not agree with itself."""

import pytest

from bench.frame import Figure
from bench.serving import MOST_APART, Round, _figures

RATES = {"plain": 10_000.0, "shipped": 9_900.0, "embedded": 7_000.0}


def judged(before: float, shipped: float, after: float) -> Figure:
    figures = list(_figures([Round(before, shipped, after, RATES)] * 9))
    return next(figure for figure in figures if figure.name == "nginx, shipped configuration, processor time")


@pytest.mark.parametrize(
    ("before", "shipped", "after", "met"),
    [
        (20, 20, 20, True),
        (20, 20.2, 20, False),
        (20, 20.4, 20.4, True),
        (20, 22, 24, False),
        (20, 15, 24, False),
    ],
    ids=["even", "slower", "as far as itself", "slower but unsteady", "faster but unsteady"],
)
def test_the_shipped_configuration_is_judged_only_by_a_steady_machine(
    before: float, shipped: float, after: float, met: bool
) -> None:
    figure = judged(before, shipped, after)
    assert figure.met is met
    assert ("machine too unsteady" in figure.line()) is (after / before - 1 > MOST_APART)
    assert figure.target is not None and figure.target >= 1 - MOST_APART


def test_the_embedded_server_is_held_to_its_share_of_nginx() -> None:
    embedded = list(_figures([Round(20, 20, 20, RATES)]))[-1]
    assert embedded.met and "0.7 × nginx, plainly | target ≥ 0.6 × | met" in embedded.line()
