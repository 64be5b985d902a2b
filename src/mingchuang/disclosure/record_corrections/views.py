"""The public page on which somebody follows their application to correct a record, by number and code."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mingchuang.base.accounts.clients import client_ip
from mingchuang.base.calendars.selectors import current_calendar
from mingchuang.casework.looking_up import NumberAndCodeForm, case_of
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
            found = public_view(case, clocks_of(case, today, current_calendar()), today)
    context = pages.page(
        _("查询更正记录申请的进度"), reverse("record_corrections:progress"), form=form, **found
    )
    return render(request, "record_corrections/progress.html", context, status=status)
