"""The page on which a clerk registers what came over the counter, by post, fax or e-mail."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.design.problems import add_reasons
from mingchuang.casework.models import Case
from mingchuang.casework.selectors import may_handle
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
        return _page(request, RegisterForm())
    form = RegisterForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            case = _register(request, form)
        except Forbidden:
            raise
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            return _registered(request, case)
    return _page(request, form, UNPROCESSABLE)


def _registered(request: DeskRequest, case: Case) -> HttpResponse:
    """To the case, or back to the empty page for a clerk of a division it is not with."""
    if may_handle(request.user, case):
        messages.success(request, _("已登记 %(number)s") % {"number": case.number})
        return redirect("casework:case", uid=case.uid)
    words = _("已登记 %(number)s，由负责依申请公开的人员办理。请把编号告诉申请人")
    messages.success(request, words % {"number": case.number})
    return redirect(request.path)


def _register(request: DeskRequest, form: RegisterForm) -> Case:
    now, typed = timezone.now(), form.cleaned_data
    scan = typed["scan"]
    kept = [uploading.keep_upload(scan, PaperRole.SCAN, now=now)] if scan else []
    # The scan holds the identity proof of what came on paper.
    read = application.read(typed, {PaperRole.IDENTITY_PROOF} if scan else ())
    opened = filing.register_request(
        read,
        form.arrival(),
        uploads=kept,
        needs_help=typed["needs_help"],
        filled_by_staff=typed["filled_by_staff"],
        actor=request.user,
        now=now,
    )
    return opened.case


def _page(request: DeskRequest, form: RegisterForm, status: int = 200) -> HttpResponse:
    return render(request, "requests/register.html", {"form": form}, status=status)
