"""Working days: what the office's clerk relies on when the system says 最后一天是哪天."""

import csv
import itertools
import pickle
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingchuang.rules.calendar_data import national, national_notices, notice_from_data, notice_to_data
from mingchuang.rules.refusals import Refused
from mingchuang.rules.source import Tag
from mingchuang.rules.workdays import (
    CoverageError,
    DayKind,
    Holiday,
    MakeUpDay,
    YearNotice,
    build,
    notice_reasons,
)

CASES = Path(__file__).parents[1] / "data" / "workday_cases.csv"
CALENDAR = national()
ONE = timedelta(days=1)
WORKDAYS_A_YEAR = {2019: 250, 2020: 249, 2021: 250, 2022: 249, 2023: 249, 2024: 251, 2025: 248, 2026: 248}

days = st.dates(date(2019, 1, 1), date(2026, 12, 31))
early_days = st.dates(date(2019, 1, 1), date(2025, 12, 31))
counts = st.integers(1, 200)


def cases() -> list[dict[str, str]]:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def year_2027(**changes: object) -> YearNotice:
    values: dict[str, object] = {
        "year": 2027,
        "holidays": (Holiday("元旦", date(2027, 1, 1), date(2027, 1, 3)),),
        "make_up_days": (),
    }
    return YearNotice(**(values | changes))  # type: ignore[arg-type]


# --- the packaged calendar is the national calendar ---------------------------------------------


