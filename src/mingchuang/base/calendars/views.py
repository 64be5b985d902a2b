"""The administrator's pages of the work calendar: years, a change and what it moves, earlier versions."""

import json
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.calendars import selectors, services
from mingchuang.base.calendars.forms import AcceptForm, UploadForm, YearForm
from mingchuang.base.calendars.months import months_of
from mingchuang.base.design.problems import add_reasons
from mingchuang.base.design.shell import Crumb
from mingchuang.rules.calendar_data import notice_from_data, notice_to_data
from mingchuang.rules.refusals import Forbidden, Reason, Refused
from mingchuang.rules.roles import Permission

VERSIONS_SHOWN = 20
MOVED_ROWS = 50
"""Moved clocks on one page of the preview."""


def _crumbs(last: str) -> tuple[Crumb, ...]:
    return (Crumb(_("工作日历"), reverse("calendars:years")), Crumb(last))


@desk_view(Permission.MANAGE_CALENDARS)
@require_safe
def years(request: DeskRequest) -> HttpResponse:
    """Every year, what it stands on, and the calendars that were in force."""
    calendar = selectors.current_calendar()
    edited = {row.year: row for row in selectors.years()}
    rows = [
        {
            "notice": notice,
            "row": edited.get(year),
            "off": sum((holiday.last - holiday.first).days + 1 for holiday in notice.holidays),
            "work": sum(day.is_workday for day in calendar.year_days(year)),
        }
        for year, notice in sorted(calendar.years.items(), reverse=True)
    ]
    left = (calendar.last_day - timezone.localdate()).days
    context = {
        "rows": rows,
        "calendar": calendar,
        "ends_soon": left < timedelta(days=120).days,
        "versions": selectors.versions()[:VERSIONS_SHOWN],
    }
    return render(request, "calendars/years.html", context)


@desk_view(Permission.MANAGE_CALENDARS)
@require_safe
def year(request: DeskRequest, number: int) -> HttpResponse:
    """One year day by day."""
    calendar = selectors.current_calendar()
    if number not in calendar.years:
        raise Http404
    context = {
        "notice": calendar.years[number],
        "months": months_of(calendar, number),
        "breadcrumbs": _crumbs(str(number)),
    }
    return render(request, "calendars/year.html", context)


@desk_view(Permission.MANAGE_CALENDARS)
@require_safe
def year_file(request: DeskRequest, number: int) -> HttpResponse:
    """One year as a file that can be changed and uploaded again."""
    calendar = selectors.current_calendar()
    if number not in calendar.years:
        raise Http404
    response = JsonResponse(
        notice_to_data(calendar.years[number]), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    response["Content-Disposition"] = f'attachment; filename="workdays-{number}.json"'
    return response


@desk_view(Permission.MANAGE_CALENDARS)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: DeskRequest) -> HttpResponse:
    """Type or upload a year; a good one leads to the page of what it would move."""
    form, upload = YearForm(request.POST or None, initial=_initial(request)), UploadForm()
    if request.method != "POST":
        return _show_form(request, form, upload)
    if "edit" in request.POST:
        return _edit_again(request)
    if "file" in request.FILES or "upload" in request.POST:
        form, upload = YearForm(initial=_initial(request)), UploadForm(request.POST, request.FILES)
    source: Any = upload if upload.is_bound else form
    if source.is_valid():
        try:
            data = notice_to_data(upload.notice()) if upload.is_bound else form.year_data()
            return _show_preview(request, data)
        except Forbidden:
            raise
        except Refused as refusal:
            add_reasons(source, _at_fields(source, refusal.reasons))
    return _show_form(request, form, upload)


def _edit_again(request: DeskRequest) -> HttpResponse:
    """Back from the page of changes to the boxes, with what was typed."""
    shown = AcceptForm(request.POST)
    try:
        initial = YearForm.initial_of(notice_from_data(shown.year_data())) if shown.is_valid() else {}
    except Refused:
        initial = {}
    return _show_form(request, YearForm(initial=initial or _initial(request)), UploadForm())


def _at_fields(form: Form, reasons: tuple[Reason, ...]) -> list[Reason]:
    """Reasons that name a field this form has not stand above the form."""
    return [r if r.field in form.fields else Reason(r.code, r.message, "", r.remedy) for r in reasons]


def _initial(request: DeskRequest) -> dict[str, Any]:
    calendar = selectors.current_calendar()
    chosen = request.GET.get("year", "")
    if chosen.isdecimal() and int(chosen) in calendar.years:
        return YearForm.initial_of(calendar.years[int(chosen)])
    return {"year": max(calendar.years) + 1, "basis": "primary"}


def _show_form(request: DeskRequest, form: YearForm, upload: UploadForm) -> HttpResponse:
    context = {"form": form, "upload": upload, "breadcrumbs": _crumbs(_("修改或新增一年"))}
    return render(request, "calendars/change.html", context)


def _show_preview(
    request: DeskRequest, data: dict[str, Any], *, form: AcceptForm | None = None, turning: bool = False
) -> HttpResponse:
    preview = services.preview_change(request.user, data, now=timezone.now())
    # After a refusal the digest shown is that of the new difference, never the one that was refused.
    fresh = {"arrangement": json.dumps(data, ensure_ascii=False), "accepted": preview.digest}
    if form is not None:
        fresh["reason"] = form.data.get("reason", "")
    if form is not None and turning:
        # Turning a page accepts nothing: what was read on the pages before must still be what is applied.
        fresh["accepted"] = form.cleaned_data["accepted"]
    context = {
        "year": data["year"],
        "preview": preview,
        "moved": Paginator(preview.moved, MOVED_ROWS).get_page(request.POST.get("page")),
        "form": None if turning else form,
        "accept": AcceptForm(initial=fresh),
        "breadcrumbs": _crumbs(_("查看变动")),
    }
    return render(request, "calendars/preview.html", context)


@desk_view(Permission.MANAGE_CALENDARS)
@require_POST
def apply(request: DeskRequest) -> HttpResponse:
    """Put in force what was shown; refused when the difference has become another one."""
    form = AcceptForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("页面内容不完整，请重新填写这一年的安排"))
        return redirect("calendars:change")
    data: dict[str, Any] | None = None
    try:
        data = form.year_data()
        if "page" in request.POST:
            return _show_preview(request, data, form=form, turning=True)
        version = services.apply_change(
            request.user,
            data,
            accepted=form.cleaned_data["accepted"],
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )
    except Forbidden:
        raise
    except Refused as refusal:
        if data is None or refusal.codes & {"data_damaged", "nothing_changes"}:
            messages.error(request, str(refusal))
            return redirect("calendars:years")
        add_reasons(form, _at_fields(form, refusal.reasons))
        return _show_preview(request, data, form=form)
    messages.success(request, _("工作日历已更新，变动期限 %(count)d 个") % {"count": version.moved})
    return redirect("calendars:years")
