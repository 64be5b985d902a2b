"""The pages of the term base: read by everybody at the desk, kept by those who may."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.audit import services as audit
from mingchuang.base.design.problems import add_reasons
from mingchuang.base.spreadsheets import FORMATS, spreadsheet
from mingchuang.publishing.desk.terms import table
from mingchuang.publishing.desk.terms.forms import TableFileForm, TermFilter, TermForm, initial_of
from mingchuang.publishing.models import TermEntry
from mingchuang.publishing.selectors.terms import terms_listed
from mingchuang.publishing.services import terms
from mingchuang.rules.editions import LANGUAGE_LABELS
from mingchuang.rules.refusals import Forbidden, Refused
from mingchuang.rules.roles import Permission

PAGE_ROWS = 50
UNPROCESSABLE = 422


def _listed(query: QueryDict) -> Any:
    form = TermFilter(query)
    clean = form.cleaned_data if form.is_valid() else {}
    found = terms_listed(
        query=clean.get("q", ""),
        language=clean.get("language", ""),
        in_use_on=None if clean.get("use") == "all" else timezone.localdate(),
    )
    return form, found


@require_safe
@desk_view(Permission.USE_DESK)
def term_list(request: DeskRequest) -> HttpResponse:
    """Every entry, narrowed by words, language and whether it is in use."""
    form, found = _listed(request.GET)
    page = Paginator(found, PAGE_ROWS).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page_obj": page,
        "query": query,
        "count": page.paginator.count,
        "manages": request.permissions.allow(Permission.MANAGE_TERMS),
        "labels": LANGUAGE_LABELS,
    }
    return render(request, "publishing/desk/terms/list.html", context)


@require_POST
@desk_view(Permission.USE_DESK)
def export(request: DeskRequest) -> HttpResponse:
    """The terms as they are narrowed now, as CSV or XLSX."""
    now = timezone.now()
    file_format = request.POST.get("format", "csv")
    file_format = file_format if file_format in FORMATS else "csv"
    _form, found = _listed(QueryDict(request.POST.get("query", "")[:2000]))
    rows = [table.export_row(entry) for entry in found]
    data = {"format": file_format, "rows": len(rows)}
    audit.record(request.user, "publishing.export_terms", None, now=now, data=data)
    name = f"{_('术语库')}-{timezone.localdate().isoformat()}"
    return spreadsheet(list(table.HEAD.values()), rows, file_format, name=name, sheet=_("术语库"))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.MANAGE_TERMS)
def term_edit(request: DeskRequest, entry_id: int = 0) -> HttpResponseBase:
    """Add an entry, or change one."""
    entry = get_object_or_404(TermEntry, pk=entry_id) if entry_id else None
    form = TermForm(request.POST or None, initial=initial_of(entry) if entry else {})
    if request.method == "POST" and form.is_valid():
        try:
            saved = terms.save_term(request.user, entry, form.cleaned_data, now=timezone.now())
        except Forbidden:
            raise
        except Refused as refused:
            add_reasons(form, refused.reasons)
        else:
            messages.success(request, _("已保存术语“%(term)s”，在审译文将重新检查。") % {"term": saved.term})
            return redirect("publishing_terms:list")
    status = UNPROCESSABLE if form.errors else 200
    context = {"form": form, "entry": entry}
    return render(request, "publishing/desk/terms/term.html", context, status=status)


@require_POST
@desk_view(Permission.MANAGE_TERMS)
def term_retire(request: DeskRequest, entry_id: int) -> HttpResponseBase:
    """Put an entry out of use from today on."""
    entry = get_object_or_404(TermEntry, pk=entry_id)
    terms.retire_term(request.user, entry.pk, on=timezone.localdate(), now=timezone.now())
    messages.success(request, _("“%(term)s”今天之后停用。") % {"term": entry.term})
    return redirect("publishing_terms:list")


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.MANAGE_TERMS)
def import_page(request: DeskRequest) -> HttpResponseBase:
    """Take in a table: all of it, or nothing with every reason by its line."""
    form = TableFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            rows = table.rows_of(form.cleaned_data["file"])
            added, changed = terms.import_terms(request.user, rows, now=timezone.now())
        except Forbidden:
            raise
        except Refused as refused:
            add_reasons(form, refused.reasons)
        else:
            counts = {"added": added, "changed": changed}
            messages.success(request, _("已导入：新增%(added)s条，修改%(changed)s条。") % counts)
            return redirect("publishing_terms:list")
    status = UNPROCESSABLE if form.errors else 200
    context = {"form": form, "columns": list(table.HEAD.values())}
    return render(request, "publishing/desk/terms/import.html", context, status=status)
