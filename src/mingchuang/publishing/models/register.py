"""The register of cited documents: laws and other issuers' documents, which are not our information."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mingchuang.base.ids import new_uid


class CitedStatus(models.TextChoices):
    """What the source of the register says of a document."""

    VALID = "valid", _("有效")
    INVALID = "invalid", _("失效或废止")
    OLD_VERSION = "old_version", _("旧版本")
    UNKNOWN = "unknown", _("未注明")


class CitedDocument(models.Model):
    """One document that texts may cite. `source_key` makes importing idempotent."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    source_key = models.CharField(max_length=64, unique=True)
    title = models.CharField(_("名称"), max_length=300)
    title_key = models.CharField(max_length=300, db_index=True)
    document_number = models.CharField(_("文号"), max_length=120, blank=True)
    number_key = models.CharField(max_length=120, blank=True, db_index=True)
    kind = models.CharField(_("类别"), max_length=30, blank=True)
    region = models.CharField(_("地区"), max_length=30, blank=True)
    issuing_body = models.CharField(_("制定机关"), max_length=120, blank=True)
    issued_on = models.DateField(_("公布日期"), null=True, blank=True)
    effective_on = models.DateField(_("施行日期"), null=True, blank=True)
    status = models.CharField(_("效力"), max_length=20, choices=CitedStatus.choices, db_index=True)
    status_note = models.CharField(_("效力说明"), max_length=100, blank=True)
    source = models.CharField(_("来源"), max_length=200, blank=True)
    text = models.TextField(_("全文"), blank=True)
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ["-issued_on", "title_key", "id"]
        verbose_name = _("被引用文件")

    def __str__(self) -> str:
        return self.title
