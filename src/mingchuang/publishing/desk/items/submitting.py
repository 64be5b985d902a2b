"""The check page before a draft goes to the gates: everything once more, every reason with its link."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.accounts.selectors import people_with
from mingchuang.base.design import dates
from mingchuang.publishing.authorship import require_submitter
from mingchuang.publishing.desk.editions.forms import TranslationForm
from mingchuang.publishing.desk.items.access import draft_or_404
from mingchuang.publishing.desk.items.forms import DraftForm
from mingchuang.publishing.desk.items.remedies import remedied
from mingchuang.publishing.desk.reviewing.comparison import shown
from mingchuang.publishing.models import Draft
from mingchuang.publishing.selectors import writing
from mingchuang.publishing.services import submission
from mingchuang.rules.gates import GATE_LABELS, Gate, reviewer_permission
from mingchuang.rules.refusals import Forbidden, Reason, Refused
from mingchuang.rules.statutory import STATUTORY_ITEMS
from mingchuang.rules.text_checks import plain_text

UNPROCESSABLE = 422
ABOUT_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Answer:
    """One line of the check page."""

    label: str
    value: str
    change: str


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(None)
def submit(request: DeskRequest, uid: UUID) -> HttpResponse:
    """Show what will be sent, and send it."""
    draft = draft_or_404(request, uid)
    require_submitter(request.user, draft.edition)
    if request.method != "POST":
        if draft.locked:
            return redirect(draft.edition.desk_path)
        return _page(request, draft, submission.readiness(draft, timezone.localdate()))
    revision = request.POST.get("revision", "")
    try:
        version = submission.submit(
            request.user,
            draft.pk,
            int(revision) if revision.isdecimal() else -1,
            now=timezone.now(),
            today=timezone.localdate(),
        )
    except Forbidden:
        raise
    except Refused as refused:
        if "draft_locked" in refused.codes:
            messages.info(request, _("该稿件已经送审。"))
            return redirect(draft.edition.desk_path)
        return _page(request, draft, list(refused.reasons), status=UNPROCESSABLE)
    messages.success(
        request,
        _("第%(number)s版已送审，审核的同事已经收到通知。") % {"number": version.number},
    )
    return redirect(draft.edition.desk_path)


def _page(request: DeskRequest, draft: Draft, reasons: list[Reason], status: int = 200) -> HttpResponse:
    context = {
        "draft": draft,
        "item": draft.edition.item,
        "answers": _answers(draft),
        "reasons": remedied(reasons, draft),
        "gates": _gates(request, draft),
    }
    return render(request, "publishing/desk/items/submit.html", context, status=status)


def _answers(draft: Draft) -> list[Answer]:
    edit = reverse("publishing_items:edit", args=[draft.edition.desk_uid])
    form = TranslationForm if draft.edition.is_foreign else DraftForm
    names = [name for name in form.field_order if name != "revision" and _matters(draft, name)]
    lines: list[Answer] = []
    for name in names:
        suffix = "_field" if name.endswith("_on") or name == "attribute" else ""
        label = str(form.base_fields[name].label)
        lines.append(Answer(label, _value(draft, name), f"{edit}#id_{name}{suffix}"))
    files = "；".join(row.title for row in writing.attachments_of(draft))
    lines.append(Answer(_("附件"), files, f"{edit}#attachments"))
    return lines


def _matters(draft: Draft, name: str) -> bool:
    if name == "public_note":
        return draft.based_on_id is not None
    if name in ("ground", "attribute_reason"):
        return bool(getattr(draft, name))
    return True


def _value(draft: Draft, name: str) -> str:
    value: Any = getattr(draft, name)
    if not value:
        return ""
    if name == "body":
        text = " ".join(plain_text(draft.body).split())
        about = f"{text[:ABOUT_LENGTH]}…" if len(text) > ABOUT_LENGTH else text
        return _("%(about)s（共%(count)s字）") % {"about": about, "count": len(text)}
    if name.endswith("_on"):
        return dates.long_date(value)
    if name == "statutory_item":
        return {item.code: item.content for item in STATUTORY_ITEMS}.get(value, value)
    return value.name if name == "column" else shown(name, value)


def _gates(request: DeskRequest, draft: Draft) -> list[dict[str, Any]]:
    """The gates the text will pass and who can sign them, the writers left out."""
    writers = submission.writers_of(draft) | {request.user.pk}
    rows: list[dict[str, Any]] = []
    required = submission.gates_of(draft.edition)
    for gate in Gate:
        if gate not in required:
            continue
        people = people_with(reviewer_permission(gate), language=draft.edition.language)
        names = [person.display_name for person in people if person.pk not in writers]
        rows.append({"label": GATE_LABELS[gate], "who": "、".join(names)})
    return rows
