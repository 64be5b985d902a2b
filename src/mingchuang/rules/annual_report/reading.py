"""Reading and writing the JSON format of annual reports.

`tables.active` nests block, row and column; `tables.requests` and `tables.review_litigation` list numbers in
the order of their `columns`. A table that is not there was not seen and is not checked; one that is called
partial was seen only as far as its rows go.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from mingchuang.rules.annual_report.cells import Cell, Mark, read
from mingchuang.rules.annual_report.forms import (
    COLUMNS,
    DISPUTE_BLOCKS,
    DISPUTE_COLUMNS,
    FORMS,
    Form,
    Table,
    form_of,
)
from mingchuang.rules.refusals import Reason, Refused, refuse_if

FULL = "full"
MOST_ROWS = 500
Rows = Mapping[str, Mapping[str, Cell]]


@dataclass(frozen=True, slots=True)
class Report:
    """A report as read: only the tables that are there. `full` names those seen to their end."""

    year: int
    form: Form
    tables: Mapping[Table, Rows]
    full: frozenset[Table]
    agency: str = ""
    chapters: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)

    def number(self, table: Table, row: str, column: str) -> Decimal | None:
        """The number in a cell; None when the cell is blank, absent or no number."""
        cell = self.tables.get(table, {}).get(row, {}).get(column)
        return cell.number if cell else None


def loads(text: str) -> Report:
    """Read a report from JSON text. Raises `Refused` with all that keeps it from being read."""
    return read_report(loads_values(text, parse_float=Decimal))


def loads_values(text: str, *, parse_float: Callable[[str], Any] = float) -> Any:
    """The JSON values of a text. Raises `Refused` when it is no JSON."""
    try:
        return json.loads(text, parse_float=parse_float, parse_constant=str)
    except (ValueError, RecursionError) as problem:
        raise Refused.because("report_not_json", f"不是JSON格式：{str(problem)[:200]}") from None


def read_report(data: object) -> Report:
    """Read a report from JSON values. Raises `Refused` with all that keeps it from being read."""
    reasons: list[Reason] = []
    if not isinstance(data, Mapping) or not isinstance(data.get("tables"), Mapping):
        raise Refused.because("report_without_tables", "没有 tables，不是年度报告的JSON格式")
    year = data.get("year")
    if isinstance(year, bool) or not isinstance(year, int):
        reasons.append(Reason("report_year", "year 应为年份，例如 2023"))
    tables: dict[Table, Rows] = {}
    for table, reader in _READERS.items():
        values = data["tables"].get(table.value)
        if values is not None:
            try:
                tables[table] = reader(values)
            except Refused as refused:
                reasons += refused.reasons
    refuse_if(reasons)
    seen = data.get("completeness")
    seen = seen if isinstance(seen, Mapping) else {}
    active = data["tables"].get(Table.ACTIVE.value)
    return Report(
        year=int(str(year)),
        form=_form_named(int(str(year)), active, data.get("form_version")),
        tables=tables,
        full=frozenset(table for table in tables if seen.get(table.value) == FULL),
        agency=str(data.get("agency") or ""),
        chapters=_chapters(data.get("chapters")),
        labels=_labels(data["tables"].get(Table.REQUESTS.value)),
    )


def _form_named(year: int, active: object, version: object) -> Form:
    """The form a report says it is written on; the form of its year when it says nothing we know."""
    said = (active.get("format") if isinstance(active, Mapping) else None, version)
    for text in said:
        for known, form in FORMS.items():
            if isinstance(text, str) and text.startswith(known):
                return form
    return form_of(year)


def _chapters(values: object) -> tuple[str, ...]:
    if not isinstance(values, Sequence) or isinstance(values, str):
        return ()
    return tuple(str(value) for value in values)


def _labels(requests: object) -> dict[str, str]:
    labels = requests.get("row_labels") if isinstance(requests, Mapping) else None
    return {str(key): str(text) for key, text in labels.items()} if isinstance(labels, Mapping) else {}


def _shape(table: Table, what: str) -> Refused:
    return Refused.because("report_table_shape", f"tables.{table.value} 的格式不对：{what}")


def _active(values: object) -> Rows:
    """Rows `block.label` with columns, and rows `block` whose columns are the labels."""
    if not isinstance(values, Mapping):
        raise _shape(Table.ACTIVE, "应为对象")
    rows: dict[str, dict[str, Cell]] = {}
    for block, lines in values.items():
        if block == "format" or lines is None:
            continue
        if not isinstance(lines, Mapping):
            raise _shape(Table.ACTIVE, f"{block} 应为对象")
        for label, value in lines.items():
            if isinstance(value, Mapping):
                rows[f"{block}.{label}"] = {str(key): read(cell) for key, cell in value.items()}
            else:
                rows.setdefault(str(block), {})[str(label)] = read(value)
    return rows


def _listed(table: Table, name: str, values: object, columns: Sequence[str]) -> dict[str, Cell]:
    if values is None:
        return {column: Cell(Mark.BLANK) for column in columns}
    if isinstance(values, Mapping):
        return {str(key): read(value) for key, value in values.items()}
    if not isinstance(values, Sequence) or isinstance(values, str):
        raise _shape(table, f"{name} 应为一列数")
    if len(values) > len(columns):
        raise _shape(table, f"{name} 有{len(values)}个数，表头只有{len(columns)}栏")
    return {column: read(value) for column, value in zip(columns, values, strict=False)}


def _columns(table: Table, values: Mapping[str, Any], known: Mapping[str, str]) -> list[str]:
    columns = values.get("columns", list(known))
    if not isinstance(columns, Sequence) or isinstance(columns, str):
        raise _shape(table, "columns 应为栏目的列表")
    names = [str(column) for column in columns]
    if len(set(names)) != len(names) or not set(names) <= set(known):
        raise _shape(table, f"columns 只能是{'、'.join(known)}，且不重复")
    return names


def _requests(values: object) -> Rows:
    table = Table.REQUESTS
    rows = values.get("rows") if isinstance(values, Mapping) else None
    if not isinstance(values, Mapping) or not isinstance(rows, Mapping) or len(rows) > MOST_ROWS:
        raise _shape(table, "应有 rows")
    columns = _columns(table, values, COLUMNS)
    return {str(key): _listed(table, str(key), row, columns) for key, row in rows.items()}


def _disputes(values: object) -> Rows:
    table = Table.DISPUTES
    if not isinstance(values, Mapping):
        raise _shape(table, "应为对象")
    columns = _columns(table, values, DISPUTE_COLUMNS)
    return {
        block: _listed(table, block, values[block], columns) for block in DISPUTE_BLOCKS if block in values
    }


_READERS = {Table.ACTIVE: _active, Table.REQUESTS: _requests, Table.DISPUTES: _disputes}
