"""The list of items at the desk, and the same list as a file."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.audit import services as audit
from mingchuang.base.calendars.selectors import current_calendar
from mingchuang.base.spreadsheets import FORMATS, spreadsheet
from mingchuang.publishing.desk.items.filters import FilterForm
from mingchuang.publishing.desk.items.rows import export_head, export_row, rows_of
from mingchuang.publishing.desk.paging import OfferedPages, cut_off
from mingchuang.publishing.models import ItemState
from mingchuang.publishing.selectors.work_list import work_list
from mingchuang.publishing.stages import Stage
from mingchuang.rules.roles import Permission

EXPORT_LIMIT = 20_000


@require_safe
@desk_view(Permission.USE_DESK)
def item_list(request: DeskRequest) -> HttpResponse:
    """Every item this person may see; filters, sort and page stand in the address."""
    today = timezone.localdate()
    # Read when the first clock is running; most rows have none.
    calendar: Any = SimpleLazyObject(current_calendar)
    form = FilterForm(request.GET, user=request.user)
    wanted = form.wanted()
    items: Any = work_list(request.user, wanted, today)
    page = OfferedPages(items).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "filter": form,
        "wanted": wanted,
        "page_obj": page,
        "rows": list(rows_of(page.object_list, today, calendar)),
        "count": page.paginator.count,
        "cut_off": cut_off(page),
        "query": query,
        "narrowed": any(value for name, value in query.items() if name != "sort"),
        "tabs": _tabs(query),
        "sorts": _sorts(query, wanted.sort),
        "may_write": bool(request.permissions.divisions(Permission.DRAFT_ITEM)),
    }
    return render(request, "publishing/desk/items/list.html", context)


def _address(query: QueryDict, **changes: str) -> str:
    changed = query.copy()
    for name, value in changes.items():
        changed.pop(name, None)
        if value:
            changed[name] = value
    return f"?{changed.urlencode()}"


def _tabs(query: QueryDict) -> list[dict[str, Any]]:
    """The ways people look at the list most often."""
    everything = {"stage": "", "state": "", "late": "", "mine": ""}
    views: list[tuple[str, dict[str, str]]] = [
        (_("全部"), {}),
        (_("我写的"), {"mine": "on"}),
        (_("超期未公开"), {"late": "on"}),
        (_("已退回"), {"stage": Stage.RETURNED.value}),
        (_("审核中"), {"stage": Stage.IN_REVIEW.value}),
        (_("待发布"), {"stage": Stage.CLEARED.value}),
        (_("已发布"), {"state": ItemState.PUBLISHED.value}),
    ]
    current = {name: query.get(name, "") for name in everything}
    return [
        {
            "label": label,
            "url": _address(query, **(everything | narrowing)),
            "current": current == everything | narrowing,
            "count": None,
        }
        for label, narrowing in views
    ]


def _sorts(query: QueryDict, current: str) -> list[dict[str, Any]]:
    labels = {"due": _("期限最近"), "changed": _("最近修改"), "released": _("最近发布"), "title": _("标题")}
    return [
        {"name": name, "label": label, "url": _address(query, sort=name), "current": name == current}
        for name, label in labels.items()
    ]


@require_POST
@desk_view(Permission.USE_DESK)
def export(request: DeskRequest) -> HttpResponse:
    """The list as it is narrowed now, as CSV or XLSX; written down in the audit trail."""
    now, today = timezone.now(), timezone.localdate()
    file_format = request.POST.get("format", "csv")
    file_format = file_format if file_format in FORMATS else "csv"
    query = QueryDict(request.POST.get("query", "")[:2000])
    wanted = FilterForm(query, user=request.user).wanted()
    items = work_list(request.user, wanted, today)[:EXPORT_LIMIT]
    rows = [export_row(row) for row in rows_of(items, today, current_calendar())]
    audit.record(
        request.user,
        "publishing.export_items",
        None,
        now=now,
        data={"format": file_format, "rows": len(rows)},
    )
    name = f"{_('信息清单')}-{today.isoformat()}"
    return spreadsheet(export_head(), rows, file_format, name=name, sheet=_("信息清单"))
