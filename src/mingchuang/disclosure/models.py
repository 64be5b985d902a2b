"""What the office decided about the statutory list: which items concern it, and why the others do not."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class StatutoryItemSetting(models.Model):
    """Whether one item of the statutory list concerns the office. "Not applicable" always has its reason."""

    code = models.CharField(_("事项"), max_length=10, unique=True)
    applicable = models.BooleanField(_("适用"))
    reason = models.CharField(_("说明"), max_length=200, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_on = models.DateField(_("登记日期"))

    class Meta:
        verbose_name = _("法定主动公开事项")
        constraints = [
            models.CheckConstraint(
                condition=Q(applicable=True) | ~Q(reason=""), name="not_applicable_has_its_reason"
            )
        ]

    def __str__(self) -> str:
        return self.code
