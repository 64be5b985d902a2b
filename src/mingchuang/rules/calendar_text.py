"""A year's arrangement as people type or paste it: one holiday a line, one make-up day a line."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from mingchuang.rules.date_text import shown_text
from mingchuang.rules.refusals import Reason, refuse_if
from mingchuang.rules.source import Tag
from mingchuang.rules.workdays import Holiday, MakeUpDay, YearNotice

LONGEST_LINES = 60

_ASIDE = re.compile(r"[（(\[【〔][^）)\]】〕]*[）)\]】〕]")
_DAY = re.compile(
    r"(?:(?P<year>[0-9]{4})\s*[年./-]\s*)?(?P<month>[0-9]{1,2})\s*[月./-]\s*(?P<day>[0-9]{1,2})\s*[日号]?"
    r"|(?P<alone>[0-9]{1,2})\s*[日号]"
)
_FULL_WIDTH = str.maketrans("()", "（）")
_EDGES = " \t,，、:：;；。.|-–—~～至到和与为放假调休上班共"


def _days(text: str, year: int) -> list[date]:
    """Every day named in the text; a day without a month is in the month before it. ValueError if none."""
    found: list[date] = []
    for match in _DAY.finditer(text):
        if match["alone"]:
            if not found:
                raise ValueError("a day without a month")
            found.append(date(found[-1].year, found[-1].month, int(match["alone"])))
        else:
            found.append(date(int(match["year"] or year), int(match["month"]), int(match["day"])))
    return found


def _lines(text: str) -> Iterable[tuple[int, str, str]]:
    """Number, what was typed, and the same half-width, of each line that holds anything."""
    for number, raw in enumerate(text.splitlines(), start=1):
        plain = unicodedata.normalize("NFKC", raw).strip()
        if plain:
            yield number, raw, plain


def _read(line: str, year: int, most: int) -> tuple[str, list[date]]:
    first = _DAY.search(line)
    if first is None:
        raise ValueError("no day")
    days = _days(_ASIDE.sub("", line[first.start() :]), year)
    if len(days) > most:
        raise ValueError("too many days")
    # An aside before the day belongs to the name, as in 春节（延长）.
    name = line[: first.start()].strip(_EDGES).translate(_FULL_WIDTH)
    if not name:
        raise ValueError("no name")
    return name, days


def _unreadable(what: str, number: int, raw: str, example: str, field: str) -> Reason:
    return Reason(
        "line_unreadable", f"{what}第{number}行“{shown_text(raw)}”读不懂，请写成“{example}”的样子", field
    )


def notice_from_lines(
    year: int,
    holidays: str,
    make_up_days: str,
    *,
    number: str = "",
    title: str = "",
    tag: Tag,
    provisional: bool,
) -> YearNotice:
    """The arrangement typed in two boxes. Dates without a year are in `year`; asides in brackets are skipped.

    Lines look like “国庆节 10月1日至8日” and “国庆节 2026-10-10”. Raises `Refused` naming every line
    that cannot be read. Whether the days make sense is asked of `workdays.notice_reasons`.
    """
    reasons: list[Reason] = []
    off: list[Holiday] = []
    work: list[MakeUpDay] = []
    for field, text in (("holidays", holidays), ("make_up_days", make_up_days)):
        if len(text.splitlines()) > LONGEST_LINES:
            reasons.append(Reason("too_many_lines", f"不能超过{LONGEST_LINES}行，请只填当年的安排", field))
    refuse_if(reasons)
    for line_number, raw, line in _lines(holidays):
        try:
            name, days = _read(line, year, 2)
            off.append(Holiday(name, days[0], days[-1]))
        except ValueError:
            reasons.append(_unreadable("放假", line_number, raw, "国庆节 10月1日至8日", "holidays"))
    for line_number, raw, line in _lines(make_up_days):
        try:
            name, days = _read(line, year, 10)
            work.extend(MakeUpDay(name, day) for day in days)
        except ValueError:
            reasons.append(_unreadable("调休上班", line_number, raw, "国庆节 10月10日", "make_up_days"))
    refuse_if(reasons)
    return YearNotice(
        year=year,
        holidays=tuple(off),
        make_up_days=tuple(work),
        title=title.strip(),
        number=number.strip(),
        number_tag=tag if number.strip() else Tag.UNVERIFIED,
        days_tag=tag,
        provisional=provisional,
    )


def lines_of(notice: YearNotice) -> tuple[str, str]:
    """The two boxes filled with a year's arrangement; `notice_from_lines` reads them back."""
    off = [
        f"{h.name} {h.first.isoformat()}" + ("" if h.first == h.last else f" 至 {h.last.isoformat()}")
        for h in notice.holidays
    ]
    work = [f"{m.name} {m.day.isoformat()}" for m in notice.make_up_days]
    return "\n".join(off), "\n".join(work)
