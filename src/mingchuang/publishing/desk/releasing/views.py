"""The release queue. Reads the clock; whether anything may go out is the service's to say."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mingchuang.base.accounts.decorators import DeskRequest, desk_view, recently_authenticated
from mingchuang.base.calendars.selectors import current_calendar
from mingchuang.base.design.problems import add_reasons
from mingchuang.base.localtime import local_day
from mingchuang.publishing.desk.reviewing.forms import ScheduleForm
from mingchuang.publishing.desk.reviewing.gate_rows import gate_rows
from mingchuang.publishing.models import Version, VersionState
from mingchuang.publishing.selectors import desk
from mingchuang.publishing.services import release
from mingchuang.rules.clocks import active_publication, standing
from mingchuang.rules.editions import LANGUAGE_LABELS
from mingchuang.rules.refusals import Refused
from mingchuang.rules.roles import Permission
from mingchuang.rules.workdays import CoverageError

PAGE_ROWS = 50
MOST_AT_ONCE = 50


@require_safe
@desk_view(Permission.RELEASE_ITEM)
def queue(request: DeskRequest) -> HttpResponse:
    """Versions that have passed every gate: those to let out, and those with a time."""
    page = Paginator(desk.ready_to_release(request.user), PAGE_ROWS).get_page(request.GET.get("page"))
    rows = [_row(version) for version in page.object_list]
    return render(
        request,
        "publishing/desk/releasing/queue.html",
        {"page_obj": page, "rows": rows, "query": request.GET, "total": page.paginator.count},
    )


def _row(version: Version) -> dict[str, Any]:
    today = local_day(timezone.now())
    clock = deadline = None
    if version.formed_on and not version.edition.item.first_released_at:
        try:
            calendar = current_calendar()
            deadline = active_publication(version.formed_on, calendar)
            clock = standing(deadline, today, calendar)
        except CoverageError:
            clock = deadline = None
    return {
        "version": version,
        "item": version.edition.item,
        "clock": clock if clock and clock.working_days is not None else None,
        "deadline": deadline,
        # A translation has no period of its own: it is public only beside its source.
        "language": LANGUAGE_LABELS.get(version.edition.language, ""),
        "scheduled": version.state == VersionState.SCHEDULED,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.RELEASE_ITEM)
@recently_authenticated
def confirm(request: DeskRequest) -> HttpResponseBase:
    """Name what will happen to which versions, then let them out; each answers for itself."""
    wanted = request.POST.getlist("version") if request.method == "POST" else request.GET.getlist("version")
    uids = _uids(wanted)[:MOST_AT_ONCE]
    versions = list(desk.ready_to_release(request.user).filter(uid__in=uids))
    if not uids:
        messages.error(request, _("请先勾选要发布的信息"))
        return redirect("publishing_releasing:queue")
    if request.method == "POST" and request.POST.get("confirmed") == "yes":
        outcomes = release.release_many(request.user, uids, now=timezone.now())
        return render(
            request,
            "publishing/desk/releasing/outcome.html",
            {
                "released": [o for o in outcomes if o.released],
                "refused": [o for o in outcomes if not o.released],
            },
        )
    rows = [_row(v) | {"reasons": release.release_reasons(v), "gates": gate_rows(v)} for v in versions]
    return render(
        request,
        "publishing/desk/releasing/confirm.html",
        {"rows": rows, "gone": len(uids) - len(versions), "ready": [r for r in rows if not r["reasons"]]},
    )


def _uids(values: list[str]) -> list[UUID]:
    found: dict[UUID, None] = {}
    for value in values:
        try:
            found[UUID(value)] = None
        except ValueError:
            continue
    return list(found)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.RELEASE_ITEM)
def schedule(request: DeskRequest, uid: UUID) -> HttpResponseBase:
    """Give a cleared version a time to go out by itself."""
    version = get_object_or_404(desk.ready_to_release(request.user), uid=uid)
    form = ScheduleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            release.schedule(request.user, version.pk, form.cleaned_data["scheduled_for"], now=timezone.now())
        except Refused as refused:
            add_reasons(form, refused.reasons)
        else:
            messages.success(request, f"《{version.title}》{_('已定时，到时自动发布')}")
            return redirect("publishing_releasing:queue")
    status = 422 if form.errors else 200
    return render(
        request,
        "publishing/desk/releasing/schedule.html",
        {"version": version, "form": form, "gates": gate_rows(version)},
        status=status,
    )


@require_POST
@desk_view(Permission.RELEASE_ITEM)
def unschedule(request: DeskRequest, uid: UUID) -> HttpResponseBase:
    """Take a version off the schedule."""
    version = get_object_or_404(desk.ready_to_release(request.user), uid=uid)
    try:
        release.unschedule(request.user, version.pk, now=timezone.now())
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason.message)
    else:
        messages.success(request, f"《{version.title}》{_('已取消定时，等待发布')}")
    return redirect("publishing_releasing:queue")
