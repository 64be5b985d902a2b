"""Drafts a voided letter of a request anew."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.casework.letters import selectors as letters
from mingchuang.disclosure.requests.services import lettering
from mingchuang.rules.refusals import Forbidden, Refused
from mingchuang.rules.roles import Permission


@require_POST
@desk_view(Permission.HANDLE_CASE)
def redraft(request: DeskRequest, uid: UUID) -> HttpResponse:
    """Draft it with what the act put in it; a refusal is told on the page of the request."""
    letter = get_object_or_404(letters.visible(request.user).select_related("case"), uid=uid)
    try:
        again = lettering.redraft(letter, actor=request.user, now=timezone.now())
    except Forbidden:
        raise
    except Refused as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason.message)
        return redirect("casework:case", uid=letter.case.uid)
    messages.success(request, _("已重新拟稿，请核准后印发"))
    return redirect("letters:letter", uid=again.uid)
