"""Work calendars for years whose notice is not out yet, as an office enters them towards the end of a year.

The packaged notices end some day; a demo started near that day or after it must still count its periods.
"""

from datetime import date, datetime, timedelta
from typing import Any

from mingchuang.base.accounts.models import User
from mingchuang.base.calendars import services as calendars
from mingchuang.base.calendars.selectors import current_calendar
from mingchuang.base.localtime import local_day

REACH = timedelta(days=150)
"""The longest period the demo's stories count from today: a reply that is extended, and what contests it."""

FIXED = (("元旦", (1, 1), (1, 1)), ("劳动节", (5, 1), (5, 2)), ("国庆节", (10, 1), (10, 3)))
"""Holidays that fall on the same days every year; those of the lunar calendar wait for the notice."""


def enter(administrator: User, now: datetime) -> list[int]:
    """Enter each year that is needed and missing as provisional; which ones."""
    last = current_calendar().last_day.year
    years = list(range(last + 1, (local_day(now) + REACH).year + 1))
    for year in years:
        arrangement = _provisional(year)
        shown = calendars.preview_change(administrator, arrangement, now=now)
        calendars.apply_change(
            administrator,
            arrangement,
            accepted=shown.digest,
            reason="放假通知尚未公布，先按周末和固定节日推算",
            now=now,
        )
    return years


def _provisional(year: int) -> dict[str, Any]:
    holidays = [
        {"name": name, "first": date(year, *first).isoformat(), "last": date(year, *last).isoformat()}
        for name, first, last in FIXED
    ]
    return {"year": year, "provisional": True, "holidays": holidays, "make_up_days": []}
