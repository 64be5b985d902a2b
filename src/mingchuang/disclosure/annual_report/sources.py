"""Where the numbers of a report come from: a registry that the chapters fill that hold the cases.

Each source answers for one table with the numbers of a year and, for every cell, the cases behind it, so that
no number stands on a page without what it was counted from.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mingchuang.rules.annual_report.counting import table_3, table_4
from mingchuang.rules.annual_report.forms import Form, Table

Numbers = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Behind:
    """One case, text or act behind a number."""

    number: str
    title: str
    address: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """`rows(year, form)`: the cells by row and column as findings name them; what is missing is 0.

    `behind(year, row, column)`: what one cell was counted from. It may be long: only a page of it is read.
    """

    rows: Callable[[int, Form], Numbers]
    behind: Callable[[int, str, str], Sequence[Behind]]


def _nothing_behind(_year: int, _row: str, _column: str) -> Sequence[Behind]:
    return ()


_SOURCES: dict[Table, Source] = {
    Table.REQUESTS: Source(lambda year, _form: table_3(year, ()), _nothing_behind),
    Table.DISPUTES: Source(lambda year, _form: table_4(year, ()), _nothing_behind),
}


def register(table: Table, source: Source) -> None:
    """Name the source of a table; it replaces the one before."""
    _SOURCES[table] = source


def find(table: Table) -> Source | None:
    """The source of a table; None when nothing in the platform counts it."""
    return _SOURCES.get(table)
