"""The desk's worklist. Reads the clock and the address; decides nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.addresses import by_uid
from mingchuang.base.calendars.selectors import current_calendar
from mingchuang.casework import exports, registry, selectors
from mingchuang.casework.clocks import own_day_reached
from mingchuang.casework.forms import FilterForm
from mingchuang.casework.models import Case
from mingchuang.rules.clocks import ClockState, Standing
from mingchuang.rules.roles import Permission
from mingchuang.rules.workdays import WorkCalendar

PAGE_ROWS = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A case with its clock as it stands today, in words."""

    case: Case
    standing: Standing | None
    kind: str
    state: str


@dataclass(frozen=True, slots=True)
class ShownRow:
    """What the list on the screen shows of a case, made ready: a template that looks for it takes longer.

    `clock` is the state of the component `due`; `own_days` are the office's days, where they differ from the
    last day, `own_day` which of them has come, in words. Without a last day `words` say why there is none.
    """

    case: Case
    address: str
    asked: str
    kind: str
    state: str
    division: str
    assignee: str
    clock: str
    words: str
    remaining: int | None
    own_days: bool
    own_day: str


def _rows(cases: Any, today: date, calendar: WorkCalendar) -> Iterator[Row]:
    for case in cases:
        kind = registry.find(case.kind)
        standing = selectors.standing_of(case, today, calendar)
        yield Row(case, standing, str(kind.label), kind.table.state_labels[case.state])


def _shown(rows: Sequence[Row], today: date) -> Iterator[ShownRow]:
    address = by_uid("casework:case")
    nobody, nowhere = _("无"), _("待分办")
    undated = selectors.clocks_without_day(row.case for row in rows)
    for row in rows:
        case = row.case
        clock = _clock(row)
        yield ShownRow(
            case=case,
            address=address(case.uid),
            asked=selectors.asked_in(case),
            kind=row.kind,
            state=row.state,
            division=(case.division and case.division.name) or nowhere,
            assignee=(case.assignee and case.assignee.display_name) or nobody,
            clock=clock,
            words=_(row.standing.label) if row.standing else _without_day(case, undated),
            remaining=row.standing.working_days if row.standing else None,
            own_days=clock == "running" and case.internal_due_on not in (None, case.due_on),
            own_day=own_day_reached(case, row.standing, today),
        )


def _without_day(case: Case, undated: Mapping[int, str]) -> str:
    if case.clock_started_on is None:
        return _("尚未起算")
    if case.pk not in undated:
        return _("没有待办的期限")
    return _("暂停计算，恢复后顺延") if undated[case.pk] else _("工作日历尚未覆盖，期限待定")


def _clock(row: Row) -> str:
    if row.case.due_on is None or row.standing is None:
        return ""
    if row.case.closed_on:
        return "missed" if row.standing.state is ClockState.MISSED else "done"
    return "stopped" if row.standing.working_days is None else "running"


@require_safe
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
        "rows": list(_shown(list(_rows(page.object_list, today, calendar)), today)),
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


@require_safe
@desk_view(Permission.READ_CASE)
def export(request: DeskRequest) -> HttpResponseBase:
    """The filtered list as CSV or XLSX. Holds nothing personal: number, title, state, days."""
    filters = FilterForm(request.GET).filters()
    today, calendar = timezone.localdate(), current_calendar()
    found = selectors.worklist(request.user, filters, today=today, calendar=calendar)
    rows = _rows(found[: exports.MOST_ROWS], today, calendar)
    lines = ((row.case, row.standing, row.kind, row.state) for row in rows)
    return exports.answer(lines, request.GET.get("format", ""), name=f"cases-{today.isoformat()}")
