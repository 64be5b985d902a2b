"""The tables of a report as a spreadsheet in the shape of the form, numbers as numbers.

The first sheet names agency, year and form, so that the file can be taken in again.
"""

import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from mingchuang.base.spreadsheets import cell_text
from mingchuang.disclosure.annual_report.models import AnnualReport
from mingchuang.disclosure.annual_report.selectors import TABLE_NAMES
from mingchuang.rules.annual_report.cells import Mark, read
from mingchuang.rules.annual_report.layout import Grid, GridCell, Row, official

FACTS = "说明"
AGENCY, YEAR, FORM = "机关", "年度", "报表格式"
_LINE = Side(style="thin")
_FRAME = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
_NARROW = 12
"""Width of the narrowest column, in characters."""


def workbook(report: AnnualReport) -> bytes:
    """The file. No cell is ever taken as a formula."""
    book = Workbook()
    facts = book.active
    assert facts is not None  # noqa: S101 - a new workbook has a sheet
    facts.title = FACTS
    for name, value in ((AGENCY, report.agency), (YEAR, report.year), (FORM, report.form_version)):
        facts.append([name, value if isinstance(value, int) else cell_text(value)])
    facts.column_dimensions["B"].width = 48
    for grid in official(report.read()):
        _sheet(book.create_sheet(TABLE_NAMES[grid.table]), grid)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(sheet: Worksheet, grid: Grid) -> None:
    sheet.append([grid.title])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=grid.width)
    sheet["A1"].font = Font(bold=True, size=14)
    sheet["A1"].alignment = _CENTRE
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate([*grid.head, *grid.body], start=2):
        _write_row(sheet, number, row, taken)
    narrowest = min(grid.weights)
    for column, weight in enumerate(grid.weights, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = _NARROW * weight / narrowest
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]


def _write_row(sheet: Worksheet, number: int, row: Row, taken: set[tuple[int, int]]) -> None:
    column = 1
    for cell in row:
        while (number, column) in taken:
            column += 1
        _write(sheet, number, column, cell)
        taken.update((number + y, column + x) for y in range(cell.down) for x in range(cell.across))
        column += cell.across


def _write(sheet: Worksheet, row: int, column: int, cell: GridCell) -> None:
    read_cell = read(cell.text or None)
    plain_number = not cell.head and read_cell.mark is Mark.NUMBER and not read_cell.note
    place = sheet.cell(row, column)
    place.value = read_cell.number if plain_number else cell_text(cell.text)
    place.alignment = _LEFT if cell.head == "row" else _CENTRE
    place.font = Font(bold=bool(cell.head))
    for y in range(cell.down):
        for x in range(cell.across):
            sheet.cell(row + y, column + x).border = _FRAME
    if cell.across > 1 or cell.down > 1:
        below, right = row + cell.down - 1, column + cell.across - 1
        sheet.merge_cells(start_row=row, start_column=column, end_row=below, end_column=right)
