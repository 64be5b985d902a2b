"""The years the office's clocks count in, and every calendar that was ever in force."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mingchuang.base.triggers.services import append_only, declare


class CalendarYear(models.Model):
    """The arrangement of one year: days off, make-up days, and who says so.

    Rows come from the packaged data until somebody in the office edits one; an edited row is never
    overwritten by a newer package.
    """

    year = models.PositiveSmallIntegerField(_("年份"), primary_key=True)
    arrangement = models.JSONField(_("安排"))
    edited_at = models.DateTimeField(_("修改时间"), null=True, blank=True)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("修改人"),
    )

    class Meta:
        verbose_name = _("年度安排")
        verbose_name_plural = _("年度安排")
        ordering = ["year"]

    def __str__(self) -> str:
        return str(self.year)


class CalendarVersion(models.Model):
    """A calendar that was in force from `made_at` until the next one; the last row is today's.

    `years` holds the whole calendar, so that any old deadline can be computed again; `moved` counts
    the open clocks that the change moved, as they were shown to the person who accepted it.
    """

    version = models.CharField(_("版本"), max_length=64)
    years = models.JSONField(_("各年安排"))
    reason = models.CharField(_("说明"), max_length=200, blank=True)
    moved = models.PositiveIntegerField(_("变动的期限"), default=0)
    made_at = models.DateTimeField(_("启用时间"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("启用人")
    )

    class Meta:
        verbose_name = _("日历版本")
        verbose_name_plural = _("日历版本")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.version


declare(*append_only("calendars_calendarversion"))
