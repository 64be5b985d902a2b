"""The desk's page of one case: what stands, what can be done now, its panels. Decides nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import refusal
from mingchuang.base.calendars.selectors import calendar_beside
from mingchuang.base.design.problems import add_reasons
from mingchuang.base.shared_reads import sharing
from mingchuang.casework import registry, selectors, services
from mingchuang.casework.actions import Action, find, offered
from mingchuang.casework.models import Case, CaseEvent
from mingchuang.casework.panels import Panel
from mingchuang.casework.timelines import what_of
from mingchuang.rules.cases import CaseEventCode
from mingchuang.rules.refusals import Forbidden, Reason, Refused, refuse_if
from mingchuang.rules.roles import Permission

UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class Tried:
    """An act that was refused, with its form as it was filled in."""

    action: Action
    form: forms.Form


def _visible_case(request: DeskRequest, uid: UUID) -> Case:
    return get_object_or_404(selectors.to_open(request.user), uid=uid)


@require_safe
@desk_view(Permission.READ_CASE)
def case_page(request: DeskRequest, uid: UUID) -> HttpResponse:
    """One case: state, clock, next act and who; what was filed; everything that happened.

    `act` in the address opens the form of that act, where it is offered.
    """
    return _case_page(request, _visible_case(request, uid))


def _case_page(request: DeskRequest, case: Case, tried: Tried | None = None) -> HttpResponse:
    # Also after a refusal nothing is changed any more: what several panels ask is read once.
    with sharing():
        kind = registry.find(case.kind)
        today, calendar = timezone.localdate(), calendar_beside(case)
        clocks = selectors.clocks_of(case, today, calendar)
        panels, context = _panels(kind.panels, case, request.user, today)
        context |= {
            "case": case,
            "kind": kind,
            "asked": selectors.asked_in(case),
            "state": kind.table.state_labels[case.state],
            "state_kind": state_kind(case),
            "clocks_now": [clock for clock in clocks if clock.row.leads or clock.row.done_on is None],
            "clocks_before": [clock for clock in clocks if not clock.row.leads and clock.row.done_on],
            "may_handle": selectors.may_handle(request.user, case),
            "next_links": kind.next_links(case, request.user, today),
            "standing_notes": kind.standing_notes(case),
            "panels": panels,
            "events": _timeline(case),
            "seen": selectors.history(case)[-1].seq,
            "tried_form": tried.form if tried else None,
            **_acts(case, request.user, today, tried, request.GET.get("act", "")),
        }
        return render(request, "casework/case.html", context, status=UNPROCESSABLE if tried else 200)


def state_kind(case: Case) -> str:
    """The look of the state of a case: done, stopped while it waits for somebody outside, or running."""
    if not case.is_open:
        return "done"
    return "stopped" if case.state in registry.find(case.kind).paused else "running"


def _panels(
    panels: Sequence[Panel], case: Case, reader: User, today: date
) -> tuple[list[Panel], dict[str, Any]]:
    shown: list[Panel] = []
    context: dict[str, Any] = {}
    for panel in panels:
        names = panel.shows(case, reader, today)
        if names is not None:
            shown.append(panel)
            context |= names
    return shown, context


def _acts(case: Case, reader: User, today: date, tried: Tried | None, wanted: str) -> dict[str, Any]:
    """The act whose form stands open, those to do next, and the others.

    Only the form of the open act is made: the choices of the others are asked for when they are opened.
    """
    actions = offered(case, reader, today)
    action, form = (tried.action, tried.form) if tried else (_opened(actions, wanted), None)
    others = [one for one in actions if one != action]
    first = [one for one in others if one.variant == "primary"]
    return {
        "opened": action,
        "opened_form": form or (action.make_form(case) if action else None),
        "acts_next": first,
        "acts_other": [one for one in others if one not in first],
        "acts_primary": None if action else next(iter(first), None),
    }


def _opened(actions: Sequence[Action], wanted: str) -> Action | None:
    asking = [action for action in actions if action.form is not None]
    named = next((action for action in asking if action.slug == wanted), None)
    return named or next((action for action in asking if action.variant == "primary"), None)


@require_POST
@desk_view(Permission.HANDLE_CASE)
def contact(request: DeskRequest, uid: UUID) -> HttpResponse:
    """How to reach the reporter, in full, once: the look is recorded with its purpose."""
    case = _visible_case(request, uid)
    context: dict[str, Any] = {"case": case}
    try:
        context["values"] = services.reveal_contact(case, actor=request.user, now=timezone.now())
    except Forbidden:
        raise
    except Refused as refused:
        context["reasons"] = refused.reasons
    return render(request, "casework/contact.html", context)


def _timeline(case: Case) -> list[dict[str, Any]]:
    labels = registry.find(case.kind).table.event_labels
    return [
        {
            "what": what_of(event, labels[event.event]),
            "who": _who(event),
            "when": event.at,
            "note": event.text.text if hasattr(event, "text") else "",
        }
        for event in selectors.history(case)
    ]


def _who(event: CaseEvent) -> str:
    if event.actor is not None:
        return event.actor.display_name
    return _("系统") if event.event == CaseEventCode.ERASED else _("来件人")


def _meanwhile(case: Case, reader: User, seen: str) -> list[Reason]:
    """What a colleague or the applicant did since the page was opened: it may change what is to be done."""
    if not (seen.isascii() and seen.isdecimal()):
        return []
    new = [
        event
        for event in selectors.history(case)
        if event.seq > int(seen) and event.actor_id != reader.pk and event.event != CaseEventCode.COMMENTED
    ]
    labels = registry.find(case.kind).table.event_labels
    return [
        Reason(
            "changed_meanwhile",
            _("您打开本页以后，%(who)s在 %(time)s 办理了“%(what)s”。请看过最新情况；仍要办理的，再提交一次")
            % {
                "who": _who(event),
                "time": timezone.localtime(event.at).strftime("%H:%M"),
                "what": what_of(event, labels[event.event]),
            },
        )
        for event in new[-3:]
    ]


@require_POST
@desk_view(Permission.READ_CASE)
def act(request: DeskRequest, uid: UUID, act: str) -> HttpResponse:
    """Carry out one act; a refusal shows the page again with every reason and what was typed."""
    case = _visible_case(request, uid)
    action = find(case, act)
    if action is None:
        raise Http404
    if not action.may(request.user, case):
        raise Forbidden([refusal(Permission.HANDLE_CASE)])
    form = action.make_form(case, request.POST, request.FILES)
    try:
        refuse_if(_meanwhile(case, request.user, request.POST.get("seen", "")))
        given = form.cleaned_data if form is not None and form.is_valid() else {}
        if form is None or not form.errors:
            action.service(case, actor=request.user, now=timezone.now(), **given)
            messages.success(request, str(action.done))
            return redirect("casework:case", uid=case.uid)
    except Forbidden:
        raise
    except Refused as refused:
        form = form or forms.Form(data={})
        add_reasons(form, refused.reasons)
    return _case_page(request, _visible_case(request, uid), Tried(action, form))
