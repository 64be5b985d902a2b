"""Imports at the desk: tried first, then written by a job; history waits for a second person."""

from itertools import islice
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mingchuang.base.accounts.decorators import DeskRequest, desk_view, forbidden, recently_authenticated
from mingchuang.base.accounts.permissions import refusal
from mingchuang.base.accounts.sessions import BACKGROUND
from mingchuang.base.design.problems import add_reasons
from mingchuang.publishing.desk.importing.forms import ImportForm
from mingchuang.publishing.importing import uploads
from mingchuang.publishing.importing.batches import OUTCOMES, Outcome, Report
from mingchuang.publishing.importing.pace import seconds_left
from mingchuang.publishing.importing.reading import read_rows
from mingchuang.publishing.models import ImportBatch, ImportKind, ImportState
from mingchuang.publishing.selectors.register import import_batches, importable_kinds, outcome_counts
from mingchuang.publishing.services import migration
from mingchuang.rules.refusals import Refused
from mingchuang.rules.roles import Permission

PAGE_ROWS = 50
TRIED_ROWS = 20_000
UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(None)
def batch_list(request: DeskRequest) -> HttpResponseBase:
    """Earlier imports, and the form for a new one."""
    allowed = importable_kinds(request.user)
    if not allowed:
        return forbidden(request, [refusal(Permission.IMPORT_DRAFTS)])
    posted = request.method == "POST"
    form = ImportForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        allowed=allowed,
        initial={"kind": allowed[0].value},
    )
    if posted and form.is_valid():
        try:
            batch = _prepared(request, form.cleaned_data)
        except Refused as refused:
            add_reasons(form, refused.reasons)
        else:
            return redirect("publishing_importing:batch", uid=batch.uid)
    page = Paginator(import_batches(request.user), PAGE_ROWS).get_page(request.GET.get("page"))
    status = UNPROCESSABLE if form.errors else 200
    context = {"form": form, "page_obj": page, "query": request.GET}
    return render(request, "publishing/desk/importing/list.html", context, status=status)


def _prepared(request: DeskRequest, values: dict[str, Any]) -> ImportBatch:
    options: dict[str, str | int | None] = {
        "kind": values["content_kind"],
        "column": values["column"].pk if values["column"] else None,
        "division": values["division"].pk if values["division"] else None,
    }
    return uploads.prepare(
        request.user,
        ImportKind(values["kind"]),
        values["file"],
        options=options,
        reason=values["reason"],
        source=values["source"],
        now=timezone.now(),
    )


@require_safe
@desk_view(None)
def batch_page(request: DeskRequest, uid: UUID) -> HttpResponse:
    """A batch: the dry run before, progress during, every row's outcome after."""
    batch = get_object_or_404(import_batches(request.user), uid=uid)
    rows = batch.rows.all()
    wanted = request.GET.get("outcome", "")
    if wanted in OUTCOMES or wanted == "migrated":
        rows = rows.filter(outcome=wanted)
    page = Paginator(rows, PAGE_ROWS).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    running = batch.state == ImportState.RUNNING
    context = {
        "batch": batch,
        "progress": _progress(batch) if running else None,
        "trial": _trial(batch) if batch.state == ImportState.PREPARED else None,
        "page_obj": page,
        "query": query,
        "outcomes": OUTCOMES | {"migrated": _("已公开")},
        "done": batch.rows.count(),
        "results": _results(batch) if batch.state != ImportState.PREPARED else [],
        "may_approve": batch.state == ImportState.AWAITING_APPROVAL
        and batch.importer_id != request.user.pk
        and request.permissions.allow(Permission.MIGRATE_RELEASED),
    }
    answer = render(request, "publishing/desk/importing/batch.html", context)
    # The page that asked for the progress of a running import shows its results now.
    return answer if running or not request.headers.get(BACKGROUND) else _reloaded(answer)


def _reloaded(answer: HttpResponse) -> HttpResponse:
    answer["HX-Refresh"] = "true"
    return answer


def _progress(batch: ImportBatch) -> dict[str, Any]:
    """How far a running batch is, how fast, and how long it still takes."""
    done, total = min(batch.done_rows, batch.total_rows), batch.total_rows
    return {
        "done": done,
        "total": total,
        "percent": done * 100 // total if total else 0,
        "rate": round(batch.rows_per_second),
        "left": _spoken(seconds_left(batch)),
        "counts": [(label, count) for _name, label, count in _results(batch)],
    }


def _results(batch: ImportBatch) -> list[tuple[str, str, int]]:
    """What rows came to, as the filter and people call it, and how many did."""
    labels = OUTCOMES | {"migrated": _("已公开")}
    return [(name, labels[name], count) for name, count in outcome_counts(batch)]


def _spoken(seconds: int | None) -> str:
    if seconds is None:
        return ""
    if seconds < 90:
        return ngettext("%(n)d 秒", "%(n)d 秒", seconds) % {"n": max(seconds, 1)}
    minutes = round(seconds / 60)
    return ngettext("%(n)d 分钟", "%(n)d 分钟", minutes) % {"n": minutes}


def _trial(batch: ImportBatch) -> dict[str, Any]:
    """What would become of each row; nothing is written."""
    report = Report()
    refused: list[Outcome] = []
    tried = islice(read_rows(uploads.path_of(batch)), TRIED_ROWS)
    for outcome in uploads.importer_of(batch, now=timezone.now()).plan(tried):
        report.add(outcome)
        if outcome.outcome == "refused" and len(refused) < PAGE_ROWS:
            refused.append(outcome)
    counts = [(OUTCOMES[name], count) for name, count in report.counts.items() if count]
    total = sum(report.counts.values())
    limited = total >= TRIED_ROWS
    # Of a file tried in part nobody knows how many of its rows will do.
    fit = None if limited else total - report.refused
    return {"counts": counts, "refused": refused, "total": total, "limited": limited, "fit": fit}


@require_POST
@desk_view(None)
def confirm(request: DeskRequest, uid: UUID) -> HttpResponseBase:
    """Have the tried file written."""
    batch = get_object_or_404(import_batches(request.user), uid=uid)
    return _told(
        request,
        batch,
        lambda: uploads.confirm(request.user, batch.pk, now=timezone.now()),
        _("已开始导入，本页会显示进度"),
    )


@require_POST
@desk_view(Permission.MIGRATE_RELEASED)
@recently_authenticated
def decide(request: DeskRequest, uid: UUID) -> HttpResponseBase:
    """The second administrator lets staged history out, or does not."""
    batch = get_object_or_404(import_batches(request.user), uid=uid)
    approve = request.POST.get("decision") == "approve"
    act = migration.approve_migration if approve else migration.refuse_migration
    done = _("已批准，正在公开") if approve else _("已决定不迁移，没有任何信息公开")
    return _told(request, batch, lambda: act(request.user, batch.pk, now=timezone.now()), done)


def _told(request: DeskRequest, batch: ImportBatch, act: Any, done: str) -> HttpResponseBase:
    try:
        act()
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason.message)
    else:
        messages.success(request, done)
    return redirect("publishing_importing:batch", uid=batch.uid)
