"""The worklist as a file for a spreadsheet program."""

import csv
import io
from collections.abc import Iterable

from django.http import HttpResponse
from django.utils.translation import gettext as _
from openpyxl import Workbook

from mingchuang.casework.models import Case
from mingchuang.rules.clocks import Standing

MOST_ROWS = 10_000
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def table(rows: Iterable[tuple[Case, Standing | None, str, str]]) -> list[list[str]]:
    """Head and rows. Every cell is text that a spreadsheet program takes as text, never as a formula."""
    head = [
        _("编号"),
        _("种类"),
        _("事由"),
        _("状态"),
        _("办理处室"),
        _("经办人"),
        _("收到日期"),
        _("答复期限"),
        _("期限情况"),
        _("办结日期"),
    ]
    body = [
        [
            case.number or "",
            kind,
            case.title,
            state,
            case.division.name if case.division else "",
            case.assignee.display_name if case.assignee else "",
            case.received_on.isoformat(),
            case.due_on.isoformat() if case.due_on else "",
            standing.label if standing else "",
            case.closed_on.isoformat() if case.closed_on else "",
        ]
        for case, standing, kind, state in rows
    ]
    return [[_harmless(cell) for cell in line] for line in [head, *body]]


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def answer(lines: list[list[str]], file_format: str, *, name: str) -> HttpResponse:
    """The file as a download: XLSX when asked for, CSV (UTF-8 with a mark, for Excel) otherwise."""
    if file_format == "xlsx":
        response = HttpResponse(_xlsx(lines), content_type=XLSX_TYPE)
        suffix = "xlsx"
    else:
        text = io.StringIO()
        csv.writer(text).writerows(lines)
        response = HttpResponse(text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
        suffix = "csv"
    response["Content-Disposition"] = f'attachment; filename="{name}.{suffix}"'
    return response


def _xlsx(lines: list[list[str]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(str(_("来件")))
    for line in lines:
        sheet.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
