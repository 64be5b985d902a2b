"""The findings of the automatic checks, one by one: mended in the text, or kept with a reason."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.publishing import checks
from mingchuang.publishing.desk.items.access import draft_or_404
from mingchuang.publishing.desk.items.panel import FindingRow, finding_rows
from mingchuang.publishing.desk.items.remedies import Remedied, remedied
from mingchuang.publishing.models import Draft
from mingchuang.publishing.selectors import writing
from mingchuang.publishing.services import findings
from mingchuang.rules.refusals import Forbidden, Refused

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(None)
def check_page(request: DeskRequest, uid: UUID) -> HttpResponse:
    """Every finding with its place and suggestion, and the form to keep it with a reason."""
    draft = draft_or_404(request, uid)
    if request.method != "POST":
        return _page(request, draft)
    fingerprint = request.POST.get("fingerprint", "")[:64]
    reason = request.POST.get("reason", "")
    try:
        findings.accept_finding(
            request.user,
            draft.pk,
            fingerprint,
            reason,
            now=timezone.now(),
            today=timezone.localdate(),
        )
    except Forbidden:
        raise
    except Refused as refused:
        return _page(request, draft, fingerprint, reason, remedied(refused.reasons, draft))
    messages.success(request, _("已保留这一处，理由会给审核的同事看。"))
    return redirect(reverse("publishing_items:checks", args=[uid]))


def _page(
    request: DeskRequest,
    draft: Draft,
    fingerprint: str = "",
    typed: str = "",
    reasons: list[Remedied] | None = None,
) -> HttpResponse:
    found = checks.findings_for(draft, timezone.localdate())
    rows: list[FindingRow] = finding_rows(request.user, draft, found)
    kept = {row.fingerprint: row for row in writing.acceptances_of(draft.edition)}
    context = {
        "draft": draft,
        "item": draft.edition.item,
        "open": [row for row in rows if not row.found.accepted_reason],
        "accepted": [(row, kept.get(row.found.fingerprint)) for row in rows if row.found.accepted_reason],
        "fingerprint": fingerprint,
        "typed": typed,
        "reasons": reasons or [],
        "checked_at": timezone.now(),
    }
    status = UNPROCESSABLE if reasons else 200
    return render(request, "publishing/desk/items/checks.html", context, status=status)
