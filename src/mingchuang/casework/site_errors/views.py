"""The public pages of 我为网站找错: report, check, receipt, progress. They work without JavaScript."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mingchuang.base.accounts.clients import client_ip
from mingchuang.base.calendars.selectors import current_calendar
from mingchuang.base.design import dates
from mingchuang.base.design.languages import CHINESE, HTML_LANGUAGE
from mingchuang.base.design.problems import add_reasons
from mingchuang.base.localtime import local_day
from mingchuang.casework import receipt_pages, receipts, registry, selectors
from mingchuang.casework.looking_up import case_of
from mingchuang.casework.models import Case
from mingchuang.casework.public_pages import public_page
from mingchuang.casework.receipt_pages import Shown
from mingchuang.casework.services import door
from mingchuang.casework.services.door import Knock
from mingchuang.casework.site_errors import services
from mingchuang.casework.site_errors.forms import ProgressForm, ReportForm
from mingchuang.rules.refusals import Refused

TOO_MANY = 429
UNPROCESSABLE = 422


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Fill in, check, send. What was typed travels in the page itself: no session, nothing to time out."""
    if request.method != "POST":
        return _form_page(request, ReportForm(initial={"page_address": _asked_page(request)}))
    form = ReportForm(request.POST)
    if request.POST.get("act") == "edit":
        return _form_page(request, ReportForm(initial=request.POST.dict()))
    if not form.is_valid():
        return _form_page(request, form, status=UNPROCESSABLE)
    if request.POST.get("act") == "send":
        return _send(request, form, timezone.now())
    return _check_page(request, form, receipts.new_receipt())


def _asked_page(request: HttpRequest) -> str:
    return receipts.plain(request.GET.get("page", ""))[: services.LONGEST_ADDRESS]


def _form_page(request: HttpRequest, form: ReportForm, status: int = 200) -> HttpResponse:
    context = public_page(_("我为网站找错"), reverse("site_errors:report"), form=form)
    return render(request, "site_errors/report.html", context, status=status)


def _check_page(
    request: HttpRequest, form: ReportForm, receipt: str, *, refused: str = "", status: int = 200
) -> HttpResponse:
    context = public_page(
        _("核对后提交"),
        reverse("site_errors:report"),
        form=form,
        values=form.cleaned_data,
        kind_label=dict(form.fields["error_kind"].choices)[form.cleaned_data["error_kind"]],  # type: ignore[attr-defined]
        receipt=receipt,
        challenge=door.new_challenge(timezone.now()),
        refused=refused,
    )
    return render(request, "site_errors/check.html", context, status=status)


def _send(request: HttpRequest, form: ReportForm, now: datetime) -> HttpResponse:
    receipt = request.POST.get("receipt", "")
    if not services.find_by_receipt(receipt):
        trapped = bool(form.cleaned_data["website"])
        proven = door.spend_proof(request.POST.get("proof", ""), now) and not trapped
        if not _within_limits(request, proven, now):
            words = _("您所在网络一小时内提交的次数过多。内容已保留，请稍后再提交，或者拨打页面下方的电话。")
            return _check_page(request, form, receipt, refused=words, status=TOO_MANY)
    else:
        proven = False  # already received: the service answers with that case
    try:
        services.file_report(form.report(), receipt=receipt, proven=proven, now=now)
    except Refused as refusal:
        add_reasons(form, refusal.reasons)
        return _form_page(request, form, status=UNPROCESSABLE)
    return receipt_pages.show_at(reverse("site_errors:received"), receipt)


def _within_limits(request: HttpRequest, proven: bool, now: datetime) -> bool:
    client = client_ip(request)
    if proven:
        return door.allowed(Knock.REPORT, client, now)
    return door.allowed(Knock.REPORT_UNPROVEN, client, now) and door.allowed(Knock.UNPROVEN_ALL, "", now)


def _shown(request: HttpRequest) -> Shown | None:
    find, code_of = services.find_by_receipt, services.query_code_of
    return receipt_pages.shown_to(request, find=find, code_of=code_of, now=timezone.now())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def received(request: HttpRequest) -> HttpResponse:
    """What happens next: number, day received, last day for the reply, query code.

    Shown for a while, as often as the browser that sent the report asks; a POST puts it away at once.
    """
    address, progress = reverse("site_errors:received"), reverse("site_errors:progress")
    if request.method == "POST":
        return receipt_pages.put_away(address, to=progress)
    shown = _shown(request)
    if shown is None:
        context = public_page(_("查询码不再显示"), address, progress_address=progress)
        return receipt_pages.gone(request, context)
    context = public_page(
        _("已收到您的找错"),
        address,
        case=shown.case,
        clock=selectors.leading_clock(shown.case, timezone.localdate(), current_calendar()),
        query_code=shown.query_code,
    )
    return render(request, "site_errors/received.html", context)


@never_cache
@require_safe
def receipt_file(request: HttpRequest) -> HttpResponse:
    """The same as a text file to keep."""
    shown = _shown(request)
    if shown is None:
        raise Http404
    case = shown.case
    address = request.build_absolute_uri(reverse("site_errors:progress"))
    spoken = HTML_LANGUAGE[get_language() or CHINESE]
    due = dates.long_date(case.due_on, spoken) if case.due_on else _("待定")
    lines = [
        _("我为网站找错：回执"),
        _("编号：%s") % case.number,
        _("查询码：%s") % shown.query_code,
        _("收到日期：%s") % dates.long_date(local_day(case.received_at), spoken),
        _("答复期限：%s") % due,
        _("查询进度：%s") % address,
    ]
    response = HttpResponse("\r\n".join(lines) + "\r\n", content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{case.number}.txt"'
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def progress(request: HttpRequest) -> HttpResponse:
    """How a report stands, by number and code. Sent by POST, so that codes stay out of addresses and logs."""
    if request.method != "POST":
        return _progress_page(request, ProgressForm())
    form = ProgressForm(request.POST)
    not_found = _("没有找到：编号和查询码不相符。请对照回执检查这两项。")
    client = client_ip(request)
    case, status = case_of(form, services.KIND, client=client, not_found=not_found, now=timezone.now())
    return _progress_page(request, form, case=case, status=status)


def _progress_page(
    request: HttpRequest, form: ProgressForm, *, case: Case | None = None, status: int = 200
) -> HttpResponse:
    found: dict[str, Any] = {}
    if case is not None:
        calendar = current_calendar()
        found = {
            "case": case,
            "state": _(registry.find(case.kind).table.state_labels[case.state]),
            "clock": selectors.leading_clock(case, timezone.localdate(), calendar),
            "reply": selectors.public_reply(case),
        }
    context = public_page(_("查询找错办理进度"), reverse("site_errors:progress"), form=form, **found)
    return render(request, "site_errors/progress.html", context, status=status)
