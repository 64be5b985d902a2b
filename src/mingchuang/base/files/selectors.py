"""What may be asked about stored files. Who may see one is decided by what it hangs on."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, ForeignObjectRel, OuterRef, QuerySet

from mingchuang.base.files.findings import FileFinding, findings
from mingchuang.base.files.inspection import Inspection, inspect
from mingchuang.base.files.models import StoredFile
from mingchuang.base.files.store import ContentStore
from mingchuang.rules.refusals import Reason
from mingchuang.rules.text_checks import RULE_CATALOGUE, WordLists


def content_store() -> ContentStore:
    """The store of this installation."""
    return ContentStore(settings.FILES_ROOT)


def file_by_uid(uid: UUID) -> StoredFile | None:
    """The upload with this identity, if there is one."""
    return StoredFile.objects.filter(uid=uid).first()


def inspection_of(file: StoredFile) -> Inspection:
    """The original looked into again. Raises FileNotFoundError when it was cleared."""
    with content_store().open(file.sha256) as handle:
        return inspect(handle.read(), file.original_name)


def findings_of(file: StoredFile, words: WordLists, *, allowed: Collection[str] = ()) -> list[FileFinding]:
    """What the gates must settle about the file. Raises FileNotFoundError when it was cleared."""
    return findings(inspection_of(file), words, allowed=allowed)


def public_refusals(file: StoredFile) -> list[Reason]:
    """Why the public cannot have the file, each with what to do; empty when it can."""
    checks = [RULE_CATALOGUE[f"file.{code}"] for code in file.refusals]
    return [
        Reason(
            f"file_{check.id.removeprefix('file.')}",
            f"附件「{file.original_name}」不能公开：{check.meaning}{check.remedy}",
            "attachments",
        )
        for check in checks
    ]


def unreferenced(before: datetime) -> QuerySet[StoredFile]:
    """Uploads from before that moment which no other row of the platform points at."""
    files = StoredFile.objects.filter(uploaded_at__lt=before)
    # Most rooms hide the way back (related_name="+"), so hidden relations count as well.
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel):
            pointing = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            files = files.exclude(Exists(pointing))
    return files


def damaged() -> list[StoredFile]:
    """Uploads whose bytes are missing or no longer have their hash, for the health check."""
    contents = content_store()
    bad: list[StoredFile] = []
    for file in StoredFile.objects.iterator():
        hashes = {file.sha256, file.public_sha256} - {""}
        if not all(contents.has(sha256) and contents.is_whole(sha256) for sha256 in hashes):
            bad.append(file)
    return bad
