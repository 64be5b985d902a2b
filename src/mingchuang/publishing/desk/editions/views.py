"""The table of languages, a translator's list, the page of one translation, and who speaks what."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.accounts.selectors import language_roles
from mingchuang.base.audit import services as audit
from mingchuang.base.design import dates
from mingchuang.base.spreadsheets import FORMATS, spreadsheet
from mingchuang.publishing.authorship import may_submit, may_write
from mingchuang.publishing.desk.editions.access import edition_or_404
from mingchuang.publishing.desk.editions.acts import offered_to, situation_of
from mingchuang.publishing.desk.editions.forms import TableFilterForm
from mingchuang.publishing.desk.editions.rows import (
    Cell,
    PeopleRow,
    export_head,
    export_row,
    people_rows,
    table_rows,
    work_rows,
)
from mingchuang.publishing.desk.items.record import VERSION_KINDS, MetaRow
from mingchuang.publishing.desk.paging import PAGE_ROWS, OfferedPages, cut_off
from mingchuang.publishing.desk.reviewing.gate_rows import gate_rows
from mingchuang.publishing.models import Edition
from mingchuang.publishing.selectors import editions, writing
from mingchuang.publishing.selectors.edition_table import edition_table
from mingchuang.rules.editions import LANGUAGE_LABELS
from mingchuang.rules.roles import Permission

TABLE_ROWS = 20
"""Each row has a cell for every language."""
EXPORT_LIMIT = 20_000


@require_safe
@desk_view(Permission.USE_DESK)
def table(request: DeskRequest) -> HttpResponse:
    """Items by languages, each with its state and how many hours it is behind."""
    form = TableFilterForm(request.GET, user=request.user)
    wanted = form.wanted()
    items: Any = edition_table(request.user, wanted)
    page = OfferedPages(items, TABLE_ROWS).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "filter": form,
        "wanted": wanted,
        "page_obj": page,
        "count": page.paginator.count,
        "cut_off": cut_off(page),
        "rows": table_rows(page.object_list, request.user, timezone.now()),
        "languages": list(LANGUAGE_LABELS.values()),
        "query": query,
        "narrowed": any(value for name, value in query.items() if name != "sort"),
        "sorts": _sorts(query, wanted.sort),
    }
    return render(request, "publishing/desk/editions/table.html", context)


def _sorts(query: QueryDict, current: str) -> list[dict[str, Any]]:
    labels = {"delay": _("落后最久"), "newest": _("最近发布"), "title": _("标题")}
    rows = []
    for name, label in labels.items():
        changed = query.copy()
        changed["sort"] = name
        rows.append({"label": label, "url": f"?{changed.urlencode()}", "current": name == current})
    return rows


@require_POST
@desk_view(Permission.USE_DESK)
def export(request: DeskRequest) -> HttpResponse:
    """The table as it is narrowed now, as CSV or XLSX; written down in the audit trail."""
    now, today = timezone.now(), timezone.localdate()
    file_format = request.POST.get("format", "csv")
    file_format = file_format if file_format in FORMATS else "csv"
    query = QueryDict(request.POST.get("query", "")[:2000])
    items = edition_table(request.user, TableFilterForm(query, user=request.user).wanted())[:EXPORT_LIMIT]
    rows = [export_row(row) for row in table_rows(items, request.user, now)]
    data = {"format": file_format, "rows": len(rows)}
    audit.record(request.user, "publishing.export_editions", None, now=now, data=data)
    name = f"{_('语言版本一览')}-{today.isoformat()}"
    return spreadsheet(export_head(), rows, file_format, name=name, sheet=_("语言版本一览"))


@require_safe
@desk_view(Permission.TRANSLATE_EDITION)
def mine(request: DeskRequest) -> HttpResponse:
    """What this translator has in hand, and what is behind."""
    work = editions.work_of(request.user)
    page = Paginator(work, PAGE_ROWS).get_page(request.GET.get("page"))
    context = {"page_obj": page, "rows": work_rows(page.object_list, timezone.now()), "query": request.GET}
    return render(request, "publishing/desk/editions/mine.html", context)


@require_safe
@desk_view(Permission.USE_DESK)
def people(request: DeskRequest) -> HttpResponse:
    """Who translates and who reviews in which language; roles are granted on each person's page."""
    rows: list[PeopleRow] = people_rows(language_roles())
    context = {
        "rows": rows,
        "languages": list(LANGUAGE_LABELS.values()),
        "manages": request.permissions.allow(Permission.MANAGE_PEOPLE),
    }
    return render(request, "publishing/desk/editions/people.html", context)


@require_safe
@desk_view(Permission.USE_DESK)
def edition_page(request: DeskRequest, uid: UUID) -> HttpResponse:
    """Where one translation stands, and what may be done with it."""
    edition = edition_or_404(request, uid)
    situation = situation_of(edition)
    draft = situation.draft
    row = editions.with_editions(type(edition.item).objects.filter(pk=edition.item_id)).get()
    state = next(s for s in editions.states_of(row, now=timezone.now()) if s.uid == edition.uid)
    newest = editions.newest_source(edition.item)
    context = {
        "edition": edition,
        "item": edition.item,
        "draft": draft,
        "state": state,
        "cell": Cell(state),
        "meta": _meta(edition, state),
        "reads_draft": writing.draft_for(request.user, edition.uid) is not None,
        "language": LANGUAGE_LABELS[edition.language],
        "chinese_title": editions.chinese_title(edition.item),
        "newest": newest,
        "outdated": bool(newest and draft.source_version_id != newest.pk),
        "public": situation.public,
        "writes": may_write(request.user, edition) and not draft.locked,
        "submits": may_submit(request.user, edition) and not draft.locked,
        "exchanges": may_write(request.user, edition),
        "acts": offered_to(request.user, situation),
        "versions": [
            {"version": version, "kind": VERSION_KINDS[version.state], "gates": gate_rows(version)}
            for version in editions.versions_of(edition)
        ],
        "withdrawn": None if situation.public else editions.withdrawal_of(edition),
    }
    return render(request, "publishing/desk/editions/edition.html", context)


def _meta(edition: Edition, state: editions.LanguageState) -> list[MetaRow]:
    """Who, from what and how late, in a few lines."""
    released = edition.released_version
    public_from = edition.source_version
    when = dates.published(released.released_at) if released and released.released_at else ""
    rows = [
        MetaRow(_("翻译"), edition.translator.display_name if edition.translator else ""),
        MetaRow(_("落后"), Cell(state).delay),
        MetaRow(_("译文发布"), when),
        MetaRow(
            _("公开的译文译自"),
            _("中文第%(number)s版") % {"number": public_from.number} if public_from else "",
        ),
    ]
    return [row for row in rows if row.value]
