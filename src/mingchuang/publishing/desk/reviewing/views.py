"""The reviewer's pages. Reads the clock and the form; every decision is the service's."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.design.problems import add_reasons
from mingchuang.base.files.serving import serve_original
from mingchuang.publishing.desk.reviewing.comparison import compare
from mingchuang.publishing.desk.reviewing.forms import AcceptForm, SignForm
from mingchuang.publishing.desk.reviewing.gate_rows import gate_rows
from mingchuang.publishing.models import CheckFinding, Version
from mingchuang.publishing.page_contexts.bodies import preview_body
from mingchuang.publishing.selectors import desk
from mingchuang.publishing.services import review
from mingchuang.rules.gates import GATE_LABELS, Gate, reviewer_permission
from mingchuang.rules.refusals import Refused

PAGE_ROWS = 50
UNPROCESSABLE = 422


@require_safe
@desk_view(None)
def queue(request: DeskRequest) -> HttpResponse:
    """What waits for me at which gate, oldest first."""
    waiting = desk.waiting_for(request.user)
    page = Paginator(waiting, PAGE_ROWS).get_page(request.GET.get("page"))
    return render(
        request,
        "publishing/desk/reviewing/queue.html",
        {
            "page_obj": page,
            "rows": _rows(page.object_list),
            "query": request.GET,
            "gates": _my_gates(request),
        },
    )


def _rows(waiting: Any) -> list[dict[str, Any]]:
    return [
        {"version": entry.version, "item": entry.version.edition.item, "gate": GATE_LABELS[entry.gate]}
        for entry in waiting
    ]


def _my_gates(request: DeskRequest) -> list[str]:
    return [GATE_LABELS[gate] for gate in Gate if request.permissions.allow(reviewer_permission(gate))]


@require_safe
@desk_view(None)
def version_page(request: DeskRequest, uid: UUID) -> HttpResponse:
    """A version with everything a reviewer must see, and the form for each gate they may sign."""
    version = get_object_or_404(desk.versions_visible_to(request.user), uid=uid)
    return _page(request, version)


def _page(
    request: DeskRequest,
    version: Version,
    *,
    bound: SignForm | None = None,
    accepting: Mapping[int, AcceptForm] = MappingProxyType({}),
    status: int = 200,
) -> HttpResponse:
    item = version.edition.item
    released = version.edition.released_version
    before = released if released and released.pk != version.pk else None
    findings = list(version.findings.select_related("disposed_by"))
    context = {
        "version": version,
        "item": item,
        "body": preview_body(version.body),
        "source": version.source_version,
        "source_body": preview_body(version.source_version.body) if version.source_version else "",
        "attachments": version.attachments.select_related("file"),
        "comparison": compare(before, version),
        "before": before,
        "findings": [
            {"row": row, "form": accepting.get(row.pk) or AcceptForm(auto_id=_accept_ids(row))}
            for row in findings
        ],
        "open_findings": sum(1 for row in findings if not row.disposed_at),
        "gates": gate_rows(version),
        "forms": _forms(request, version, bound),
        "accepting": list(accepting.values()),
        "hindrances": _hindrances(request, version),
    }
    return render(request, "publishing/desk/reviewing/version.html", context, status=status)


def _accept_ids(finding: CheckFinding) -> str:
    """The pattern of the ids of the form by which this finding is kept; there are as many as findings."""
    return f"finding-{finding.pk}-%s"


def _forms(request: DeskRequest, version: Version, bound: SignForm | None) -> list[SignForm]:
    if bound is not None:
        return [bound]
    return [
        SignForm(gate=gate, initial={"read_hash": version.content_hash}, prefix=gate.value)
        for gate in sorted(review.required_of(version))
        if request.permissions.allow(reviewer_permission(gate), language=version.edition.language)
        and not review.signing_reasons(request.user, version, gate, version.content_hash)
    ]


def _hindrances(request: DeskRequest, version: Version) -> list[str]:
    """Why this reviewer has nothing to sign here, in words."""
    mine = [gate for gate in Gate if request.permissions.allow(reviewer_permission(gate))]
    found: dict[str, None] = {}
    for gate in mine:
        for reason in review.signing_reasons(request.user, version, gate, version.content_hash):
            found[reason.message] = None
    return list(found)


@require_safe
@desk_view(None)
def file(request: DeskRequest, uid: UUID, file_uid: UUID) -> HttpResponseBase:
    """An attachment as it was handed in, for who reviews it."""
    version = get_object_or_404(desk.versions_visible_to(request.user), uid=uid)
    row = get_object_or_404(version.attachments.select_related("file"), uid=file_uid)
    return serve_original(row.file)


@require_POST
@desk_view(None)
def sign(request: DeskRequest, uid: UUID, gate: str) -> HttpResponseBase:
    """Sign one gate; a refusal comes back with every reason and what was typed."""
    version = get_object_or_404(desk.versions_visible_to(request.user), uid=uid)
    chosen = Gate(gate)
    form = SignForm(request.POST, gate=chosen, prefix=gate)
    if form.is_valid():
        passed = form.cleaned_data["verdict"] == "pass"
        try:
            review.sign_gate(
                request.user,
                version.pk,
                chosen,
                passed=passed,
                read_hash=form.cleaned_data["read_hash"],
                comment=form.cleaned_data["comment"],
                checklist=form.cleaned_data["checklist"],
                now=timezone.now(),
            )
        except Refused as refused:
            add_reasons(form, refused.reasons)
        else:
            verb = _("已通过") if passed else _("已退回")
            messages.success(request, f"《{version.title}》{GATE_LABELS[chosen]}{verb}")
            return redirect("publishing_reviewing:queue")
    return _page(request, version, bound=form, status=UNPROCESSABLE)


@require_POST
@desk_view(None)
def accept_finding(request: DeskRequest, uid: UUID, finding_id: int) -> HttpResponseBase:
    """Keep a finding that appeared after submission, with a reason."""
    version = get_object_or_404(desk.versions_visible_to(request.user), uid=uid)
    finding = get_object_or_404(CheckFinding, pk=finding_id, version=version)
    form = AcceptForm(request.POST, auto_id=_accept_ids(finding))
    if form.is_valid():
        try:
            review.accept_version_finding(
                request.user, finding.pk, form.cleaned_data["reason"], now=timezone.now()
            )
        except Refused as refused:
            add_reasons(form, refused.reasons)
        else:
            messages.success(request, _("已写明理由保留"))
            return redirect("publishing_reviewing:version", uid=uid)
    return _page(request, version, accepting={finding.pk: form}, status=UNPROCESSABLE)
