"""Writing an item: choosing its kind, the one form with everything, saving by hand and by itself."""

from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.design.problems import add_reasons
from mingchuang.base.files.kinds import ACCEPTED
from mingchuang.base.identity.selectors import site_identity
from mingchuang.publishing.desk.editions.beside import beside
from mingchuang.publishing.desk.editions.forms import TranslationForm
from mingchuang.publishing.desk.items.access import draft_to_write
from mingchuang.publishing.desk.items.acts import ONCE
from mingchuang.publishing.desk.items.forms import ContentForm, DraftForm, NewItemForm
from mingchuang.publishing.desk.items.panel import panel_of
from mingchuang.publishing.desk.items.rows import kind_label
from mingchuang.publishing.desk.items.saving import Outcome, arrange, save_text, upload
from mingchuang.publishing.models import Draft, Item
from mingchuang.publishing.selectors import writing
from mingchuang.publishing.services import attachments, drafts
from mingchuang.rules import document_numbers
from mingchuang.rules.refusals import Forbidden, Refused
from mingchuang.rules.roles import Permission

CONFLICT, UNPROCESSABLE = 409, 422
GOES_TO = {
    "checks": "publishing_items:checks",
    "preview": "publishing_items:preview",
    "submit": "publishing_items:submit",
}
"""Where a button leads after saving."""


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.DRAFT_ITEM)
def new_item(request: DeskRequest) -> HttpResponse:
    """Choose kind and division; then the editor opens. A second click opens the same draft."""
    divisions = writing.divisions_to_write_in(request.user)
    own = request.user.division
    start = {"once": uuid4(), "words": request.GET.get("words", "")[:100]}
    initial = start | ({"division": own.code} if own is not None and own in divisions else {})
    form = NewItemForm(request.POST or None, divisions=divisions, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("publishing_items:edit", _create(request, form).uid)
        except Forbidden:
            raise
        except Refused as refused:
            add_reasons(form, refused.reasons)
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "publishing/desk/items/new.html", {"form": form}, status=status)


def _create(request: DeskRequest, form: NewItemForm) -> Item:
    once, division = form.cleaned_data.get("once"), form.chosen_division
    key = f"{ONCE}{once}" if once else None
    made = writing.made_once(request.user, key) if key else None
    values = {"issuer": site_identity().office_name, "content_source": division.name}
    if words := form.cleaned_data.get("words"):
        values["title"] = words
    kind, now = form.cleaned_data["kind"], timezone.now()
    return made or drafts.create_item(request.user, kind, division, now=now, values=values, source_key=key)


def _form(draft: Draft, data: Any = None, files: Any = None) -> ContentForm:
    if draft.edition.is_foreign:
        return TranslationForm(data, files, draft=draft)
    return DraftForm(data, files, draft=draft, columns=writing.columns_to_choose(draft.column_id))


