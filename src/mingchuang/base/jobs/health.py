"""Checks of the job worker and of the machine it all runs on."""

import json
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from mingchuang.base.jobs import registry, selectors
from mingchuang.base.jobs.checks import Finding, State, check

WORKER_SILENT = timedelta(minutes=2)
SCHEDULE_LATE = timedelta(minutes=10)
WAITING_LONG = timedelta(minutes=15)
BACKUP_OLD = timedelta(days=2)
DISK_LOW_BYTES = 2 * 1024**3
DISK_FULL_BYTES = 200 * 1024**2

BACKUP_MARK = "last-backup.json"
"""In DATA_DIR; written by `mingchuang backup`: when the last backup was made."""


@check("jobs.worker")
def worker_lives(now: datetime) -> Iterator[Finding]:
    """A worker gave a sign of life lately."""
    count = selectors.workers_seen_since(now - WORKER_SILENT).count()
    if count:
        yield Finding("jobs.worker", State.OK, _("后台任务进程 %(count)d 个在运行") % {"count": count})
    else:
        yield Finding(
            "jobs.worker",
            State.FAIL,
            _("后台任务进程没有运行：定时发布、邮件、审计封存都不会进行。请运行 mingchuang worker"),
        )


@check("jobs.schedule")
def schedule_keeps(now: datetime) -> Iterator[Finding]:
    """No scheduled job is long overdue."""
    known = registry.schedules()
    late = [
        row.name
        for row in selectors.schedule_rows().values()
        if row.name in known and row.due_at < now - SCHEDULE_LATE
    ]
    if late:
        yield Finding(
            "jobs.schedule",
            State.FAIL,
            _("定时任务没有按时运行：%(names)s") % {"names": "、".join(sorted(late))},
        )
    else:
        yield Finding("jobs.schedule", State.OK, _("定时任务按时运行"))


@check("jobs.failed")
def none_failed(now: datetime) -> Iterator[Finding]:
    """No job was given up without anybody dealing with it."""
    names = sorted(set(selectors.failed().values_list("name", flat=True)))
    if names:
        yield Finding(
            "jobs.failed",
            State.WARN,
            _("有任务多次重试后仍未成功：%(names)s。用 mingchuang jobs list 查看，处理后重试或者确认")
            % {"names": "、".join(names)},
        )
    else:
        yield Finding("jobs.failed", State.OK, _("没有失败的后台任务"))


@check("jobs.waiting")
def none_waits_long(now: datetime) -> Iterator[Finding]:
    """The queue moves."""
    oldest = selectors.ready(now).filter(result__enqueued_at__lt=now - WAITING_LONG).count()
    if oldest:
        yield Finding(
            "jobs.waiting", State.WARN, _("有 %(count)d 项任务等待超过 15 分钟，队列积压") % {"count": oldest}
        )
    else:
        yield Finding("jobs.waiting", State.OK, _("任务队列没有积压"))


@check("machine.disk")
def disk_has_room(now: datetime) -> Iterator[Finding]:
    """There is room for data."""
    free = shutil.disk_usage(settings.DATA_DIR).free
    if free < DISK_LOW_BYTES:
        state = State.FAIL if free < DISK_FULL_BYTES else State.WARN
        yield Finding(
            "machine.disk", state, _("数据目录所在磁盘只剩 %(size)d MB") % {"size": free // 1024**2}
        )
    else:
        yield Finding("machine.disk", State.OK, _("磁盘空间充足"))


@check("machine.backup")
def backup_is_fresh(now: datetime) -> Iterator[Finding]:
    """A backup was made lately."""
    made = _last_backup(Path(settings.DATA_DIR) / BACKUP_MARK)
    if made is None:
        yield Finding("machine.backup", State.WARN, _("还没有做过备份。请运行 mingchuang backup 文件名"))
    elif now - made > BACKUP_OLD:
        yield Finding(
            "machine.backup",
            State.WARN,
            _("上次备份是 %(day)s，已超过两天") % {"day": f"{timezone.localtime(made):%Y-%m-%d %H:%M}"},
        )
    else:
        yield Finding("machine.backup", State.OK, _("两天内做过备份"))


@check("machine.mail")
def mail_goes_out(now: datetime) -> Iterator[Finding]:
    """Mail has somewhere to go."""
    if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        yield Finding(
            "machine.mail",
            State.WARN,
            _("没有配置邮件服务器（EMAIL_URL），邮件只保存在数据目录的 outgoing-mail 中"),
        )
    else:
        yield Finding("machine.mail", State.OK, _("已配置邮件服务器"))


def _last_backup(mark: Path) -> datetime | None:
    try:
        return datetime.fromisoformat(json.loads(mark.read_text(encoding="utf-8"))["made_at"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None
