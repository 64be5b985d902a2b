"""From a posted page to the services: text, names of attachments, uploads, each telling its own failures."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext as _

from mingchuang.base.accounts.models import User
from mingchuang.base.design.problems import add_reasons
from mingchuang.base.files import services as files
from mingchuang.publishing.desk.items.forms import ContentForm
from mingchuang.publishing.models import Draft, DraftAttachment, UnmergedCopy
from mingchuang.publishing.selectors import writing
from mingchuang.publishing.services import attachments, drafts
from mingchuang.rules.refusals import Forbidden, Reason, Refused

TITLE_PREFIX = "attachment_title_"


@dataclass(slots=True)
class Outcome:
    """What became of a posted page."""

    draft: Draft
    saved: bool = False
    copy: UnmergedCopy | None = None
    problems: list[Reason] = field(default_factory=list)


def save_text(user: User, draft: Draft, form: ContentForm, now: datetime) -> Outcome:
    """Save every well-formed field; what is not well formed stays in the form with its message."""
    form.full_clean()
    outcome = Outcome(draft)
    try:
        result = drafts.save_draft(user, draft.pk, form.base_revision, form.values(), now=now)
    except Forbidden:
        raise
    except Refused as refused:
        add_reasons(form, refused.reasons)
        return outcome
    outcome.draft, outcome.copy, outcome.saved = result.draft, result.copy, True
    return outcome


def arrange(user: User, outcome: Outcome, data: QueryDict, act: str, now: datetime) -> None:
    """Rename, move and remove attachments as the page asks; problems are collected, never raised."""
    rows = list(writing.attachments_of(outcome.draft))
    verb, _sep, name = act.partition(":")
    try:
        if verb == "remove":
            attachments.remove_attachment(user, UUID(name), now=now)
            rows = [row for row in rows if str(row.uid) != name]
        order = _moved(rows, verb, name)
        titles = [(row.uid, data.get(f"{TITLE_PREFIX}{row.uid}", row.title)) for row in order]
        before = [(row.uid, row.title) for row in rows]
        if titles != before:
            attachments.arrange_attachments(user, outcome.draft.pk, titles, now=now)
    except Forbidden:
        raise
    except (Refused, ValueError) as error:
        gone = [Reason("attachment_gone", _("该附件已被移除"), "attachments")]
        outcome.problems.extend(error.reasons if isinstance(error, Refused) else gone)


def _moved(rows: list[DraftAttachment], verb: str, name: str) -> list[DraftAttachment]:
    """The rows with one of them a step up or down."""
    at = next((index for index, row in enumerate(rows) if str(row.uid) == name), None)
    step = {"up": -1, "down": 1}.get(verb)
    if at is None or step is None or not 0 <= at + step < len(rows):
        return rows
    moved = list(rows)
    moved[at], moved[at + step] = moved[at + step], moved[at]
    return moved


def upload(user: User, outcome: Outcome, uploads: Iterable[UploadedFile], now: datetime) -> int:
    """Put each upload on the draft; a file that cannot be taken is named with all its reasons."""
    taken = 0
    for item in uploads:
        name = str(item.name or _("未命名的文件"))
        try:
            stored = files.store(item, actor=user, now=now)
            title = PurePosixPath(stored.original_name).stem[: attachments.TITLE_LIMIT]
            attachments.add_attachment(user, outcome.draft.pk, stored, title, now=now)
            taken += 1
        except Forbidden:
            raise
        except Refused as refused:
            outcome.problems.extend(
                Reason(reason.code, f"{name}：{reason.message}", "attachments") for reason in refused.reasons
            )
    return taken
