"""The arithmetic of an annual report: what the form prints, what must add up, and from one year to the next.

Every identity is an equation between cells. One that holds is silent; one that is broken names the cell, what
was expected there and what was found. A cell that is blank is not a zero: the equation says what it should
have held. Cells that were not seen make an equation unknown, never broken.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from mingchuang.rules.annual_report.cells import ABSENT, Cell, Mark, plain, wanted
from mingchuang.rules.annual_report.forms import (
    APPLICANTS,
    COLUMNS,
    DISPUTE_BLOCKS,
    DISPUTE_COLUMNS,
    OUTCOMES,
    ROW_GROUPS,
    CellKind,
    Table,
)
from mingchuang.rules.annual_report.reading import Report
from mingchuang.rules.source import Rule, Source, Tag

SPEC = "政府信息公开规格"


class Level(StrEnum):
    """What a broken identity does."""

    HARD = "hard"  # the report cannot be signed
    SOFT = "soft"  # it needs a note


class Identity(StrEnum):
    """The identities, by number."""

    INTAKE = "I1"
    RESULTS = "I2"
    APPLICANTS = "I3"
    DISPUTES = "I4"
    CARRIED = "I5"
    NORMS = "I6"
    CELLS = "I7"


IDENTITY_LABELS: dict[Identity, str] = {
    Identity.INTAKE: "第一项加第二项之和，等于第三项加第四项之和",
    Identity.RESULTS: "（七）总计等于（一）至（六）各行之和",
    Identity.APPLICANTS: "每行总计等于自然人与各类法人或其他组织之和",
    Identity.DISPUTES: "表四各总计等于其四个分项之和",
    Identity.CARRIED: "上年结转等于上年度报告的结转下年度",
    Identity.NORMS: "现行有效件数等于上年现行有效加本年制发减本年废止",
    Identity.CELLS: "件数为不小于0的整数，金额不小于0，不留空白",
}
LEVELS: dict[Identity, Level] = {
    identity: Level.SOFT if identity in (Identity.CARRIED, Identity.NORMS) else Level.HARD
    for identity in Identity
}
WITHIN_A_REPORT = frozenset(Identity) - {Identity.CARRIED, Identity.NORMS}
"""Those that need no report of the year before."""
_SOURCES = {
    Identity.INTAKE: Source("国办公开办函〔2021〕30号", "附件表注", Tag.SECONDARY),
    Identity.NORMS: Source(SPEC, "8（I6）", Tag.DERIVED),
}
RULES = tuple(
    Rule(
        f"annual_report.{identity.value}",
        IDENTITY_LABELS[identity],
        _SOURCES.get(identity, Source(SPEC, f"8（{identity.value}）", Tag.SECONDARY)),
    )
    for identity in Identity
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken identity. `expected` and `found` are numbers, or say in English what should stand there."""

    identity: Identity
    table: Table
    row: str
    column: str
    expected: str
    found: str

    @property
    def level(self) -> Level:
        return LEVELS[self.identity]

    @property
    def place(self) -> str:
        """table.row.column, by the keys of the JSON format."""
        return f"{self.table.value}.{self.row}.{self.column}"

    def __str__(self) -> str:
        return f"{self.place}: expected {self.expected}, found {self.found}"


Place = tuple[Table, str, str]


@dataclass(frozen=True, slots=True)
class _Equation:
    """The cell `total` equals the sum of the `plus` cells less the `minus` cells."""

    identity: Identity
    total: Place
    plus: tuple[Place, ...]
    minus: tuple[Place, ...] = ()


def check(report: Report) -> list[Finding]:
    """Every broken identity of one report, each cell and expectation once, in the order of the form."""
    found = [*_cells(report)]
    for equation in _equations(report):
        finding = _judge(report, equation)
        if finding:
            found.append(finding)
    named = {finding.place for finding in found}
    found += [finding for finding in _blanks(report) if finding.place not in named]
    unique = {(finding.place, finding.expected): finding for finding in reversed(found)}
    order = {place: index for index, place in enumerate(_places(report))}
    return sorted(unique.values(), key=lambda f: (order[f.table, f.row, f.column], f.identity))


def across(before: Report, report: Report) -> list[Finding]:
    """What does not follow from the report of the year before: carried in (I5), norms in force (I6)."""
    return [
        Finding(identity, *place, plain(expected), plain(found))
        for identity, place, expected, found in _following(before, report)
        if expected != found
    ]


