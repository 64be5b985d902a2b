"""Messages to applicants that did not go out, and sending one again."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.notify.models import OutsideMessage
from mingchuang.casework import selectors
from mingchuang.disclosure.requests.services import filing, telling
from mingchuang.rules.roles import Permission


@require_safe
@desk_view(Permission.READ_CASE)
def untold(request: DeskRequest) -> HttpResponse:
    """What was tried in vain; the address itself stays sealed."""
    rows = telling.failing_seen_by(request.user)
    return render(request, "requests/desk/untold.html", {"rows": rows})


@require_POST
@desk_view(Permission.HANDLE_CASE)
def again(request: DeskRequest, uid: UUID, message: UUID) -> HttpResponse:
    """Queue one of them once more."""
    case = get_object_or_404(selectors.visible(request.user).filter(kind=filing.KIND), uid=uid)
    try:
        telling.tell_again(case, str(message), actor=request.user)
    except OutsideMessage.DoesNotExist:
        raise Http404 from None
    messages.success(request, _("已重新排队发送"))
    return redirect("casework:case", uid=case.uid)
