"""The packaged arrangement of days off, and the plain form in which a year is stored and exchanged.

The files in `rules/data` are facts about days. A notice's number stands there only where the text of
the notice was read; elsewhere it is empty and tagged unverified.
"""

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from mingchuang.rules.refusals import Refused
from mingchuang.rules.source import Tag
from mingchuang.rules.workdays import Holiday, MakeUpDay, WorkCalendar, YearNotice, build

FIRST_YEAR = 2019
LAST_YEAR = 2026


def notice_from_data(data: Mapping[str, Any]) -> YearNotice:
    """A year's arrangement from its plain form. Raises `Refused` when the form is not what it should be.

    Whether the days make sense is asked of `workdays.notice_reasons`.
    """
    try:
        return YearNotice(
            year=int(data["year"]),
            holidays=tuple(
                Holiday(str(h["name"]), date.fromisoformat(h["first"]), date.fromisoformat(h["last"]))
                for h in data["holidays"]
            ),
            make_up_days=tuple(
                MakeUpDay(str(m["name"]), date.fromisoformat(m["day"])) for m in data["make_up_days"]
            ),
            title=str(data.get("title", "")),
            number=str(data.get("number", "")),
            number_tag=Tag(data.get("number_tag", Tag.UNVERIFIED)),
            days_tag=Tag(data.get("days_tag", Tag.UNVERIFIED)),
            provisional=bool(data.get("provisional", False)),
        )
    except (KeyError, TypeError, ValueError) as problem:
        raise Refused.because(
            "calendar_data",
            f"年度安排的数据读不懂（{problem}），请按 year、holidays、make_up_days 的格式填写",
        ) from problem


def notice_to_data(notice: YearNotice) -> dict[str, Any]:
    """The plain form of a year's arrangement, ready for JSON; `notice_from_data` reads it back."""
    return {
        "year": notice.year,
        "title": notice.title,
        "number": notice.number,
        "number_tag": notice.number_tag.value,
        "days_tag": notice.days_tag.value,
        "provisional": notice.provisional,
        "holidays": [
            {"name": h.name, "first": h.first.isoformat(), "last": h.last.isoformat()}
            for h in notice.holidays
        ],
        "make_up_days": [{"name": m.name, "day": m.day.isoformat()} for m in notice.make_up_days],
    }


@cache
def national_notices() -> tuple[YearNotice, ...]:
    """The packaged years, oldest first."""
    folder = resources.files("mingchuang.rules") / "data"
    return tuple(
        notice_from_data(json.loads((folder / f"workdays_{year}.json").read_text(encoding="utf-8")))
        for year in range(FIRST_YEAR, LAST_YEAR + 1)
    )


@cache
def national() -> WorkCalendar:
    """The national calendar as packaged: 2019-01-01 to 2026-12-31."""
    return build({notice.year: notice for notice in national_notices()})
