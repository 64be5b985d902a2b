"""The tables of a year counted from what the platform holds, in the JSON format of exchange."""

from collections.abc import Mapping
from typing import Any

from mingchuang.disclosure.annual_report import sources
from mingchuang.disclosure.annual_report.places import Place
from mingchuang.rules.annual_report.forms import (
    COLUMNS,
    DISPUTE_BLOCKS,
    DISPUTE_COLUMNS,
    Form,
    Table,
    form_of,
)
from mingchuang.rules.annual_report.reading import FULL

COMPLETE: Mapping[str, str] = {table.value: FULL for table in Table}


def tables_of(year: int) -> dict[str, Any]:
    """All three tables of a year, every cell filled. Raises Refused for a year before there was a form."""
    form = form_of(year)
    counted = {table: _rows(table, year, form) for table in Table}
    return {
        Table.ACTIVE.value: _active(form, counted[Table.ACTIVE]),
        Table.REQUESTS.value: {
            "columns": list(COLUMNS),
            "column_labels": list(COLUMNS.values()),
            "rows": {
                row: [counted[Table.REQUESTS].get(row, {}).get(column, 0) for column in COLUMNS]
                for row in form.rows
            },
            "row_labels": dict(form.rows),
        },
        Table.DISPUTES.value: {
            "columns": list(DISPUTE_COLUMNS),
            "column_labels": list(DISPUTE_COLUMNS.values()),
            **{
                block: [counted[Table.DISPUTES].get(block, {}).get(c, 0) for c in DISPUTE_COLUMNS]
                for block in DISPUTE_BLOCKS
            },
        },
    }


def _rows(table: Table, year: int, form: Form) -> sources.Numbers:
    source = sources.find(table)
    return source.rows(year, form) if source else {}


def _active(form: Form, counted: sources.Numbers) -> dict[str, Any]:
    """Table 2. What the platform does not count is 0 until the office writes what it is."""
    tree: dict[str, Any] = {"format": form.version}
    for line in form.active:
        value = counted.get(line.row, {}).get(line.column, 0)
        if line.single:
            tree.setdefault(line.block, {})[line.column] = value
        else:
            tree.setdefault(line.block, {}).setdefault(line.label, {})[line.column] = value
    return tree


def put(tables: dict[str, Any], place: Place, value: float) -> None:
    """Write one cell of a report of our own. Raises KeyError for a place the form does not have."""
    table, row, column = place
    if table is Table.REQUESTS:
        tables[table.value]["rows"][row][list(COLUMNS).index(column)] = value
    elif table is Table.DISPUTES:
        tables[table.value][row][list(DISPUTE_COLUMNS).index(column)] = value
    else:
        block, _, label = row.partition(".")
        lines = tables[table.value][block]
        (lines[label] if label else lines)[column] = value


def as_number(text: str) -> int | float:
    """A stored number as it stands in the tables."""
    return int(text) if text.lstrip("-").isdecimal() else float(text)
