"""What a 找错 report says. The texts can be erased; how to reach the reporter is kept apart, encrypted."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mingchuang.base.personal.models import PersonalRecord
from mingchuang.casework.models import Case


class ErrorKind(models.TextChoices):
    """What is wrong, as the reporter sees it."""

    WORDING = "wording", _("错别字、病句")
    CONTENT = "content", _("内容有误或者过时")
    LINK = "link", _("链接打不开")
    FILE = "file", _("附件打不开、下载不了")
    DISPLAY = "display", _("页面显示不正常")
    PRIVACY = "privacy", _("泄露了个人信息")
    OTHER = "other", _("其他")


class SiteError(models.Model):
    """The detail of one report. `receipt` finds it again after a double click or a reload."""

    case = models.OneToOneField(
        Case, models.PROTECT, primary_key=True, related_name="site_error", verbose_name=_("来件")
    )
    receipt = models.CharField(max_length=64, unique=True)
    page_address = models.CharField(_("网页地址"), max_length=500, blank=True)
    error_kind = models.CharField(_("错误类型"), max_length=20, choices=ErrorKind.choices)
    problem = models.TextField(_("错误说明"), blank=True)
    salt = models.CharField(max_length=64, blank=True)
    contact = models.OneToOneField(
        PersonalRecord, models.PROTECT, null=True, related_name="+", verbose_name=_("联系方式")
    )

    class Meta:
        verbose_name = _("找错来件")
        verbose_name_plural = _("找错来件")

    def __str__(self) -> str:
        return f"site error {self.case_id}"
