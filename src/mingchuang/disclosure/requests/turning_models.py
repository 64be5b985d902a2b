"""What becomes of a reply beyond its applicant: the text drafted from it, and who else asked for the same."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mingchuang.publishing.models import Item


class TurnedActive(models.Model):
    """The text drafted from the reply to a request (Art. 44); the gates decide what becomes of it."""

    request = models.ForeignKey(
        "requests.InformationRequest", models.PROTECT, related_name="turned", verbose_name=_("申请")
    )
    item = models.OneToOneField(
        Item, models.PROTECT, related_name="turned_from_request", verbose_name=_("公开信息")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("办理人")
    )
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("转为主动公开")
        verbose_name_plural = _("转为主动公开")
        ordering = ["request", "id"]

    def __str__(self) -> str:
        return f"{self.request_id} -> {self.item_id}"


class AskedAlike(models.Model):
    """Requests for the same information as they were last counted, kept with the newest of them."""

    request = models.OneToOneField(
        "requests.InformationRequest",
        models.CASCADE,
        primary_key=True,
        related_name="alike",
        verbose_name=_("申请"),
    )
    cases = models.JSONField(_("同类申请"), default=list)
    applicants = models.PositiveSmallIntegerField(_("申请人数"))
    counted_at = models.DateTimeField(_("统计时间"))

    class Meta:
        verbose_name = _("同类申请")
        verbose_name_plural = _("同类申请")
        indexes = [models.Index(fields=["applicants"], name="request_alike_applicants")]

    def __str__(self) -> str:
        return f"{self.applicants} like {self.request_id}"
