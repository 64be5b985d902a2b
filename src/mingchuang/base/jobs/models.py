"""What django-tasks-db lacks: names, attempts, leases, unique keys, a schedule, and who is working.

The queue itself (status, arguments, run_after, traceback) stays in `django_tasks_db.DBTaskResult`.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult


class Job(models.Model):
    """The name, attempts and lease of one queued task."""

    result = models.OneToOneField(
        DBTaskResult, on_delete=models.CASCADE, primary_key=True, related_name="job", verbose_name=_("任务")
    )
    name = models.CharField(_("名称"), max_length=100, db_index=True)
    pending_key = models.CharField(
        "排队唯一键",
        max_length=200,
        null=True,
        unique=True,
        help_text=_("只在排队等待期间占用；开始执行即释放，以免丢失执行期间的新变化"),
    )
    attempts = models.PositiveIntegerField(_("已尝试次数"), default=0)
    worker = models.CharField(_("执行者"), max_length=64, blank=True)
    lease_until = models.DateTimeField(_("租约到期"), null=True, db_index=True)
    acknowledged_at = models.DateTimeField(_("失败已处理时间"), null=True)

    class Meta:
        verbose_name = _("后台任务")

    def __str__(self) -> str:
        return self.name


class Worker(models.Model):
    """A worker process and when it was last heard of."""

    name = models.CharField(_("标识"), max_length=64, primary_key=True)
    started_at = models.DateTimeField(_("启动时间"))
    seen_at = models.DateTimeField(_("最近心跳"))

    class Meta:
        verbose_name = _("任务进程")

    def __str__(self) -> str:
        return self.name


class ScheduledRun(models.Model):
    """When a scheduled job is due next; taken by exactly one worker through a conditional update."""

    name = models.CharField(_("名称"), max_length=100, primary_key=True)
    due_at = models.DateTimeField(_("下次时间"))
    last_queued_at = models.DateTimeField(_("最近排队时间"), null=True)

    class Meta:
        verbose_name = _("定时任务")

    def __str__(self) -> str:
        return self.name
