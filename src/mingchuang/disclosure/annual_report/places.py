"""The name of a cell, as findings print it and addresses carry it, taken apart."""

from mingchuang.rules.annual_report.forms import Table

Place = tuple[Table, str, str]


def place_of(text: str) -> Place:
    """(table, row, column) of `table.row.column`; the row of table 2 may hold a point. Raises ValueError."""
    table, _, rest = text.partition(".")
    row, _, column = rest.rpartition(".")
    return Table(table), row, column
