"""What the public searched, and did not find: for those who decide what to publish next."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.audit import services as audit
from mingchuang.base.localtime import local_day
from mingchuang.base.lookups import selectors
from mingchuang.base.lookups.models import LANGUAGES
from mingchuang.base.lookups.selectors import Period, SearchedWords
from mingchuang.base.spreadsheets import FORMATS, Value, spreadsheet
from mingchuang.rules.roles import Permission
from mingchuang.web.search.forms import ReportFilter

ROWS = 50
EXPORT_ROWS = 5000


@dataclass(frozen=True, slots=True)
class Bar:
    """One month or language of the report: searches, those without a result, and its share of the most."""

    label: str
    searches: int
    not_found: int
    share: int


@require_safe
@desk_view(Permission.READ_SEARCHES)
def report(request: DeskRequest) -> HttpResponse:
    """Most searched, not found, by language and month; sums beside those of the period before."""
    form = ReportFilter(request.GET or {"period": "30"})
    period, least = form.wanted(local_day(timezone.now()))
    year = Period(period.last.replace(day=1, year=period.last.year - 1), period.last, period.language)
    context = {
        "form": form,
        "period": period,
        "totals": selectors.totals(period),
        "before": selectors.totals(period.before),
        "most": selectors.most_searched(period, least=least, limit=ROWS),
        "missing": selectors.most_searched(period, not_found=True, least=least, limit=ROWS),
        "months": _bars(
            (f"{month.year}-{month.month:02d}", n, none) for month, n, none in selectors.by_month(year)
        ),
        "languages": _bars(
            (dict(LANGUAGES)[code], n, none) for code, n, none in selectors.by_language(period)
        ),
        "query": request.GET.urlencode(),
        "may_write": request.permissions.allow(Permission.DRAFT_ITEM),
        "may_keep_words": request.permissions.allow(Permission.MANAGE_WORD_LISTS),
        "may_export": request.permissions.allow(Permission.READ_SEARCHES),
    }
    return render(request, "web/search/report.html", context)


def _bars(rows: Iterator[tuple[str, int, int]]) -> list[Bar]:
    found = list(rows)
    most = max((searches for _, searches, _ in found), default=0) or 1
    return [
        Bar(label, searches, none, round(searches * 100 / most)) for label, searches, none in reversed(found)
    ]


@require_POST
@desk_view(Permission.READ_SEARCHES)
def export(request: DeskRequest) -> HttpResponse:
    """The words of the report as CSV or XLSX; written down in the audit trail."""
    now = timezone.now()
    form = ReportFilter(request.POST)
    period, least = form.wanted(local_day(now))
    file_format = request.POST.get("format", "csv")
    file_format = file_format if file_format in FORMATS else "csv"
    most = selectors.most_searched(period, least=least, limit=EXPORT_ROWS)
    missing = selectors.most_searched(period, not_found=True, least=least, limit=EXPORT_ROWS)
    rows = [_line(_("检索最多"), row) for row in most] + [_line(_("没有结果"), row) for row in missing]
    audit.record(
        request.user,
        "lookups.export_searches",
        None,
        now=now,
        data={"format": file_format, "rows": len(rows)},
    )
    head = [_("清单"), _("检索词"), _("语种"), _("次数"), _("前一时段次数"), _("起"), _("止")]
    lines: list[list[Value]] = [[*row, period.first, period.last] for row in rows]
    name = f"{_('检索情况')}-{period.first.isoformat()}-{period.last.isoformat()}"
    return spreadsheet(head, lines, file_format, name=name, sheet=_("检索情况"))


def _line(table: str, row: SearchedWords) -> list[Value]:
    return [table, row.words, row.language_label, row.searches, row.before]
