"""The register of the office's letter numbers: every number that was given, voided ones too."""

from collections.abc import Iterator

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.spreadsheets import Value, spreadsheet
from mingchuang.casework.letters import selectors
from mingchuang.casework.letters.forms import NumbersForm
from mingchuang.casework.letters.models import Letter
from mingchuang.rules.roles import Permission

PAGE_ROWS = 50
MOST_ROWS = 20_000
"""Rows of one file; a year of the largest office is far below."""


def _filtered(request: DeskRequest) -> tuple[NumbersForm, QuerySet[Letter]]:
    series, years = selectors.series_and_years(request.user)
    form = NumbersForm(request.GET, series=series, years=years)
    return form, selectors.numbered(request.user).filter(**form.chosen())


@require_safe
@desk_view(Permission.READ_CASE)
def numbers(request: DeskRequest) -> HttpResponse:
    """The numbers under the filters that stand in the address, by series, the newest first."""
    form, found = _filtered(request)
    page = Paginator(found, PAGE_ROWS).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page_obj": page,
        "rows": [(letter, selectors.rule_of(letter)) for letter in page.object_list],
        "total": page.paginator.count,
        "query": query,
    }
    return render(request, "letters/numbers.html", context)


@require_safe
@desk_view(Permission.READ_CASE)
def export(request: DeskRequest) -> HttpResponseBase:
    """The filtered register as CSV or XLSX. Holds nobody's name but those of the office."""
    _form, found = _filtered(request)
    head = [
        _("文书编号"),
        _("文书"),
        _("来件编号"),
        _("状态"),
        _("印发日期"),
        _("印发人"),
        _("送达日期"),
        _("作废人"),
    ]
    name = f"letters-{timezone.localdate().isoformat()}"
    return spreadsheet(
        head, _lines(found[:MOST_ROWS]), request.GET.get("format", ""), name=name, sheet=str(_("文书编号簿"))
    )


def _lines(letters: QuerySet[Letter]) -> Iterator[list[Value]]:
    for letter in letters:
        deliveries = list(letter.deliveries.all())
        yield [
            letter.number,
            selectors.rule_of(letter).name,
            letter.case.number,
            letter.get_state_display(),
            letter.issued_on,
            letter.issued_by.display_name if letter.issued_by else "",
            deliveries[0].on if deliveries else None,
            letter.voided_by.display_name if letter.voided_by else "",
        ]
