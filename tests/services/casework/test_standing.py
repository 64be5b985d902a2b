"""How a case stands in lists: while it is open its leading clock runs, whatever was met before."""

from datetime import date

import pytest

from mingchuang.casework.models import Case
from mingchuang.casework.selectors import standing_of
from mingchuang.rules.calendar_data import national
from mingchuang.rules.clocks import ClockState

TODAY, DUE, SERVED = date(2026, 6, 24), date(2026, 6, 29), date(2026, 5, 15)


@pytest.mark.parametrize(
    ("is_open", "closed_on", "state"),
    [
        (True, None, ClockState.DUE_SOON),
        (True, SERVED, ClockState.DUE_SOON),
        (False, SERVED, ClockState.MET),
        (False, date(2026, 6, 30), ClockState.MISSED),
    ],
    ids=["running", "contested after service", "closed in time", "closed late"],
)
def test_an_open_case_runs_and_a_closed_one_is_met_or_missed(
    is_open: bool, closed_on: date | None, state: ClockState
) -> None:
    case = Case(is_open=is_open, due_on=DUE, closed_on=closed_on)
    standing = standing_of(case, TODAY, national())
    assert standing is not None
    assert standing.state is state


def test_a_case_without_a_leading_clock_stands_nowhere() -> None:
    assert standing_of(Case(is_open=True), TODAY, national()) is None
