"""Keep, open and erase files that identify somebody. Every opening is recorded with its purpose."""

import base64
import hashlib
import hmac
import json
import os
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from mingchuang.base.audit import services as audit
from mingchuang.base.files.inspection import inspect
from mingchuang.base.files.kinds import BY_MEDIA_TYPE
from mingchuang.base.files.names import download_name
from mingchuang.base.personal import registry, sealing
from mingchuang.base.personal.models import PersonalFile
from mingchuang.rules.personal_data import Purpose
from mingchuang.rules.refusals import Forbidden, Reason, Refused, refuse_if

if TYPE_CHECKING:
    from mingchuang.base.accounts.models import User

_SALT_BYTES = 32
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Opened:
    """The content of a personal file for one answer; never kept anywhere."""

    name: str
    media_type: str
    data: bytes


def file_refusals(kind: str, upload: File, field: str) -> list[Reason]:
    """Every reason why the upload cannot be kept as a personal file of that kind."""
    most = registry.find_file(kind).most_bytes
    size = upload.size or 0
    if size > most:
        sizes = {"limit": most // _MEGABYTE, "size": f"{size / _MEGABYTE:.1f}"}
        message = _("文件须小于 %(limit)s MB，您选的是 %(size)s MB") % sizes
        return [Reason("file_too_large", message, field)]
    return [Reason(r.code, r.message, field) for r in inspect(_read(upload), str(upload.name or "")).reasons]


def keep_file(kind: str, upload: File, *, now: datetime, field: str = "file") -> PersonalFile:
    """Seal an upload. Raises Refused when it is too large or of a kind that is not taken."""
    refuse_if(file_refusals(kind, upload, field))
    data = _read(upload)
    found = inspect(data, str(upload.name or ""), pages=False)
    salt = os.urandom(_SALT_BYTES)
    name = download_name(str(upload.name or ""), BY_MEDIA_TYPE[found.media_type])
    head = json.dumps({"salt": base64.b64encode(salt).decode(), "name": name}).encode()
    return PersonalFile.objects.create(
        kind=kind,
        media_type=found.media_type,
        size=len(data),
        sealed=sealing.seal(len(head).to_bytes(4, "big") + head + data),
        digest=_digest(salt, data),
        kept_at=now,
    )


def open_file(file: PersonalFile, reader: "User", purpose: Purpose, *, now: datetime) -> Opened:
    """The content, for a reader with the right to it; the opening is recorded in the audit trail.

    Raises Forbidden, Refused (already erased), sealing.Unreadable.
    """
    purpose = Purpose(purpose)
    with transaction.atomic():
        current = PersonalFile.objects.select_for_update().get(pk=file.pk)
        if not registry.find_file(current.kind).may_open(reader, current):
            raise Forbidden([Reason("personal_data_forbidden", _("您没有查看这份个人信息的权限"))])
        _salt, opened = _unsealed(current)
        details = {"kind": current.kind, "purpose": purpose.value}
        audit.record(reader, "personal.revealed", current, now=now, data=details)
    return opened


def hand_over(file: PersonalFile, *, now: datetime) -> Opened:
    """The content, for whoever it is meant for: the caller has made sure of them. Recorded like a look.

    Raises Refused (already erased), sealing.Unreadable.
    """
    with transaction.atomic():
        current = PersonalFile.objects.select_for_update().get(pk=file.pk)
        _salt, opened = _unsealed(current)
        audit.record(None, "personal.handed_over", current, now=now, data={"kind": current.kind})
    return opened


def is_whole(file: PersonalFile) -> bool:
    """Whether the content is the one that was kept; True once it is erased."""
    if file.erased_at is not None:
        return True
    salt, opened = _unsealed(file)
    return hmac.compare_digest(file.digest, _digest(salt, opened.data))


def erase_file(file: PersonalFile, actor: "User | None", *, now: datetime) -> None:
    """Remove the content for ever; the row stays as a tombstone. Erasing twice does nothing."""
    with transaction.atomic():
        current = PersonalFile.objects.select_for_update().get(pk=file.pk)
        if current.erased_at is None:
            current.sealed = None
            current.erased_at = now
            current.save(update_fields=["sealed", "erased_at"])
            audit.record(actor, "personal.erased", current, now=now, data={"kind": current.kind})
    file.sealed = None
    file.erased_at = current.erased_at


def _read(upload: File) -> bytes:
    upload.seek(0)
    data = upload.read()
    upload.seek(0)
    return data if isinstance(data, bytes) else data.encode()


def _unsealed(file: PersonalFile) -> tuple[bytes, Opened]:
    if file.erased_at is not None or file.sealed is None:
        raise Refused.because("personal_data_erased", _("这份个人信息已经清除，不能再查看"))
    content = sealing.unseal(bytes(file.sealed))
    end = 4 + int.from_bytes(content[:4], "big")
    head = json.loads(content[4:end])
    return base64.b64decode(head["salt"]), Opened(head["name"], file.media_type, content[end:])


def _digest(salt: bytes, data: bytes) -> str:
    return hmac.new(salt, data, hashlib.sha256).hexdigest()
