"""The public pages on which an applicant follows a request, answers what the office asks and withdraws.

Number and code are sent by POST, so that they stay out of addresses and logs. Who has shown them once acts
with a signed key for an hour.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from mingchuang.base.accounts.clients import client_ip
from mingchuang.base.calendars.selectors import current_calendar
from mingchuang.base.design.problems import add_reasons
from mingchuang.base.personal.serving import serve_opened
from mingchuang.casework import selectors as cases
from mingchuang.casework.letters.downloads import serve_letter
from mingchuang.casework.looking_up import case_of
from mingchuang.casework.models import Case
from mingchuang.casework.progress_keys import case_of_key, key_for
from mingchuang.disclosure.requests import pages, selectors
from mingchuang.disclosure.requests.forms import CorrectionForm, ProgressForm, ReasonsForm
from mingchuang.disclosure.requests.services import applicant, giving
from mingchuang.disclosure.requests.services.filing import KIND
from mingchuang.disclosure.requests.services.known import corrected_data
from mingchuang.rules.refusals import Refused

UNPROCESSABLE = 422
KEPT = ("document_name", "document_number", "features", "reasons")
"""What an applicant writes on these pages; it outlives the hour."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def progress(request: HttpRequest) -> HttpResponse:
    """How a request stands, by number and code."""
    if request.method != "POST":
        return _ask_page(request, ProgressForm())
    if request.POST.get("key"):
        case = _case_of_key(request)
        return _case_page(request, case) if case else _key_over(request)
    form = ProgressForm(request.POST)
    not_found = _("没有找到：编号和查询码不相符。请对照提交凭证检查这两项。")
    case, status = case_of(form, KIND, client=client_ip(request), not_found=not_found, now=timezone.now())
    if case is None:
        return _ask_page(request, form, status=status)
    return _case_page(request, case)


def _kept(request: HttpRequest) -> dict[str, str]:
    """What was written to the office before number and code were asked for once more."""
    return {name: request.POST[name] for name in KEPT if request.POST.get(name)}


def _ask_page(request: HttpRequest, form: ProgressForm, *, told: str = "", status: int = 200) -> HttpResponse:
    context = pages.page(
        _("查询申请办理进度"), reverse("requests:progress"), form=form, told=told, kept=_kept(request)
    )
    return render(request, "requests/progress.html", context, status=status)


def _key_over(request: HttpRequest) -> HttpResponse:
    told = _("为保护您的信息，页面打开一小时后需要重新查询。")
    if _kept(request):
        told += _("您填写的内容没有丢失：查询以后会出现在表单里，请再提交一次；选好的文件请重新选择。")
    return _ask_page(request, ProgressForm(), told=told, status=UNPROCESSABLE)


def _case_of_key(request: HttpRequest) -> Case | None:
    return case_of_key(request.POST.get("key", ""), KIND)


def _case_page(
    request: HttpRequest,
    case: Case,
    *,
    done: str = "",
    form: CorrectionForm | ReasonsForm | None = None,
    status: int = 200,
) -> HttpResponse:
    today = timezone.localdate()
    clocks = cases.clocks_of(case, today, current_calendar())
    context = pages.page(
        _("申请办理进度"),
        reverse("requests:progress"),
        case=case,
        clocks=selectors.shown_clocks(clocks),
        key=key_for(case),
        done=done,
        form=form or _form_for(case, _kept(request)),
        restarts=not (selectors.may_correct(case) and corrected_data(case)),
        **selectors.public_view(case),
        **selectors.contest_view(case, clocks, today),
    )
    return render(request, "requests/case.html", context, status=status)


def _form_for(case: Case, kept: dict[str, str]) -> CorrectionForm | ReasonsForm | None:
    """The form for what the office waits for from the applicant, with what they had written."""
    if selectors.may_correct(case):
        return CorrectionForm(initial=kept)
    return ReasonsForm(initial=kept) if selectors.may_give_reasons(case) else None


@never_cache
@require_POST
def correct(request: HttpRequest) -> HttpResponse:
    """Answer the correction notice."""
    case = _case_of_key(request)
    if case is None:
        return _key_over(request)
    form = CorrectionForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            papers = request.FILES.getlist("papers")
            case = applicant.correct(case, form.cleaned_data, papers=papers, now=timezone.now())
            restarted = case.clock_started_on == timezone.localdate()
            done = _("已收到您的补正，答复期限从今天重新起算。") if restarted else _("已收到您的补正。")
            return _case_page(request, case, done=done)
        except Refused as refused:
            add_reasons(form, refused.reasons)
    return _case_page(request, case, form=form, status=UNPROCESSABLE)


@never_cache
@require_POST
def reasons(request: HttpRequest) -> HttpResponse:
    """Answer the question why so much is asked."""
    case = _case_of_key(request)
    if case is None:
        return _key_over(request)
    form = ReasonsForm(request.POST)
    if form.is_valid():
        try:
            case = applicant.give_reasons(case, form.cleaned_data["reasons"], now=timezone.now())
            return _case_page(request, case, done=_("已收到您说明的理由。"))
        except Refused as refused:
            add_reasons(form, refused.reasons)
    return _case_page(request, case, form=form, status=UNPROCESSABLE)


@never_cache
@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    """Take the request back, after a page that says what that means."""
    case = _case_of_key(request)
    if case is None:
        return _key_over(request)
    reasons: Any = ()
    if request.POST.get("sure") == "yes":
        try:
            case = applicant.withdraw(case, now=timezone.now())
            return _case_page(request, case, done=_("已撤回申请，本机关不再办理。"))
        except Refused as refused:
            reasons = refused.reasons
    context = pages.page(
        _("撤回申请"), reverse("requests:progress"), case=case, key=key_for(case), reasons=reasons
    )
    status = UNPROCESSABLE if reasons else 200
    return render(request, "requests/withdraw.html", context, status=status)


@never_cache
@require_POST
def letter(request: HttpRequest) -> HttpResponseBase:
    """A letter to the applicant as it was issued, or its signed original where that was taken back."""
    case = _case_of_key(request)
    if case is None:
        return _key_over(request)
    return serve_letter(case, request.POST.get("letter", ""))


@never_cache
@require_POST
def given(request: HttpRequest) -> HttpResponseBase:
    """A file that was given with the reply."""
    case = _case_of_key(request)
    if case is None:
        return _key_over(request)
    opened = giving.hand_over(case, request.POST.get("file", ""), now=timezone.now())
    if opened is None:
        raise Http404
    return serve_opened(opened)
