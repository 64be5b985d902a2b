"""The periods of a request: worked examples an office checks by hand, and what holds for every one."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingchuang.rules.calendar_data import national
from mingchuang.rules.clocks import Interval, active_publication, working_day_clock
from mingchuang.rules.requests import clocks, periods
from mingchuang.rules.requests.clocks import ReplyFacts
from mingchuang.rules.source import Tag
from mingchuang.rules.workdays import CoverageError, DayKind

CALENDAR = national()
D = date.fromisoformat
CASES = Path(__file__).parents[2] / "data" / "workday_cases.csv"

starts = st.dates(date(2019, 1, 1), date(2025, 3, 31))
spans = st.lists(
    st.tuples(starts, st.integers(0, 60)).map(lambda p: Interval(p[0], p[0] + timedelta(days=p[1]))),
    max_size=5,
).map(tuple)
extensions = st.integers(0, 40)


def reply(received: str, **facts: object) -> date:
    return clocks.reply(ReplyFacts(D(received), **facts), CALENDAR).due


def asked(*letters: tuple[str, str]) -> tuple[Interval, ...]:
    return tuple(Interval(D(sent), D(ended)) for sent, ended in letters)


# --- the worked examples of the specification, by their numbers ---------------------------------


@pytest.mark.parametrize(
    ("received", "due"),
    [
        pytest.param("2024-01-31", "2024-03-04", id="1: Sundays 4 and 18 February worked"),
        pytest.param("2024-04-26", "2024-05-27", id="2: Sunday 28 April and Saturday 11 May worked"),
        pytest.param("2024-09-13", "2024-10-17", id="3: two holidays, three make-up days"),
        pytest.param("2025-10-03", "2025-11-04", id="6: confirmed on a holiday"),
        pytest.param("2026-02-13", "2026-03-19", id="7: nine days off, two make-up Saturdays"),
        pytest.param("2026-09-18", "2026-10-22", id="8: two holidays"),
    ],
)
def test_examples_of_the_reply(received: str, due: str) -> None:
    assert reply(received) == D(due)


@pytest.mark.parametrize(("length", "due"), [(1, "2024-02-09"), (2, "2024-02-18")])
def test_example_4_new_years_eve_2024_was_worked(length: int, due: str) -> None:
    clock = clocks.confirmation(D("2024-02-08"), CALENDAR, length=length)
    assert clock.due == D(due)


def test_example_5_the_third_party() -> None:
    assert clocks.third_party_opinion(D("2025-04-25"), CALENDAR).due == D("2025-05-20")


def test_example_7_extended() -> None:
    assert reply("2026-02-13", extension=20) == D("2026-04-17")


def test_example_9_a_correction_starts_the_period_again() -> None:
    received = D("2025-09-22")
    assert clocks.correction_notice(received, CALENDAR).due == D("2025-09-30")
    assert reply("2025-09-22") == D("2025-10-24")
    assert reply("2025-09-22", corrected_on=D("2025-10-13")) == D("2025-11-10")


@pytest.mark.parametrize(
    ("received", "letters", "excluded", "due"),
    [
        pytest.param("2026-04-20", [("2026-04-24", "2026-05-20")], 16, "2026-06-11", id="10: silence"),
        pytest.param("2026-04-20", [("2026-04-24", "2026-05-13")], 11, "2026-06-04", id="11: early end"),
        pytest.param(
            "2026-05-06",
            [("2026-05-11", "2026-05-20"), ("2026-05-14", "2026-05-27")],
            12,
            "2026-06-18",
            id="12: overlapping letters count once",
        ),
    ],
)
def test_examples_of_suspension(
    received: str, letters: list[tuple[str, str]], excluded: int, due: str
) -> None:
    facts = ReplyFacts(D(received), consultations=asked(*letters))
    clock = clocks.reply(facts, CALENDAR)
    assert clock.due == D(due)
    assert clocks.excluded(facts, CALENDAR) == excluded
    assert [reason.kind for reason in clock.trace].count(DayKind.SUSPENDED) == excluded
    assert sum(reason.is_workday for reason in clock.trace) == periods.REPLY_WORKDAYS


def test_example_10_the_third_partys_period_lapses_on_the_day_the_suspension_ends() -> None:
    assert clocks.third_party_opinion(D("2026-04-27"), CALENDAR).due == D("2026-05-20")


def test_example_13_payment() -> None:
    assert clocks.fee_payment(D("2025-12-24"), CALENDAR).due == D("2026-01-22")
    assert reply("2025-12-01", fee_paid_on=D("2026-01-12")) == D("2026-02-09")
    assert periods.RESTART_AFTER_PAYMENT.source.tag is Tag.UNVERIFIED


def test_example_14_active_publication() -> None:
    assert active_publication(D("2026-09-11"), CALENDAR).due == D("2026-10-15")


def test_example_15_the_sixtieth_day_is_a_holiday() -> None:
    clock = clocks.review_application(D("2026-08-03"), CALENDAR)
    assert (clock.nominal, clock.due) == (D("2026-10-02"), D("2026-10-08"))


def test_example_16_six_months_end_in_a_holiday() -> None:
    clock = clocks.direct_suit(D("2026-04-01"), CALENDAR)
    assert (clock.nominal, clock.due) == (D("2026-10-01"), D("2026-10-08"))


def test_example_17_a_worked_saturday_stands() -> None:
    assert clocks.direct_suit(D("2025-08-31"), CALENDAR).due == D("2026-02-28")


def known_cases() -> list[tuple[date, int, date]]:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return [(D(r["start_date"]), int(r["working_days"]), D(r["expected_due_date"])) for r in rows]


@pytest.mark.parametrize(("start", "length", "due"), known_cases())
def test_every_known_case_by_the_period_of_its_length(start: date, length: int, due: date) -> None:
    count = {
        7: lambda: clocks.correction_notice(start, CALENDAR),
        15: lambda: clocks.co_maker_opinion(start, CALENDAR),
        20: lambda: clocks.reply(ReplyFacts(start), CALENDAR),
        40: lambda: clocks.reply(ReplyFacts(start, extension=20), CALENDAR),
    }.get(length, lambda: working_day_clock(start, length, periods.REPLY, CALENDAR))
    assert count().due == due


# --- the other periods --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("deadline", "due", "rule"),
    [
        (clocks.correction_period(D("2026-03-02"), CALENDAR), "2026-03-16", "C3"),
        (clocks.correction_period(D("2026-03-02"), CALENDAR, length=15), "2026-03-23", "C3"),
        (clocks.other_agency(D("2026-03-02"), CALENDAR), "2026-03-23", "C8"),
        (clocks.suit_over_silence(D("2026-03-19"), CALENDAR), "2026-09-20", "C14"),
        (clocks.suit_after_review(D("2026-09-18"), CALENDAR), "2026-10-08", "C15"),
        (clocks.review_decision(D("2026-03-02"), CALENDAR), "2026-05-06", "C16"),
        (clocks.review_decision(D("2026-03-02"), CALENDAR, extension=90), "2026-06-01", "C16"),
        (clocks.review_decision(D("2026-03-02"), CALENDAR, simplified=True), "2026-04-01", "C16"),
        (clocks.review_answer(D("2026-03-02"), CALENDAR), "2026-03-16", "C17"),
        (clocks.review_answer(D("2026-03-02"), CALENDAR, simplified=True), "2026-03-09", "C17"),
        (clocks.suit_defence(D("2026-03-02"), CALENDAR), "2026-03-17", "C18"),
        (clocks.annual_report_department(2024, CALENDAR), "2025-01-31", "C19"),
        (clocks.annual_report_department(2024, CALENDAR, day=26), "2025-01-26", "C19"),
        (clocks.annual_report_government(2025, CALENDAR), "2026-03-31", "C20"),
    ],
)
def test_other_periods(deadline, due: str, rule: str) -> None:
    assert (deadline.due, deadline.rule_id) == (D(due), rule)
    assert deadline.trace


def test_an_arrival_is_confirmed_the_same_working_day_or_the_next_after_a_day_off() -> None:
    assert clocks.confirmation(D("2026-03-02"), CALENDAR).due == D("2026-03-02")
    assert clocks.confirmation(D("2026-10-03"), CALENDAR).due == D("2026-10-08")


def test_a_delayed_reply_is_due_on_the_day_the_office_set_moved_off_a_day_off() -> None:
    clock = clocks.reply(ReplyFacts(D("2026-03-02"), delayed_until=D("2026-10-03")), CALENDAR)
    assert (clock.nominal, clock.due, clock.rule_id) == (D("2026-10-03"), D("2026-10-08"), "C9")
    with pytest.raises(ValueError, match="晚于起算日"):
        clocks.delayed(D("2026-03-02"), CALENDAR, until=D("2026-03-02"))


def test_the_three_days_of_a_clock() -> None:
    three = clocks.internal(clocks.reply(ReplyFacts(D("2026-02-13")), CALENDAR), CALENDAR)
    assert three == clocks.Three(D("2026-03-12"), D("2026-03-16"), D("2026-03-19"))


def test_periods_of_the_law_are_read_and_those_it_leaves_open_are_conventions() -> None:
    read = (periods.CORRECTION_NOTICE, periods.REPLY, periods.EXTENSION, periods.THIRD_PARTY)
    assert {rule.source.tag for rule in read} == {Tag.PRIMARY}
    open_ones = (periods.CORRECTION_PERIOD, periods.OTHER_AGENCY, periods.REASONS, periods.CONFIRMATION)
    assert {rule.source.tag for rule in open_ones} == {Tag.CONVENTION}


def test_no_period_is_guessed_beyond_the_calendar() -> None:
    for facts in (
        ReplyFacts(D("2026-12-04")),
        ReplyFacts(D("2026-11-20"), extension=20),
        ReplyFacts(D("2026-11-20"), consultations=asked(("2026-12-01", "2027-01-05"))),
    ):
        with pytest.raises(CoverageError):
            clocks.reply(facts, CALENDAR)


def test_negative_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="不能为负"):
        reply("2026-03-02", extension=-1)
    with pytest.raises(ValueError, match="不能为负"):
        clocks.review_decision(D("2026-03-02"), CALENDAR, extension=-1)


# --- what holds for every reply -----------------------------------------------------------------


@given(starts, extensions, spans)
def test_the_last_day_is_a_working_day(start: date, extension: int, letters: tuple[Interval, ...]) -> None:
    facts = ReplyFacts(start, extension=extension, consultations=letters)
    assert CALENDAR.is_workday(clocks.reply(facts, CALENDAR).due)


@given(starts, starts, extensions, spans)
def test_who_asks_later_is_answered_no_earlier(
    one: date, other: date, extension: int, letters: tuple[Interval, ...]
) -> None:
    first, second = sorted((one, other))
    early = clocks.reply(ReplyFacts(first, extension=extension, consultations=letters), CALENDAR)
    late = clocks.reply(ReplyFacts(second, extension=extension, consultations=letters), CALENDAR)
    assert early.due <= late.due


@given(starts, st.integers(0, 40), st.integers(0, 20))
def test_pausing_n_working_days_moves_the_last_day_by_n(start: date, n: int, later: int) -> None:
    sent_on = start + timedelta(days=later)
    ended_on = CALENDAR.add(sent_on, n) if n else sent_on
    pause = Interval(sent_on, ended_on)
    plain = clocks.reply(ReplyFacts(start), CALENDAR)
    paused = clocks.reply(ReplyFacts(start, consultations=(pause,)), CALENDAR)
    assert CALENDAR.between(plain.due, paused.due) == n


@given(starts, extensions, spans)
def test_an_extension_never_beats_its_cap(start: date, extension: int, letters: tuple[Interval, ...]) -> None:
    facts = ReplyFacts(start, consultations=letters)
    plain = clocks.reply(facts, CALENDAR)
    longer = clocks.reply(ReplyFacts(start, extension=extension, consultations=letters), CALENDAR)
    moved = CALENDAR.between(plain.due, longer.due)
    assert moved == min(extension, periods.EXTENSION_LIMIT)


@given(starts, spans)
def test_the_trace_shows_each_day_once_and_counts_exactly_the_period(
    start: date, letters: tuple[Interval, ...]
) -> None:
    plain = clocks.reply(ReplyFacts(start), CALENDAR)
    facts = ReplyFacts(start, consultations=tuple(x for x in letters if x.sent_on < plain.due))
    clock = clocks.reply(facts, CALENDAR)
    days = [reason.day for reason in clock.trace]
    assert days == [start + timedelta(days=n) for n in range(1, (clock.due - start).days + 1)]
    assert sum(reason.is_workday for reason in clock.trace) == periods.REPLY_WORKDAYS
    paused = sum(reason.kind is DayKind.SUSPENDED for reason in clock.trace)
    assert paused == clocks.excluded(facts, CALENDAR)


@given(starts, st.integers(1, 60))
def test_a_correction_forgets_the_old_period(start: date, later: int) -> None:
    corrected_on = start + timedelta(days=later)
    restarted = clocks.reply(ReplyFacts(start, corrected_on=corrected_on), CALENDAR)
    assert restarted.due == clocks.reply(ReplyFacts(corrected_on), CALENDAR).due
