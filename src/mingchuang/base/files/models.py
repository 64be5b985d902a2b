"""What the platform knows about a file that somebody handed in.

A row is one upload: who brought which name when. The bytes stand in the content store under their
hash, so the same content uploaded twice is kept once and both rows point at it.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mingchuang.base.ids import new_uid


class FileState(models.TextChoices):
    """Whether a file may be handed to the public."""

    READY = "ready", _("公开副本已生成")
    BLOCKED = "blocked", _("处理后才能公开")


class StoredFile(models.Model):
    """One upload. `sha256` names the original, `public_sha256` the cleaned copy the public gets."""

    uid = models.UUIDField(_("标识"), default=new_uid, unique=True, editable=False)
    sha256 = models.CharField(_("原件摘要"), max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(_("字节数"))
    media_type = models.CharField(_("类型"), max_length=100)
    original_name = models.CharField(_("文件名"), max_length=200)
    public_sha256 = models.CharField(_("公开副本摘要"), max_length=64, blank=True, db_index=True)
    public_size = models.PositiveBigIntegerField(_("公开副本字节数"), default=0)
    state = models.CharField(_("状态"), max_length=10, choices=FileState.choices)
    refusals = models.JSONField(_("不能公开的原因"), default=list, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("上传人"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    uploaded_at = models.DateTimeField(_("上传时间"))

    class Meta:
        verbose_name = _("文件")
        verbose_name_plural = _("文件")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="ready") | ~models.Q(public_sha256=""),
                name="files_ready_has_public_copy",
            )
        ]

    def __str__(self) -> str:
        return self.original_name
