"""What somebody wants corrected in a record about them, and how that was answered.

Who asks stands sealed in `base.personal`; the running texts are about a person and can be erased (emptied
together with their salt). Codes are those of `rules.record_corrections`.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mingchuang.base.personal.models import PersonalFile, PersonalRecord
from mingchuang.casework.models import Case
from mingchuang.rules.record_corrections import OUTCOME_LABELS


class RecordCorrection(models.Model):
    """The detail of one application. `receipt_digest` finds it again after a double click.

    `outcome`, `result` (what was corrected, or why not), `agency` and its contact are of the decision that
    stands; they are empty before it.
    """

    case = models.OneToOneField(
        Case, models.PROTECT, primary_key=True, related_name="record_correction", verbose_name=_("来件")
    )
    applicant = models.OneToOneField(
        PersonalRecord, models.PROTECT, related_name="+", verbose_name=_("申请人")
    )
    channel = models.CharField(_("提交渠道"), max_length=40)
    record = models.CharField(_("要求更正的记录"), max_length=300, blank=True)
    problem = models.TextField(_("哪里不准确，应当是什么"), blank=True)
    evidence = models.TextField(_("证据"), blank=True)
    salt = models.CharField(max_length=64, blank=True)
    outcome = models.CharField(_("处理结果"), max_length=20, choices=list(OUTCOME_LABELS.items()), blank=True)
    result = models.TextField(_("更正的内容或者理由"), blank=True)
    agency = models.CharField(_("有权更正的机关"), max_length=200, blank=True)
    agency_contact = models.CharField(_("该机关的联系方式"), max_length=200, blank=True)
    decided_on = models.DateField(_("决定日期"), null=True, blank=True)
    receipt_digest = models.CharField(max_length=64, unique=True, null=True, blank=True)

    class Meta:
        verbose_name = _("更正记录申请")
        verbose_name_plural = _("更正记录申请")

    def __str__(self) -> str:
        return f"record correction {self.case_id}"


class PaperRole(models.TextChoices):
    """What a paper proves."""

    IDENTITY_PROOF = "identity_proof", _("身份证明")
    EVIDENCE = "evidence", _("证据材料")


class CorrectionPaper(models.Model):
    """A paper the applicant handed in, sealed."""

    correction = models.ForeignKey(
        RecordCorrection, models.PROTECT, related_name="papers", verbose_name=_("更正记录申请")
    )
    file = models.OneToOneField(
        PersonalFile, models.PROTECT, related_name="correction_paper", verbose_name=_("文件")
    )
    role = models.CharField(_("种类"), max_length=30, choices=PaperRole.choices)

    class Meta:
        verbose_name = _("更正申请材料")
        verbose_name_plural = _("更正申请材料")
        ordering = ["correction", "id"]

    def __str__(self) -> str:
        return f"paper {self.pk} of {self.correction_id}"
