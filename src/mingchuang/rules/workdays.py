"""Working days: which day counts, why, and the arithmetic every statutory clock stands on.

A `WorkCalendar` is an immutable value built from one `YearNotice` a year. Days nobody has arranged yet
are never guessed: asking beyond the coverage raises `CoverageError`.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from types import MappingProxyType

from mingchuang.rules.refusals import Reason, Refused, refuse_if
from mingchuang.rules.source import Rule, Source, Tag

_ONE_DAY = timedelta(days=1)
_WEEKDAY_NAMES = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")

RULES = (
    Rule(
        "workdays.definition",
        "工作日不含周末和法定节假日，含调休上班日",
        Source("政府信息公开条例", "第二十六条、第三十三条（工作日）", Tag.DERIVED),
    ),
    Rule(
        "workdays.first_day",
        "起算当日不计入，从下一个工作日起算第一天",
        Source("民法典", "第二百零一条", Tag.PRIMARY),
    ),
    Rule(
        "workdays.notice_2025",
        "2025年节假日和调休上班日安排",
        Source("国办发明电〔2024〕12号", "全文", Tag.PRIMARY),
    ),
    Rule(
        "workdays.notice_2026",
        "2026年节假日和调休上班日安排",
        Source("国办发明电〔2025〕7号", "全文", Tag.PRIMARY),
    ),
    Rule(
        "workdays.coverage",
        "尚未公布节假日安排的年份不推算期限",
        Source("政府信息公开规格", "4.1(9)", Tag.CONVENTION),
    ),
)


class CoverageError(LookupError):
    """The day lies outside the years whose arrangement is loaded. `str()` is a Chinese message."""

    def __init__(self, first_day: date, last_day: date) -> None:
        self.first_day = first_day
        self.last_day = last_day
        super().__init__(
            f"超出工作日历的覆盖范围：现有节假日安排自{first_day.isoformat()}起，"
            f"到{last_day.isoformat()}为止；请先录入其他年份的安排"
        )


class DayKind(StrEnum):
    """Why a day counts or does not."""

    WORKDAY = "workday"
    MAKE_UP = "make_up"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    SUSPENDED = "suspended"  # worked, but taken out of a period: somebody's opinion is awaited


@dataclass(frozen=True, slots=True)
class Holiday:
    """Days off in a row, joined weekends included, both ends counted."""

    name: str
    first: date
    last: date

    def days(self) -> Iterable[date]:
        """Every day of it, in order."""
        return (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))


@dataclass(frozen=True, slots=True)
class MakeUpDay:
    """A weekend day that is worked (调休上班), with the holiday it pays for."""

    name: str
    day: date


@dataclass(frozen=True, slots=True)
class YearNotice:
    """What was arranged for one year, and how sure we are of it.

    `number` is the notice's document number: empty, with `number_tag` unverified, where it was not read.
    `days_tag` speaks of the days themselves. `provisional` marks an arrangement entered before any
    notice: every deadline that touches the year says so. Days in the December before belong here too
    when this notice arranged them; they then replace what the earlier year says.
    """

    year: int
    holidays: tuple[Holiday, ...]
    make_up_days: tuple[MakeUpDay, ...]
    title: str = ""
    number: str = ""
    number_tag: Tag = Tag.UNVERIFIED
    days_tag: Tag = Tag.UNVERIFIED
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class DayReason:
    """One day as a reader sees it in a trace: counted or skipped, and why, in Chinese."""

    day: date
    kind: DayKind
    reason: str
    notice: str = ""
    provisional: bool = False

    @property
    def is_workday(self) -> bool:
        return self.kind in (DayKind.WORKDAY, DayKind.MAKE_UP)


def _weekday_reasons(notice: YearNotice, off: Mapping[date, str]) -> list[Reason]:
    reasons: list[Reason] = []
    seen: set[date] = set()
    for make_up in notice.make_up_days:
        shown = make_up.day.isoformat()
        if make_up.day.weekday() < 5:
            reasons.append(Reason("make_up_on_weekday", f"{shown}不是周末，不必列为调休上班", "make_up_days"))
        if make_up.day in off:
            reasons.append(Reason("off_and_work", f"{shown}既列为放假又列为调休上班", "make_up_days"))
        if make_up.day in seen:
            reasons.append(Reason("make_up_twice", f"{shown}的调休上班列了两次", "make_up_days"))
        seen.add(make_up.day)
    return reasons


def notice_reasons(notice: YearNotice) -> list[Reason]:
    """Everything that is wrong with a year's arrangement; empty when it can be used."""
    reasons: list[Reason] = []
    if not 1950 <= notice.year <= 2999:
        reasons.append(Reason("year_out_of_range", f"年份{notice.year}不对，请填写四位年份", "year"))
    off: dict[date, str] = {}
    for holiday in notice.holidays:
        if holiday.last < holiday.first:
            reasons.append(
                Reason("holiday_reversed", f"{holiday.name}的结束日期早于开始日期，请调换", "holidays")
            )
            continue
        if (holiday.last - holiday.first).days >= 60:
            reasons.append(Reason("holiday_too_long", f"{holiday.name}超过60天，请核对日期", "holidays"))
            continue
        for day in holiday.days():
            if day in off:
                reasons.append(
                    Reason(
                        "holidays_overlap", f"{day.isoformat()}在{off[day]}和{holiday.name}中重复", "holidays"
                    )
                )
            off[day] = holiday.name
    reasons += _weekday_reasons(notice, off)
    named = [(h.name, h.first) for h in notice.holidays] + [(h.name, h.last) for h in notice.holidays]
    for name, day in named + [(m.name, m.day) for m in notice.make_up_days]:
        in_december_before = day.year == notice.year - 1 and day.month == 12
        if day.year != notice.year and not in_december_before:
            reasons.append(
                Reason("day_of_other_year", f"{name}的{day.isoformat()}不在{notice.year}年", "year")
            )
        if not name.strip():
            reasons.append(Reason("name_missing", f"{day.isoformat()}没有写明是什么节日", "holidays"))
    return list(dict.fromkeys(reasons))