def compared(report: Report, before: Report | None = None) -> frozenset[Identity]:
    """The identities that could be asked of a report at all; a table that is not there answers none."""
    found = {one.identity for one in _equations(report) if _is_known(report, one)}
    if report.tables:
        found.add(Identity.CELLS)
    if before is not None:
        found |= {identity for identity, *_values in _following(before, report)}
    return frozenset(found)


def _is_known(report: Report, equation: _Equation) -> bool:
    places = (equation.total, *equation.plus, *equation.minus)
    return all(_cell(report, place).number is not None for place in places)


def _following(before: Report, report: Report) -> Iterator[tuple[Identity, Place, Decimal, Decimal]]:
    """Each number that follows from the year before, with what it should be and what it is."""
    for column in COLUMNS:
        carried = before.number(Table.REQUESTS, "carried_out", column)
        now = report.number(Table.REQUESTS, "carried_in", column)
        if carried is not None and now is not None:
            yield Identity.CARRIED, (Table.REQUESTS, "carried_in", column), carried, now
    for row in report.tables.get(Table.ACTIVE, {}):
        before_row = [before.number(Table.ACTIVE, row, "in_force")]
        names = ("issued_this_year", "repealed_this_year", "in_force")
        numbers = before_row + [report.number(Table.ACTIVE, row, name) for name in names]
        in_force_before, issued, repealed, in_force = numbers
        if in_force_before is None or issued is None or repealed is None or in_force is None:
            continue
        yield Identity.NORMS, (Table.ACTIVE, row, "in_force"), in_force_before + issued - repealed, in_force


def _cell(report: Report, place: Place) -> Cell:
    table, row, column = place
    return report.tables[table].get(row, {}).get(column, ABSENT)


def _places(report: Report) -> Iterator[Place]:
    """Every cell of the tables that are there, those of the form and those a city added."""
    form_rows: dict[Table, dict[str, list[str]]] = {
        Table.ACTIVE: {},
        Table.REQUESTS: {row: list(COLUMNS) for row in report.form.rows},
        Table.DISPUTES: {row: list(DISPUTE_COLUMNS) for row in DISPUTE_BLOCKS},
    }
    for line in report.form.active:
        form_rows[Table.ACTIVE].setdefault(line.row, []).append(line.column)
    for table, rows in report.tables.items():
        own = form_rows[table]
        for row in [*own, *(row for row in rows if row not in own)]:
            columns = own.get(row) or (list(COLUMNS) if table is Table.REQUESTS else [])
            extra = [column for column in rows.get(row, {}) if column not in columns]
            yield from ((table, row, column) for column in [*columns, *extra])


def _kind(report: Report, place: Place) -> CellKind:
    table, row, column = place
    if table is not Table.ACTIVE:
        return CellKind.COUNT
    kinds = {(line.row, line.column): line.kind for line in report.form.active}
    unknown = CellKind.AMOUNT if "万元" in column else CellKind.COUNT
    return kinds.get((row, column), unknown)


def _cells(report: Report) -> Iterator[Finding]:
    """Texts, negative numbers, fractions of a request."""
    for place in _places(report):
        cell = _cell(report, place)
        want = wanted(cell, _kind(report, place))
        if want:
            yield Finding(Identity.CELLS, *place, want, cell.found)


def _blanks(report: Report) -> Iterator[Finding]:
    """Cells of a table seen to its end that hold nothing, where no equation says what belongs there."""
    for place in _places(report):
        cell = _cell(report, place)
        if (
            place[0] in report.full
            and cell.mark in (Mark.BLANK, Mark.ABSENT)
            and not _replaced(report, place)
        ):
            yield Finding(Identity.CELLS, *place, "a number", cell.found)


def _replaced(report: Report, place: Place) -> bool:
    """Whether the report puts one row where the form has several, or several where it has one."""
    table, row, _column = place
    if table is not Table.REQUESTS or row in report.tables[table]:
        return False
    group, _, number = row.partition("_")
    rows = report.tables[table]
    if number:
        return group in rows and not any(other.startswith(f"{group}_") for other in rows)
    return any(other.startswith(f"{group}_") for other in rows)