def test_every_day_agrees_with_an_independent_calendar() -> None:
    day = CALENDAR.first_day
    disagreeing = []
    while day <= CALENDAR.last_day:
        if CALENDAR.is_workday(day) != chinese_calendar.is_workday(day):
            disagreeing.append(day)
        day += ONE
    assert disagreeing == []
    assert (CALENDAR.first_day, CALENDAR.last_day) == (date(2019, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(("year", "count"), WORKDAYS_A_YEAR.items())
def test_working_days_of_each_year(year: int, count: int) -> None:
    assert sum(day.is_workday for day in CALENDAR.year_days(year)) == count


def test_a_notice_is_named_only_where_it_was_read() -> None:
    named = {notice.year: notice.number for notice in national_notices() if notice.number}
    assert named == {2025: "国办发明电〔2024〕12号", 2026: "国办发明电〔2025〕7号"}
    for notice in national_notices():
        assert (notice.number_tag is Tag.PRIMARY) == bool(notice.number)
        assert (notice.number_tag is Tag.UNVERIFIED) == (not notice.number)
        assert notice.days_tag in {Tag.PRIMARY, Tag.SECONDARY}
        assert not notice.provisional
    assert {n.year for n in national_notices() if n.days_tag is Tag.PRIMARY} == {2024, 2025, 2026}


def test_all_the_known_cases() -> None:
    wrong = []
    for case in cases():
        due = CALENDAR.add(date.fromisoformat(case["start_date"]), int(case["working_days"]))
        if due.isoformat() != case["expected_due_date"]:
            wrong.append((case, due))
    assert wrong == []
    assert len(cases()) == 52


# --- why a day counts ---------------------------------------------------------------------------


def test_a_day_explains_itself_in_chinese() -> None:
    def said(day: date) -> tuple[str, str]:
        reason = CALENDAR.explain(day)
        return reason.reason, reason.notice

    assert said(date(2026, 10, 2)) == ("国庆节放假", "国办发明电〔2025〕7号")
    assert said(date(2026, 9, 20)) == ("调休上班（国庆节）", "国办发明电〔2025〕7号")
    assert said(date(2026, 11, 21)) == ("周六", "")
    assert said(date(2026, 11, 22)) == ("周日", "")
    assert said(date(2026, 11, 23)) == ("工作日（周一）", "")
    assert said(date(2020, 1, 24)) == ("春节（延长）放假", "")


def test_the_trace_lists_every_day_and_counts_only_the_working_ones() -> None:
    trace = CALENDAR.trace(date(2026, 2, 13), 20)
    assert [reason.day for reason in trace] == [date(2026, 2, 14) + n * ONE for n in range(34)]
    assert sum(reason.is_workday for reason in trace) == 20
    assert trace[-1].day == date(2026, 3, 19)
    skipped = {reason.reason for reason in trace if not reason.is_workday}
    assert skipped == {"春节放假", "周六", "周日"}
    assert trace[0].kind is DayKind.MAKE_UP


# --- arithmetic ---------------------------------------------------------------------------------


@given(early_days, counts)
def test_a_due_day_is_a_working_day_and_the_count_comes_back(start: date, n: int) -> None:
    due = CALENDAR.add(start, n)
    assert CALENDAR.is_workday(due)
    assert CALENDAR.between(start, due) == n
    assert sum(chinese_calendar.is_workday(start + i * ONE) for i in range(1, (due - start).days + 1)) == n


@given(early_days, early_days, counts)
def test_a_later_start_is_never_due_earlier(a: date, b: date, n: int) -> None:
    first, second = sorted((a, b))
    assert CALENDAR.add(first, n) <= CALENDAR.add(second, n)


@given(st.dates(date(2019, 1, 1), date(2025, 3, 1)), counts, counts)
def test_adding_in_two_steps_is_adding_once(start: date, n: int, m: int) -> None:
    assert CALENDAR.add(CALENDAR.add(start, n), m) == CALENDAR.add(start, n + m)


@given(days, days, days)
def test_spans_add_up_and_reverse(a: date, b: date, c: date) -> None:
    assert CALENDAR.between(a, b) + CALENDAR.between(b, c) == CALENDAR.between(a, c)
    assert CALENDAR.between(a, b) == -CALENDAR.between(b, a)
    assert sum(reason.is_workday for reason in CALENDAR.span(a, b)) == max(0, CALENDAR.between(a, b))


@given(st.dates(date(2020, 6, 1), date(2025, 12, 31)), counts)
def test_subtracting_undoes_adding(day: date, n: int) -> None:
    assert CALENDAR.subtract(CALENDAR.add(day, n), n) == max(
        day - i * ONE for i in range(12) if CALENDAR.is_workday(day - i * ONE)
    )
    back = CALENDAR.subtract(day, n)
    assert CALENDAR.is_workday(back)
    assert CALENDAR.between(back - ONE, day - ONE) == n


def test_the_roll_leaves_working_days_alone() -> None:
    assert CALENDAR.on_or_after(date(2026, 2, 28)) == date(2026, 2, 28)
    assert CALENDAR.on_or_after(date(2026, 10, 1)) == date(2026, 10, 8)


@pytest.mark.parametrize("n", [0, -1])
def test_a_count_below_one_is_refused(n: int) -> None:
    with pytest.raises(ValueError, match="大于0"):
        CALENDAR.add(date(2026, 1, 5), n)
    with pytest.raises(ValueError, match="大于0"):
        CALENDAR.subtract(date(2026, 1, 5), n)


# --- coverage: never guess ----------------------------------------------------------------------


@pytest.mark.parametrize("day", [date(2018, 12, 31), date(2027, 1, 1), date(2031, 5, 1)])
def test_beyond_the_loaded_years_everything_refuses_and_names_the_last_day(day: date) -> None:
    asked = [
        lambda: CALENDAR.is_workday(day),
        lambda: CALENDAR.explain(day),
        lambda: CALENDAR.add(day, 1),
        lambda: CALENDAR.subtract(day, 1),
        lambda: CALENDAR.between(date(2026, 1, 1), day),
        lambda: CALENDAR.span(day, day),
        lambda: CALENDAR.on_or_after(day),
        lambda: CALENDAR.year_days(day.year),
    ]
    for question in asked:
        with pytest.raises(CoverageError, match="2026-12-31"):
            question()
    assert not CALENDAR.covers(day)


def test_the_first_receipt_that_needs_the_next_notice() -> None:
    """Replies to what arrives from 2026-12-04 on cannot be computed before the 2027 notice."""
    assert CALENDAR.add(date(2026, 12, 3), 20) == date(2026, 12, 31)
    with pytest.raises(CoverageError):
        CALENDAR.add(date(2026, 12, 4), 20)
    with pytest.raises(CoverageError):
        CALENDAR.subtract(date(2019, 1, 2), 1)


# --- an office's own years ----------------------------------------------------------------------


def test_adding_a_year_extends_the_coverage_and_changes_the_version() -> None:
    longer = CALENDAR.with_year(year_2027())
    assert longer.add(date(2026, 12, 4), 20) == date(2027, 1, 4)
    assert longer.version != CALENDAR.version
    assert CALENDAR.last_day == date(2026, 12, 31)
    assert not longer.explain(date(2027, 1, 4)).provisional


def test_a_provisional_year_marks_all_its_days() -> None:
    longer = CALENDAR.with_year(year_2027(provisional=True))
    assert all(reason.provisional for reason in longer.year_days(2027))
    assert not any(reason.provisional for reason in longer.year_days(2026))


def test_a_notice_may_rearrange_the_december_before() -> None:
    notice = year_2027(
        number="国办发明电〔2026〕9号",
        holidays=(Holiday("元旦", date(2026, 12, 31), date(2027, 1, 2)),),
        make_up_days=(MakeUpDay("元旦", date(2026, 12, 27)),),
    )
    longer = CALENDAR.with_year(notice)
    assert not longer.is_workday(date(2026, 12, 31))
    assert longer.explain(date(2026, 12, 27)).notice == "国办发明电〔2026〕9号"


def test_the_difference_between_two_calendars_names_each_day() -> None:
    changed = next(n for n in national_notices() if n.year == 2026)
    shorter = YearNotice(2026, tuple(h for h in changed.holidays if h.name != "端午节"), changed.make_up_days)
    other = CALENDAR.with_year(shorter)
    found = CALENDAR.differences(other)
    assert [day for day, _, _ in found] == [date(2026, 6, 19)]
    assert found[0][1] and found[0][1].reason == "端午节放假"
    assert found[0][2] and found[0][2].reason == "工作日（周五）"
    assert CALENDAR.differences(CALENDAR) == ()


def test_days_covered_by_one_calendar_alone_are_differences() -> None:
    longer = CALENDAR.with_year(year_2027())
    found = longer.differences(CALENDAR)
    assert len(found) == 365
    assert all(here is not None and there is None for _, here, there in found)
    assert {there is not None for _, _, there in CALENDAR.differences(longer)} == {True}


def test_the_same_years_make_the_same_calendar() -> None:
    again = build({notice.year: notice for notice in reversed(national_notices())})
    assert again == CALENDAR
    assert hash(again) == hash(CALENDAR)
    renumbered = CALENDAR.with_year(
        YearNotice(**{**{f: getattr(CALENDAR.years[2026], f) for f in YearNotice.__slots__}, "number": ""})
    )
    assert renumbered != CALENDAR


def test_a_calendar_may_be_copied_and_cached() -> None:
    again = pickle.loads(pickle.dumps(CALENDAR))
    assert again == CALENDAR
    assert again.add(date(2026, 2, 13), 20) == date(2026, 3, 19)


def test_a_year_survives_being_stored() -> None:
    for notice in national_notices():
        assert notice_from_data(notice_to_data(notice)) == notice


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"year": "二〇二七", "holidays": [], "make_up_days": []},
        {
            "year": 2027,
            "holidays": [{"name": "元旦", "first": "2027-13-01", "last": "2027-01-01"}],
            "make_up_days": [],
        },
        {"year": 2027, "holidays": [], "make_up_days": 7},
        {"year": 2027, "holidays": [], "make_up_days": [], "days_tag": "certain"},
    ],
)
def test_a_year_that_cannot_be_read_is_refused_in_words(data: dict[str, object]) -> None:
    with pytest.raises(Refused, match="读不懂"):
        notice_from_data(data)


