"""The list of requests whose personal data will soon be erased."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.disclosure.requests.services import retaining
from mingchuang.rules.roles import Permission


@require_safe
@desk_view(Permission.READ_CASE)
def retention(request: DeskRequest) -> HttpResponse:
    """What falls due within thirty days, so that the archive package is made before."""
    found = retaining.falling_due(request.user, timezone.localdate()).prefetch_related(
        "information_request__disputes"
    )
    due = [{"case": case, "erased_from": retaining.erased_from(case)} for case in found]
    context = {"due": due, "years": retaining.years(), "days": retaining.NOTICE_DAYS}
    return render(request, "requests/desk/retention.html", context)
