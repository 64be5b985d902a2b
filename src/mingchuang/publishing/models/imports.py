"""Import batches: every row with its outcome, so that an import can be read, resumed and answered for."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mingchuang.base.ids import new_uid


class ImportKind(models.TextChoices):
    """What an import makes of its rows."""

    REGISTER = "register", _("被引用文件登记")
    DRAFTS = "drafts", _("草稿")
    RELEASED = "released", _("旧站已发布信息")


class ImportState(models.TextChoices):
    """Where a batch stands."""

    PREPARED = "prepared", _("已上传，待确认")
    RUNNING = "running", _("进行中")
    AWAITING_APPROVAL = "awaiting_approval", _("等待第二名管理员批准")
    DONE = "done", _("已完成")
    REFUSED = "refused", _("未批准")


class ImportBatch(models.Model):
    """One run of the importer over one file. The pace of a running one is kept for whoever watches."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=ImportKind.choices)
    state = models.CharField(max_length=20, choices=ImportState.choices, default=ImportState.RUNNING)
    file_name = models.CharField(max_length=200)
    file_sha256 = models.CharField(max_length=64)
    stored_name = models.CharField(max_length=80, blank=True)
    options = models.JSONField(default=dict, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    source = models.CharField(max_length=300, blank=True)
    importer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict)
    total_rows = models.PositiveIntegerField(default=0)
    done_rows = models.PositiveIntegerField(default=0)
    rows_per_second = models.FloatField(default=0)

    class Meta:
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.kind})"


class ImportRow(models.Model):
    """One row of a batch and what became of it; staged payloads wait here for the second administrator."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    source_key = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=20)
    message = models.CharField(max_length=500, blank=True)
    payload = models.JSONField(null=True, blank=True)
    item = models.ForeignKey("Item", models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="one_row_a_number")]
        indexes = [
            models.Index(fields=["batch", "source_key"], name="import_row_by_key"),
            models.Index(fields=["batch", "outcome", "number"], name="import_row_by_outcome"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.outcome}"
