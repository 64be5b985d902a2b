"""The public pages on which somebody asks for information: four steps, check, send.

What was typed travels in the page itself: no session, nothing to time out; it works without JavaScript.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mingchuang.base.accounts.clients import client_ip
from mingchuang.base.design.forms import HouseForm
from mingchuang.base.design.problems import add_reasons
from mingchuang.base.localtime import local_day
from mingchuang.casework import receipt_pages, receipts
from mingchuang.casework.services import door
from mingchuang.casework.services.door import Knock
from mingchuang.disclosure.requests import pages
from mingchuang.disclosure.requests.forms import (
    STEPS,
    UPLOADED,
    CodeForm,
    Step,
    step_of,
    step_with,
    typed_in,
)
from mingchuang.disclosure.requests.services import application as applications
from mingchuang.disclosure.requests.services import filing, saving, uploading
from mingchuang.disclosure.requests.services.uploading import Upload
from mingchuang.rules.refusals import Reason, Refused

TOO_MANY = 429
UNPROCESSABLE = 422


@dataclass
class Filling:
    """The application as it travels from page to page."""

    typed: dict[str, str]
    uploads: list[Upload]
    saved_code: str = ""
    website: str = ""

    @property
    def application(self) -> applications.Application:
        return applications.read(self.typed, {upload.role for upload in self.uploads})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest) -> HttpResponse:
    """Fill in step by step, check, send."""
    if request.method != "POST":
        return _step_page(request, STEPS[0], Filling({}, []))
    now = timezone.now()
    filling, step, act = _filling(request, now), step_of(request.POST.get("step", "")), _act(request)
    problems = _take_in(request, filling, now)
    if problems:
        return _step_page(request, step, filling, reasons=problems, status=UNPROCESSABLE)
    match act:
        case "next":
            return _next(request, step, filling, now)
        case "save":
            return _save(request, step, filling, now)
        case "send":
            return _send(request, filling, now)
    return _step_page(request, _asked_for(step, act), filling)


def _asked_for(step: Step, act: str) -> Step:
    """The step that is to be shown: another one to change, the one before, else the same again."""
    if act.startswith("edit:"):
        return step_of(act.removeprefix("edit:"))
    return STEPS[max(0, STEPS.index(step) - 1)] if act == "back" else step


def _act(request: HttpRequest) -> str:
    return "remove" if "remove" in request.POST else request.POST.get("act", "next")


def _filling(request: HttpRequest, now: datetime) -> Filling:
    removed = request.POST.get("remove", "")
    uploads = uploading.uploads_of(request.POST.getlist("files"), now=now)
    return Filling(
        typed_in(request.POST),
        [upload for upload in uploads if upload.uid != removed],
        request.POST.get("saved_code", "")[:60],
        request.POST.get("website", "")[:200],
    )


def _take_in(request: HttpRequest, filling: Filling, now: datetime) -> list[Reason]:
    """Seal the files that came with this page; why some were not taken."""
    reasons: list[Reason] = []
    for role in UPLOADED:
        for file in request.FILES.getlist(role):
            if len(filling.uploads) >= uploading.MOST_FILES:
                reasons.append(uploading.too_many(len(filling.uploads) + 1, role))
                break
            if not door.allowed(Knock.UPLOAD, client_ip(request), now):
                words = _("您所在网络一小时内上传的次数过多，请稍后再试，或者拨打页面下方的电话。")
                return [Reason("too_many_uploads", words, role)]
            try:
                filling.uploads.append(uploading.keep_upload(file, role, now=now))
            except Refused as refused:
                reasons += refused.reasons
    return reasons


def _next(request: HttpRequest, step: Step, filling: Filling, now: datetime) -> HttpResponse:
    place = STEPS.index(step)
    so_far = STEPS[: place + 1]
    form = step.form(filling.typed)
    form.is_valid()
    found = applications.refusals(filling.application, local_day(now))
    reasons = [reason for reason in found if step_with(reason.field or "") in so_far]
    if reasons or form.errors:
        first = min((STEPS.index(step_with(reason.field or "")) for reason in reasons), default=place)
        return _step_page(request, STEPS[first], filling, reasons=reasons, status=UNPROCESSABLE)
    if place + 1 < len(STEPS):
        return _step_page(request, STEPS[place + 1], filling)
    return _check_page(request, filling, receipts.new_receipt(), now)


def _step_page(
    request: HttpRequest,
    step: Step,
    filling: Filling,
    *,
    reasons: Sequence[Reason] = (),
    status: int = 200,
    saved: Any = None,
) -> HttpResponse:
    form = step.form(filling.typed) if reasons else step.form(initial=filling.typed)
    _tell(form, reasons)
    marks = pages.steps(step)
    context = pages.page(
        _("网上申请公开政府信息"),
        reverse("requests:apply"),
        form=form,
        step=step,
        steps=marks,
        number=STEPS.index(step) + 1,
        total=len(marks),
        is_last=step == STEPS[-1],
        carried=pages.carried(filling.typed, leave_out=step.fields),
        filling=filling,
        boxes=pages.boxes(form, filling.uploads) if step.name == "proof" else (),
        saved=saved,
        kept_days=saving.KEPT_FOR.days,
    )
    return render(request, "requests/apply.html", context, status=status)


def _tell(form: HouseForm, reasons: Sequence[Reason]) -> None:
    if not form.is_bound:
        return
    form.is_valid()
    # Asked one by one: a field shows its first reason only.
    add_reasons(form, (reason for reason in reasons if reason.field not in form.errors))


def _check_page(
    request: HttpRequest,
    filling: Filling,
    receipt: str,
    now: datetime,
    *,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    context = pages.page(
        _("核对后提交"),
        reverse("requests:apply"),
        parts=pages.answers(filling.typed, filling.uploads),
        carried=pages.carried(filling.typed),
        filling=filling,
        receipt=receipt,
        challenge=door.new_challenge(now),
        refused=refused,
    )
    return render(request, "requests/check.html", context, status=status)


def _save(request: HttpRequest, step: Step, filling: Filling, now: datetime) -> HttpResponse:
    if not door.allowed(Knock.SAVE, client_ip(request), now):
        words = _("您所在网络一小时内暂存的次数过多，请稍后再试。填写的内容还在本页。")
        reasons = [Reason("too_many_saves", words)]
        return _step_page(request, step, filling, reasons=reasons, status=TOO_MANY)
    code, expires_at = saving.save_application(filling.typed, code=filling.saved_code, now=now)
    filling.saved_code = code
    return _step_page(request, step, filling, saved={"code": code, "until": local_day(expires_at)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest) -> HttpResponse:
    """Go on with a saved application."""
    if request.method != "POST":
        return _resume_page(request, CodeForm())
    form, now = CodeForm(request.POST), timezone.now()
    if not form.is_valid():
        return _resume_page(request, form, status=UNPROCESSABLE)
    if not door.allowed(Knock.RESUME, client_ip(request), now):
        form.add_error(None, _("查询次数过多，请一小时后再试，或者拨打页面下方的电话询问。"))
        return _resume_page(request, form, status=TOO_MANY)
    code = form.cleaned_data["saved_code"]
    typed = saving.resume(code, now=now)
    if typed is None:
        form.add_error("saved_code", _("没有找到这个暂存码的申请：请核对，或者已超过保存期限。"))
        return _resume_page(request, form, status=UNPROCESSABLE)
    return _step_page(request, STEPS[0], Filling(typed_in(typed), [], code))


def _resume_page(request: HttpRequest, form: CodeForm, status: int = 200) -> HttpResponse:
    context = pages.page(_("继续填写申请"), reverse("requests:resume"), form=form)
    return render(request, "requests/resume.html", context, status=status)


def _send(request: HttpRequest, filling: Filling, now: datetime) -> HttpResponse:
    receipt, proven = request.POST.get("receipt", ""), False
    if not filing.find_by_receipt(receipt):
        proven = door.spend_proof(request.POST.get("proof", ""), now) and not filling.website
        if not _within_limits(request, proven, now):
            words = _("您所在网络一小时内提交的次数过多。内容已保留，请稍后再提交，或者拨打页面下方的电话。")
            return _check_page(request, filling, receipt, now, refused=words, status=TOO_MANY)
    try:
        filing.file_request(
            filling.application,
            receipt=receipt,
            proven=proven,
            uploads=filling.uploads,
            needs_help=bool(filling.typed.get("needs_help")),
            now=now,
        )
    except Refused as refused:
        first = min(STEPS.index(step_with(reason.field or "")) for reason in refused.reasons)
        return _step_page(request, STEPS[first], filling, reasons=refused.reasons, status=UNPROCESSABLE)
    if filling.saved_code:
        saving.forget(filling.saved_code)
    return receipt_pages.show_at(reverse("requests:received"), receipt)


def _within_limits(request: HttpRequest, proven: bool, now: datetime) -> bool:
    client = client_ip(request)
    if proven:
        return door.allowed(Knock.REQUEST, client, now)
    by_client = door.allowed(Knock.REQUEST_UNPROVEN, client, now)
    return by_client and door.allowed(Knock.UNPROVEN_ALL, "", now)
