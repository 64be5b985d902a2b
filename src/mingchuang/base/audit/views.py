"""The trail at the desk: read, narrowed, handed out."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.audit import registry, selectors, services
from mingchuang.base.audit.forms import AuditFilter
from mingchuang.base.audit.labels import Row, in_words, kind_of
from mingchuang.base.spreadsheets import FORMATS, spreadsheet
from mingchuang.rules.refusals import Forbidden, Reason, Refused
from mingchuang.rules.roles import Permission

PAGE_SIZE = 30


@desk_view(Permission.READ_AUDIT)
@require_safe
def trail(request: DeskRequest) -> HttpResponse:
    """The trail, narrowed by the filter in the address."""
    return _show(request)


def _show(request: DeskRequest, reasons: tuple[Reason, ...] = ()) -> HttpResponse:
    form = AuditFilter(request.GET or None)
    windows = selectors.Windows(selectors.events(request.user, **form.narrowing()))
    rows: Any = windows
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    sealed, waiting = selectors.sealing_state()
    context = {
        "filter": form,
        "only": _only(form),
        "page": page,
        "rows": in_words(page),
        "goes_on": windows.goes_on,
        "sealed": sealed,
        "waiting": waiting,
        "reasons": reasons,
    }
    return render(request, "audit/trail.html", context, status=422 if reasons else 200)


def _only(form: AuditFilter) -> str:
    """What the one thing is called to which the trail is narrowed; empty when it is not."""
    wanted = form.narrowing()
    if not (wanted["target_type"] and wanted["target_id"]):
        return ""
    names = registry.names_of(wanted["target_type"], {wanted["target_id"]})
    return f"{kind_of(wanted['target_type'])} {names.get(wanted['target_id'], wanted['target_id'])}"


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
        _("对象类别"),
        _("对象"),
        _("对象编号"),
        _("内容"),
        _("封存环号"),
    ]
    return spreadsheet(
        head,
        (_cells(row) for row in in_words(found)),
        file_format,
        name=f"audit-{timezone.localdate():%Y%m%d}",
        sheet=_("操作记录"),
    )


def _cells(row: Row) -> list[str]:
    event = row.event
    return [
        str(event.pk),
        row.at,
        row.who,
        event.actor.username if event.actor else "",
        row.action,
        event.action,
        row.kind,
        row.target,
        event.target_id,
        "；".join(f"{detail.label}：{detail.with_code}" for detail in row.details),
        str(event.seal.seq) if hasattr(event, "seal") else "",
    ]
