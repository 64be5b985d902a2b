"""Reading a report from a file of another office: JSON as exchanged, or XLSX in the shape of the form."""

import io
import math
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from mingchuang.base.files.containers import Container
from mingchuang.disclosure.annual_report.exports.workbook import AGENCY, FACTS, FORM, YEAR
from mingchuang.disclosure.annual_report.selectors import TABLE_NAMES
from mingchuang.publishing.html import without_controls
from mingchuang.rules.annual_report.forms import (
    COLUMNS,
    DISPUTE_BLOCKS,
    DISPUTE_COLUMNS,
    Form,
    Table,
    form_of,
)
from mingchuang.rules.annual_report.reading import FULL, Report, loads_values, read_report
from mingchuang.rules.refusals import Refused

MOST_BYTES = 5_000_000
MOST_LINES, MOST_CELLS = 200, 40
Line = list[Any]


def read_file(data: bytes, name: str) -> tuple[Mapping[str, Any], Report]:
    """The file's values in the JSON format, and the report they are. Raises Refused with the reasons."""
    if len(data) > MOST_BYTES:
        size = MOST_BYTES // 1_000_000
        raise Refused.because(
            "report_size", f"文件须小于{size} MB，您选的是{len(data) // 1_000_000} MB", "file"
        )
    if name.lower().endswith(".xlsx"):
        values: Any = _workbook(data)
    else:
        try:
            values = loads_values(data.decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise Refused.because("report_encoding", "文件不是UTF-8编码的JSON，也不是XLSX", "file") from None
    report = read_report(values)
    try:
        return _storable(values), report
    except RecursionError:
        raise Refused.because("report_depth", "文件层层嵌套太深，不是年度报告", "file") from None


def _storable(value: Any) -> Any:
    """The value without what no database keeps: control characters, numbers without end."""
    if isinstance(value, str):
        return without_controls(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, list):
        return [_storable(one) for one in value]
    if isinstance(value, dict):
        return {without_controls(str(key)): _storable(one) for key, one in value.items()}
    return value


def _workbook(data: bytes) -> dict[str, Any]:
    try:
        Container(data, "XLSX文件")
        book = load_workbook(io.BytesIO(data), read_only=False, data_only=True, keep_links=False)
        sheets = {sheet.title: [list(row) for row in _lines(sheet)] for sheet in book.worksheets}
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError, TypeError):
        raise Refused.because("report_workbook", "XLSX文件打不开，可能已经损坏", "file") from None
    facts = {_plain(line[0]): line[1] for line in sheets.get(FACTS, []) if len(line) > 1}
    year = facts.get(YEAR)
    if not isinstance(year, int):
        message = f"找不到“{FACTS}”表里的{YEAR}；请用本系统导出的XLSX作样式填写"
        raise Refused.because("report_workbook_year", message, "file")
    form = form_of(year)
    tables: dict[str, Any] = {}
    for table, maker in ((Table.ACTIVE, _active), (Table.REQUESTS, _requests), (Table.DISPUTES, _disputes)):
        if TABLE_NAMES[table] in sheets:
            tables[table.value] = maker(sheets[TABLE_NAMES[table]], form)
    return {
        "agency": str(facts.get(AGENCY) or ""),
        "year": year,
        "form_version": str(facts.get(FORM) or form.version),
        "completeness": dict.fromkeys(tables, FULL),
        "tables": tables,
    }


def _lines(sheet: Any) -> Iterator[tuple[Any, ...]]:
    yield from sheet.iter_rows(max_row=MOST_LINES, max_col=MOST_CELLS, values_only=True)


def _plain(value: object) -> str:
    """A label without what people change in it: spaces, width, notes in brackets at the end."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", str(value or "")))
    return re.sub(r"(?<=.)\([^()]*计[^()]*\)$", "", text)


def _requests(lines: list[Line], form: Form) -> dict[str, Any]:
    keys = {_plain(label): key for key, label in form.rows.items()}
    rows: dict[str, Line] = {}
    for line in lines:
        key = next((keys[_plain(cell)] for cell in line[:3] if _plain(cell) in keys), None)
        if key:
            rows[key] = _cells(line[3 : 3 + len(COLUMNS)], len(COLUMNS))
    return {"columns": list(COLUMNS), "rows": rows, "row_labels": {key: form.rows[key] for key in rows}}


def _disputes(lines: list[Line], _form: Form) -> dict[str, Any]:
    count = len(DISPUTE_COLUMNS)
    numbers = [line for line in lines if any(isinstance(cell, int | float) for cell in line)]
    line = _cells(numbers[-1] if numbers else [], count * len(DISPUTE_BLOCKS))
    blocks = {block: line[place * count : (place + 1) * count] for place, block in enumerate(DISPUTE_BLOCKS)}
    return {"columns": list(DISPUTE_COLUMNS), **blocks}


def _active(lines: list[Line], form: Form) -> dict[str, Any]:
    heads = {_plain(head): block for block, head in form.blocks.items()}
    tree: dict[str, Any] = {"format": form.version}
    block = ""
    for line in lines:
        block = heads.get(_plain(line[0]), block)
        own = [part for part in form.active if part.block == block and _plain(part.label) == _plain(line[0])]
        for part, value in zip(own, _cells(line[1:], len(own)), strict=True):
            if part.single:
                tree.setdefault(block, {})[part.column] = value
            else:
                tree.setdefault(block, {}).setdefault(part.label, {})[part.column] = value
    return tree


def _cells(values: Line, count: int) -> Line:
    """Exactly so many values as JSON holds them; a number is a number, all else the text that is there."""
    cells = [value if isinstance(value, int | float | str) else None for value in values[:count]]
    return cells + [None] * (count - len(cells))
