"""Working on a report at the desk: a cell with what is behind it, the chapters, taking in, signing."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from mingchuang.base.accounts.decorators import DeskRequest, desk_view, forbidden
from mingchuang.base.accounts.permissions import refusal
from mingchuang.base.design.overwriting import sent_over
from mingchuang.base.design.problems import add_reasons
from mingchuang.disclosure.annual_report import selectors, services
from mingchuang.disclosure.annual_report.forms import (
    CHAPTER_FIELD,
    CellForm,
    ChaptersForm,
    DivisionForm,
    HandedInForm,
    NoteForm,
    ReportFileForm,
)
from mingchuang.disclosure.annual_report.models import AnnualReport
from mingchuang.disclosure.annual_report.places import place_of
from mingchuang.disclosure.annual_report.views import UNPROCESSABLE, found_report, page_of
from mingchuang.publishing.selectors.writing import divisions_to_write_in
from mingchuang.rules.annual_report.layout import shown
from mingchuang.rules.refusals import Forbidden, Refused
from mingchuang.rules.roles import Permission

PAGE_ROWS = 50


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.READ_REPORTS)
def cell_page(request: DeskRequest, uid: UUID) -> HttpResponseBase:
    """One number: what it was counted from, its changes by hand, and the forms to change or explain it."""
    report = found_report(request, uid)
    place = request.GET.get("place", "")
    cell, words = _cell(report, place)
    posted = request.POST.get("act", "")
    edit = CellForm(request.POST if posted == "edit" else None)
    note = NoteForm(request.POST if posted == "note" else None, initial={"note": report.notes.get(place, "")})
    tried = {"edit": edit, "note": note}.get(posted)
    if tried is not None:
        if not request.permissions.allow(Permission.KEEP_REPORTS):
            return forbidden(request, [refusal(Permission.KEEP_REPORTS)])
        if tried.is_valid() and _write(request, report, place, tried):
            return redirect("annual_report:report", uid=uid)
    found = selectors.checked(report)
    behind = selectors.cases_behind(report.year, *place_of(place)) if report.is_own else ()
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "report": report,
        "words": words,
        "value": cell,
        "page_obj": Paginator(behind, PAGE_ROWS).get_page(request.GET.get("page")),
        "query": query,
        "findings": [selectors.in_words(f, found.report) for f in found.findings if f.place == place],
        "explains": place in report.notes or any(f.place == place for f in found.unexplained),
        "edits": selectors.edits_of(report, found.report, place),
        "edit": edit,
        "note": note,
        "tried": tried,
        "opens": report.is_open and request.permissions.allow(Permission.KEEP_REPORTS),
    }
    status = UNPROCESSABLE if tried is not None and tried.errors else 200
    return render(request, "annual_report/cell.html", context, status=status)


def _cell(report: AnnualReport, place: str) -> tuple[str, str]:
    """What stands in the cell, and how the cell is called. Raises Http404."""
    try:
        table, row, column = place_of(place)
    except ValueError:
        raise Http404 from None
    read = report.read()
    cell = read.tables.get(table, {}).get(row, {}).get(column)
    if cell is None:
        raise Http404
    return shown(cell), selectors.place_words(table, row, column, read)


def _write(request: DeskRequest, report: AnnualReport, place: str, form: forms.Form) -> bool:
    """Carry out what was sent; False when it was refused, with the reasons on the form."""
    now, sent = timezone.now(), form.cleaned_data
    try:
        if "note" in sent:
            services.write_note(request.user, report.pk, place, sent["note"], now=now)
        else:
            services.edit_cell(request.user, report.pk, place, sent["value"], reason=sent["reason"], now=now)
    except Refused as refused:
        add_reasons(form, refused.reasons)
        return False
    messages.success(request, _("已保存，勾稽关系已重新核对"))
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.KEEP_REPORTS)
def chapters_page(request: DeskRequest, uid: UUID) -> HttpResponseBase:
    """Write the six chapters."""
    report = found_report(request, uid)
    if not report.is_open:
        return page_of(request, report, [selectors.CLOSED])
    initial = {CHAPTER_FIELD.format(place): text for place, text in enumerate(report.chapters)}
    form = ChaptersForm(request.POST or None, initial={**initial, "revision": report.revision})
    if request.method == "POST" and form.is_valid():
        try:
            services.write_chapters(
                request.user,
                report.pk,
                form.chapters(),
                base_revision=form.cleaned_data["revision"],
                now=timezone.now(),
            )
        except Refused as refused:
            add_reasons(form, refused.reasons)
            if "report_changed" in refused.codes:
                form.data = sent_over(request.POST, "revision", report.revision)
        else:
            messages.success(request, _("已保存正文"))
            return redirect("annual_report:report", uid=uid)
    status = UNPROCESSABLE if form.errors else 200
    context = {"report": report, "form": form, "prose_warnings": selectors.prose_warnings(report)}
    return render(request, "annual_report/chapters.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.KEEP_REPORTS)
def import_page(request: DeskRequest) -> HttpResponseBase:
    """Take in a report of another office."""
    form = ReportFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            report = services.import_report(request.user, upload.read(), upload.name, now=timezone.now())
        except Forbidden:
            raise
        except Refused as refused:
            add_reasons(form, refused.reasons)
        else:
            messages.success(request, _("已导入，下面是核对结果"))
            return redirect("annual_report:report", uid=report.uid)
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "annual_report/import.html", {"form": form}, status=status)


def _hand_over(request: DeskRequest, report: AnnualReport) -> str:
    form = DivisionForm(request.POST, divisions=divisions_to_write_in(request.user))
    if not form.is_valid():
        raise Refused.because("division_missing", _("请选择起草处室"), "division")
    services.hand_over(request.user, report.pk, form.cleaned_data["division"], now=timezone.now())
    return _("已转为公开信息草稿，请在那里补充后送审")


def _hand_in(request: DeskRequest, report: AnnualReport) -> str:
    form = HandedInForm(request.POST)
    if not form.is_valid():
        raise Refused.because("day_missing", _("请填写报送日期"), "day")
    services.hand_in(request.user, report.pk, day=form.cleaned_data["day"], now=timezone.now())
    return _("已登记报送")


WITH_FORM: dict[str, Callable[[DeskRequest, AnnualReport], str]] = {
    "hand-over": _hand_over,
    "hand-in": _hand_in,
}
Act = tuple[Callable[..., object], str | Promise]
ACTS: dict[str, Act] = {
    "count-again": (services.count_again, gettext_lazy("已重新统计，手工修改过的数字保持不变")),
    "sign": (services.sign, gettext_lazy("已签发")),
    "take-back": (services.take_back, gettext_lazy("已撤销签发，可以继续修改")),
}


@require_POST
@desk_view(Permission.READ_REPORTS)
def act(request: DeskRequest, uid: UUID, act: str) -> HttpResponse:
    """Count again, sign, hand in, take back, or hand over to publishing; a refusal shows every reason."""
    report = found_report(request, uid)
    if act not in ACTS and act not in WITH_FORM:
        raise Http404
    try:
        if act in WITH_FORM:
            done: str | Promise = WITH_FORM[act](request, report)
        else:
            carry_out, done = ACTS[act]
            carry_out(request.user, report.pk, now=timezone.now())
    except Forbidden as refused:
        return forbidden(request, refused.reasons)
    except Refused as refused:
        return page_of(request, report, refused.reasons)
    messages.success(request, str(done))
    return redirect("annual_report:report", uid=uid)
