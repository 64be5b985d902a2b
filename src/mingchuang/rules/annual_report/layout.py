"""The three tables as grids: what stands where, for every way of showing them.

`official` keeps the shape of the printed form for pages, documents and spreadsheets; `on_screen` has one head
a row, for a screen on which the first column stays while the numbers scroll.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mingchuang.rules.annual_report.cells import Cell, Mark, plain
from mingchuang.rules.annual_report.forms import (
    APPLICANTS,
    COLUMNS,
    DISPUTE_BLOCKS,
    DISPUTE_COLUMNS,
    Line,
    Table,
)
from mingchuang.rules.annual_report.identities import IDENTITY_LABELS, Identity
from mingchuang.rules.annual_report.reading import Report

TITLES: dict[Table, str] = {
    Table.ACTIVE: "主动公开政府信息情况",
    Table.REQUESTS: "收到和处理政府信息公开申请情况",
    Table.DISPUTES: "政府信息公开行政复议、行政诉讼情况",
}
CORNER = f"（本列数据的勾稽关系为：{IDENTITY_LABELS[Identity.INTAKE]}）"
ORGANISATIONS = "法人或其他组织"
ACTIVE_WIDTH = 4


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a grid: a head, or a number with its place in the report. Spans in columns and rows."""

    text: str
    across: int = 1
    down: int = 1
    head: str = ""  # "", "col" or "row": what it is a head of
    place: tuple[Table, str, str] | None = None

    @property
    def name(self) -> str:
        """The place as findings print it."""
        return ".".join(self.place) if self.place else ""


Row = tuple[GridCell, ...]

