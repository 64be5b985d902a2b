"""Pictures put into a text, and the files of a text as the desk opens them."""

from uuid import UUID

from django.http import Http404, HttpResponseBase, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.files import services as files
from mingchuang.base.files.serving import serve_original, serve_public
from mingchuang.publishing.desk.items.access import draft_or_404, draft_to_write
from mingchuang.publishing.html import without_controls
from mingchuang.publishing.selectors import writing
from mingchuang.publishing.services import images
from mingchuang.rules.refusals import Forbidden, Refused
from mingchuang.rules.roles import Permission

UNPROCESSABLE = 422


@require_POST
@desk_view(None)
def add_image(request: DeskRequest, uid: UUID) -> JsonResponse:
    """Take a picture for the body; answers with its address, or every reason why not."""
    draft = draft_to_write(request, uid)
    picture, now = request.FILES.get("image"), timezone.now()
    problems: list[str] = []
    if picture is None:
        problems.append(_("请选择图片文件"))
    if not without_controls(request.POST.get("alt", "")).strip():
        problems.append(_("请填写替代文字"))
    if picture is None or problems:
        return JsonResponse({"problems": problems}, status=UNPROCESSABLE)
    try:
        stored = files.store(picture, actor=request.user, now=now)
        images.add_body_image(request.user, draft.pk, stored, now=now)
    except Forbidden:
        raise
    except Refused as refused:
        messages = [f"{picture.name}：{reason.message}" for reason in refused.reasons]
        return JsonResponse({"problems": messages}, status=UNPROCESSABLE)
    return JsonResponse({"address": f"/desk/files/{stored.uid}/"})


@require_safe
@desk_view(Permission.USE_DESK)
def attachment(request: DeskRequest, uid: UUID, attachment_uid: UUID) -> HttpResponseBase:
    """The original of a file on a draft, for people who may read the draft."""
    draft = draft_or_404(request, uid)
    row = writing.attachments_of(draft).filter(uid=attachment_uid).first()
    if row is None:
        raise Http404
    return serve_original(row.file)


@require_safe
@desk_view(Permission.USE_DESK)
def image(request: DeskRequest, uid: UUID) -> HttpResponseBase:
    """A picture of a text that is not public yet, for people who may see the item."""
    file = writing.image_for(request.user, uid)
    if file is None:
        raise Http404
    return serve_public(file)
