"""A refusal at the desk: every reason with the place where it can be mended."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from mingchuang.publishing.desk.items.forms import DraftForm
from mingchuang.publishing.models import Draft
from mingchuang.publishing.selectors import writing
from mingchuang.rules.refusals import Reason

_TO_RECORD = {"draft_locked", "in_review", "version_state", "item_state", "draft_open"}
_GROUPS = {"formed_on", "effective_on", "expires_on", "attribute"}
"""Fields of several controls, whose frame the link goes to."""


@dataclass(frozen=True, slots=True)
class Remedied:
    """A reason as the refusal component shows it."""

    message: str
    url: str = ""
    remedy: str = ""


def remedied(reasons: Iterable[Reason], draft: Draft) -> list[Remedied]:
    """The reasons of a refusal, each with a link to the field or page where it is mended."""
    return [_one(reason, draft) for reason in reasons]


def _one(reason: Reason, draft: Draft) -> Remedied:
    url, words = _place(reason, draft)
    return Remedied(reason.message, url, reason.remedy or words)


def _place(reason: Reason, draft: Draft) -> tuple[str, str]:
    """Where a reason is mended, and what the link says."""
    uid = draft.edition.desk_uid
    edit = reverse("publishing_items:edit", args=[uid])
    if reason.field == "merge" and (copies := writing.open_copies(draft)):
        return reverse("publishing_items:merge", args=[uid, copies[0].uid]), _("比较并合并")
    if reason.field in DraftForm.base_fields or reason.field.startswith("extra_"):
        suffix = "_field" if reason.field in _GROUPS else ""
        return f"{edit}#id_{reason.field}{suffix}", _("去修改")
    if reason.code in _TO_RECORD:
        return draft.edition.desk_path, _("看办理情况")
    places = {
        "findings": (reverse("publishing_items:checks", args=[uid]), _("处理检查结果")),
        "attachments": (f"{edit}#attachments", _("到附件")),
        "draft_changed": (edit, _("查看最新内容")),
    }
    return places.get(reason.field) or places.get(reason.code) or ("", "")
