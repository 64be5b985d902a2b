"""Reading reports at the desk: the list, one report with its tables and what is wrong in it, its files."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mingchuang.base.accounts.decorators import DeskRequest, desk_view, forbidden
from mingchuang.base.accounts.permissions import refusal
from mingchuang.base.calendars.selectors import current_calendar
from mingchuang.base.design.problems import add_reasons
from mingchuang.disclosure.annual_report import deadlines, selectors, services
from mingchuang.disclosure.annual_report.exports import FORMATS, file_name
from mingchuang.disclosure.annual_report.forms import DivisionForm, HandedInForm, YearForm
from mingchuang.disclosure.annual_report.models import AnnualReport
from mingchuang.publishing.selectors.writing import divisions_to_write_in
from mingchuang.rules.annual_report.forms import CHAPTERS
from mingchuang.rules.annual_report.identities import (
    IDENTITY_LABELS,
    WITHIN_A_REPORT,
    Finding,
    Identity,
    Level,
)
from mingchuang.rules.annual_report.layout import on_screen
from mingchuang.rules.annual_report.wording import to_write
from mingchuang.rules.refusals import Reason, Refused
from mingchuang.rules.roles import Permission

UNPROCESSABLE = 422
MOST_REPORTS = 200


def found_report(request: DeskRequest, uid: UUID) -> AnnualReport:
    """The report of an address that this person may see. Raises Http404."""
    return get_object_or_404(selectors.visible(request.user), uid=uid)


@dataclass(frozen=True, slots=True)
class Listed:
    """A report in the list with what is broken in it, and whether all of it could be asked."""

    report: AnnualReport
    hard: int
    soft: int
    whole: bool


def _listed(reports: Sequence[AnnualReport]) -> list[Listed]:
    found = zip(reports, selectors.all_checked(reports), strict=True)
    return [
        Listed(report, len(one.hard), len(one.unexplained), one.compared >= WITHIN_A_REPORT)
        for report, one in found
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.READ_REPORTS)
def report_list(request: DeskRequest) -> HttpResponseBase:
    """Our own reports by year and those of other offices; the form to begin a year's report."""
    now = timezone.now()
    this_year = timezone.localdate().year
    keeps = request.permissions.allow(Permission.KEEP_REPORTS)
    form = YearForm(request.POST or None, this_year=this_year, initial={"year": this_year - 1})
    if request.method == "POST":
        if not keeps:
            return forbidden(request, [refusal(Permission.KEEP_REPORTS)])
        if form.is_valid():
            try:
                report = services.create_report(request.user, form.cleaned_data["year"], now=now)
            except Refused as refused:
                add_reasons(form, refused.reasons)
            else:
                messages.success(request, _("已按系统数据生成%(year)s年度报告") % {"year": report.year})
                return redirect("annual_report:report", uid=report.uid)
    reports = list(selectors.visible(request.user)[:MOST_REPORTS])
    rows = _listed(reports)
    due_year = deadlines.due_year(timezone.localdate())
    context = {
        "own": [row for row in rows if row.report.is_own],
        "others": [row for row in rows if not row.report.is_own],
        "form": form,
        "keeps": keeps,
        "due_year": due_year,
        "clocks": deadlines.clocks_of(due_year, timezone.localdate(), current_calendar()),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "annual_report/list.html", context, status=status)


@dataclass(frozen=True, slots=True)
class Judged:
    """One identity as the page shows it: whether it holds, and each place where it does not."""

    identity: Identity
    label: str
    hard: bool
    broken: list["Said"]
    compared: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A finding in words, with the note that explains it."""

    place: str
    words: str
    note: str


def judged(report: AnnualReport, found: selectors.Checked) -> list[Judged]:
    """Every identity with its findings."""

    def said(finding: Finding) -> Said:
        note = report.notes.get(finding.place, "") if finding.level is Level.SOFT else ""
        return Said(finding.place, selectors.in_words(finding, found.report), note)

    return [
        Judged(
            identity,
            label,
            identity not in (Identity.CARRIED, Identity.NORMS),
            [said(finding) for finding in found.findings if finding.identity is identity],
            identity in found.compared,
        )
        for identity, label in IDENTITY_LABELS.items()
    ]


@require_safe
@desk_view(Permission.READ_REPORTS)
def report_page(request: DeskRequest, uid: UUID) -> HttpResponse:
    """One report: where it stands, what is broken, the tables, the chapters."""
    return page_of(request, found_report(request, uid))


def page_of(request: DeskRequest, report: AnnualReport, reasons: Sequence[Reason] = ()) -> HttpResponse:
    """The page of a report; `reasons` tell why an act was refused."""
    found = selectors.checked(report)
    before = selectors.year_before(report)
    divisions = divisions_to_write_in(request.user)
    context = {
        "report": report,
        "found": found,
        "before": before,
        "judged": judged(report, found),
        "empty": report.is_own and selectors.is_empty(found.report),
        "grids": on_screen(found.report),
        "chapters": [
            (heading, text.splitlines()) for heading, text in zip(CHAPTERS, report.chapters, strict=False)
        ],
        "prose_warnings": selectors.prose_warnings(report),
        "unwritten": len(to_write(report.chapters)) if report.is_own else 0,
        "reasons": reasons,
        "keeps": request.permissions.allow(Permission.KEEP_REPORTS),
        "signs": request.permissions.allow(Permission.SIGN_REPORTS),
        "division_form": DivisionForm(divisions=divisions),
        "handed_in_form": HandedInForm(initial={"day": timezone.localdate()}),
        "clocks": deadlines.clocks_of(report.year, timezone.localdate(), current_calendar())
        if report.is_own
        else [],
        "edits": selectors.edits_of(report, found.report),
        "endings": list(FORMATS),
    }
    status = UNPROCESSABLE if reasons else 200
    return render(request, "annual_report/report.html", context, status=status)


@require_safe
@desk_view(Permission.READ_REPORTS)
def export(request: DeskRequest, uid: UUID, ending: str) -> HttpResponse:
    """The report as a file."""
    report = found_report(request, uid)
    if ending not in FORMATS:
        raise Http404
    make, media_type = FORMATS[ending]
    response = HttpResponse(make(report), content_type=media_type)
    disposition = content_disposition_header(True, file_name(report, ending))
    response["Content-Disposition"] = disposition or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response
