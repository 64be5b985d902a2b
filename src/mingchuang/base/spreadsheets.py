"""Lists handed out as files for spreadsheet programs, safe to open: no cell is ever taken as a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

FORMATS = ("csv", "xlsx")
CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_CELL_LIMIT = 32_767

Value = str | int | date | datetime | None


def cell_text(value: Value) -> str:
    """A value as a cell shows it. Text that a program would run as a formula gets an apostrophe in front."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    text = ILLEGAL_CHARACTERS_RE.sub("", str(value))
    if (isinstance(value, str) and text.lstrip().startswith(_STARTS_FORMULA[:4])) or (
        isinstance(value, str) and text.startswith(_STARTS_FORMULA)
    ):
        text = f"'{text}"
    return text[:_CELL_LIMIT]


def cell_value(value: Value) -> str | int:
    """A value for a workbook: a number stays one, so that a program can add it up; the rest is text."""
    return value if isinstance(value, int) else cell_text(value)


def csv_text(head: Sequence[str], rows: Iterable[Sequence[Value]]) -> str:
    """The rows under their head as CSV, with the mark in front by which Excel knows UTF-8."""
    text = io.StringIO()
    text.write("\ufeff")
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows([cell_text(value) for value in row] for row in rows)
    return text.getvalue()


def spreadsheet(
    head: Sequence[str], rows: Iterable[Sequence[Value]], file_format: str, *, name: str, sheet: str
) -> HttpResponse:
    """A download of the rows under their head: XLSX, or CSV in UTF-8 with a mark so that Excel reads it."""
    if file_format == "xlsx":
        lines = ([cell_value(value) for value in row] for row in rows)
        response = HttpResponse(_xlsx(head, lines, sheet), content_type=XLSX_TYPE)
    else:
        response = HttpResponse(csv_text(head, rows), content_type=CSV_TYPE)
        file_format = "csv"
    disposition = content_disposition_header(True, f"{name}.{file_format}")
    response["Content-Disposition"] = disposition or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _xlsx(head: Sequence[str], lines: Iterable[list[str | int]], sheet: str) -> bytes:
    book = Workbook(write_only=True)
    page = book.create_sheet(sheet[:31])
    page.append(list(head))
    for line in lines:
        page.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
