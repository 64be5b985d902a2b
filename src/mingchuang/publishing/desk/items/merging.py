"""Two people saved the same field: both texts side by side, and a choice for each."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.design.diffs import DiffRow, side_by_side
from mingchuang.publishing.desk.items.access import draft_to_write
from mingchuang.publishing.desk.items.remedies import Remedied, remedied
from mingchuang.publishing.desk.reviewing.comparison import field_label, shown
from mingchuang.publishing.models import Draft, UnmergedCopy
from mingchuang.publishing.selectors import writing
from mingchuang.publishing.services import drafts
from mingchuang.publishing.snapshots import TEXT_FIELDS, Snapshot, fields_of
from mingchuang.rules.refusals import Forbidden, Reason, Refused
from mingchuang.rules.text_checks import plain_text

THEIRS, MINE, BOTH = "theirs", "mine", "own"
UNPROCESSABLE = 422
_NO_FREE_TEXT = {"attribute", "ground", "statutory_item"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One field that two people changed."""

    name: str
    label: str
    theirs: str
    mine: str
    rows: list[DiffRow]
    editable: bool
    chosen: str
    typed: str


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(None)
def merge(request: DeskRequest, uid: UUID, copy_uid: UUID) -> HttpResponse:
    """Choose for each field the stored text, the other one, or a text made of both."""
    draft = draft_to_write(request, uid)
    copy = writing.copy_of(request.user, draft, copy_uid)
    if copy is None:
        raise Http404
    if copy.settled_at is not None:
        messages.info(request, _("这份内容已经合并过。"))
        return redirect("publishing_items:edit", uid)
    if request.method != "POST":
        return _page(request, draft, copy)
    undecided = [name for name in copy.fields if request.POST.get(name) not in (THEIRS, MINE, BOTH)]
    if undecided:
        reasons = [
            Reason("undecided", _("请为“%(field)s”选择一份") % {"field": field_label(name)})
            for name in undecided
        ]
        return _page(request, draft, copy, remedied(reasons, draft))
    try:
        drafts.settle_copy(request.user, copy.uid, _chosen(request, copy), now=timezone.now())
    except Forbidden:
        raise
    except Refused as refused:
        return _page(request, draft, copy, remedied(refused.reasons, draft))
    messages.success(request, _("已合并。没有选用的文字留在修改记录和另存的内容中。"))
    return redirect("publishing_items:edit", uid)


def _chosen(request: DeskRequest, copy: UnmergedCopy) -> Snapshot:
    """The values of the fields where the stored text does not stay."""
    chosen: Snapshot = {}
    for name in copy.fields:
        decision = request.POST.get(name)
        if decision == MINE:
            chosen[name] = copy.values[name]
        elif decision == BOTH and _is_text(name):
            chosen[name] = request.POST.get(f"{name}_text", "")
    return chosen


def _is_text(name: str) -> bool:
    return name in TEXT_FIELDS and name not in _NO_FREE_TEXT


def _choices(request: DeskRequest, draft: Draft, copy: UnmergedCopy) -> list[Choice]:
    current = fields_of(draft)
    choices: list[Choice] = []
    for name in copy.fields:
        theirs, mine = _words(name, current[name]), _words(name, copy.values[name])
        typed = request.POST.get(f"{name}_text", copy.values[name] if _is_text(name) else "")
        choices.append(
            Choice(
                name=name,
                label=field_label(name),
                theirs=theirs,
                mine=mine,
                rows=side_by_side(theirs, mine, everything=True),
                editable=_is_text(name),
                chosen=request.POST.get(name, ""),
                typed=str(typed or ""),
            )
        )
    return choices


def _words(name: str, value: Any) -> str:
    return plain_text(value or "") if name == "body" else shown(name, value)


def _page(
    request: DeskRequest, draft: Draft, copy: UnmergedCopy, reasons: list[Remedied] | None = None
) -> HttpResponse:
    context = {
        "draft": draft,
        "item": draft.edition.item,
        "copy": copy,
        "choices": _choices(request, draft, copy),
        "reasons": reasons or [],
    }
    status = UNPROCESSABLE if reasons else 200
    return render(request, "publishing/desk/items/merge.html", context, status=status)
