"""Every save of a draft: read it, compare it, bring it back; and bring back an earlier version."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.accounts.permissions import require
from mingchuang.publishing.authorship import may_write
from mingchuang.publishing.desk.items.access import draft_or_404, draft_to_write, item_or_404
from mingchuang.publishing.desk.items.remedies import Remedied, remedied
from mingchuang.publishing.desk.reviewing.comparison import differences
from mingchuang.publishing.models import Draft, DraftRevision
from mingchuang.publishing.selectors import writing
from mingchuang.publishing.services import drafts
from mingchuang.publishing.snapshots import fields_of
from mingchuang.rules.refusals import Forbidden, Refused
from mingchuang.rules.roles import Permission
from mingchuang.rules.text_checks import plain_text

PAGE_ROWS = 50
UNPROCESSABLE = 422


@require_safe
@desk_view(None)
def revisions(request: DeskRequest, uid: UUID) -> HttpResponse:
    """Who saved the draft when, newest first."""
    draft = draft_or_404(request, uid)
    page = Paginator(writing.revisions_of(draft), PAGE_ROWS).get_page(request.GET.get("page"))
    context = {"draft": draft, "item": draft.edition.item, "page_obj": page, "query": request.GET}
    return render(request, "publishing/desk/items/revisions.html", context)


def _revision(draft: Draft, number: int) -> DraftRevision:
    row = writing.revision_of(draft, number)
    if row is None:
        raise Http404
    return row


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(None)
def revision(request: DeskRequest, uid: UUID, number: int) -> HttpResponse:
    """One save beside the present text; a post brings it back as a new save."""
    draft = draft_or_404(request, uid)
    row = _revision(draft, number)
    if request.method != "POST":
        return _page(request, draft, row, [])
    draft_to_write(request, uid)
    try:
        drafts.save_draft(request.user, draft.pk, draft.revision, row.snapshot, now=timezone.now())
    except Forbidden:
        raise
    except Refused as refused:
        return _page(request, draft, row, remedied(refused.reasons, draft), UNPROCESSABLE)
    words = {"number": number}
    messages.success(request, _("已恢复第%(number)s次保存的内容；恢复前的内容也在修改记录中。") % words)
    return redirect("publishing_items:edit", uid)


def _page(
    request: DeskRequest, draft: Draft, row: DraftRevision, reasons: list[Remedied], status: int = 200
) -> HttpResponse:
    context = {
        "draft": draft,
        "item": draft.edition.item,
        "row": row,
        "comparison": differences(row.snapshot, fields_of(draft)),
        "text": plain_text(row.snapshot.get("body") or "").splitlines(),
        "title": row.snapshot.get("title") or "",
        "may_restore": may_write(request.user, draft.edition)
        and not draft.locked
        and row.revision != draft.revision,
        "reasons": reasons,
    }
    return render(request, "publishing/desk/items/revision.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.DRAFT_ITEM)
def revert(request: DeskRequest, uid: UUID, number: int) -> HttpResponse:
    """Open the draft with the text of an earlier version, after saying what that means."""
    item = item_or_404(request, uid)
    require(request.user, Permission.DRAFT_ITEM, item.division)
    version = writing.version_for(request.user, item, number)
    if version is None:
        raise Http404
    draft = writing.draft_of(item)
    reasons: list[Remedied] = []
    if request.method == "POST":
        try:
            drafts.revert_to(request.user, version.pk, now=timezone.now())
        except Forbidden:
            raise
        except Refused as refused:
            reasons = remedied(refused.reasons, draft)
        else:
            messages.success(request, _("稿件已恢复为第%(number)s版的内容。") % {"number": number})
            return redirect("publishing_items:edit", uid)
    context = {
        "item": item,
        "draft": draft,
        "version": version,
        "reasons": reasons,
        "comparison": differences(fields_of(draft), fields_of(version)),
    }
    status = UNPROCESSABLE if reasons else 200
    return render(request, "publishing/desk/items/revert.html", context, status=status)
