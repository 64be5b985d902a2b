"""The desk's page of one letter: what it says, its files, the acts its state allows."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.audit import services as audit
from mingchuang.base.design.problems import add_reasons
from mingchuang.base.files.models import StoredFile
from mingchuang.base.files.serving import serve_original
from mingchuang.casework.letters import selectors, services
from mingchuang.casework.letters.answers import shown_pdf
from mingchuang.casework.letters.audit_actions import OPENED
from mingchuang.casework.letters.forms import ACTS, DeliveryForm
from mingchuang.casework.letters.models import Letter, LetterState
from mingchuang.rules.refusals import Forbidden, Refused
from mingchuang.rules.roles import Permission

UNPROCESSABLE = 422

SERVICES = {
    "approve": services.approve,
    "issue": services.issue,
    "void": services.void,
    "deliver": services.deliver,
}


def _letter(request: DeskRequest, uid: UUID) -> Letter:
    people = ("case", "drafted_by", "approved_by", "issued_by", "voided_by", "docx", "pdf", "signed")
    return get_object_or_404(selectors.visible(request.user).select_related(*people), uid=uid)


@require_safe
@desk_view(Permission.READ_CASE)
def letter_page(request: DeskRequest, uid: UUID) -> HttpResponse:
    """One letter: its text, state, files, deliveries and what can be done with it."""
    return _page(request, _letter(request, uid))


def _page(
    request: DeskRequest, letter: Letter, *, tried: str = "", form: forms.Form | None = None
) -> HttpResponse:
    acts = [
        {"slug": slug, "form": form if slug == tried else make_form(slug, letter), "open": slug == tried}
        for slug in _offered(request, letter)
    ]
    if tried and all(act["slug"] != tried for act in acts):
        acts.append({"slug": tried, "form": form, "open": True})
    context: dict[str, Any] = {
        "letter": letter,
        "rule": selectors.rule_of(letter),
        "content": selectors.content_of(letter),
        "whole": selectors.is_whole(letter),
        "deliveries": letter.deliveries.select_related("recorded_by", "proof"),
        "acts": acts,
        "tried_form": form,
    }
    return render(request, "letters/letter.html", context, status=UNPROCESSABLE if form else 200)


def _offered(request: DeskRequest, letter: Letter) -> list[str]:
    works = selectors.may_work_on(request.user, letter)
    issued = letter.state == LetterState.ISSUED
    offers = {
        "approve": letter.state == LetterState.DRAFT
        and selectors.rule_of(letter).approval
        and selectors.may_approve(request.user, letter),
        "issue": works and selectors.ready_to_issue(letter),
        "deliver": works and issued,
        "take-back-signed": works and issued and letter.signed_id is None,
        "void": works and letter.state != LetterState.VOIDED,
    }
    return [slug for slug, offered in offers.items() if offered and letter.erased_at is None]


def make_form(slug: str, letter: Letter, data: Any = None, files: Any = None) -> forms.Form | None:
    """The form of an act, bound where something was sent; None when the act asks nothing."""
    kind = ACTS[slug]
    if kind is None:
        return None
    known = {"recipient": letter.content.get("addressee", "")} if kind is DeliveryForm else {}
    return kind(data, files, prefix=slug, initial=known)


@require_POST
@desk_view(Permission.READ_CASE)
def act(request: DeskRequest, uid: UUID, act: str) -> HttpResponseBase:
    """Carry out one act; a refusal shows the page again with every reason and what was typed."""
    if act not in ACTS:
        raise Http404
    letter = _letter(request, uid)
    form = make_form(act, letter, request.POST, request.FILES)
    try:
        if form is None or form.is_valid():
            _carry_out(request, letter, act, form.cleaned_data if form else {})
            messages.success(request, _done()[act])
            return redirect("letters:letter", uid=letter.uid)
    except Forbidden:
        raise
    except Refused as refused:
        form = form or forms.Form(data={})
        add_reasons(form, refused.reasons)
    letter.refresh_from_db()
    return _page(request, letter, tried=act, form=form)


def _carry_out(request: DeskRequest, letter: Letter, act: str, given: dict[str, Any]) -> None:
    now = timezone.now()
    if act == "take-back-signed":
        services.take_back_signed(letter, given["file"], actor=request.user, now=now)
    else:
        SERVICES[act](letter, actor=request.user, now=now, **given)  # type: ignore[operator]


def _done() -> dict[str, str]:
    return {
        "approve": _("已核准，可以印发"),
        "issue": _("已编号印发，文件已生成"),
        "void": _("已作废，编号保留"),
        "deliver": _("送达已登记"),
        "take-back-signed": _("签章原件已收回"),
    }


@require_safe
@desk_view(Permission.READ_CASE)
def preview(request: DeskRequest, uid: UUID) -> HttpResponseBase:
    """A letter that is not issued yet as PDF, marked 样稿; an issued one is read from its file."""
    letter = _letter(request, uid)
    if letter.pdf_id is not None or letter.erased_at is not None:
        raise Http404
    return shown_pdf(services.preview_letter(letter), f"{selectors.rule_of(letter).title}（样稿）.pdf")


@require_POST
@desk_view(Permission.READ_CASE)
def file(request: DeskRequest, uid: UUID, name: str) -> HttpResponseBase:
    """One of the letter's files; that somebody took it is written down, for it names a person."""
    letter = _letter(request, uid)
    return _handed_out(request, letter, selectors.file_of(letter, name), name)


@require_POST
@desk_view(Permission.READ_CASE)
def proof(request: DeskRequest, uid: UUID, delivery_id: int) -> HttpResponseBase:
    """The proof of one delivery."""
    letter = _letter(request, uid)
    delivery = get_object_or_404(letter.deliveries.select_related("proof"), pk=delivery_id)
    return _handed_out(request, letter, delivery.proof, "proof")


@transaction.atomic
def _handed_out(
    request: DeskRequest, letter: Letter, found: StoredFile | None, name: str
) -> HttpResponseBase:
    if found is None:
        raise Http404
    data = {"file": name, "sha256": found.sha256}
    audit.record(request.user, OPENED, letter, now=timezone.now(), data=data)
    return serve_original(found)
