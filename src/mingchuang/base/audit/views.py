"""The trail at the desk: read, narrowed, handed out."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.audit import registry, selectors, services
from mingchuang.base.audit.forms import AuditFilter
from mingchuang.base.audit.labels import details_of, kind_of
from mingchuang.base.audit.models import AuditEvent
from mingchuang.base.spreadsheets import FORMATS, spreadsheet
from mingchuang.rules.refusals import Forbidden, Reason, Refused
from mingchuang.rules.roles import Permission

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One event in words."""

    event: AuditEvent
    action: str
    kind: str
    details: list[tuple[str, str]]


def _row(event: AuditEvent) -> Row:
    kind = kind_of(event.target_type) if event.target_type else ""
    return Row(event, registry.label_of(event.action), kind, details_of(event))


@desk_view(Permission.READ_AUDIT)
@require_safe
def trail(request: DeskRequest) -> HttpResponse:
    """The trail, narrowed by the filter in the address."""
    return _show(request)


def _show(request: DeskRequest, reasons: tuple[Reason, ...] = ()) -> HttpResponse:
    form = AuditFilter(request.GET or None)
    page = Paginator(selectors.events(request.user, **form.narrowing()), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    sealed, waiting = selectors.sealing_state()
    context = {
        "filter": form,
        "page": page,
        "rows": [_row(event) for event in page],
        "sealed": sealed,
        "waiting": waiting,
        "reasons": reasons,
    }
    return render(request, "audit/trail.html", context, status=422 if reasons else 200)


@desk_view(Permission.READ_AUDIT)
@require_POST
def export(request: DeskRequest) -> HttpResponse:
    """The trail as a file, narrowed by the filter in the address; the handing out is written down."""
    form = AuditFilter(request.GET or None)
    file_format = request.POST.get("format", "")
    if file_format not in FORMATS:
        file_format = FORMATS[0]
    try:
        found = services.export(
            request.user, file_format=file_format, narrowing=form.narrowing(), now=timezone.now()
        )
    except Forbidden:
        raise
    except Refused as refusal:
        return _show(request, refusal.reasons)
    head = [
        _("序号"),
        _("时间"),
        _("操作人"),
        _("用户名"),
        _("操作"),
        _("操作代码"),
        _("对象"),
        _("对象编号"),
        _("内容"),
        _("封存环号"),
    ]
    return spreadsheet(
        head,
        (_cells(_row(event)) for event in found),
        file_format,
        name=f"audit-{timezone.localdate():%Y%m%d}",
        sheet=_("操作记录"),
    )


def _cells(row: Row) -> list[str]:
    event = row.event
    return [
        str(event.pk),
        timezone.localtime(event.at).strftime("%Y-%m-%d %H:%M:%S"),
        event.actor.display_name if event.actor else _("程序"),
        event.actor.username if event.actor else "",
        row.action,
        event.action,
        row.kind,
        event.target_id,
        "；".join(f"{label}：{value}" for label, value in row.details),
        str(event.seal.seq) if hasattr(event, "seal") else "",
    ]