_WEIGHTS: dict[tuple[Table, int], tuple[int, ...]] = {
    (Table.ACTIVE, ACTIVE_WIDTH): (3, 2, 2, 2),
    (Table.REQUESTS, 3 + len(COLUMNS)): (2, 2, 6, *(2,) * len(COLUMNS)),
}


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: rows of heads, then rows of numbers, each cell once where it begins."""

    table: Table
    title: str
    width: int
    head: tuple[Row, ...]
    body: tuple[Row, ...]

    @property
    def weights(self) -> tuple[int, ...]:
        """How wide the columns are on paper, one against the other."""
        return _WEIGHTS.get((self.table, self.width), (1,) * self.width)


def shown(cell: Cell | None) -> str:
    """A cell as a reader sees it: the number, or what was printed instead of one."""
    if cell is None or cell.mark in (Mark.BLANK, Mark.ABSENT):
        return ""
    return cell.shown if cell.number is None else plain(cell.number)


def official(report: Report) -> list[Grid]:
    """The tables that are there, in the shape of the printed form."""
    makers = {Table.ACTIVE: _active, Table.REQUESTS: _requests, Table.DISPUTES: _disputes}
    return [make(report) for table, make in makers.items() if table in report.tables]


def on_screen(report: Report) -> list[Grid]:
    """The tables that are there, with one head a row."""
    makers = {Table.ACTIVE: _active, Table.REQUESTS: _screen_requests, Table.DISPUTES: _screen_disputes}
    return [make(report) for table, make in makers.items() if table in report.tables]


def _head(text: str, across: int = 1, down: int = 1) -> GridCell:
    return GridCell(text, across, down, "col")


def _number(report: Report, table: Table, row: str, column: str, across: int = 1) -> GridCell:
    cell = report.tables[table].get(row, {}).get(column)
    return GridCell(shown(cell), across, place=(table, row, column))


def _active(report: Report) -> Grid:
    rows: list[Row] = []
    for block, head in report.form.blocks.items():
        lines = [line for line in report.form.active if line.block == block]
        rows += [(_head(head, ACTIVE_WIDTH),), *_block(report, lines)]
    return Grid(Table.ACTIVE, TITLES[Table.ACTIVE], ACTIVE_WIDTH, (), tuple(rows))


def _block(report: Report, lines: Sequence[Line]) -> Iterable[Row]:
    labels = list(dict.fromkeys(line.label for line in lines))
    heads = list(dict.fromkeys(line.column_label for line in lines))
    spans = [1] * (len(heads) - 1) + [ACTIVE_WIDTH - len(heads)]
    yield (_head("信息内容"), *(_head(head, span) for head, span in zip(heads, spans, strict=True)))
    for label in labels:
        own = [line for line in lines if line.label == label]
        numbers = (
            _number(report, Table.ACTIVE, line.row, line.column, span)
            for line, span in zip(own, spans, strict=True)
        )
        yield (GridCell(label, head="row"), *numbers)


def _listed_rows(report: Report) -> list[tuple[str, str]]:
    """(row, label) in the order of the form; a row the report added stands in its part, else before 总计."""
    rows = dict(report.form.rows)
    keys = list(rows)
    for row in report.tables[Table.REQUESTS]:
        if row not in rows:
            rows[row] = report.labels.get(row, row)
            part = [key for key in keys if _group(report, row) and _group(report, key) == _group(report, row)]
            keys.insert(keys.index(part[-1]) + 1 if part else keys.index("total"), row)
    return [(row, rows[row]) for row in keys]


def _numbers(report: Report, row: str) -> tuple[GridCell, ...]:
    return tuple(_number(report, Table.REQUESTS, row, column) for column in COLUMNS)


def _screen_requests(report: Report) -> Grid:
    heads = (_head("申请人"), *(_head(label) for label in COLUMNS.values()))
    width = len(heads)
    rows: list[Row] = []
    for row, label in _listed_rows(report):
        section = report.form.sections.get(row)
        if section:
            rows.append((_head(section, width),))
        rows.append((GridCell(label, head="row"), *_numbers(report, row)))
    return Grid(Table.REQUESTS, TITLES[Table.REQUESTS], width, (heads,), tuple(rows))


def _requests(report: Report) -> Grid:
    head = (
        (_head(CORNER, 3, 3), _head("申请人情况", len(COLUMNS))),
        (
            _head(COLUMNS["natural_person"], 1, 2),
            _head(ORGANISATIONS, len(APPLICANTS) - 1),
            _head(COLUMNS["total"], 1, 2),
        ),
        tuple(_head(COLUMNS[column]) for column in APPLICANTS[1:]),
    )
    rows = _listed_rows(report)
    keys = [row for row, _ in rows]
    inside = [row for row in keys if row not in ("new", "carried_in", "carried_out")]
    body = []
    for row, label in rows:
        heads = [] if row not in inside else _result_heads(report, row, inside)
        heads.append(_row_head(report, row, label, outside=row not in inside))
        body.append((*heads, *_numbers(report, row)))
    return Grid(Table.REQUESTS, TITLES[Table.REQUESTS], 3 + len(COLUMNS), head, tuple(body))


def _group(report: Report, row: str) -> str:
    """The part a row stands in, such as `refuse`; "" for a row that is a part of its own."""
    group, _, number = row.partition("_")
    return group if number and f"{group}_1" in report.form.sections else ""


def _result_heads(report: Report, row: str, inside: list[str]) -> list[GridCell]:
    """The heads that begin at this row: of the results as a whole, of its part."""
    heads = []
    if row == inside[0]:
        heads.append(GridCell(report.form.sections[row], 1, len(inside), "row"))
    group = _group(report, row)
    members = [other for other in inside if group and _group(report, other) == group]
    if members and row == members[0]:
        heads.append(GridCell(report.form.sections[row], 1, len(members), "row"))
    return heads


def _row_head(report: Report, row: str, label: str, *, outside: bool) -> GridCell:
    across = 3 if outside else 1 if _group(report, row) else 2
    return GridCell(label, across, 1, "row")


def _disputes(report: Report) -> Grid:
    labels = list(DISPUTE_COLUMNS.values())
    direct, after = (DISPUTE_BLOCKS[key].rpartition("：")[2] for key in list(DISPUTE_BLOCKS)[1:])
    count = len(labels)
    head = (
        (_head("行政复议", count), _head("行政诉讼", 2 * count)),
        (*(_head(label, 1, 2) for label in labels), _head(direct, count), _head(after, count)),
        tuple(_head(label) for label in labels * 2),
    )
    numbers = tuple(
        _number(report, Table.DISPUTES, block, column)
        for block in DISPUTE_BLOCKS
        for column in DISPUTE_COLUMNS
    )
    return Grid(Table.DISPUTES, TITLES[Table.DISPUTES], 3 * count, head, (numbers,))


def _screen_disputes(report: Report) -> Grid:
    heads = (_head("案件"), *(_head(label) for label in DISPUTE_COLUMNS.values()))
    rows = tuple(
        (
            GridCell(label, head="row"),
            *(_number(report, Table.DISPUTES, block, column) for column in DISPUTE_COLUMNS),
        )
        for block, label in DISPUTE_BLOCKS.items()
    )
    return Grid(Table.DISPUTES, TITLES[Table.DISPUTES], len(heads), (heads,), rows)
