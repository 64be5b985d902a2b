"""The desk pages of this kind: registering, and opening a sealed paper."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.design.problems import add_reasons
from mingchuang.casework import receipts, selectors
from mingchuang.casework.services import Opened
from mingchuang.disclosure.record_corrections import services
from mingchuang.disclosure.record_corrections.desk_forms import RegisterForm
from mingchuang.disclosure.record_corrections.models import CorrectionPaper
from mingchuang.disclosure.requests.paper_views import open_paper
from mingchuang.rules.refusals import Forbidden, Refused
from mingchuang.rules.roles import Permission

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.HANDLE_CASE)
def register(request: DeskRequest) -> HttpResponse:
    """Register one application; a refusal shows the page again with every reason and what was typed."""
    if request.method != "POST":
        initial = {"receipt": receipts.new_receipt(), "day": timezone.localdate().isoformat()}
        return _page(request, RegisterForm(initial=initial))
    form = RegisterForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            opened = services.register(
                form.typed(),
                papers=form.papers(),
                receipt=form.cleaned_data["receipt"],
                actor=request.user,
                now=timezone.now(),
            )
        except Forbidden:
            raise
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            return _registered(request, opened)
    return _page(request, form, UNPROCESSABLE)


def _registered(request: DeskRequest, opened: Opened) -> HttpResponse:
    """To the case, or back to an empty page. The query code is told here and nowhere else."""
    known = {"number": opened.case.number, "code": opened.query_code}
    words = _("已登记 %(number)s。请把编号和查询码 %(code)s 交给申请人，查询码只在这里显示一次") % known
    messages.success(request, words)
    if selectors.may_handle(request.user, opened.case):
        return redirect("casework:case", uid=opened.case.uid)
    return redirect(request.path)


def _page(request: DeskRequest, form: RegisterForm, status: int = 200) -> HttpResponse:
    return render(request, "record_corrections/register.html", {"form": form}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.HANDLE_CASE)
def paper(request: DeskRequest, uid: UUID, file: UUID) -> HttpResponse:
    """Ask what the paper is needed for; then show it, once."""
    return open_paper(request, uid, CorrectionPaper.objects.filter(correction__case__uid=uid, file__uid=file))
