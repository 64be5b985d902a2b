"""The page after an application was sent: number, query code, what is next; for the browser that sent it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mingchuang.base.design import dates
from mingchuang.base.design.languages import CHINESE, HTML_LANGUAGE
from mingchuang.base.localtime import local_day
from mingchuang.casework import receipt_pages
from mingchuang.casework.receipt_pages import Shown
from mingchuang.disclosure.requests import pages
from mingchuang.disclosure.requests.services import filing


def _shown(request: HttpRequest) -> Shown | None:
    find, code_of = filing.find_by_receipt, filing.query_code_of
    return receipt_pages.shown_to(request, find=find, code_of=code_of, now=timezone.now())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def received(request: HttpRequest) -> HttpResponse:
    """The acknowledgement, as often as its browser asks for a while; a POST puts it away at once."""
    address, progress = reverse("requests:received"), reverse("requests:progress")
    if request.method == "POST":
        return receipt_pages.put_away(address, to=progress)
    shown = _shown(request)
    if shown is None:
        context = pages.page(_("查询码不再显示"), address, progress_address=progress)
        return receipt_pages.gone(request, context)
    context = pages.page(_("已收到您的申请"), address, case=shown.case, query_code=shown.query_code)
    return render(request, "requests/received.html", context)


@never_cache
@require_safe
def acknowledgement_file(request: HttpRequest) -> HttpResponse:
    """The same as a text file to keep."""
    shown = _shown(request)
    if shown is None:
        raise Http404
    spoken = HTML_LANGUAGE[get_language() or CHINESE]
    address = request.build_absolute_uri(reverse("requests:progress"))
    lines = [
        _("政府信息公开申请：提交凭证"),
        _("编号：%s") % shown.case.number,
        _("查询码：%s") % shown.query_code,
        _("提交日期：%s") % dates.long_date(local_day(shown.case.received_at), spoken),
        _("本机关与您确认之日为收到申请之日，答复期限从那一天起算。"),
        _("查询进度：%s") % address,
    ]
    response = HttpResponse("\r\n".join(lines) + "\r\n", content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{shown.case.number}.txt"'
    return response
