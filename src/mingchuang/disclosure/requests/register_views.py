"""The page on which a clerk registers what came over the counter, by post, fax or e-mail."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.design.problems import add_reasons
from mingchuang.casework import receipts
from mingchuang.casework.selectors import may_handle
from mingchuang.casework.services import Opened
from mingchuang.disclosure.requests.models import PaperRole
from mingchuang.disclosure.requests.register_forms import RegisterForm
from mingchuang.disclosure.requests.services import application, filing, uploading
from mingchuang.rules.refusals import Forbidden, Refused
from mingchuang.rules.roles import Permission

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.HANDLE_CASE)
def register(request: DeskRequest) -> HttpResponse:
    """Register one request; a refusal shows the page again with every reason and what was typed."""
    if request.method != "POST":
        return _page(request, RegisterForm(initial={"receipt": receipts.new_receipt()}))
    form = RegisterForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            opened = _register(request, form)
        except Forbidden:
            raise
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            return _registered(request, opened)
    return _page(request, form, UNPROCESSABLE)


def _registered(request: DeskRequest, opened: Opened) -> HttpResponse:
    """To the case, or back to the empty page for a clerk of a division it is not with.

    The query code is told here and nowhere else: only its digest is kept.
    """
    case = opened.case
    known = {"number": case.number, "code": opened.query_code}
    give = _("请把编号和查询码 %(code)s 交给申请人，查询码只在这里显示一次") % known
    if not opened.query_code:
        give = _("查询码后来补发过，这里不再显示")
    if may_handle(request.user, case):
        messages.success(request, _("已登记 %(number)s") % known + "。" + give)
        return redirect("casework:case", uid=case.uid)
    words = _("已登记 %(number)s，由负责依申请公开的人员办理") % known
    messages.success(request, words + "。" + give)
    return redirect(request.path)


def _register(request: DeskRequest, form: RegisterForm) -> Opened:
    now, typed = timezone.now(), form.cleaned_data
    scan = typed["scan"]
    kept = [uploading.keep_upload(scan, PaperRole.SCAN, now=now)] if scan else []
    # The scan holds the identity proof of what came on paper.
    read = application.read(typed, {PaperRole.IDENTITY_PROOF} if scan else ())
    return filing.register_request(
        read,
        form.arrival(),
        uploads=kept,
        needs_help=typed["needs_help"],
        filled_by_staff=typed["filled_by_staff"],
        receipt=typed["receipt"],
        actor=request.user,
        now=now,
    )


def _page(request: DeskRequest, form: RegisterForm, status: int = 200) -> HttpResponse:
    return render(request, "requests/register.html", {"form": form}, status=status)
