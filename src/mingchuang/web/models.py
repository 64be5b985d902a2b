"""Archives of the public site: which were asked for, what became of each, and where its file stands."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mingchuang.base.ids import new_uid


class ArchiveState(models.TextChoices):
    """Where an archive stands. `REMOVED`: it was made, and gave way to newer ones."""

    WAITING = "waiting", _("排队中")
    RUNNING = "running", _("制作中")
    READY = "ready", _("可下载")
    FAILED = "failed", _("未做成")
    REMOVED = "removed", _("已清理")


class SiteArchive(models.Model):
    """The whole public site as one WARC file. The row stays when the file is gone."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    state = models.CharField(
        _("状态"), max_length=10, choices=ArchiveState.choices, default=ArchiveState.WAITING
    )
    is_open = models.BooleanField(_("未完成"), default=True)
    asked_at = models.DateTimeField(_("提出时间"), db_index=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("提出人")
    )
    seen_at = models.DateTimeField(_("最近动静"), null=True, blank=True)
    finished_at = models.DateTimeField(_("完成时间"), null=True, blank=True)
    total = models.PositiveIntegerField(_("网址总数"), default=0)
    written = models.PositiveIntegerField(_("已写网址数"), default=0)
    unread = models.PositiveIntegerField(_("读不出的网址数"), default=0)
    bytes = models.PositiveBigIntegerField(_("大小"), default=0)
    sha256 = models.CharField(_("校验值"), max_length=64, blank=True)
    file_name = models.CharField(_("文件名"), max_length=80, blank=True)
    problem = models.CharField(_("未做成的原因"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("网站存档")
        verbose_name_plural = _("网站存档")
        ordering = ("-asked_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["is_open"], condition=models.Q(is_open=True), name="web_one_archive_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return self.file_name or str(self.uid)

    @property
    def records(self) -> int:
        """Records in the file: one about it, and for each address what was asked and what was answered."""
        return 2 * self.written + 1

    @property
    def percent(self) -> int:
        """How far it has come, 0 to 100."""
        return min(self.written * 100 // self.total, 100) if self.total else 0
