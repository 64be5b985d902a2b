"""Asking for a translation, and the page of one act on it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mingchuang.base.accounts.decorators import DeskRequest, desk_view, recently_authenticated
from mingchuang.base.accounts.permissions import refusal
from mingchuang.base.design.problems import add_reasons
from mingchuang.publishing.desk.editions.access import draft_to_translate, edition_or_404
from mingchuang.publishing.desk.editions.acts import BY_SLUG, Act, Asked, Situation, situation_of
from mingchuang.publishing.desk.editions.forms import TranslatorForm
from mingchuang.publishing.desk.items.access import item_or_404
from mingchuang.publishing.selectors import editions
from mingchuang.publishing.services.editions import starting
from mingchuang.rules.editions import FOREIGN, LANGUAGE_LABELS
from mingchuang.rules.refusals import Forbidden, Reason, Refused
from mingchuang.rules.roles import Permission

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(None)
def start(request: DeskRequest, uid: UUID, language: str) -> HttpResponse:
    """Choose who translates an item into a language."""
    item = item_or_404(request, uid)
    if language not in FOREIGN:
        raise Http404
    if not starting.may_ask_for(request.user, item, language):
        raise Forbidden([refusal(Permission.TRANSLATE_EDITION)])
    form = TranslatorForm(request.POST or None, language=language)
    reasons: list[Reason] = []
    if request.method == "POST" and form.is_valid():
        try:
            edition = starting.start_edition(request.user, item.pk, language, form.person, now=timezone.now())
        except Forbidden:
            raise
        except Refused as refused:
            reasons = _at_fields(form, refused)
        else:
            messages.success(request, _("已安排翻译。"))
            return redirect(edition.desk_path)
    context = {
        "item": item,
        "form": form,
        "reasons": reasons,
        "language": LANGUAGE_LABELS[language],
        "code": language,
        "chinese_title": editions.chinese_title(item),
        "source": editions.newest_source(item),
        "nobody": not editions.translators(language).exists(),
    }
    status = UNPROCESSABLE if form.errors or reasons else 200
    return render(request, "publishing/desk/editions/start.html", context, status=status)


def _at_fields(form: Any, refused: Refused) -> list[Reason]:
    """Puts reasons at their fields; returns those that have none."""
    here = [reason for reason in refused.reasons if reason.field in form.fields]
    add_reasons(form, here)
    return [reason for reason in refused.reasons if reason not in here]


@require_POST
@desk_view(None)
def take_up(request: DeskRequest, uid: UUID) -> HttpResponse:
    """Note that the translation was held against the newest source."""
    draft = draft_to_translate(request, uid)
    try:
        starting.take_up_source(request.user, draft.edition_id, now=timezone.now())
    except Forbidden:
        raise
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason.message)
        return redirect(draft.edition.desk_path)
    messages.success(request, _("已记下：译文按新原文核对过。"))
    return redirect("publishing_items:edit", draft.edition.uid)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(None)
def act_page(request: DeskRequest, uid: UUID, slug: str) -> HttpResponseBase:
    """Confirm one act on a translation and carry it out."""
    edition = edition_or_404(request, uid)
    act = BY_SLUG.get(slug)
    if act is None:
        raise Http404
    if not act.allowed(request.user, edition):
        raise Forbidden([Reason("permission_missing", _("您没有办理这件事的权限，请联系系统管理员"))])
    view = recently_authenticated(_act) if act.asks_password else _act
    return view(request, act, situation_of(edition))


def _act(request: DeskRequest, act: Act, situation: Situation) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    if act.form is TranslatorForm:
        edition = situation.edition
        form: Any = TranslatorForm(data, language=edition.language, chosen=edition.translator)
    else:
        form = act.form(data)
    if request.method != "POST":
        return _page(request, act, situation, form)
    if not form.is_valid():
        return _page(request, act, situation, form, status=UNPROCESSABLE)
    try:
        act.run(Asked(request.user, situation, form, timezone.now()))
    except Forbidden:
        raise
    except Refused as refused:
        fresh = situation_of(edition_or_404(request, situation.edition.uid))
        if act.was_done(fresh):
            messages.info(request, act.already)
            return redirect(fresh.edition.desk_path)
        reasons = _at_fields(form, refused)
        return _page(request, act, situation, form, reasons=reasons, status=UNPROCESSABLE)
    messages.success(request, act.done)
    if act.to_editor:
        return redirect("publishing_items:edit", situation.edition.uid)
    return redirect(situation.edition.desk_path)


def _page(
    request: DeskRequest,
    act: Act,
    situation: Situation,
    form: Any,
    *,
    reasons: list[Reason] | None = None,
    status: int = 200,
) -> HttpResponse:
    edition = situation.edition
    refused = list(reasons or [])
    if status == 200 and not act.offered(situation):
        refused = [Reason("not_now", _("译文目前的状态不能%(act)s") % {"act": act.label})]
    context = {
        "act": act,
        "edition": edition,
        "language": LANGUAGE_LABELS[edition.language],
        "chinese_title": editions.chinese_title(edition.item),
        "form": form,
        "reasons": refused,
        "consequences": act.consequences(situation),
    }
    return render(request, "publishing/desk/editions/act.html", context, status=status)
