"""Archives of the public site at the desk: have one made, watch it, download those that are kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.accounts.sessions import BACKGROUND
from mingchuang.publishing.selectors.withdrawals import Withdrawal
from mingchuang.rules.refusals import Forbidden, Refused
from mingchuang.rules.roles import Permission
from mingchuang.web.archiving import services
from mingchuang.web.archiving.selectors import archives, may_read_withdrawn, withdrawn_since
from mingchuang.web.models import SiteArchive

PAGE_ROWS = 20
NAMED = 50
"""Withdrawals an archive names; more are counted."""


@dataclass(frozen=True, slots=True)
class Row:
    """An archive in the list: why it was not made, and what of it was withdrawn since."""

    archive: SiteArchive
    why: str
    withdrawn: int
    named: Sequence[Withdrawal]

    @classmethod
    def of(cls, archive: SiteArchive, withdrawn: Sequence[Withdrawal]) -> "Row":
        """The row of an archive."""
        why = str(services.PROBLEMS.get(archive.problem, ""))
        return cls(archive, why, len(withdrawn), withdrawn[:NAMED])


@require_safe
@desk_view(Permission.READ_ARCHIVES)
def archive_list(request: DeskRequest) -> HttpResponse:
    """The archive being made with its progress, and earlier ones."""
    found = archives(request.user)
    running = found.filter(is_open=True).first()
    page = Paginator(found.filter(is_open=False), PAGE_ROWS).get_page(request.GET.get("page"))
    withdrawn = withdrawn_since(page)
    context = {
        "running": running,
        "page_obj": page,
        "rows": [Row.of(archive, withdrawn.get(archive.pk, [])) for archive in page],
        "may_read_withdrawn": may_read_withdrawn(request.user),
        "query": request.GET,
        "kept": settings.ARCHIVES_KEPT,
        "may_ask": request.permissions.allow(Permission.KEEP_ARCHIVES),
    }
    answer = render(request, "web/archives/list.html", context)
    if request.headers.get(BACKGROUND) and not running:
        answer["HX-Refresh"] = "true"  # the page that asked for the progress shows the file now
    return answer


@require_POST
@desk_view(Permission.KEEP_ARCHIVES)
def start(request: DeskRequest) -> HttpResponse:
    """Have an archive made."""
    try:
        services.ask_for_archive(request.user, now=timezone.now())
    except Forbidden:
        raise
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("已开始制作存档，做成后通知您"))
    return redirect("site_archives:list")


@require_POST
@desk_view(Permission.READ_ARCHIVES)
def download(request: DeskRequest, uid: UUID) -> HttpResponseBase:
    """The file or its index; who took it is written down."""
    archive = get_object_or_404(archives(request.user), uid=uid)
    index = request.POST.get("part") == "index"
    try:
        path = services.hand_out(request.user, archive, index=index, now=timezone.now())
    except Forbidden:
        raise
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("site_archives:list")
    kind = "text/plain; charset=utf-8" if index else "application/gzip"
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name, content_type=kind)
