"""Which clocks a calendar moves. Chapters say what their open deadlines would be under a calendar.

The same function is asked with the calendar in force and with the proposed one; what differs is shown
before anybody accepts the change.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from mingchuang.rules.workdays import WorkCalendar


@dataclass(frozen=True, slots=True)
class ClockRow:
    """One open clock: what it is (no personal data), where it is looked at, when it is due.

    `due` is None when the day lies past the calendar's last year. `key` (the link, where none is given) must
    be the same under every calendar and different for every clock of a source: rows are paired by it.
    """

    label: str
    link: str
    due: date | None
    key: str = ""

    @property
    def known_by(self) -> str:
        """What the clock is found again by under another calendar."""
        return self.key or self.link


ClockSource = Callable[[WorkCalendar, datetime], Iterable[ClockRow]]
AfterChange = Callable[[WorkCalendar, datetime], None]

_SOURCES: dict[str, ClockSource] = {}
_AFTER: dict[str, AfterChange] = {}


def register_clock_source(name: str, rows: ClockSource) -> None:
    """Let the open clocks of a chapter be shown when a change of calendar is previewed."""
    _SOURCES[name] = rows


def register_after_change(name: str, call: AfterChange) -> None:
    """Have `call(calendar, now)` run in the transaction that puts a new calendar in force."""
    _AFTER[name] = call


def clock_sources() -> dict[str, ClockSource]:
    """Every source by name, in order of names."""
    return {name: _SOURCES[name] for name in sorted(_SOURCES)}


def after_change() -> tuple[AfterChange, ...]:
    """Everything to call, in the order of names."""
    return tuple(_AFTER[name] for name in sorted(_AFTER))
