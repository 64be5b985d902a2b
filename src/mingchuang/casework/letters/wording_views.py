"""The desk's pages of wording: what each letter says, edited as paragraphs and seen as PDF."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.design.overwriting import sent_over
from mingchuang.base.design.problems import add_reasons
from mingchuang.casework.letters import selectors, services
from mingchuang.casework.letters.answers import shown_pdf
from mingchuang.casework.letters.forms import WordingForm
from mingchuang.rules.letters.kinds import LETTERS, LetterKind
from mingchuang.rules.letters.placeholders import PLACEHOLDERS
from mingchuang.rules.refusals import Forbidden, Refused
from mingchuang.rules.roles import Permission

UNPROCESSABLE = 422


def _kind(slug: str) -> LetterKind:
    try:
        return LetterKind(slug)
    except ValueError:
        raise Http404 from None


@require_safe
@desk_view(Permission.MANAGE_WORDING)
def wording_list(request: DeskRequest) -> HttpResponse:
    """Every kind of letter with the version of its wording in use."""
    return render(request, "letters/wording_list.html", {"rows": selectors.wording_rows()})


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.MANAGE_WORDING)
def wording(request: DeskRequest, kind: str) -> HttpResponseBase:
    """See and change the wording of one kind; every problem is named."""
    which = _kind(kind)
    current, newest = selectors.wording_of(which)
    seen = newest.version if newest else 0
    form = WordingForm(request.POST or None, initial={"paragraphs": current, "seen_version": seen})
    if request.method == "POST" and form.is_valid():
        try:
            saved = services.save_wording(
                which,
                form.cleaned_data["paragraphs"],
                seen_version=form.cleaned_data["seen_version"],
                actor=request.user,
                now=timezone.now(),
            )
        except Forbidden:
            raise
        except Refused as refused:
            add_reasons(form, refused.reasons)
            if "wording_changed" in refused.codes:
                # What stands now has been told: sent once more, the form is over that version.
                form.data = sent_over(request.POST, "seen_version", seen)
        else:
            text = _("已保存为第%(version)s版，以后拟稿用新的用语") % {"version": saved.version}
            messages.success(request, text)
            return redirect("letters:wording", kind=kind)
    return _wording_page(request, which, form)


def _wording_page(request: DeskRequest, which: LetterKind, form: WordingForm) -> HttpResponse:
    rule = LETTERS[which]
    context: dict[str, Any] = {
        "form": form,
        "kind": which,
        "rule": rule,
        "versions": selectors.versions_of(which),
        "placeholders": [
            {"name": name, "says": says, "required": name in rule.required}
            for name, says in sorted(PLACEHOLDERS.items(), key=lambda row: row[0] not in rule.required)
        ],
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "letters/wording.html", context, status=status)


@require_POST
@desk_view(Permission.MANAGE_WORDING)
def preview(request: DeskRequest, kind: str) -> HttpResponseBase:
    """What was typed as a sample PDF, or the page again with every problem."""
    which = _kind(kind)
    form = WordingForm(request.POST)
    if form.is_valid():
        try:
            made = services.preview(which, form.cleaned_data["paragraphs"], today=timezone.localdate())
            return shown_pdf(made, f"{LETTERS[which].title}（样稿）.pdf")
        except Refused as refused:
            add_reasons(form, refused.reasons)
    return _wording_page(request, which, form)


@require_safe
@desk_view(Permission.MANAGE_WORDING)
def version(request: DeskRequest, kind: str, version: int) -> HttpResponse:
    """One earlier version, to read and to take up again."""
    which = _kind(kind)
    found = get_object_or_404(selectors.versions_of(which), version=version)
    context = {"kind": which, "rule": LETTERS[which], "version": found}
    return render(request, "letters/version.html", context)
