"""Having the site archived at the desk: one at a time, whole or not at all, only the newest kept.

The file is written under another name and renamed, and the row says `READY` only after that: what a killed
worker leaves behind belongs to no row that is ready, and the next writing removes it.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import require
from mingchuang.base.audit import services as audit
from mingchuang.base.audit.registry import action
from mingchuang.base.jobs.services import enqueue
from mingchuang.base.localtime import local_day
from mingchuang.base.notify import services as notify
from mingchuang.publishing.baking.baker import is_full
from mingchuang.publishing.baking.state import Busy
from mingchuang.publishing.baking.state import only_baker as only_writer
from mingchuang.rules.refusals import Refused
from mingchuang.rules.roles import Permission
from mingchuang.web.archiving import addresses
from mingchuang.web.archiving.selectors import file_of, kept_files, may_read_withdrawn, withdrawn_since
from mingchuang.web.archiving.writing import Outcome, index_of, write_archive
from mingchuang.web.models import ArchiveState, SiteArchive

ASK = action("web.ask_for_archive", gettext_lazy("开始制作网站存档"))
MAKE = action("web.make_archive", gettext_lazy("网站存档做成"))
FAIL = action("web.fail_archive", gettext_lazy("网站存档未做成"))
HAND_OUT = action("web.hand_out_archive", gettext_lazy("下载网站存档"))

STEP = 100
"""Addresses between two notes of how far the writing has come."""

SILENT = timedelta(minutes=15)
"""An archive being made that gives no sign for so long was left by a worker that is gone."""

FULL, UNWRITABLE, BROKEN, LEFT = "full", "unwritable", "broken", "left"
PROBLEMS = {
    FULL: gettext_lazy("磁盘已满，没有留下不完整的文件；清出空间后再做一次"),
    UNWRITABLE: gettext_lazy("存档目录写不进去，请运行维护人员检查目录权限"),
    BROKEN: gettext_lazy("网页读取出错，请运行维护人员查看日志"),
    LEFT: gettext_lazy("制作中途停止，没有留下不完整的文件；可以再做一次"),
}

LINK = "/desk/archives/"


@transaction.atomic
def ask_for_archive(actor: User, *, now: datetime) -> SiteArchive:
    """Have the public site archived; the worker begins within seconds. Raises Forbidden, and Refused while
    another is being made."""
    require(actor, Permission.KEEP_ARCHIVES)
    _close_what_was_left(now)
    try:
        with transaction.atomic():
            archive = SiteArchive.objects.create(asked_at=now, asked_by=actor)
    except IntegrityError:
        raise Refused.because("archive_open", _("正在制作一份存档，完成后才能再做")) from None
    audit.record(actor, ASK, archive, now=now)
    enqueue("web.write_archive", {"archive": archive.pk}, unique_key=f"web.write_archive:{archive.pk}")
    return archive


def _close_what_was_left(now: datetime) -> None:
    silent = SiteArchive.objects.select_for_update().filter(
        state=ArchiveState.RUNNING, seen_at__lt=now - SILENT
    )
    for archive in silent:
        _fail(archive, LEFT, now)


def make_archive(archive_id: int, *, clock: Callable[[], datetime]) -> None:
    """Write the archive that was asked for; begun anew when a worker was killed over it.

    Raises `Busy` while another process writes, and whatever the pages raise, after noting the failure.
    """
    root = Path(settings.ARCHIVES_ROOT)
    archive = SiteArchive.objects.get(pk=archive_id)
    if not archive.is_open:
        return
    try:
        root.mkdir(parents=True, exist_ok=True)
        root.chmod(0o700)  # nobody else on the machine: what is public today may be withdrawn tomorrow
        with only_writer(root):
            _remove_what_belongs_to_none(root)
            path = _begin(archive, clock())
            outcome = write_archive(path, now=clock(), progress=_noted(archive, clock))
            _finish(archive.pk, outcome, path, clock())
    except Busy:
        raise  # a worker that was taken for dead still writes; the job looks again later
    except OSError as error:
        _give_up(archive.pk, FULL if is_full(error) else UNWRITABLE, clock())
    except Exception:
        _give_up(archive.pk, BROKEN, clock())
        raise


def _begin(archive: SiteArchive, now: datetime) -> Path:
    archive.state, archive.seen_at, archive.written = ArchiveState.RUNNING, now, 0
    archive.file_name = f"site-{local_day(now):%Y%m%d}-{archive.pk}.warc.gz"
    archive.total = addresses.count()
    archive.save(update_fields=["state", "seen_at", "written", "file_name", "total"])
    return file_of(archive)


def _noted(archive: SiteArchive, clock: Callable[[], datetime]) -> Callable[[int], None]:
    def note(written: int) -> None:
        if written % STEP == 0:
            SiteArchive.objects.filter(pk=archive.pk).update(written=written, seen_at=clock())

    return note


@transaction.atomic
def _finish(archive_id: int, outcome: Outcome, path: Path, now: datetime) -> None:
    archive = SiteArchive.objects.select_for_update(of=("self",)).get(pk=archive_id)
    if not archive.is_open:  # given up meanwhile because it gave no sign; the next writing removes the file
        return
    with path.open("rb") as file:
        archive.sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    archive.bytes = path.stat().st_size
    archive.written, archive.unread = outcome.written, len(outcome.failed)
    archive.state, archive.is_open, archive.finished_at = ArchiveState.READY, False, now
    archive.save()
    removed = _retire_older()
    facts = {"addresses": outcome.written, "sha256": archive.sha256, "removed": [old.pk for old in removed]}
    audit.record(archive.asked_by, MAKE, archive, now=now, data=facts)
    notify.tell([archive.asked_by], _("网站存档已做成"), "", LINK, now=now)
    transaction.on_commit(lambda: _unlink(removed))


def _retire_older() -> list[SiteArchive]:
    ready = SiteArchive.objects.filter(state=ArchiveState.READY)
    old = list(ready[settings.ARCHIVES_KEPT :])
    SiteArchive.objects.filter(pk__in=[archive.pk for archive in old]).update(state=ArchiveState.REMOVED)
    return old


def _unlink(removed: list[SiteArchive]) -> None:
    for archive in removed:
        file_of(archive).unlink(missing_ok=True)
        index_of(file_of(archive)).unlink(missing_ok=True)


def _remove_what_belongs_to_none(root: Path) -> None:
    kept = kept_files()
    for path in root.glob("site-*"):
        if path not in kept:
            path.unlink(missing_ok=True)


@transaction.atomic
def _give_up(archive_id: int, problem: str, now: datetime) -> None:
    archive = SiteArchive.objects.select_for_update(of=("self",)).get(pk=archive_id)
    if archive.is_open:
        _fail(archive, problem, now)


def _fail(archive: SiteArchive, problem: str, now: datetime) -> None:
    archive.state, archive.is_open, archive.finished_at = ArchiveState.FAILED, False, now
    archive.problem = problem
    archive.save(update_fields=["state", "is_open", "finished_at", "problem"])
    audit.record(None, FAIL, archive, now=now, data={"problem": problem})
    notify.tell([archive.asked_by], _("网站存档未做成"), str(PROBLEMS[problem]), LINK, now=now)


@transaction.atomic
def hand_out(actor: User, archive: SiteArchive, *, index: bool, now: datetime) -> Path:
    """The file of an archive, or its index, to be downloaded; written down with how much of it was withdrawn.

    Raises Forbidden, and Refused when it is gone or holds what was withdrawn and the actor may not read that.
    """
    require(actor, Permission.READ_ARCHIVES)
    path = index_of(file_of(archive)) if index else file_of(archive)
    if archive.state != ArchiveState.READY or not path.is_file():
        raise Refused.because("archive_gone", _("这份存档的文件已经不在了"))
    withdrawn = len(withdrawn_since([archive])[archive.pk])
    if withdrawn and not may_read_withdrawn(actor):
        raise Refused.because(
            "archive_holds_withdrawn",
            _("其中有后来撤下的内容，只有可以查看全部在办信息的人员能下载；要不含这些内容的，请另做一份"),
        )
    audit.record(actor, HAND_OUT, archive, now=now, data={"index": index, "withdrawn": withdrawn})
    return path
