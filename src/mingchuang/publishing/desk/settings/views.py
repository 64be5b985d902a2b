"""Pages on which the office sets columns, gates and words."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.design.problems import add_reasons
from mingchuang.base.localtime import local_day
from mingchuang.publishing import kinds
from mingchuang.publishing.desk.settings.forms import CloseForm, ColumnForm, GatesForm, gates_of
from mingchuang.publishing.models import Column
from mingchuang.publishing.selectors.freshness import column_freshness
from mingchuang.publishing.services import columns, settings
from mingchuang.publishing.services.submission import gates_for
from mingchuang.rules.gates import GATE_LABELS, Gate
from mingchuang.rules.refusals import Refused
from mingchuang.rules.roles import Permission

UNPROCESSABLE = 422


@require_safe
@desk_view(Permission.MANAGE_COLUMNS)
def column_list(request: DeskRequest) -> HttpResponse:
    """The whole tree with owner, freshness and what each holds."""
    tree = Column.objects.with_tree_fields().select_related("division")
    freshness = {row.column.pk: row for row in column_freshness(local_day(timezone.now()))}
    rows = [{"column": column, "fresh": freshness.get(column.pk)} for column in tree]
    return render(request, "publishing/desk/settings/columns.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.MANAGE_COLUMNS)
def column_edit(request: DeskRequest, slug: str = "") -> HttpResponseBase:
    """Open a column, or change one."""
    column = get_object_or_404(Column, slug=slug) if slug else None
    form = _column_form(column, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            saved = columns.save_column(request.user, column, form.cleaned_data, now=timezone.now())
        except Refused as refused:
            add_reasons(form, refused.reasons)
        else:
            messages.success(request, f"{_('已保存栏目')}「{saved.name}」")
            return redirect("publishing_settings:columns")
    return _column_page(request, column, form, CloseForm(column=column))


def _column_form(column: Column | None, data: Any = None) -> ColumnForm:
    initial = {name: getattr(column, name) for name in columns.FIELDS} if column else None
    return ColumnForm(data, initial=initial, column=column)


def _column_page(
    request: DeskRequest, column: Column | None, form: ColumnForm, close_form: CloseForm
) -> HttpResponse:
    """The page of a column with both its forms; the one that was sent shows what was wrong."""
    context = {"form": form, "column": column, "close_form": close_form, "forms": [form, close_form]}
    status = UNPROCESSABLE if form.errors or close_form.errors else 200
    return render(request, "publishing/desk/settings/column.html", context, status=status)


@require_POST
@desk_view(Permission.MANAGE_COLUMNS)
def column_close(request: DeskRequest, slug: str) -> HttpResponseBase:
    """Close a column with a reason."""
    column = get_object_or_404(Column, slug=slug)
    form = CloseForm(request.POST, column=column)
    if form.is_valid():
        given = form.cleaned_data
        try:
            columns.close_column(
                request.user, column.pk, given["reason"], now=timezone.now(), successor=given["successor"]
            )
        except Refused as refused:
            add_reasons(form, refused.reasons)
        else:
            messages.success(request, f"{_('已关停栏目')}「{column.name}」")
            return redirect("publishing_settings:columns")
    return _column_page(request, column, _column_form(column), form)


@require_POST
@desk_view(Permission.MANAGE_COLUMNS)
def column_reopen(request: DeskRequest, slug: str) -> HttpResponseBase:
    """Open a closed column again."""
    column = get_object_or_404(Column, slug=slug)
    return _told(
        request,
        lambda: columns.reopen_column(request.user, column.pk, now=timezone.now()),
        f"{_('已恢复栏目')}「{column.name}」",
        slug,
    )


def _told(request: DeskRequest, act: Any, done: str, slug: str) -> HttpResponseBase:
    try:
        act()
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason.message)
        return redirect("publishing_settings:column", slug=slug)
    messages.success(request, done)
    return redirect("publishing_settings:columns")


@require_safe
@desk_view(Permission.MANAGE_GATES)
def gate_list(request: DeskRequest) -> HttpResponse:
    """Which kind passes which gates."""
    rows = []
    for kind in kinds.every():
        required = gates_for(kind.code)
        rows.append({"kind": kind, "gates": [GATE_LABELS[gate] for gate in Gate if gate in required]})
    return render(request, "publishing/desk/settings/gates.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.MANAGE_GATES)
def gate_edit(request: DeskRequest, kind: str) -> HttpResponseBase:
    """Set the gates of one kind."""
    try:
        chosen = kinds.get(kind)
    except Refused:
        return redirect("publishing_settings:gates")
    initial = {"gates": [gate.value for gate in gates_for(kind)]}
    form = GatesForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            settings.set_gates(request.user, kind, gates_of(form), now=timezone.now())
        except Refused as refused:
            add_reasons(form, refused.reasons)
        else:
            messages.success(request, f"「{chosen.label}」{_('的审核关口已设置，对之后送审的信息生效')}")
            return redirect("publishing_settings:gates")
    status = UNPROCESSABLE if form.errors else 200
    return render(
        request, "publishing/desk/settings/gate.html", {"form": form, "kind": chosen}, status=status
    )
