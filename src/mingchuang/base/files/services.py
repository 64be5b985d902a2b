"""Taking a file in, making its public copy, and clearing away what nothing refers to any more."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import BinaryIO

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import require
from mingchuang.base.audit.registry import action
from mingchuang.base.audit.services import record
from mingchuang.base.files import references
from mingchuang.base.files.cleaning import clean
from mingchuang.base.files.inspection import inspect
from mingchuang.base.files.kinds import BY_MEDIA_TYPE
from mingchuang.base.files.models import FileState, StoredFile
from mingchuang.base.files.names import download_name
from mingchuang.base.files.selectors import content_store, unreferenced
from mingchuang.base.files.store import Incoming, TooLarge
from mingchuang.base.files.uploading import OversizedUpload
from mingchuang.base.jobs.services import enqueue
from mingchuang.rules.refusals import Reason, Refused, refuse_if
from mingchuang.rules.roles import Permission

STORED = action("files.store", gettext_lazy("存入文件"))
CLEARED = action("files.clear", gettext_lazy("清除无人引用的文件"))

_MEGABYTE = 1024 * 1024


def store(upload: File, *, actor: User | None, now: datetime) -> StoredFile:
    """Check an upload and keep it: the original, and the cleaned copy when one can be made.

    `actor` is the person at the desk (needs USE_DESK) or None for a public form, whose own service
    decides who may send. Whether the file may hang on something is that thing's service to decide.
    Raises Refused with every reason; then nothing is kept. A file with tracked changes, comments,
    hidden sheets or embedded files is kept with the state BLOCKED and has no public copy.
    """
    if actor is not None:
        require(actor, Permission.USE_DESK)
    refuse_if(_size_reasons(upload))
    try:
        with content_store().incoming(_chunks(upload), limit=settings.FILES_MAX_BYTES) as incoming:
            return _keep(incoming, str(upload.name or ""), actor=actor, now=now)
    except TooLarge as error:
        raise Refused([_too_large(error.read, at_least=True)]) from error


def _keep(incoming: Incoming, name: str, *, actor: User | None, now: datetime) -> StoredFile:
    contents = content_store()
    data = incoming.path.read_bytes()
    found = inspect(data, name, pages=False)
    refuse_if(found.reasons)
    public_sha256, public_size = "", 0
    if not found.blocking:
        public_sha256, public_size = contents.put(clean(data, found))
    contents.keep(incoming)
    with transaction.atomic():
        file = StoredFile.objects.create(
            sha256=incoming.sha256,
            size=incoming.size,
            media_type=found.media_type,
            original_name=download_name(name, BY_MEDIA_TYPE[found.media_type]),
            public_sha256=public_sha256,
            public_size=public_size,
            state=FileState.BLOCKED if found.blocking else FileState.READY,
            refusals=found.blocking,
            uploaded_by=actor,
            uploaded_at=now,
        )
        details = {
            "sha256": file.sha256,
            "size": file.size,
            "media_type": file.media_type,
            "state": file.state,
        }
        record(actor, STORED, file, now=now, data=details)
        enqueue("search.read_files", {}, unique_key="search.read_files")
    return file


def _chunks(upload: File) -> Iterator[bytes]:
    for chunk in upload.chunks():
        yield chunk.encode() if isinstance(chunk, str) else chunk


def _size_reasons(upload: File) -> list[Reason]:
    size = getattr(upload, "size", None)
    if isinstance(upload, OversizedUpload) or (size or 0) > settings.FILES_MAX_BYTES:
        return [_too_large(size or 0)]
    return []


def _too_large(size: int, *, at_least: bool = False) -> Reason:
    sizes = {"limit": _megabytes(settings.FILES_MAX_BYTES), "size": _megabytes(size)}
    message = (
        _("文件须小于 %(limit)s MB，您选的超过了这个大小") % sizes
        if at_least
        else _("文件须小于 %(limit)s MB，您选的是 %(size)s MB") % sizes
    )
    return Reason("file_too_large", message, "file")


def _megabytes(size: int) -> str:
    return f"{size / _MEGABYTE:.1f}".removesuffix(".0")


def open_original(file: StoredFile) -> BinaryIO:
    """The bytes as they were handed in, for people at the desk. Raises Refused when they were cleared."""
    return _open(file, file.sha256)


def open_public(file: StoredFile) -> BinaryIO:
    """The cleaned copy. Raises Refused when there is none; the original is never given instead."""
    if file.state != FileState.READY:
        raise Refused.because("file_not_public", _("这个文件没有公开副本，处理后重新上传才能公开"), "file")
    return _open(file, file.public_sha256)


def _open(file: StoredFile, sha256: str) -> BinaryIO:
    try:
        return content_store().open(sha256)
    except FileNotFoundError as error:
        message = _("文件「%(name)s」已清除或存储出了问题，请联系系统管理员") % {"name": file.original_name}
        raise Refused.because("file_missing", message, "file") from error


def remove_unreferenced(*, now: datetime, older_than: timedelta = timedelta(days=7)) -> int:
    """Clear uploads that nothing refers to and contents no upload names; the number of contents removed.

    Only what is older than `older_than`: a draft that is being written may name its file any moment.
    Called by the daily job, so there is no person and no permission.
    """
    before = now - older_than
    with transaction.atomic():
        files = list(unreferenced(before))
        needed = references.named([file.uid for file in files])
        for file in files:
            if file.uid in needed:
                continue
            try:
                with transaction.atomic():
                    record(None, CLEARED, file, now=now, data={"sha256": file.sha256})
                    file.delete()
            except ProtectedError:
                # Somebody began to refer to it meanwhile, which is what the protection is for.
                continue
    return _remove_orphans(before)


def _remove_orphans(before: datetime) -> int:
    contents = content_store()
    removed = 0
    for sha256, put_at in contents.hashes():
        if put_at >= before.timestamp():
            continue
        named = StoredFile.objects.filter(sha256=sha256) | StoredFile.objects.filter(public_sha256=sha256)
        if not named.exists():
            contents.remove(sha256)
            removed += 1
    return removed
