"""What a reply gives: the files with the information somebody asked for."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mingchuang.base.personal.models import PersonalFile


class GivenFile(models.Model):
    """A file that goes to the applicant with the reply to one item, sealed as it may speak of people."""

    item = models.ForeignKey(
        "requests.AskedItem", models.PROTECT, related_name="given", verbose_name=_("申请事项")
    )
    title = models.CharField(_("名称"), max_length=200, blank=True)
    file = models.OneToOneField(
        PersonalFile, models.PROTECT, related_name="given_file", verbose_name=_("文件")
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("登记人")
    )
    added_at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = _("随答复提供的文件")
        verbose_name_plural = _("随答复提供的文件")
        ordering = ["item", "id"]

    def __str__(self) -> str:
        return f"file {self.pk} given with {self.item_id}"
