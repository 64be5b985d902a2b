"""The page on which a reply is drafted: items, their answers, the record of searches."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.design.problems import add_reasons
from mingchuang.base.personal.services import masked
from mingchuang.casework import selectors
from mingchuang.casework.models import Case
from mingchuang.disclosure.requests.models import AskedItem, Consultation
from mingchuang.disclosure.requests.reply_forms import AnswerForm, GivenForm, ItemsForm, SearchForm
from mingchuang.disclosure.requests.services import answering, draft_marks, filing, giving
from mingchuang.disclosure.requests.services.known import (
    asked_about,
    consultations_of,
    inquiry_of,
    items_of,
    known_of,
)
from mingchuang.disclosure.requests.services.lettering import asked
from mingchuang.rules.refusals import Forbidden, Reason, Refused
from mingchuang.rules.requests import decisions
from mingchuang.rules.requests.decisions import RULES_OF, Decision
from mingchuang.rules.requests.facts import ItemFacts
from mingchuang.rules.requests.opinions import PARTY_LABELS, Heard, Party
from mingchuang.rules.requests.turning import GRANTING
from mingchuang.rules.roles import Permission

UNPROCESSABLE = 422


def case_of_request(request: DeskRequest, uid: UUID) -> Case:
    """The request a person may see. Raises Http404."""
    cases = selectors.visible(request.user).filter(kind=filing.KIND).select_related("information_request")
    return get_object_or_404(cases, uid=uid)


@require_safe
@desk_view(Permission.READ_CASE)
def reply(request: DeskRequest, uid: UUID) -> HttpResponse:
    """What is asked, what is answered, what is still lacking."""
    return reply_page(request, case_of_request(request, uid))


def reply_page(request: DeskRequest, case: Case, **tried: forms.Form) -> HttpResponse:
    """The page of the drafted reply; `tried` are forms that were refused, by their places."""
    items = list(case.information_request.items.order_by("position").prefetch_related("given__file"))
    descriptions = "\n".join(item.description for item in items) or asked(case.information_request)
    drafting = case.state in answering.DRAFTING and selectors.may_handle(request.user, case)
    context = {
        "case": case,
        "seen_items": draft_marks.mark_of_items(items),
        "drafting": drafting,
        "may_see_given": giving.may_see(request.user, case),
        "items_form": tried.get("items", ItemsForm(initial={"descriptions": descriptions})),
        "search_form": tried.get("search", SearchForm(items=case.information_request.items)),
        "rows": _rows(case, items, tried),
        "searches": case.information_request.searches.select_related("by", "item"),
        "tried_form": next(iter(tried.values()), None),
    }
    return render(request, "requests/reply.html", context, status=UNPROCESSABLE if tried else 200)


def _items(case: Case) -> tuple[ItemFacts, ...]:
    known = known_of(case)
    inquiry = inquiry_of(known, timezone.localdate())
    return items_of(case.information_request, known.past, inquiry)


def _rows(case: Case, items: list[AskedItem], tried: dict[str, forms.Form]) -> list[dict[str, Any]]:
    known = {facts.position: facts for facts in _items(case)}
    asked = consultations_of(case.information_request)
    return [
        {
            "item": item,
            "seen": draft_marks.mark_of_answer(item),
            "label": RULES_OF[Decision(item.decision)].label if item.decision else "",
            "lacking": _lacking(item, known[item.position].answer),
            "given": item.given.all(),
            "gives": item.decision in GRANTING,
            "given_form": tried.get(f"given-{item.position}")
            or GivenForm(auto_id=f"given-{item.position}-%s"),
            "heard": [_heard(row) for row in asked_about(item, asked)],
            "form": tried.get(f"item-{item.position}")
            or AnswerForm.of(item, heard=known[item.position].answer.heard),
        }
        for item in items
    ]


def _heard(row: Consultation) -> dict[str, Any]:
    """One who was asked, and what came of it; a third party by its covered name."""
    party = masked(row.party)["name"] if row.party and row.party.erased_at is None else ""
    return {
        "kind": PARTY_LABELS[Party(row.kind)],
        "who": row.agency or party,
        "outcome": Heard(row.kind, row.answer, row.reasonable).label,
        "on": row.ended_on,
        "opinion": row.opinion,
    }


def _lacking(item: AskedItem, answer: decisions.Answer) -> list[Reason]:
    return decisions.refusals(item.decision, answer) if item.decision else []


@require_POST
@desk_view(Permission.READ_CASE)
def items(request: DeskRequest, uid: UUID) -> HttpResponse:
    """Split the request into items."""
    case, form = case_of_request(request, uid), ItemsForm(request.POST)
    if form.is_valid():
        try:
            seen = request.POST.get("seen", "")
            answering.set_items(case, seen=seen, actor=request.user, now=timezone.now(), **form.cleaned_data)
        except Forbidden:
            raise
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, _("已保存申请的内容"))
            return redirect("requests_desk:reply", uid=case.uid)
    return reply_page(request, case, items=form)


@require_POST
@desk_view(Permission.READ_CASE)
def answer(request: DeskRequest, uid: UUID, position: int) -> HttpResponse:
    """Save the drafted reply to one item."""
    case = case_of_request(request, uid)
    item = get_object_or_404(case.information_request.items, position=position)
    heard = next(facts.answer.heard for facts in _items(case) if facts.position == item.position)
    form = AnswerForm.of(item, request.POST, heard=heard)
    if form.is_valid():
        try:
            seen = request.POST.get("seen", "")
            answering.answer_item(
                case, item, seen=seen, actor=request.user, now=timezone.now(), **form.given()
            )
        except Forbidden:
            raise
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, _("已保存第%(position)s项的答复") % {"position": position})
            return redirect(reverse("requests_desk:reply", args=[case.uid]) + f"#item-{position}")
    return reply_page(request, case, **{f"item-{position}": form})


@require_POST
@desk_view(Permission.READ_CASE)
def search(request: DeskRequest, uid: UUID) -> HttpResponse:
    """Write down one search."""
    case = case_of_request(request, uid)
    form = SearchForm(request.POST, items=case.information_request.items)
    if form.is_valid():
        try:
            answering.record_search(case, actor=request.user, now=timezone.now(), **form.cleaned_data)
        except Forbidden:
            raise
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, _("已登记检索记录"))
            return redirect("requests_desk:reply", uid=case.uid)
    return reply_page(request, case, search=form)
