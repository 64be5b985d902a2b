"""Files given with a reply, at the desk: added, read by who handles or signs, taken back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.design.problems import add_reasons
from mingchuang.base.personal.files import open_file
from mingchuang.base.personal.serving import serve_opened
from mingchuang.disclosure.requests.models import GivenFile
from mingchuang.disclosure.requests.reply_forms import GivenForm
from mingchuang.disclosure.requests.reply_views import case_of_request, reply_page
from mingchuang.disclosure.requests.services import giving
from mingchuang.rules.personal_data import Purpose
from mingchuang.rules.refusals import Forbidden, Refused
from mingchuang.rules.roles import Permission


def _given(case_id: int, file: UUID) -> GivenFile:
    return get_object_or_404(
        GivenFile.objects.select_related("item", "file"), item__request_id=case_id, file__uid=file
    )


@require_POST
@desk_view(Permission.READ_CASE)
def give(request: DeskRequest, uid: UUID, position: int) -> HttpResponse:
    """Add a file to the reply to one item."""
    case = case_of_request(request, uid)
    item = get_object_or_404(case.information_request.items, position=position)
    form = GivenForm(request.POST, request.FILES, auto_id=f"given-{position}-%s")
    if form.is_valid():
        try:
            giving.give(case, item, actor=request.user, now=timezone.now(), **form.cleaned_data)
        except Forbidden:
            raise
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, _("已附上“%(title)s”") % {"title": form.cleaned_data["title"]})
            return redirect(reverse("requests_desk:reply", args=[case.uid]) + f"#item-{position}")
    return reply_page(request, case, **{f"given-{position}": form})


@never_cache
@require_safe
@desk_view(Permission.READ_CASE)
def file(request: DeskRequest, uid: UUID, file: UUID) -> HttpResponse:
    """The file as the applicant will get it; every look is recorded."""
    given = _given(case_of_request(request, uid).pk, file)
    return serve_opened(open_file(given.file, request.user, Purpose.HANDLE, now=timezone.now()))


@require_POST
@desk_view(Permission.READ_CASE)
def take_back(request: DeskRequest, uid: UUID, file: UUID) -> HttpResponse:
    """Remove a file from the drafted reply."""
    case = case_of_request(request, uid)
    given = _given(case.pk, file)
    try:
        giving.take_back(case, given, actor=request.user, now=timezone.now())
    except Forbidden:
        raise
    except Refused as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason.message)
    else:
        messages.success(request, _("已移除“%(title)s”") % {"title": given.title})
    return redirect(reverse("requests_desk:reply", args=[case.uid]) + f"#item-{given.item.position}")
