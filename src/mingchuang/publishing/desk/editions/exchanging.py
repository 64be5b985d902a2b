"""Files to and from translators: download, upload, see what will change, then save."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.design.forms import HouseForm
from mingchuang.publishing.desk.editions.access import draft_to_translate
from mingchuang.publishing.desk.reviewing.comparison import differences
from mingchuang.publishing.models import Draft
from mingchuang.publishing.services.editions import exchange as service
from mingchuang.publishing.snapshots import fields_of
from mingchuang.rules.editions import LANGUAGE_LABELS
from mingchuang.rules.refusals import Forbidden, Reason, Refused

UNPROCESSABLE = 422
_SALT = "publishing.returned-translation"
_HOUR = 3600
_TYPES = {
    "xliff": "application/xliff+xml",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class ReturnedForm(HouseForm):
    """A file a translator sent back."""

    file = forms.FileField(
        label=gettext_lazy("译稿文件"),
        help_text=gettext_lazy("本平台导出的 XLIFF 或 DOCX，填好译文后交回的。小于 10 MB。"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(None)
def exchange(request: DeskRequest, uid: UUID) -> HttpResponse:
    """Download or upload; an uploaded file is shown as differences and not saved yet."""
    draft = draft_to_translate(request, uid)
    form = ReturnedForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return _page(request, draft, form)
    if not form.is_valid():
        return _page(request, draft, form, status=UNPROCESSABLE)
    try:
        if draft.locked:
            raise Refused.because("draft_locked", _("译文正在审核或已经发布；需要修改请先撤回，或者更新译文"))
        data = form.cleaned_data["file"].read(service.LARGEST + 1)
        brought = service.open_returned(request.user, draft, data)
    except Forbidden:
        raise
    except Refused as refused:
        return _page(request, draft, form, reasons=list(refused.reasons), status=UNPROCESSABLE)
    current = fields_of(draft)
    context = _base(draft) | {
        "comparison": differences(current, current | brought.values),
        "untranslated": brought.untranslated,
        "outdated": brought.outdated,
        "follows": brought.source if brought.source.pk != draft.source_version_id else None,
        "packed": signing.dumps(
            {
                "draft": draft.pk,
                "revision": draft.revision,
                "values": brought.values,
                "source": brought.source.pk,
            },
            salt=_SALT,
            compress=True,
        ),
    }
    return render(request, "publishing/desk/editions/returned.html", context)


def _base(draft: Draft) -> dict[str, Any]:
    source = draft.source_version
    return {
        "draft": draft,
        "edition": draft.edition,
        "language": LANGUAGE_LABELS[draft.edition.language],
        "chinese_title": source.title if source else "",
    }


def _page(
    request: DeskRequest,
    draft: Draft,
    form: ReturnedForm,
    *,
    reasons: list[Reason] | None = None,
    status: int = 200,
) -> HttpResponse:
    newer = None
    if draft.source_version_id:
        source = service.source_to_translate(draft)
        newer = source if source.pk != draft.source_version_id else None
    context = _base(draft) | {"form": form, "reasons": reasons or [], "newer": newer}
    return render(request, "publishing/desk/editions/exchange.html", context, status=status)


@require_POST
@desk_view(None)
def export(request: DeskRequest, uid: UUID) -> HttpResponse:
    """The translation as a file, in the chosen format."""
    draft = draft_to_translate(request, uid)
    file_format = request.POST.get("format", "xliff")
    try:
        data = service.hand_out(
            request.user, draft, file_format, now=timezone.now(), today=timezone.localdate()
        )
    except Forbidden:
        raise
    except Refused as refused:
        return _page(request, draft, ReturnedForm(), reasons=list(refused.reasons), status=UNPROCESSABLE)
    response = HttpResponse(data, content_type=_TYPES[file_format])
    number = draft.edition.item.index_number or str(draft.edition.uid)
    name = f"{number.replace('/', '-')}-{draft.edition.language}.{file_format}"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
@desk_view(None)
def fill(request: DeskRequest, uid: UUID) -> HttpResponse:
    """Save what was shown."""
    draft = draft_to_translate(request, uid)
    try:
        packed = signing.loads(request.POST.get("packed", ""), salt=_SALT, max_age=_HOUR)
        if packed["draft"] != draft.pk:
            raise signing.BadSignature
        result = service.take_back(
            request.user,
            draft.pk,
            packed["revision"],
            packed["values"],
            source=packed["source"],
            now=timezone.now(),
        )
    except signing.BadSignature:
        reason = Reason("shown_too_long_ago", _("页面已经过期，请重新上传译稿"))
        return _page(request, draft, ReturnedForm(), reasons=[reason], status=UNPROCESSABLE)
    except Forbidden:
        raise
    except Refused as refused:
        return _page(request, draft, ReturnedForm(), reasons=list(refused.reasons), status=UNPROCESSABLE)
    if result.copy is not None:
        return redirect("publishing_items:merge", uid, result.copy.uid)
    messages.success(request, _("译稿已填入。导入前的文字在修改记录中。"))
    return redirect("publishing_items:edit", uid)
