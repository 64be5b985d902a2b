"""A notice pasted from the web, or typed by hand, becomes the same arrangement."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingchuang.rules.calendar_data import national_notices
from mingchuang.rules.calendar_text import lines_of, notice_from_lines
from mingchuang.rules.refusals import Refused
from mingchuang.rules.source import Tag


def read(year: int, holidays: str, make_up: str = "", **extra):
    return notice_from_lines(year, holidays, make_up, tag=Tag.PRIMARY, provisional=False, **extra)


@pytest.mark.parametrize("notice", national_notices(), ids=lambda notice: str(notice.year))
def test_what_is_shown_in_the_boxes_reads_back_the_same(notice):
    again = notice_from_lines(
        notice.year,
        *lines_of(notice),
        number=notice.number,
        title=notice.title,
        tag=notice.days_tag,
        provisional=False,
    )
    assert (again.holidays, again.make_up_days) == (notice.holidays, notice.make_up_days)


@pytest.mark.parametrize(
    "line",
    [
        "国庆节、中秋节 2025-10-01 至 2025-10-08",
        "国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天",
        "国庆节、中秋节 2025/10/1-2025/10/8",
        "国庆节、中秋节　１０月１日～１０月８日",
        "国庆节、中秋节 2025年10月1日到10月8日",
    ],
)
def test_people_write_a_holiday_in_many_ways(line):
    [holiday] = read(2025, line).holidays
    assert (holiday.name, holiday.first.isoformat(), holiday.last.isoformat()) == (
        "国庆节、中秋节",
        "2025-10-01",
        "2025-10-08",
    )


def test_make_up_days_may_share_a_line():
    notice = read(2026, "春节 2月15日至23日", "春节 2月14日（周六）、2月28日（周六）上班\n\n国庆节 9月20日")
    assert [day.day.isoformat() for day in notice.make_up_days] == ["2026-02-14", "2026-02-28", "2026-09-20"]


def test_every_line_that_cannot_be_read_is_named():
    with pytest.raises(Refused) as caught:
        read(2026, "元旦 1月1日\n春节\n国庆节 13月40日\n3日放假\n10月1日", "x\n" * 2)
    messages = [(reason.field, reason.message) for reason in caught.value.reasons]
    assert [field for field, _ in messages] == ["holidays"] * 4 + ["make_up_days"] * 2
    assert "第2行“春节”" in messages[0][1]
    with pytest.raises(Refused, match="60行"):
        read(2026, "元旦 1月1日\n" * 61)


def test_a_number_that_is_not_given_stays_unverified():
    assert read(2026, "元旦 1月1日").number_tag is Tag.UNVERIFIED
    assert read(2026, "元旦 1月1日", number="国办发明电〔2025〕7号").number_tag is Tag.PRIMARY


@given(st.text(max_size=200), st.text(max_size=200))
def test_whatever_is_pasted_is_read_or_refused(holidays, make_up):
    try:
        notice = read(2026, holidays, make_up)
    except Refused as refusal:
        assert all(reason.message for reason in refusal.reasons)
    else:
        assert all(holiday.name for holiday in notice.holidays)
