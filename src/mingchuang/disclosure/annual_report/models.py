"""Annual reports as they stand, own and of other offices, and every change of a number by hand.

`tables` and `completeness` are kept in the JSON format in which reports are exchanged, so that what is
stored, checked, handed out and taken in is one thing.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mingchuang.base.ids import new_uid
from mingchuang.base.triggers.services import append_only, declare
from mingchuang.publishing.models import Item, ItemState
from mingchuang.rules.annual_report.reading import Report, read_report


class ReportState(models.TextChoices):
    """Where a report of our own stands; its publication is the item's."""

    DRAFT = "draft", _("编写中")
    SIGNED = "signed", _("已签发")


class ReportSource(models.TextChoices):
    """Whose report it is."""

    OWN = "own", _("本机关")
    IMPORTED = "imported", _("其他机关")


class AnnualReport(models.Model):
    """A report for a year. `notes` say why it does not follow from the year before, by place of the cell."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    year = models.PositiveSmallIntegerField(_("年度"))
    agency = models.CharField(_("机关"), max_length=120)
    source = models.CharField(max_length=10, choices=ReportSource.choices, default=ReportSource.OWN)
    state = models.CharField(max_length=10, choices=ReportState.choices, default=ReportState.DRAFT)
    form_version = models.CharField(_("报表格式"), max_length=60)
    tables = models.JSONField(default=dict)
    completeness = models.JSONField(default=dict)
    chapters = models.JSONField(default=list)
    notes = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    item = models.ForeignKey(Item, models.PROTECT, related_name="+", null=True, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    counted_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    signed_at = models.DateTimeField(null=True, blank=True)
    handed_in_on = models.DateField(_("报送主管部门日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("年度报告")
        ordering = ["-year", "source", "agency", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["year"], condition=Q(source="own"), name="one_own_annual_report_a_year"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(signed_at__isnull=False), name="signed_report_says_when"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency}{self.year}"

    @property
    def is_own(self) -> bool:
        return self.source == ReportSource.OWN

    @property
    def is_open(self) -> bool:
        """Whether its numbers and texts may still be changed."""
        return self.is_own and self.state == ReportState.DRAFT

    @property
    def is_handed_over(self) -> bool:
        """Whether publishing has it; a discarded draft may be made anew."""
        return self.item is not None and self.item.state != ItemState.DISCARDED

    def as_json(self) -> dict[str, Any]:
        """The report in the JSON format of exchange."""
        return {
            "source_title": f"{self.agency}{self.year}年政府信息公开工作年度报告",
            "agency": self.agency,
            "year": self.year,
            "form_version": self.form_version,
            "completeness": self.completeness,
            "tables": self.tables,
            "chapters": self.chapters,
        }

    def read(self) -> Report:
        """The report as the rules read it."""
        return read_report(self.as_json())


class ReportEdit(models.Model):
    """A number that somebody changed by hand: before, after, and why. Append-only."""

    report = models.ForeignKey(AnnualReport, models.PROTECT, related_name="edits")
    place = models.CharField(max_length=160)
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40)
    reason = models.CharField(_("理由"), max_length=300)
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    edited_at = models.DateTimeField()

    class Meta:
        verbose_name = _("年度报告数字修改")
        ordering = ["-edited_at", "-id"]

    def __str__(self) -> str:
        return f"{self.place}: {self.before} → {self.after}"


declare(*append_only("annual_report_reportedit"))
