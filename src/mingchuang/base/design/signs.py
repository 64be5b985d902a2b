"""What every row of a long list repeats, each drawn by one call: icon, day, status, the line of a clock.

A component is a template of its own, and four of them in each of fifty rows are most of what a page costs.
`<c-status>` and `<c-due>` draw themselves with these, so that a sign looks the same wherever it stands.
"""

from datetime import date, datetime
from functools import cache
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from mingchuang.base.design import dates, icons, phrases

_ENDED = {"done": "done", "missed": "overdue", "stopped": "stopped"}
"""The status kind of a clock that no longer runs, by its state."""

_USUAL = {"done": _("已办结"), "stopped": _("计时暂停")}
"""Its words where the page has none of its own."""


@cache
def icon(name: str) -> SafeString:
    """The sign called `name`, hidden from screen readers: the word beside it says the same."""
    paths = format_html_join("", '<path d="{}"/>', ((line,) for line in icons.lines(name)))
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" '
        'stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" '
        'focusable="false">{}</svg>',
        paths,
    )


def time_element(moment: date, text: str) -> SafeString:
    """A day or moment as it is shown, in an element that says it to machines, in Beijing time."""
    local = moment.astimezone(dates.BEIJING) if isinstance(moment, datetime) and moment.tzinfo else moment
    machine = local.isoformat(timespec="minutes") if isinstance(local, datetime) else local.isoformat()
    return format_html('<time datetime="{}">{}</time>', machine, text)


def status(kind: str, words: Any) -> SafeString:
    """A sign with its words."""
    return format_html(
        '<span class="status status-{}">{}<span>{}</span></span>', kind, icon(str(kind)), words
    )


def clock(
    due: date | None, state: str, words: Any, remaining: Any, language: str = "", *, note: Any = ""
) -> SafeString:
    """The last day and how the clock stands: `words` where it has ended, else the working days `remaining`.

    `state` is running, done, missed or stopped; `note` stands behind it in small.
    """
    language = language or phrases.page_language()
    if state in _ENDED:
        sign = status(_ENDED[state], words or _USUAL.get(state, ""))
    else:
        sign = status(dates.urgency(int(remaining)), dates.time_left(remaining, language))
    return format_html(
        '<p class="due-line"><span class="due-date">{}</span>\n{}{}</p>',
        time_element(due, dates.short_date(due, language)) if due else "",
        sign,
        format_html('<span class="due-note">{}</span>', note) if note else "",
    )