def test_everything_wrong_with_a_year_is_told_at_once() -> None:
    notice = YearNotice(
        2027,
        holidays=(
            Holiday("元旦", date(2027, 1, 3), date(2027, 1, 1)),
            Holiday("春节", date(2027, 2, 6), date(2027, 2, 12)),
            Holiday("除夕", date(2027, 2, 6), date(2027, 2, 6)),
            Holiday("长假", date(2027, 7, 1), date(2027, 12, 1)),
            Holiday(" ", date(2027, 4, 5), date(2027, 4, 5)),
            Holiday("旧年", date(2026, 11, 30), date(2026, 11, 30)),
        ),
        make_up_days=(
            MakeUpDay("春节", date(2027, 2, 7)),
            MakeUpDay("春节", date(2027, 2, 3)),
            MakeUpDay("国庆节", date(2027, 10, 9)),
            MakeUpDay("国庆节", date(2027, 10, 9)),
        ),
    )
    assert {reason.code for reason in notice_reasons(notice)} == {
        "holiday_reversed",
        "holidays_overlap",
        "holiday_too_long",
        "name_missing",
        "day_of_other_year",
        "off_and_work",
        "make_up_on_weekday",
        "make_up_twice",
    }
    with pytest.raises(Refused):
        CALENDAR.with_year(notice)


def test_a_calendar_has_no_holes() -> None:
    years = {notice.year: notice for notice in national_notices()}
    with pytest.raises(Refused, match="2022年与2024年之间"):
        build({year: notice for year, notice in years.items() if year != 2023})
    with pytest.raises(Refused, match="至少要有一年"):
        build({})
    with pytest.raises(Refused) as caught:
        build({2025: years[2026]})
    assert caught.value.codes == {"year_mismatch"}
    with pytest.raises(Refused) as caught:
        build({26: YearNotice(26, (), ())})
    assert caught.value.codes == {"year_out_of_range"}


@given(st.sets(st.integers(2019, 2026), min_size=1))
def test_any_run_of_years_agrees_with_the_whole(chosen: set[int]) -> None:
    run = range(min(chosen), max(chosen) + 1)
    part = build({notice.year: notice for notice in national_notices() if notice.year in run})
    for year, month in itertools.product(run, (1, 6, 12)):
        day = date(year, month, 15)
        assert part.is_workday(day) == CALENDAR.is_workday(day)
        assert part.between(part.first_day, day) == CALENDAR.between(part.first_day, day)
