"""The desk's worklist and case page. Reads the clock and the address; decides nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.accounts.permissions import refusal
from mingchuang.base.calendars.selectors import current_calendar
from mingchuang.base.design.problems import add_reasons
from mingchuang.casework import exports, registry, selectors, services
from mingchuang.casework.actions import Action, find, offered
from mingchuang.casework.clocks import own_day_reached
from mingchuang.casework.forms import FilterForm
from mingchuang.casework.models import Case, CaseEvent
from mingchuang.casework.timelines import what_of
from mingchuang.rules.cases import CaseEventCode
from mingchuang.rules.clocks import Standing
from mingchuang.rules.refusals import Forbidden, Refused
from mingchuang.rules.roles import Permission
from mingchuang.rules.workdays import WorkCalendar

PAGE_ROWS = 50
UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class Row:
    """A case with its clock as it stands today."""

    case: Case
    standing: Standing | None
    kind: str
    state: str
    own_day: str


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
    page = Paginator(found, PAGE_ROWS).get_page(request.GET.get("page"))
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


def _visible_case(request: DeskRequest, uid: UUID) -> Case:
    cases = selectors.visible(request.user).select_related("division", "assignee", "opened_by")
    return get_object_or_404(cases, uid=uid)


@require_GET
@desk_view(Permission.READ_CASE)
def case_page(request: DeskRequest, uid: UUID) -> HttpResponse:
    """One case: state, clock, next act and who; what was filed; everything that happened."""
    return _case_page(request, _visible_case(request, uid))


def _case_page(
    request: DeskRequest, case: Case, *, tried: Action | None = None, form: forms.Form | None = None
) -> HttpResponse:
    kind = registry.find(case.kind)
    today, calendar = timezone.localdate(), current_calendar()
    available = offered(case, request.user, today)
    acts = [
        {
            "action": action,
            "form": form if action == tried else action.make_form(case),
            "open": action == tried,
        }
        for action in available
    ]
    if tried is not None and tried not in available:
        acts.append({"action": tried, "form": form, "open": True})
    clocks = selectors.clocks_of(case, today, calendar)
    context = {
        "case": case,
        "kind": kind,
        "state": kind.table.state_labels[case.state],
        "clocks": clocks,
        "acts": acts,
        "may_handle": selectors.may_handle(request.user, case),
        "events": _timeline(case),
        "tried_form": form,
        **kind.panel_context(case, request.user),
    }
    status = UNPROCESSABLE if form is not None else 200
    return render(request, "casework/case.html", context, status=status)


@require_POST
@desk_view(Permission.HANDLE_CASE)
def contact(request: DeskRequest, uid: UUID) -> HttpResponse:
    """How to reach the reporter, in full, once: the look is recorded with its purpose."""
    case = _visible_case(request, uid)
    context: dict[str, Any] = {"case": case}
    try:
        context["values"] = services.reveal_contact(case, actor=request.user, now=timezone.now())
    except Forbidden:
        raise
    except Refused as refusal:
        context["reasons"] = refusal.reasons
    return render(request, "casework/contact.html", context)


def _timeline(case: Case) -> list[dict[str, Any]]:
    labels = registry.find(case.kind).table.event_labels
    return [
        {
            "what": what_of(event, labels[event.event]),
            "who": _who(event),
            "when": event.at,
            "note": event.text.text if hasattr(event, "text") else "",
        }
        for event in selectors.history(case)
    ]


def _who(event: CaseEvent) -> str:
    if event.actor is not None:
        return event.actor.display_name
    return _("系统") if event.event == CaseEventCode.ERASED else _("来件人")


@require_POST
@desk_view(Permission.READ_CASE)
def act(request: DeskRequest, uid: UUID, act: str) -> HttpResponse:
    """Carry out one act; a refusal shows the page again with every reason and what was typed."""
    case = _visible_case(request, uid)
    action = find(case, act)
    if action is None:
        raise Http404
    if not action.may(request.user, case):
        raise Forbidden([refusal(Permission.HANDLE_CASE)])
    form = action.make_form(case, request.POST, request.FILES)
    try:
        given = form.cleaned_data if form is not None and form.is_valid() else {}
        if form is None or not form.errors:
            action.service(case, actor=request.user, now=timezone.now(), **given)
            messages.success(request, str(action.done))
            return redirect("casework:case", uid=case.uid)
    except Forbidden:
        raise
    except Refused as refused:
        form = form or forms.Form(data={})
        add_reasons(form, refused.reasons)
    case.refresh_from_db()
    return _case_page(request, case, tried=action, form=form)
