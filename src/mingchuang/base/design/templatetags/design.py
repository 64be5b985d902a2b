"""Dates, numbers, clocks, signs and addresses for templates, in the language of the page.

`{% date_short day %}`; another language can be named by the value of its `lang` attribute.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from django import template
from django.core.paginator import Page
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from mingchuang.base.design import dates, phrases, signs
from mingchuang.base.design.day_reasons import words_of
from mingchuang.base.design.problems import Problem, collect
from mingchuang.base.design.signs import time_element
from mingchuang.base.shared_reads import once

register = template.Library()

register.simple_tag(signs.icon, name="icon")
register.simple_tag(signs.status, name="status")
register.simple_tag(signs.clock, name="clock")

PASSED_ON = ("id", "data-", "aria-", "rel", "download", "formnovalidate", "title", "lang")


@register.simple_tag
def date_long(day: date | None, language: str = "") -> str:
    """2026年3月9日 in a time element; nothing for None."""
    return time_element(day, dates.long_date(day, language or phrases.page_language())) if day else ""


@register.simple_tag
def date_short(day: date | None, language: str = "") -> str:
    """For lists: 2026-03-09."""
    return time_element(day, dates.short_date(day, language or phrases.page_language())) if day else ""


@register.simple_tag
def day_in_year(day: date | None) -> str:
    """Where the year is plain: 03-09."""
    return time_element(day, f"{day:%m-%d}") if day else ""


@register.simple_tag
def date_published(moment: datetime | None, language: str = "") -> str:
    """Date and Beijing time: 2026-03-09 14:05."""
    return (
        time_element(moment, dates.published(moment, language or phrases.page_language())) if moment else ""
    )


@register.simple_tag
def date_period(start: date, end: date, language: str = "") -> str:
    """3月9日至4月7日."""
    return dates.period(start, end, language or phrases.page_language())


@register.filter
def grouped(value: float | int) -> str:
    """1,234,567.5"""
    return dates.number(value)


@register.simple_tag
def working_days(count: int, language: str = "") -> str:
    """20个工作日."""
    return dates.working_days(count, language or phrases.page_language())


@register.filter
def pieces(parts: Iterable[Any]) -> SafeString:
    """A text in pieces (`rules.tokens.Piece`), what was searched marked."""
    marked = ((format_html("<mark>{}</mark>", part.text) if part.hit else part.text,) for part in parts)
    return format_html_join("", "{}", marked)


@register.filter
def phrase(text: Any) -> Any:
    """What the office entered, marked as Chinese where it is and the page is not."""
    return phrases.phrase(text)


@register.filter
def telephone(text: str) -> str:
    """The number of a `tel:` address."""
    return dates.telephone_address(text)


@register.simple_tag
def phone(text: str, language: str = "") -> str:
    """A telephone link, with +86 on foreign pages."""
    address = dates.telephone_address(text)
    shown = dates.phone(text, language or phrases.page_language())
    return format_html('<a href="tel:{}">{}</a>', address, shown) if address else shown


@register.simple_tag
def extra_attrs(attrs: Mapping[str, Any]) -> str:
    """The attributes a component passes on to its element, escaped; a closed list of names."""
    pairs = [
        (key, True if value is True else str(value))
        for key, value in attrs.items()
        if key.startswith(PASSED_ON) and value not in (False, None)
    ]
    plain = format_html_join("", " {}", ((key,) for key, value in pairs if value is True))
    valued = format_html_join("", ' {}="{}"', ((key, value) for key, value in pairs if value is not True))
    return plain + valued


@register.simple_tag
def view_switch(mode: str, back_to: str = "") -> str:
    """The address that switches the view and returns to the page."""
    address = once(("view", mode), lambda: reverse("design:view", args=[mode]))
    return f"{address}?next={quote(back_to, safe='/')}" if back_to else address


@register.filter
def file_size(count: int | None) -> str:
    """31 MB, 248 KB; nothing for None."""
    if count is None:
        return ""
    size, unit = float(count), "B"
    for larger in ("KB", "MB", "GB"):
        if size < 1024:
            break
        size, unit = size / 1024, larger
    return f"{size:.1f}".removesuffix(".0") + f" {unit}"


@register.simple_tag
def page_window(page: Page, around: int = 2) -> Sequence[int | None]:
    """Page numbers to show round the current one; None stands for a gap."""
    last = page.paginator.num_pages
    near = range(max(1, page.number - around), min(last, page.number + around) + 1)
    shown: list[int | None] = []
    before = 0
    for number in sorted({1, last, *near}):
        if number - before > 1:
            shown.append(None)
        shown.append(number)
        before = number
    return shown


@register.simple_tag
def page_address(query: QueryDict | Mapping[str, str] | str | None, param: str, number: int) -> str:
    """The present query with `param` set to `number`; `query` is a QueryDict, a mapping or query text."""
    data = QueryDict(mutable=True)
    if isinstance(query, str):
        data = QueryDict(query.removeprefix("?"), mutable=True)
    elif query is not None:
        data.update(query)
    data[param] = str(number)
    return f"?{data.urlencode()}"


@register.simple_tag
def collect_problems(form: Any = None, forms: Any = None, reasons: Any = None) -> Sequence[Problem]:
    """Everything to mend, of one or several forms and of a service's refusal, for the error summary."""
    every = list(forms or ())
    if form:
        every.insert(0, form)
    return collect(every, reasons or ())


@dataclass(frozen=True, slots=True)
class TraceStep:
    """One day of the way to a due date; `ordinal` counts the working days, `notice` is who said so."""

    day: date
    counted: bool
    ordinal: int
    reason: str
    notice: str


@register.filter
def trace_steps(trace: Iterable[Any]) -> list[TraceStep]:
    """Number the counted days of a `rules.workdays` trace."""
    steps: list[TraceStep] = []
    ordinal = 0
    for entry in trace:
        ordinal += bool(entry.is_workday)
        steps.append(TraceStep(entry.day, bool(entry.is_workday), ordinal, words_of(entry), entry.notice))
    return steps
