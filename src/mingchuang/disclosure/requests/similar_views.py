"""Earlier requests that ask for much the same, and the person's own word on whether they do."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.casework import selectors
from mingchuang.casework.models import Case
from mingchuang.disclosure.requests.services import filing, linking, suggesting
from mingchuang.rules.refusals import Forbidden, Refused
from mingchuang.rules.roles import Permission


def _case(request: DeskRequest, uid: UUID) -> Case:
    cases = selectors.visible(request.user).filter(kind=filing.KIND)
    return get_object_or_404(cases.select_related("information_request__applicant"), uid=uid)


@require_safe
@desk_view(Permission.READ_CASE)
def similar(request: DeskRequest, uid: UUID) -> HttpResponse:
    """The closest of the newest earlier requests, and what was linked."""
    case = _case(request, uid)
    found = linking.similar_to(case, request.user)
    shown = {row.case.pk for row in found}
    context = {
        "case": case,
        "found": found,
        "others": [row for row in linking.linked_of(case, request.user) if row.pk not in shown],
        "suggestion": suggesting.suggestion_of(case, request.user),
        "may_handle": selectors.may_handle(request.user, case),
        "newest": linking.NEWEST,
    }
    return render(request, "requests/desk/similar.html", context)


@require_POST
@desk_view(Permission.HANDLE_CASE)
def decide(request: DeskRequest, uid: UUID, earlier: UUID) -> HttpResponse:
    """Link an earlier request, or take the link back."""
    case, other = _case(request, uid), _case(request, earlier)
    act = linking.unlink if request.POST.get("linked") == "no" else linking.link
    try:
        act(case, earlier=other, actor=request.user, now=timezone.now())
    except Forbidden:
        raise
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason.message)
    return redirect("requests_desk:similar", uid=case.uid)