def _special_days(years: Mapping[int, YearNotice]) -> dict[date, DayReason]:
    special: dict[date, DayReason] = {}
    for year in sorted(years):
        notice = years[year]
        for holiday in notice.holidays:
            for day in holiday.days():
                special[day] = DayReason(
                    day, DayKind.HOLIDAY, f"{holiday.name}放假", notice.number, notice.provisional
                )
        for make_up in notice.make_up_days:
            special[make_up.day] = DayReason(
                make_up.day, DayKind.MAKE_UP, f"调休上班（{make_up.name}）", notice.number, notice.provisional
            )
    return special


def _ordinary_day(day: date, provisional: bool) -> DayReason:
    weekday = day.weekday()
    if weekday >= 5:
        return DayReason(day, DayKind.WEEKEND, _WEEKDAY_NAMES[weekday], provisional=provisional)
    return DayReason(day, DayKind.WORKDAY, f"工作日（{_WEEKDAY_NAMES[weekday]}）", provisional=provisional)


def _fingerprint(years: Mapping[int, YearNotice]) -> str:
    """Stable over runs and machines: depends on what the days are, who says so and how sure we are."""
    plain = [
        [
            year,
            notice.title,
            notice.number,
            notice.number_tag,
            notice.days_tag,
            notice.provisional,
            sorted([h.first.isoformat(), h.last.isoformat(), h.name] for h in notice.holidays),
            sorted([m.day.isoformat(), m.name] for m in notice.make_up_days),
        ]
        for year, notice in sorted(years.items())
    ]
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Working days of whole, consecutive years. Immutable; two are equal when their `version` is.

    Every question is answered from arrays made once, so each costs the same however far it reaches.
    Raises `CoverageError` for any day outside `first_day` … `last_day`, never guesses.
    """

    version: str
    first_day: date = field(compare=False)
    last_day: date = field(compare=False)
    years: Mapping[int, YearNotice] = field(compare=False, repr=False)
    _days: tuple[DayReason, ...] = field(compare=False, repr=False)
    _workdays: tuple[date, ...] = field(compare=False, repr=False)
    _counts: tuple[int, ...] = field(compare=False, repr=False)  # working days up to and including day i

    def __reduce__(self) -> tuple[Callable[[Mapping[int, YearNotice]], "WorkCalendar"], tuple[object, ...]]:
        # A read-only mapping cannot be pickled or copied; the years alone make the same calendar.
        return build, (dict(self.years),)

    def covers(self, day: date) -> bool:
        """Whether the arrangement of that day is loaded."""
        return self.first_day <= day <= self.last_day

    def _index(self, day: date) -> int:
        if not self.covers(day):
            raise CoverageError(self.first_day, self.last_day)
        return (day - self.first_day).days

    def explain(self, day: date) -> DayReason:
        """What this day is, why, and by which notice."""
        return self._days[self._index(day)]

    def is_workday(self, day: date) -> bool:
        return self.explain(day).is_workday

    def add(self, start: date, n: int) -> date:
        """The n-th working day strictly after `start` (day 0, which may be a day off). n ≥ 1."""
        if n < 1:
            raise ValueError("工作日数须为大于0的整数")
        position = self._counts[self._index(start)] + n - 1
        if position >= len(self._workdays):
            raise CoverageError(self.first_day, self.last_day)
        return self._workdays[position]

    def subtract(self, end: date, n: int) -> date:
        """The n-th working day strictly before `end`. n ≥ 1."""
        if n < 1:
            raise ValueError("工作日数须为大于0的整数")
        index = self._index(end)
        position = self._counts[index] - int(self._days[index].is_workday) - n
        if position < 0:
            raise CoverageError(self.first_day, self.last_day)
        return self._workdays[position]

    def between(self, a: date, b: date) -> int:
        """Working days in (a, b]; when b is before a, minus those in (b, a]."""
        return self._counts[self._index(b)] - self._counts[self._index(a)]

    def on_or_after(self, day: date) -> date:
        """The day itself when it is worked, else the next working day (roll of a period's end)."""
        return day if self.is_workday(day) else self.add(day, 1)

    def trace(self, start: date, n: int) -> tuple[DayReason, ...]:
        """Every day after `start` up to the n-th working day: those counted and those skipped."""
        return self.span(start, self.add(start, n))

    def span(self, a: date, b: date) -> tuple[DayReason, ...]:
        """The days in (a, b], each with its reason; empty when b is not after a."""
        return self._days[self._index(a) + 1 : self._index(b) + 1]

    def year_days(self, year: int) -> tuple[DayReason, ...]:
        """Every day of one year."""
        if year not in self.years:
            raise CoverageError(self.first_day, self.last_day)
        first, last = self._index(date(year, 1, 1)), self._index(date(year, 12, 31))
        return self._days[first : last + 1]

    def with_year(self, notice: YearNotice) -> "WorkCalendar":
        """A new calendar in which one year is replaced or added at an end. Raises `Refused`."""
        return build({**self.years, notice.year: notice})

    def differences(
        self, other: "WorkCalendar"
    ) -> tuple[tuple[date, DayReason | None, DayReason | None], ...]:
        """Days worked in one and not in the other, or covered by one alone: (day, here, there)."""
        first, last = min(self.first_day, other.first_day), max(self.last_day, other.last_day)
        found: list[tuple[date, DayReason | None, DayReason | None]] = []
        for n in range((last - first).days + 1):
            day = first + timedelta(days=n)
            here = self.explain(day) if self.covers(day) else None
            there = other.explain(day) if other.covers(day) else None
            if here is None or there is None or here.is_workday != there.is_workday:
                found.append((day, here, there))
        return tuple(found)


def _years_reasons(years: Mapping[int, YearNotice]) -> list[Reason]:
    ordered = sorted(years)
    reasons = [reason for year in ordered for reason in notice_reasons(years[year])]
    for key, notice in years.items():
        if key != notice.year:
            reasons.append(Reason("year_mismatch", f"{key}年的位置上放的是{notice.year}年的安排", "year"))
    for before, after in pairwise(ordered):
        if after != before + 1:
            reasons.append(Reason("years_gap", f"{before}年与{after}年之间缺少年份，请先补录", "year"))
    return reasons


def build(years: Mapping[int, YearNotice]) -> WorkCalendar:
    """A calendar of consecutive years. Raises `Refused` with everything that is wrong with them."""
    if not years:
        raise Refused.because("no_years", "工作日历至少要有一年的安排", "year")
    refuse_if(_years_reasons(years))
    ordered = sorted(years)
    first, last = date(ordered[0], 1, 1), date(ordered[-1], 12, 31)
    special = _special_days(years)
    days: list[DayReason] = []
    workdays: list[date] = []
    counts: list[int] = []
    day = first
    while True:
        reason = special.get(day) or _ordinary_day(day, years[day.year].provisional)
        days.append(reason)
        if reason.is_workday:
            workdays.append(day)
        counts.append(len(workdays))
        if day == last:
            break
        day += _ONE_DAY
    return WorkCalendar(
        version=_fingerprint(years),
        first_day=first,
        last_day=last,
        years=MappingProxyType(dict(years)),
        _days=tuple(days),
        _workdays=tuple(workdays),
        _counts=tuple(counts),
    )
