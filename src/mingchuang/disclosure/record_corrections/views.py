"""The public page on which somebody follows their application to correct a record, by number and code."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from mingchuang.base.accounts.clients import client_ip
from mingchuang.base.calendars.selectors import current_calendar
from mingchuang.casework.letters.downloads import serve_letter
from mingchuang.casework.looking_up import UNPROCESSABLE, NumberAndCodeForm, case_of
from mingchuang.casework.progress_keys import case_of_key, key_for
from mingchuang.casework.selectors import clocks_of
from mingchuang.disclosure.record_corrections.selectors import public_view
from mingchuang.disclosure.requests import pages
from mingchuang.rules.record_corrections import KIND


class ProgressForm(NumberAndCodeForm):
    """Number and query code of an application."""

    example = gettext_lazy("如 G2026-00012")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def progress(request: HttpRequest) -> HttpResponse:
    """How it stands. Sent by POST, so that codes stay out of addresses and logs."""
    found: dict[str, Any] = {}
    form, status = ProgressForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        not_found = _("没有找到：编号和查询码不相符。请对照登记时告知的编号和查询码。")
        client = client_ip(request)
        case, status = case_of(form, KIND, client=client, not_found=not_found, now=timezone.now())
        if case is not None:
            today = timezone.localdate()
            clocks = clocks_of(case, today, current_calendar())
            found = {"key": key_for(case), **public_view(case, clocks, today)}
    return _page(request, form, status=status, **found)


def _page(request: HttpRequest, form: ProgressForm, *, status: int, **more: Any) -> HttpResponse:
    context = pages.page(
        _("查询更正记录申请的进度"), reverse("record_corrections:progress"), form=form, **more
    )
    return render(request, "record_corrections/progress.html", context, status=status)


@never_cache
@require_POST
def letter(request: HttpRequest) -> HttpResponseBase:
    """The answer as it was issued, or its signed original where that was taken back."""
    case = case_of_key(request.POST.get("key", ""), KIND)
    if case is None:
        told = _("为保护您的信息，页面打开一小时后需要重新查询。")
        return _page(request, ProgressForm(), told=told, status=UNPROCESSABLE)
    return serve_letter(case, request.POST.get("letter", ""))
