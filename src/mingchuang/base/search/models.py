"""Rebuilds that were asked for, and the words of stored files."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mingchuang.base.files.models import StoredFile


class Rebuild(models.Model):
    """Somebody asked for an index to be built anew. Every host whose own began earlier does it."""

    index = models.CharField(_("索引"), max_length=20)
    asked_at = models.DateTimeField(_("提出时间"), db_index=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("提出人")
    )

    class Meta:
        verbose_name = _("重建索引")
        verbose_name_plural = _("重建索引")

    def __str__(self) -> str:
        return f"{self.index} {self.asked_at}"


class FileText(models.Model):
    """The words of a stored file, read once. Empty: nothing to read in it, or it cannot be read."""

    file = models.OneToOneField(
        StoredFile, models.CASCADE, primary_key=True, related_name="words", verbose_name=_("文件")
    )
    text = models.TextField(_("文字"), blank=True)
    read_at = models.DateTimeField(_("读取时间"))

    class Meta:
        verbose_name = _("文件文字")
        verbose_name_plural = _("文件文字")

    def __str__(self) -> str:
        return str(self.file_id)
