"""How long the papers stay, and when personal data must go."""

from datetime import date, timedelta

import pytest

from mingchuang.rules.requests.retention import (
    ARCHIVE_PERIOD_LABELS,
    ArchivePeriod,
    Closing,
    archive_ends_on,
    erasable_from,
    erasure_refusals,
    last_closing,
)

CLOSED = date(2024, 2, 29)


@pytest.mark.parametrize(
    ("period", "end"),
    [
        (ArchivePeriod.PERMANENT, None),
        (ArchivePeriod.THIRTY_YEARS, date(2054, 12, 31)),
        (ArchivePeriod.TEN_YEARS, date(2034, 12, 31)),
    ],
)
def test_papers_are_kept_from_the_end_of_the_year(period: ArchivePeriod, end: date | None) -> None:
    assert archive_ends_on(CLOSED, period) == end


def test_personal_data_goes_after_the_configured_years() -> None:
    assert erasable_from(CLOSED) == date(2027, 2, 28)
    with pytest.raises(ValueError, match="至少1年"):
        erasable_from(CLOSED, years=0)


def test_why_personal_data_stays_for_now() -> None:
    def codes(closing: Closing, today: date) -> list[str]:
        return [reason.code for reason in erasure_refusals(closing, today)]

    assert codes(Closing(None), date(2030, 1, 1)) == ["case_open"]
    assert codes(Closing(CLOSED), date(2027, 2, 27)) == ["kept_until"]
    assert codes(Closing(CLOSED, dispute_open=True), date(2027, 3, 1)) == ["dispute_open"]
    assert codes(Closing(CLOSED), date(2027, 2, 28)) == []


def test_every_period_has_a_name() -> None:
    assert set(ARCHIVE_PERIOD_LABELS) == set(ArchivePeriod)


@pytest.mark.parametrize("years", [1, 3, 4])
def test_the_last_closing_of_every_day_is_where_erasing_begins(years: int) -> None:
    for day in (date(2026, 1, 1) + timedelta(n) for n in range(5 * 366)):
        last = last_closing(day, years=years)
        assert erasable_from(last, years=years) <= day < erasable_from(last + timedelta(1), years=years)
