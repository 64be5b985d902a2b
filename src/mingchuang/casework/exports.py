"""The worklist as a file for a spreadsheet program."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.utils.translation import gettext as _

from mingchuang.base.spreadsheets import Value, spreadsheet
from mingchuang.casework.models import Case
from mingchuang.rules.clocks import Standing

MOST_ROWS = 10_000


def answer(
    rows: Iterable[tuple[Case, Standing | None, str, str]], file_format: str, *, name: str
) -> HttpResponse:
    """The cases as a download: XLSX when asked for, CSV otherwise."""
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
    return spreadsheet(head, (_line(*row) for row in rows), file_format, name=name, sheet=str(_("来件")))


def _line(case: Case, standing: Standing | None, kind: str, state: str) -> list[Value]:
    return [
        case.number,
        kind,
        case.title,
        state,
        case.division.name if case.division else "",
        case.assignee.display_name if case.assignee else "",
        case.received_on,
        case.due_on,
        standing.label if standing else "",
        case.closed_on,
    ]
