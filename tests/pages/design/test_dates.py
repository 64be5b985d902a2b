"""Dates, numbers and clocks as the table of the design guide writes them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingchuang.base.design import dates

DAY = date(2026, 3, 9)
MOMENT = datetime(2026, 3, 9, 6, 5, tzinfo=UTC)  # 14:05 in Beijing


@pytest.mark.parametrize(
    ("language", "long", "short", "published", "period", "days"),
    [
        ("zh-CN", "2026年3月9日", "2026-03-09", "2026-03-09 14:05", "3月9日至4月7日", "20个工作日"),
        ("ja", "2026年3月9日", "2026/03/09", "2026/03/09 14:05", "3月9日～4月7日", "20営業日"),
        ("ko", "2026년 3월 9일", "2026. 3. 9.", "2026. 3. 9. 14:05", "3월 9일~4월 7일", "영업일 20일"),
        ("en", "9 March 2026", "9 Mar 2026", "9 Mar 2026, 14:05", "9 March to 7 April", "20 working days"),
    ],
)
def test_the_table_of_the_guide(
    language: str, long: str, short: str, published: str, period: str, days: str
) -> None:
    assert dates.long_date(DAY, language) == long
    assert dates.short_date(DAY, language) == short
    assert dates.published(MOMENT, language) == published
    assert dates.period(DAY, date(2026, 4, 7), language) == period
    assert dates.working_days(20, language) == days
    assert dates.number(1234567.5) == "1,234,567.5"


def test_a_period_over_new_year_names_both_years() -> None:
    assert dates.period(date(2025, 12, 20), date(2026, 1, 5)) == "2025年12月20日至2026年1月5日"
    assert dates.period(date(2025, 12, 20), date(2026, 1, 5), "en") == "20 December 2025 to 5 January 2026"


def test_late_evening_in_utc_is_the_next_day_in_beijing() -> None:
    late = datetime(2026, 3, 8, 23, 30, tzinfo=UTC)
    assert dates.published(late) == "2026-03-09 07:30"
    assert dates.short_date(late) == "2026-03-09"
    assert dates.long_date(late, "en") == "9 March 2026"


@pytest.mark.parametrize(
    ("remaining", "words", "kind"),
    [
        (-3, "已超期 3 个工作日", "overdue"),
        (0, "今日到期", "soon"),
        (2, "剩 2 个工作日", "soon"),
        (3, "剩 3 个工作日", "soon"),
        (4, "剩 4 个工作日", "running"),
    ],
)
def test_a_clock_says_how_it_stands_in_words_and_kind(remaining: int, words: str, kind: str) -> None:
    assert dates.time_left(remaining) == words
    assert dates.urgency(remaining) == kind


def test_clocks_in_other_languages() -> None:
    assert dates.time_left(-1, "en") == "Overdue by 1 working day"
    assert dates.time_left(2, "en") == "2 working days left"
    assert dates.time_left(2, "ja") == "残り2営業日"
    assert dates.time_left(-2, "ko") == "영업일 2일 초과"


@given(st.integers(-400, 400), st.sampled_from(["zh-CN", "en", "ja", "ko"]))
def test_the_number_of_days_is_always_said(remaining: int, language: str) -> None:
    words = dates.time_left(remaining, language)
    assert remaining == 0 or str(abs(remaining)) in words


@pytest.mark.parametrize(
    ("written", "language", "shown"),
    [
        ("0527-80000000", "zh-CN", "0527-80000000"),
        ("0527-80000000", "en", "+86 527-80000000"),
        ("12345", "ja", "+86 12345"),
        ("+86 527 80000000", "ko", "+86 527 80000000"),
        ("", "en", ""),
    ],
)
def test_foreign_pages_say_the_country_code(written: str, language: str, shown: str) -> None:
    assert dates.phone(written, language) == shown


def test_the_address_of_a_phone_link_is_digits() -> None:
    assert dates.telephone_address("0527-8000 0000") == "+8652780000000"