def _judge(report: Report, equation: _Equation) -> Finding | None:
    places = (equation.total, *equation.plus, *equation.minus)
    cells = {place: _cell(report, place) for place in places}
    unknown = [place for place, cell in cells.items() if cell.number is None]
    if len(unknown) > 1:
        return None
    known = {place: cell.number or Decimal(0) for place, cell in cells.items()}
    side = sum((known[place] for place in equation.plus), Decimal(0)) - sum(
        (known[place] for place in equation.minus), Decimal(0)
    )
    if not unknown:
        total = known[equation.total]
        if side == total:
            return None
        return Finding(equation.identity, *equation.total, plain(side), plain(total))
    (place,) = unknown
    cell = cells[place]
    if cell.mark is Mark.TEXT or not _must_stand(report, place, cell, equation):
        return None
    difference = known[equation.total] - side
    expected = side if place == equation.total else difference if place in equation.plus else -difference
    if expected < 0:
        return None
    return Finding(equation.identity, *place, plain(expected), cell.found)


def _must_stand(report: Report, place: Place, cell: Cell, equation: _Equation) -> bool:
    """Whether a cell without a number is a fault: everywhere in a full table, else a total left blank."""
    if place[0] in report.full:
        return True
    return cell.mark is Mark.BLANK and place == equation.total


def _equations(report: Report) -> Iterator[_Equation]:
    if Table.REQUESTS in report.tables:
        yield from _request_equations(report)
    for block in report.tables.get(Table.DISPUTES, {}):
        yield _sum(Identity.DISPUTES, Table.DISPUTES, (block, "total"), [(block, c) for c in OUTCOMES])


def _sum(
    identity: Identity, table: Table, total: tuple[str, str], parts: Iterable[tuple[str, str]]
) -> _Equation:
    return _Equation(identity, (table, *total), tuple((table, *part) for part in parts))


def _request_equations(report: Report) -> Iterator[_Equation]:
    table = Table.REQUESTS
    rows = report.tables[table]
    wanted_rows = [row for row in report.form.rows if row in rows or table in report.full]
    shown = [row for row in wanted_rows if not _replaced(report, (table, row, "total"))]
    for row in [*shown, *(row for row in rows if row not in shown)]:
        yield _sum(Identity.APPLICANTS, table, (row, "total"), [(row, c) for c in APPLICANTS])
    results, groups = _result_rows(report)
    for column in COLUMNS:
        for group, members in groups.items():
            yield _sum(Identity.RESULTS, table, (group, column), [(row, column) for row in members])
        parts = [(row, column) for row in results]
        by_results = _sum(Identity.RESULTS, table, ("total", column), parts)
        yield by_results
        yield _intake(report, column, broken=_judge(report, by_results) is not None)


def _intake(report: Report, column: str, *, broken: bool) -> _Equation:
    """I1. Its cell is the total when that is wrong anyway, else what is carried over to the next year."""
    table = Table.REQUESTS
    at, other = ("total", "carried_out") if broken else ("carried_out", "total")
    plus = ((table, "new", column), (table, "carried_in", column))
    return _Equation(Identity.INTAKE, (table, at, column), plus, ((table, other, column),))


def _result_rows(report: Report) -> tuple[list[str], dict[str, list[str]]]:
    """The rows (一) to (六) that add up to the total, and sub-totals with their rows.

    Rows a city added count where their key shows the part they belong to, or where the total needs them.
    """
    rows = report.tables[Table.REQUESTS]
    place = (Table.REQUESTS, "", "total")
    results = [row for row in report.form.results if not _replaced(report, (place[0], row, place[2]))]
    added = [row for row in rows if row not in report.form.rows]
    groups: dict[str, list[str]] = {}
    for row in added:
        group, _, number = row.partition("_")
        if group in ROW_GROUPS and number:
            results.append(row)
    for group in ROW_GROUPS:
        numbered = [row for row in results if row.startswith(f"{group}_")]
        if group in rows and numbered:
            groups[group] = numbered
        elif group in rows and group not in results:
            results.append(group)
    results = [row for row in results if row not in groups]
    loose = [row for row in added if row.partition("_")[0] not in ROW_GROUPS]
    return results + _needed(report, results, loose), groups


def _needed(report: Report, results: list[str], loose: list[str]) -> list[str]:
    """The rows of unknown keys when only with them the grand total adds up; else none."""

    def total_of(rows: Iterable[str]) -> Decimal:
        numbers = (report.number(Table.REQUESTS, row, "total") for row in rows)
        return sum((number for number in numbers if number is not None), Decimal(0))

    total = report.number(Table.REQUESTS, "total", "total")
    if total is None or total_of(results) == total or total_of([*results, *loose]) != total:
        return []
    return loose
