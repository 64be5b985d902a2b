"""Statistics of cases at the desk: tables with bars, and the same counts as a file."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.spreadsheets import Value, spreadsheet
from mingchuang.casework.forms import StatisticsForm
from mingchuang.casework.statistics import Statistics, years
from mingchuang.rules.roles import Permission


def _asked(request: DeskRequest) -> tuple[StatisticsForm, Statistics]:
    known = years(request.user, timezone.localdate().year)
    form = StatisticsForm(request.GET or {"year": known[0]}, years=known)
    year, kind = form.chosen()
    return form, Statistics(request.user, year, kind)


@require_safe
@desk_view(Permission.READ_CASE)
def statistics(request: DeskRequest) -> HttpResponse:
    """A year by month, kind and division, and how cases ended; each count beside its bar."""
    form, found = _asked(request)
    context = {
        "form": form,
        "year": found.year,
        "total": found.total,
        "tables": [
            (_("按月"), _("月份"), found.by_month()),
            (_("按种类"), _("种类"), found.by_kind()),
            (_("按处室"), _("处室"), found.by_division()),
        ],
        "outcomes": found.outcomes(),
        "query": request.GET.urlencode(),
    }
    return render(request, "casework/statistics.html", context)


@require_safe
@desk_view(Permission.READ_CASE)
def export(request: DeskRequest) -> HttpResponse:
    """The counts of a year, or with `table=outcomes` how cases ended, as CSV or XLSX."""
    _form, found = _asked(request)
    file_format = request.GET.get("format", "")
    if request.GET.get("table") == "outcomes":
        head = [_("种类"), _("办理结果"), _("件数"), _("占比")]
        ended: list[list[Value]] = [
            [kind, outcome.label, outcome.cases, outcome.share]
            for kind, rows in found.outcomes()
            for outcome in rows
        ]
        return spreadsheet(head, ended, file_format, name=f"outcomes-{found.year}", sheet=_("办理结果"))
    head = [
        _("月份"),
        _("种类"),
        _("处室"),
        _("收到"),
        _("办结"),
        _("有期限的办结"),
        _("按期办结"),
        _("按期率"),
    ]
    rows: list[list[Value]] = [
        [month, kind, division, one.arrived, one.closed, one.measured, one.on_time, one.rate]
        for month, kind, division, one in found.detail()
    ]
    return spreadsheet(head, rows, file_format, name=f"case-statistics-{found.year}", sheet=_("来件统计"))
