"""Copies of identity documents on their way: sealed at once, and erased unless the application is sent.

A page remembers its uploads by signed tokens, so that nothing is lost after an error and nobody can name
somebody else's file.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.core import signing
from django.core.files.base import File
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mingchuang.base.accounts.models import User
from mingchuang.base.files.kinds import JPEG, PDF, PNG, extension_of
from mingchuang.base.personal import files as personal_files
from mingchuang.base.personal.models import PersonalFile
from mingchuang.disclosure.requests.models import Consultation, InformationRequest, RequestPaper
from mingchuang.rules.refusals import Reason, Refused, refuse_if

UPLOAD = "request.identity"
"""Kind of personal file."""

ACCEPTED = "PDF、JPG、PNG"
ACCEPTED_TYPES = ".pdf,.jpg,.jpeg,.png"
MOST_FILES = 6
MOST_BYTES = 10 * 1024 * 1024
KEPT_FOR = timedelta(days=1)
"""How long an upload waits for its application."""

_SALT = "mingchuang.requests.upload"
_KINDS = (PDF, JPEG, PNG)


@dataclass(frozen=True, slots=True)
class Upload:
    """An upload as the page shows it. `token` finds it again; `size` is in bytes, `role` what it is."""

    token: str
    uid: str
    role: str
    name: str
    size: int


def keep_upload(upload: File, role: str, *, now: datetime) -> Upload:
    """Check and seal one file. Raises `Refused` naming the file and what to do."""
    name = str(upload.name or "")
    kept = seal(upload, role, now=now)
    found = Upload("", str(kept.uid), role, name[:120], kept.size)
    token = signing.dumps([found.uid, found.role, found.name, found.size, now.timestamp()], salt=_SALT)
    return replace(found, token=token)


def seal(upload: File, field: str, *, now: datetime) -> PersonalFile:
    """Check and seal one file as it came. Raises `Refused` naming the file and what to do."""
    name = str(upload.name or "")
    reasons = check_kind(name, field) or personal_files.file_refusals(UPLOAD, upload, field)
    refuse_if([Reason(r.code, f"{name[:60]}：{r.message}", field) for r in reasons])
    return personal_files.keep_file(UPLOAD, upload, now=now, field=field)


def add_papers(
    request: InformationRequest,
    files: Iterable[File],
    role: str,
    field: str,
    *,
    actor: User | None,
    consultation: Consultation | None = None,
    now: datetime,
) -> None:
    """Seal what came in later beside what the request came with; `consultation` is what an opinion answers.

    Raises `Refused` naming the file and what to do.
    """
    papers = list(files)
    refuse_if([too_many(len(papers), field)] if len(papers) > MOST_FILES else [])
    for paper in papers:
        RequestPaper.objects.create(
            request=request,
            file=seal(paper, field, now=now),
            role=role,
            added_by=actor,
            added_at=now,
            consultation=consultation,
        )


def check_kind(name: str, role: str) -> list[Reason]:
    """Why a file of this name is not taken as a proof: only what prints as a page is."""
    if any(extension_of(name) in kind.extensions for kind in _KINDS):
        return []
    return [Reason("file_kind", _("请上传 PDF、JPG 或者 PNG 格式的文件"), role)]


def too_many(count: int, role: str) -> Reason:
    """Said where more files came than are taken."""
    message = _("最多上传 %(most)s 个文件，您选了 %(count)s 个") % {"most": MOST_FILES, "count": count}
    return Reason("too_many_files", message, role)


def uploads_of(tokens: Iterable[str], *, now: datetime) -> list[Upload]:
    """The uploads the tokens stand for; forged and expired ones are left out."""
    found: dict[str, Upload] = {}
    for token in list(tokens)[:MOST_FILES]:
        try:
            uid, role, name, size, kept_at = signing.loads(token, salt=_SALT)
        except signing.BadSignature:
            continue
        if now.timestamp() - kept_at <= KEPT_FOR.total_seconds():
            found[uid] = Upload(token, uid, role, name, size)
    return list(found.values())


def files_of(uploads: Iterable[Upload]) -> list[tuple[PersonalFile, str]]:
    """The sealed files behind the uploads, none of them taken by an application yet, each with its role.

    Raises `Refused` when one is gone.
    """
    roles = {upload.uid: upload.role for upload in uploads}
    files = list(_free().filter(uid__in=roles))
    if len(files) != len(roles):
        message = _("上传的文件已超过保存时间，请重新上传")
        raise Refused([Reason("upload_gone", message, "identity_proof")])
    return [(file, roles[str(file.uid)]) for file in files]


def _free() -> QuerySet[PersonalFile]:
    return PersonalFile.objects.filter(kind=UPLOAD, erased_at=None, request_paper=None)


def erase_unclaimed(now: datetime) -> int:
    """Erase uploads whose application was not sent in time; how many there were."""
    old = _free().filter(kept_at__lt=now - KEPT_FOR)
    count = 0
    for file in old.iterator():
        personal_files.erase_file(file, None, now=now)
        count += 1
    return count
