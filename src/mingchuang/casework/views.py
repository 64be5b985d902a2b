"""The desk's worklist. Reads the clock and the address; decides nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.calendars.selectors import current_calendar
from mingchuang.casework import exports, registry, selectors
from mingchuang.casework.clocks import own_day_reached
from mingchuang.casework.forms import FilterForm
from mingchuang.casework.models import Case
from mingchuang.rules.clocks import Standing
from mingchuang.rules.roles import Permission
from mingchuang.rules.workdays import WorkCalendar

PAGE_ROWS = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A case with its clock as it stands today."""

    case: Case
    standing: Standing | None
    kind: str
    state: str
    own_day: str

    @property
    def asked(self) -> str:
        """What was asked, in a few words; only the list on the screen shows it."""
        return selectors.asked_in(self.case)


def _rows(cases: Any, today: date, calendar: WorkCalendar) -> Iterator[Row]:
    for case in cases:
        kind = registry.find(case.kind)
        standing = selectors.standing_of(case, today, calendar)
        own_day = own_day_reached(case, standing, today)
        yield Row(case, standing, str(kind.label), kind.table.state_labels[case.state], own_day)


@require_GET
@desk_view(Permission.READ_CASE)
def worklist(request: DeskRequest) -> HttpResponse:
    """Every kind of case in one list, nearest due date first; filters and sort stand in the address."""
    form = FilterForm(request.GET or {"state": "open", "scope": "all"})
    filters = form.filters()
    today, calendar = timezone.localdate(), current_calendar()
    found = selectors.worklist(request.user, filters, today=today, calendar=calendar)
    page = Paginator(selectors.with_own_rows(found), PAGE_ROWS).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "filters": filters,
        "page_obj": page,
        "rows": list(_rows(page.object_list, today, calendar)),
        "total": page.paginator.count,
        "counts": selectors.counts(request.user, today=today, calendar=calendar),
        "query": query,
        "sorts": _sort_links(query, filters.sort),
    }
    return render(request, "casework/worklist.html", context)


def _sort_links(query: Any, current: str) -> dict[str, dict[str, str]]:
    links = {}
    for name in ("due", "received", "number"):
        turned = query.copy()
        turned["sort"] = f"-{name}" if current == name else name
        order = {name: "ascending", f"-{name}": "descending"}.get(current, "none")
        links[name] = {"url": f"?{turned.urlencode()}", "order": order}
    return links


@require_GET
@desk_view(Permission.READ_CASE)
def export(request: DeskRequest) -> HttpResponseBase:
    """The filtered list as CSV or XLSX. Holds nothing personal: number, title, state, days."""
    filters = FilterForm(request.GET).filters()
    today, calendar = timezone.localdate(), current_calendar()
    found = selectors.worklist(request.user, filters, today=today, calendar=calendar)
    rows = _rows(found[: exports.MOST_ROWS], today, calendar)
    lines = ((row.case, row.standing, row.kind, row.state) for row in rows)
    return exports.answer(lines, request.GET.get("format", ""), name=f"cases-{today.isoformat()}")
