"""Pictures in a text: checked, stored and bound to the text they were uploaded for."""

from datetime import datetime

from django.db import transaction

from mingchuang.base.accounts.models import User
from mingchuang.base.audit import services as audit
from mingchuang.base.files.models import FileState, StoredFile
from mingchuang.publishing.models import BodyImage
from mingchuang.publishing.services.attachments import editable_draft
from mingchuang.rules.refusals import Reason, refuse_if

IMAGE_TYPES = ("image/png", "image/jpeg", "image/gif", "image/webp")
MAXIMUM = 100


@transaction.atomic
def add_body_image(actor: User, draft_id: int, file: StoredFile, *, now: datetime) -> BodyImage:
    """Bind a stored picture to the text of a draft. Raises Refused when it may not be shown."""
    draft = editable_draft(actor, draft_id)
    edition = draft.edition
    reasons: list[Reason] = []
    if file.media_type not in IMAGE_TYPES:
        reasons.append(
            Reason("not_an_image", "正文里只能放 JPG、PNG、GIF、WEBP 图片；其他文件请作为附件上传", "image")
        )
    elif file.state != FileState.READY:
        reasons.append(Reason("image_not_public", "；".join(file.refusals) or "该图片不能公开", "image"))
    if edition.images.count() >= MAXIMUM:
        reasons.append(Reason("too_many_images", f"一件信息最多{MAXIMUM}张图片", "image"))
    refuse_if(reasons)
    image, created = BodyImage.objects.get_or_create(
        edition=edition, file=file, defaults={"added_by": actor, "added_at": now}
    )
    if created:
        audit.record(actor, "publishing.add_image", edition.item, now=now, data={"sha256": file.sha256})
    return image
