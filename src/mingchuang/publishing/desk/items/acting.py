"""The page of one act on an item: what will happen, what it asks, and every reason when it may not be."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from mingchuang.base.accounts.decorators import DeskRequest, desk_view, recently_authenticated
from mingchuang.base.accounts.permissions import require
from mingchuang.base.design.problems import add_reasons
from mingchuang.publishing.desk.items.access import item_or_404
from mingchuang.publishing.desk.items.act_forms import CopyForm, NothingForm
from mingchuang.publishing.desk.items.acts import BY_SLUG, Act, Asked
from mingchuang.publishing.desk.items.remedies import Remedied, remedied
from mingchuang.publishing.desk.items.situation import Situation, situation_of
from mingchuang.publishing.selectors import writing
from mingchuang.rules.refusals import Forbidden, Refused
from mingchuang.rules.roles import Permission

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.USE_DESK)
def act_page(request: DeskRequest, uid: UUID, slug: str) -> HttpResponseBase:
    """Confirm one act and carry it out."""
    act = BY_SLUG.get(slug)
    if act is None:
        raise Http404
    situation = situation_of(item_or_404(request, uid))
    require(request.user, act.permission, situation.item.division)
    view = recently_authenticated(_act) if act.asks_password else _act
    return view(request, act, situation)


def _act(request: DeskRequest, act: Act, situation: Situation) -> HttpResponse:
    form: Any = _form(request, act, situation)
    if request.method != "POST":
        return _page(request, act, situation, form)
    if not form.is_valid():
        return _page(request, act, situation, form, status=UNPROCESSABLE)
    asked = Asked(request.user, situation, form.cleaned_data, form, timezone.now(), timezone.localdate())
    try:
        item = act.run(asked)
    except Forbidden:
        raise
    except Refused as refused:
        fresh = situation_of(item_or_404(request, situation.item.uid))
        if act.was_done(fresh):
            messages.info(request, act.already)
            return redirect("publishing_items:record", fresh.item.uid)
        at_fields = [reason for reason in refused.reasons if reason.field in form.fields]
        add_reasons(form, at_fields)
        others = [reason for reason in refused.reasons if reason not in at_fields]
        return _page(
            request, act, situation, form, reasons=remedied(others, situation.draft), status=UNPROCESSABLE
        )
    messages.success(request, act.done)
    return redirect("publishing_items:edit" if act.to_editor else "publishing_items:record", item.uid)


def _form(request: DeskRequest, act: Act, situation: Situation) -> Any:
    data = request.POST if request.method == "POST" else None
    if act.form is not CopyForm:
        return act.form(data)
    divisions = writing.divisions_to_write_in(request.user)
    own = situation.item.division
    initial = {"division": own.code if own in divisions else "", "once": uuid4()}
    return CopyForm(data, divisions=divisions, initial=initial)


def _page(
    request: DeskRequest,
    act: Act,
    situation: Situation,
    form: Any,
    *,
    reasons: list[Remedied] | None = None,
    status: int = 200,
) -> HttpResponse:
    refused = list(reasons or [])
    if status == 200 and not act.offered(situation):
        refused = [Remedied(_not_now(act, situation))]
    context = {
        "act": act,
        "item": situation.item,
        "draft": situation.draft,
        "situation": situation,
        "form": form,
        "asks": act.form is not NothingForm,
        "reasons": refused,
        "consequences": act.consequences(situation),
    }
    return render(request, "publishing/desk/items/act.html", context, status=status)


def _not_now(act: Act, situation: Situation) -> str:
    state, stage = situation.item.get_state_display(), situation.stage.label
    return f"该信息目前是「{state}」「{stage}」，不能{act.label}"
