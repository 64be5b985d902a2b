"""Opening a sealed paper of a request: what for is asked first, and every look is recorded."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.design.problems import add_reasons
from mingchuang.base.personal.files import open_file
from mingchuang.base.personal.serving import serve_opened
from mingchuang.casework import selectors
from mingchuang.disclosure.requests.desk_forms import OpenPaperForm
from mingchuang.disclosure.requests.models import RequestPaper
from mingchuang.rules.refusals import Forbidden, Refused
from mingchuang.rules.roles import Permission

UNPROCESSABLE = 422


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.HANDLE_CASE)
def paper(request: DeskRequest, uid: UUID, file: UUID) -> HttpResponse:
    """Ask what the paper is needed for; then show it, once."""
    return open_paper(request, uid, RequestPaper.objects.filter(request__case__uid=uid, file__uid=file))


def open_paper(request: DeskRequest, uid: UUID, papers: QuerySet[Any]) -> HttpResponse:
    """The page of one sealed paper of a case, for every kind of case that has some; `papers` holds it."""
    case = get_object_or_404(selectors.visible(request.user), uid=uid)
    selectors.require_handling(request.user, case)
    found = get_object_or_404(papers.select_related("file"))
    form = OpenPaperForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            purpose = form.cleaned_data["purpose"]
            return serve_opened(open_file(found.file, request.user, purpose, now=timezone.now()))
        except Forbidden:
            raise
        except Refused as refused:
            add_reasons(form, refused.reasons)
    context = {"case": case, "paper": found, "form": form}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "requests/desk/paper.html", context, status=status)
