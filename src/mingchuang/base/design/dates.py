"""Dates, numbers and working days as each language writes them (design guide, section 6).

Pure functions of their arguments; the language is the value of the page's `lang` attribute.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def _family(language: str) -> str:
    return language.split("-", 1)[0].lower()


def _local(moment: date | datetime) -> date | datetime:
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        return moment.astimezone(BEIJING)
    return moment


def long_date(day: date, language: str = "zh-CN") -> str:
    """2026年3月9日; English 9 March 2026; Korean 2026년 3월 9일."""
    day = _local(day)
    match _family(language):
        case "en":
            return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
        case "ko":
            return f"{day.year}년 {day.month}월 {day.day}일"
        case _:
            return f"{day.year}年{day.month}月{day.day}日"


def short_date(day: date, language: str = "zh-CN") -> str:
    """For lists: 2026-03-09; ja 2026/03/09; ko 2026. 3. 9.; en 9 Mar 2026."""
    day = _local(day)
    match _family(language):
        case "en":
            return f"{day.day} {_MONTHS[day.month - 1][:3]} {day.year}"
        case "ko":
            return f"{day.year}. {day.month}. {day.day}."
        case "ja":
            return f"{day.year}/{day.month:02}/{day.day:02}"
        case _:
            return f"{day.year}-{day.month:02}-{day.day:02}"


def published(moment: datetime, language: str = "zh-CN") -> str:
    """Date and 24-hour time in Beijing: 2026-03-09 14:05; en 9 Mar 2026, 14:05."""
    local = moment.astimezone(BEIJING) if moment.tzinfo else moment
    joiner = ", " if _family(language) == "en" else " "
    return f"{short_date(local, language)}{joiner}{local:%H:%M}"


def period(start: date, end: date, language: str = "zh-CN") -> str:
    """3月9日至4月7日; the years are named when they differ."""
    family = _family(language)
    same_year = start.year == end.year
    if family == "en":
        first = f"{start.day} {_MONTHS[start.month - 1]}" if same_year else long_date(start, "en")
        last = f"{end.day} {_MONTHS[end.month - 1]}" if same_year else long_date(end, "en")
        return f"{first} to {last}"
    if not same_year:
        first, last = long_date(start, language), long_date(end, language)
    elif family == "ko":
        first, last = f"{start.month}월 {start.day}일", f"{end.month}월 {end.day}일"
    else:
        first, last = f"{start.month}月{start.day}日", f"{end.month}月{end.day}日"
    joiner = {"ja": "～", "ko": "~"}.get(family, "至")
    return f"{first}{joiner}{last}"


def number(value: float | int) -> str:
    """1,234,567.5 in every language."""
    text = f"{value:,}"
    return text.removesuffix(".0")


def working_days(count: int, language: str = "zh-CN") -> str:
    """20个工作日; 20 working days; 20営業日; 영업일 20일."""
    match _family(language):
        case "en":
            return f"{count} working day{'' if count == 1 else 's'}"
        case "ja":
            return f"{count}営業日"
        case "ko":
            return f"영업일 {count}일"
        case _:
            return f"{count}个工作日"


def time_left(remaining: int, language: str = "zh-CN") -> str:
    """The words of a running clock; `remaining` is in working days, negative when overdue."""
    family = _family(language)
    if remaining < 0:
        days = working_days(-remaining, language)
        return {
            "en": f"Overdue by {days}",
            "ja": f"{days}超過",
            "ko": f"{days} 초과",
        }.get(family, f"已超期 {-remaining} 个工作日")
    if remaining == 0:
        return {"en": "Due today", "ja": "本日期限", "ko": "오늘 마감"}.get(family, "今日到期")
    days = working_days(remaining, language)
    return {
        "en": f"{days} left",
        "ja": f"残り{days}",
        "ko": f"{days} 남음",
    }.get(family, f"剩 {remaining} 个工作日")


SOON = 3
"""Working days from which a clock is called due soon (design guide, section 8)."""


def urgency(remaining: int) -> str:
    """The status kind of a running clock: overdue, soon or running."""
    if remaining < 0:
        return "overdue"
    return "soon" if remaining <= SOON else "running"


def phone(text: str, language: str = "zh-CN") -> str:
    """A phone number for display: +86 and no leading zero of the area code on foreign pages."""
    trimmed = text.strip()
    if _family(language) == "zh" or not trimmed or trimmed.startswith("+"):
        return trimmed
    return f"+86 {trimmed.removeprefix('0')}"


def telephone_address(text: str) -> str:
    """The value of a `tel:` link: digits with the country code."""
    digits = "".join(c for c in text if c.isdigit() or c == "+")
    if digits.startswith("+") or not digits:
        return digits
    return f"+86{digits.removeprefix('0')}"