def _page(
    request: DeskRequest, draft: Draft, form: ContentForm, outcome: Outcome | None = None
) -> HttpResponse:
    problems = outcome.problems if outcome else []
    context = {
        "draft": draft,
        "item": draft.edition.item,
        "kind": kind_label(draft.edition.item.kind),
        "form": form,
        "extra_fields": [form[name] for name in form.extra_names],
        "problems": problems,
        "panel": panel_of(request.user, draft, form, timezone.localdate()),
        "attachments": list(writing.attachments_of(draft)),
        "attachment_limit": attachments.MAXIMUM,
        "accepted_kinds": ACCEPTED,
        "size_limit": settings.FILES_MAX_BYTES,
        "copies": writing.open_copies(draft),
        "saved_at": draft.updated_at if draft.revision > 1 else None,
    }
    template = "publishing/desk/items/edit.html"
    if isinstance(form, TranslationForm):
        template = "publishing/desk/editions/write.html"
        context |= beside(draft, form, timezone.localdate())
    status = UNPROCESSABLE if form.errors or problems else 200
    return render(request, template, context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(None)
def edit(request: DeskRequest, uid: UUID) -> HttpResponse:
    """The one form with everything. A closed draft leads to the record, which says what may be done."""
    draft = draft_to_write(request, uid)
    if request.method == "POST":
        return _posted(request, draft)
    if draft.locked:
        messages.info(request, _("该稿件正在审核或者已经发布，不能直接修改；可以在本页撤回或者发起更正。"))
        return redirect(draft.edition.desk_path)
    return _page(request, draft, _form(draft))


def _posted(request: DeskRequest, draft: Draft) -> HttpResponse:
    now, act = timezone.now(), request.POST.get("act", "save")
    data = request.POST.copy()
    form = _form(draft, data, request.FILES)
    outcome = save_text(request.user, draft, form, now)
    if outcome.saved:
        arrange(request.user, outcome, request.POST, act, now)
        taken = upload(request.user, outcome, request.FILES.getlist("uploads"), now)
        if taken:
            messages.success(request, _("已添加%(count)s个附件。") % {"count": taken})
    elif chosen := request.FILES.getlist("uploads"):
        names = "、".join(str(file.name) for file in chosen)
        messages.warning(request, _("附件没有上传：%(names)s。请保存文字以后重新选择") % {"names": names})
    uid = draft.edition.desk_uid
    if outcome.copy is not None:
        return redirect("publishing_items:merge", uid, outcome.copy.uid)
    if form.errors or outcome.problems:
        data["revision"] = str(outcome.draft.revision)
        return _page(request, outcome.draft, form, outcome)
    return _leave(request, uid, act)


def _leave(request: DeskRequest, uid: UUID, act: str) -> HttpResponse:
    if act in GOES_TO:
        return redirect(GOES_TO[act], uid)
    messages.success(request, _("已保存。"))
    anchor = "#attachments" if act == "upload" or ":" in act else ""
    return redirect(f"{reverse('publishing_items:edit', args=[uid])}{anchor}")


@require_POST
@desk_view(None)
def autosave(request: DeskRequest, uid: UUID) -> HttpResponseBase:
    """Save what is on the page; answers with the time and the revision, or where to merge."""
    draft = draft_to_write(request, uid)
    now = timezone.now()
    form = _form(draft, request.POST)
    outcome = save_text(request.user, draft, form, now)
    if not outcome.saved:
        words = "；".join(str(message) for messages_ in form.errors.values() for message in messages_)
        return JsonResponse({"message": words, "problems": [words]}, status=UNPROCESSABLE)
    arrange(request.user, outcome, request.POST, "", now)
    if outcome.copy is not None:
        address = reverse("publishing_items:merge", args=[uid, outcome.copy.uid])
        return JsonResponse({"merge_url": address}, status=CONFLICT)
    problems = [str(message) for errors in form.errors.values() for message in errors]
    problems += [reason.message for reason in outcome.problems]
    return JsonResponse(
        {
            "saved_at": timezone.localtime(now).strftime("%H:%M:%S"),
            "revision": outcome.draft.revision,
            "problems": problems,
        }
    )


@require_safe
@desk_view(None)
def token(request: DeskRequest) -> JsonResponse:
    """A fresh form token: after signing in again in another window, this page can save once more."""
    return JsonResponse({"token": get_token(request)})


@require_safe
@desk_view(None)
def panel(request: DeskRequest, uid: UUID) -> HttpResponse:
    """What is missing and what the checks found, for the side of the editor."""
    draft = draft_to_write(request, uid)
    context = {
        "draft": draft,
        "item": draft.edition.item,
        "panel": panel_of(request.user, draft, _form(draft), timezone.localdate()),
    }
    return render(request, "publishing/desk/items/_panel.html", context)


@require_safe
@desk_view(Permission.DRAFT_ITEM)
def document_number(request: DeskRequest) -> HttpResponse:
    """How a typed document number is read: its normal form, or why it is not one of ours."""
    text = request.GET.get("document_number", "").strip()[:200]
    normal = document_numbers.normalise(text) if text else None
    context = {
        "text": text,
        "normal": normal,
        "reasons": document_numbers.own_number_reasons(normal or text) if text else [],
    }
    return render(request, "publishing/desk/items/_document_number.html", context)
