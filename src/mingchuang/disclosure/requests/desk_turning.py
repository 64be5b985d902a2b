"""The pages on which a reply becomes active disclosure: one shows the draft, one click makes it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.design.problems import add_reasons
from mingchuang.casework import selectors
from mingchuang.disclosure.requests.services import filing, suggesting, turning
from mingchuang.disclosure.requests.turning_forms import TurnForm
from mingchuang.rules.refusals import Forbidden, Refused
from mingchuang.rules.roles import Permission

UNPROCESSABLE = 422


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.HANDLE_CASE)
def turn(request: DeskRequest, uid: UUID) -> HttpResponse:
    """Show what would be drafted and what was covered; then draft it."""
    cases = selectors.visible(request.user).filter(kind=filing.KIND)
    case = get_object_or_404(cases.select_related("information_request__applicant"), uid=uid)
    selectors.require_handling(request.user, case)
    reasons = turning.refusals_of(case)
    proposal = turning.proposal_of(case)
    form = TurnForm.of(proposal, case.division, request.user, request.POST or None)
    if form.is_valid():
        try:
            item = turning.turn(case, actor=request.user, now=timezone.now(), **form.cleaned_data)
        except Forbidden:
            raise
        except Refused as refused:
            add_reasons(form, refused.reasons)
        else:
            messages.success(request, _("已建立主动公开稿件，请核对后送审"))
            return redirect("publishing_items:record", uid=item.uid)
    context = {
        "case": case,
        "proposal": proposal,
        "reasons": () if form.is_bound else reasons,
        "form": form,
        "ready": not reasons,
        "text": turning.live_text_of(case),
    }
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "requests/desk/turn.html", context, status=status)


@require_safe
@desk_view(Permission.READ_CASE)
def suggested(request: DeskRequest) -> HttpResponse:
    """What several applicants have asked for, and so might be published."""
    found = suggesting.suggestions(request.user)
    context = {"found": found, "least": suggesting.least()}
    return render(request, "requests/desk/suggested.html", context)
