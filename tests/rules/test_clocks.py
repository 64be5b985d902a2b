"""Clocks: the worked examples an office can check by hand, and what holds for every one of them."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mingchuang.rules import clocks
from mingchuang.rules.calendar_data import national
from mingchuang.rules.clocks import ClockState, ClockUnit, Interval
from mingchuang.rules.source import Rule, Source, Tag
from mingchuang.rules.workdays import CoverageError, DayKind, Holiday, YearNotice

CALENDAR = national()
RULE = Rule("test", "测试用的期限", Source("测试", "第一条", Tag.CONVENTION))
D = date.fromisoformat

starts = st.dates(date(2019, 1, 1), date(2025, 6, 30))
intervals = st.lists(
    st.tuples(starts, st.integers(0, 90)).map(lambda p: Interval(p[0], p[0] + timedelta(days=p[1]))),
    max_size=6,
)


def wd(start: str, n: int) -> date:
    return clocks.working_day_clock(D(start), n, RULE, CALENDAR).due


# --- worked examples ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        pytest.param("2024-01-31", 20, "2024-03-04", id="1: two Sundays worked"),
        pytest.param("2024-04-26", 20, "2024-05-27", id="2: a Sunday and a Saturday worked"),
        pytest.param("2024-09-13", 20, "2024-10-17", id="3: two holidays, three make-up days"),
        pytest.param("2024-02-08", 1, "2024-02-09", id="4: New Year's Eve 2024 was worked"),
        pytest.param("2024-02-08", 2, "2024-02-18", id="4: then a Sunday"),
        pytest.param("2025-04-25", 15, "2025-05-20", id="5: third party"),
        pytest.param("2025-10-03", 20, "2025-11-04", id="6: confirmed on a holiday"),
        pytest.param("2026-02-13", 20, "2026-03-19", id="7: nine days off"),
        pytest.param("2026-02-13", 40, "2026-04-17", id="7: extended"),
        pytest.param("2026-09-18", 20, "2026-10-22", id="8: two holidays"),
        pytest.param("2025-09-22", 7, "2025-09-30", id="9: correction notice"),
        pytest.param("2025-09-22", 20, "2025-10-24", id="9: the void one"),
        pytest.param("2025-10-13", 20, "2025-11-10", id="9: the new one"),
        pytest.param("2025-12-24", 20, "2026-01-22", id="13: payment"),
        pytest.param("2026-01-12", 20, "2026-02-09", id="13: after payment"),
    ],
)
def test_working_day_examples(start: str, n: int, due: str) -> None:
    assert wd(start, n) == D(due)


@pytest.mark.parametrize(
    ("received", "letters", "excluded", "due"),
    [
        pytest.param("2026-04-20", [("2026-04-24", "2026-05-20")], 16, "2026-06-11", id="10: silence"),
        pytest.param("2026-04-20", [("2026-04-24", "2026-05-13")], 11, "2026-06-04", id="11: early answer"),
        pytest.param(
            "2026-05-06",
            [("2026-05-11", "2026-05-20"), ("2026-05-14", "2026-05-27")],
            12,
            "2026-06-18",
            id="12: overlapping letters count once",
        ),
    ],
)
def test_suspension_examples(received: str, letters: list[tuple[str, str]], excluded: int, due: str) -> None:
    spans = [Interval(D(a), D(b)) for a, b in letters]
    assert clocks.excluded_working_days(D(received), spans, CALENDAR) == excluded
    clock = clocks.suspended_clock(D(received), 20, RULE, CALENDAR, intervals=spans)
    assert clock.due == D(due)
    assert sum(reason.is_workday for reason in clock.trace) == 20
    paused = [reason for reason in clock.trace if reason.kind is DayKind.SUSPENDED]
    assert len(paused) == excluded
    assert {reason.reason for reason in paused} == {"征求意见期间，不计入期限"}


def test_an_extension_example() -> None:
    clock = clocks.suspended_clock(D("2026-02-13"), 20, RULE, CALENDAR, extension=20)
    assert clock.due == D("2026-04-17")


def test_active_publication_example() -> None:
    """14: a document formed on Friday 2026-09-11."""
    clock = clocks.active_publication(D("2026-09-11"), CALENDAR)
    assert clock.due == D("2026-10-15")
    assert (clock.rule_id, clock.source.article, clock.length) == ("C1", "第二十六条", 20)
    assert clock.unit is ClockUnit.WORKING_DAYS
    assert clock.calendar_version == CALENDAR.version
    assert clock.trace == CALENDAR.trace(D("2026-09-11"), 20)
    assert clock.met_by(D("2026-10-15"))
    assert not clock.met_by(D("2026-10-16"))


def test_sixty_days_that_end_in_a_holiday_roll() -> None:
    """15: reply received 2026-08-03; the 60th day is 2 October."""
    clock = clocks.natural_day_clock(D("2026-08-03"), 60, RULE, CALENDAR)
    assert (clock.nominal, clock.due) == (D("2026-10-02"), D("2026-10-08"))
    assert [reason.day.day for reason in clock.trace] == [2, 3, 4, 5, 6, 7, 8]
    assert {reason.reason for reason in clock.trace[:-1]} == {"国庆节放假"}


def test_six_months_that_end_in_a_holiday_roll() -> None:
    """16: reply received 2026-04-01."""
    clock = clocks.month_clock(D("2026-04-01"), 6, RULE, CALENDAR)
    assert (clock.nominal, clock.due) == (D("2026-10-01"), D("2026-10-08"))


def test_six_months_to_a_missing_day_end_at_the_month_end_and_a_worked_saturday_stands() -> None:
    """17: reply received 2025-08-31; Saturday 2026-02-28 was a make-up workday."""
    clock = clocks.month_clock(D("2025-08-31"), 6, RULE, CALENDAR)
    assert clock.due == D("2026-02-28")
    assert [reason.reason for reason in clock.trace] == ["调休上班（春节）"]


def test_a_site_error_is_answered_in_three_working_days_unless_the_office_says_otherwise() -> None:
    assert clocks.site_error_reply(D("2026-09-30"), CALENDAR).due == D("2026-10-10")
    assert clocks.site_error_reply(D("2026-09-30"), CALENDAR, length=5).due == D("2026-10-13")
    assert clocks.SITE_ERROR.source.tag is Tag.SECONDARY


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2024-08-31", 6, "2025-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2025-12-15", 1, "2026-01-15"),
        ("2025-11-30", 1, "2025-12-30"),
        ("2025-06-30", 12, "2026-06-30"),
    ],
)
def test_months(start: str, months: int, end: str) -> None:
    assert clocks.add_months(D(start), months) == D(end)


# --- how a clock stands -------------------------------------------------------------------------


def test_what_the_reader_sees_as_the_days_pass() -> None:
    clock = clocks.active_publication(D("2026-09-11"), CALENDAR)

    def seen(today: str) -> tuple[ClockState, str]:
        standing = clocks.standing(clock, D(today), CALENDAR)
        return standing.state, standing.label

    assert seen("2026-09-11") == (ClockState.RUNNING, "剩20个工作日")
    assert seen("2026-10-12") == (ClockState.DUE_SOON, "剩3个工作日")
    assert seen("2026-10-15") == (ClockState.DUE_SOON, "今天到期")
    assert seen("2026-10-20") == (ClockState.OVERDUE, "已超期3个工作日")
    assert seen("2027-02-01") == (ClockState.OVERDUE, "已超期")
    assert clocks.remaining(clock, D("2026-10-20"), CALENDAR) == -3


def test_overdue_on_the_weekend_after_the_last_day() -> None:
    clock = clocks.working_day_clock(D("2026-11-12"), 1, RULE, CALENDAR)
    standing = clocks.standing(clock, D("2026-11-14"), CALENDAR)
    assert (standing.state, standing.label) == (ClockState.OVERDUE, "已超期")


def test_a_finished_clock_is_met_or_missed_for_good() -> None:
    clock = clocks.active_publication(D("2026-09-11"), CALENDAR)
    met = clocks.standing(clock, D("2030-01-01"), CALENDAR, done_on=D("2026-10-15"))
    missed = clocks.standing(clock, D("2026-10-16"), CALENDAR, done_on=D("2026-10-16"))
    assert (met.state, met.label) == (ClockState.MET, "按期")
    assert (missed.state, missed.label) == (ClockState.MISSED, "逾期")


def test_a_due_day_in_a_year_no_longer_loaded_is_not_called_running() -> None:
    longer = CALENDAR.with_year(YearNotice(2027, (), ()))
    clock = clocks.active_publication(D("2026-12-15"), longer)
    standing = clocks.standing(clock, D("2026-12-20"), CALENDAR)
    assert (standing.state, standing.label) == (ClockState.UNKNOWN, "期限待核")


def test_a_clock_that_touches_a_provisional_year_says_so() -> None:
    expected = YearNotice(2027, (Holiday("元旦", D("2027-01-01"), D("2027-01-03")),), (), provisional=True)
    longer = CALENDAR.with_year(expected)
    assert clocks.active_publication(D("2026-12-15"), longer).provisional
    assert not clocks.active_publication(D("2026-11-02"), longer).provisional


# --- what is refused ----------------------------------------------------------------------------


def test_a_clock_is_never_guessed_past_the_loaded_years() -> None:
    for ask in (
        lambda: clocks.active_publication(D("2026-12-15"), CALENDAR),
        lambda: clocks.natural_day_clock(D("2026-12-15"), 60, RULE, CALENDAR),
        lambda: clocks.month_clock(D("2026-12-15"), 6, RULE, CALENDAR),
    ):
        with pytest.raises(CoverageError):
            ask()


def test_lengths_and_spans_that_make_no_sense() -> None:
    with pytest.raises(ValueError, match="天数"):
        clocks.natural_day_clock(D("2026-01-05"), 0, RULE, CALENDAR)
    with pytest.raises(ValueError, match="月数"):
        clocks.month_clock(D("2026-01-05"), 0, RULE, CALENDAR)
    with pytest.raises(ValueError, match="不能为负"):
        clocks.suspended_clock(D("2026-01-05"), 20, RULE, CALENDAR, extension=-1)
    with pytest.raises(ValueError, match="不能早于"):
        Interval(D("2026-01-06"), D("2026-01-05"))


# --- what holds for every clock -----------------------------------------------------------------


@given(starts, st.integers(1, 60), st.integers(0, 20), intervals)
def test_a_pause_of_n_working_days_moves_the_due_day_by_n(
    start: date, length: int, extension: int, spans: list[Interval]
) -> None:
    plain = clocks.suspended_clock(start, length, RULE, CALENDAR, extension=extension)
    moved = clocks.suspended_clock(start, length, RULE, CALENDAR, extension=extension, intervals=spans)
    paused = {
        span.sent_on + timedelta(days=n)
        for span in spans
        for n in range(1, (span.ended_on - span.sent_on).days + 1)
    }
    counted = sum(CALENDAR.is_workday(day) for day in paused if day > start)
    assert CALENDAR.between(plain.due, moved.due) == counted
    assert CALENDAR.is_workday(moved.due)


@given(intervals)
def test_the_union_is_disjoint_ordered_and_loses_no_day(spans: list[Interval]) -> None:
    def days(items: tuple[Interval, ...] | list[Interval]) -> set[date]:
        return {
            i.sent_on + timedelta(days=n) for i in items for n in range(1, (i.ended_on - i.sent_on).days + 1)
        }

    joined = clocks.union(spans)
    assert days(joined) == days(spans)
    assert all(a.ended_on < b.sent_on for a, b in pairwise(joined))


@given(starts, starts, st.integers(1, 120), st.sampled_from(["days", "months"]))
def test_natural_clocks_end_on_a_working_day_and_are_monotone(a: date, b: date, n: int, kind: str) -> None:
    make = clocks.natural_day_clock if kind == "days" else clocks.month_clock
    n = n if kind == "days" else n % 12 + 1
    first, second = sorted((a, b))
    early, late = make(first, n, RULE, CALENDAR), make(second, n, RULE, CALENDAR)
    assert early.due <= late.due
    assert CALENDAR.is_workday(early.due)
    assert early.nominal <= early.due
    assert early.trace[0].day == early.nominal
    assert early.trace[-1].day == early.due


@given(starts, st.integers(1, 60), st.integers(0, 200))
def test_remaining_counts_down_one_a_working_day(start: date, n: int, later: int) -> None:
    clock = clocks.working_day_clock(start, n, RULE, CALENDAR)
    today = start + timedelta(days=later)
    assume(CALENDAR.covers(today))
    left = clock.remaining(today, CALENDAR)
    assert n - left == sum(CALENDAR.is_workday(start + timedelta(days=i)) for i in range(1, later + 1))
    overdue = clocks.standing(clock, today, CALENDAR).state is ClockState.OVERDUE
    assert overdue == (today > clock.due)
