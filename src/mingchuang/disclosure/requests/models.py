"""What a request asks, and what the office found, asked others, charged, decided and defended.

Who asks and how to reach them stands sealed in `base.personal`; running texts can be erased (emptied
together with their salt). Codes in these tables are those of `rules.requests`.
"""

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mingchuang.base.localtime import local_day, start_of_day
from mingchuang.base.personal.models import PersonalFile, PersonalRecord
from mingchuang.base.triggers.services import declare, guard
from mingchuang.casework.models import Case
from mingchuang.disclosure.requests.giving_models import GivenFile
from mingchuang.disclosure.requests.letter_models import RequestLetter
from mingchuang.disclosure.requests.turning_models import AskedAlike, TurnedActive
from mingchuang.rules.requests.facts import DISPUTE_LABELS
from mingchuang.rules.requests.opinions import CONSULTATION_LABELS

__all__ = [
    "AskedAlike",
    "AskedItem",
    "Consultation",
    "Dispute",
    "DisputeResult",
    "FeeBasis",
    "FeeNotice",
    "GivenFile",
    "InformationRequest",
    "PaperRole",
    "RequestLetter",
    "RequestPaper",
    "SavedApplication",
    "SearchRecord",
    "SignOff",
    "TurnedActive",
]


class InformationRequest(models.Model):
    """The detail of one request: Art. 29 and, for the annual report, the type of applicant.

    `submitted_at`, `arrived_on` and `confirmed_on` are kept apart, because each channel counts from another
    of them; the day that counts is `case.received_on`. `receipt_digest` finds an online request again after
    a double click. `way`, `route` and the texts may be empty where the request came on paper: then they are
    what a correction asks for.
    """

    case = models.OneToOneField(
        Case, models.PROTECT, primary_key=True, related_name="information_request", verbose_name=_("来件")
    )
    applicant_type = models.CharField(_("申请人类型"), max_length=40)
    applicant = models.OneToOneField(
        PersonalRecord, models.PROTECT, related_name="+", verbose_name=_("申请人")
    )
    agent = models.OneToOneField(
        PersonalRecord, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("代理人")
    )
    channel = models.CharField(_("提交渠道"), max_length=40)
    submitted_at = models.DateTimeField(_("提交时间"), null=True, blank=True)
    arrived_on = models.DateField(_("到达日期"), null=True, blank=True)
    confirmed_on = models.DateField(_("确认日期"), null=True, blank=True)
    document_name = models.CharField(_("信息名称"), max_length=300, blank=True)
    document_number = models.CharField(_("文号"), max_length=100, blank=True)
    features = models.TextField(_("其他特征描述"), blank=True)
    salt = models.CharField(max_length=64, blank=True)
    way = models.CharField(_("获取方式"), max_length=20, blank=True)
    route = models.CharField(_("获取途径"), max_length=20, blank=True)
    filled_by_staff = models.BooleanField(_("由工作人员代为填写"), default=False)
    needs_help = models.BooleanField(_("需要帮助"), default=False)
    help_log = models.TextField(_("提供帮助的记录"), blank=True)
    is_foreign = models.BooleanField(_("境外申请人"), default=False)
    receipt_digest = models.CharField(max_length=64, unique=True, null=True, blank=True)

    class Meta:
        verbose_name = _("政府信息公开申请")
        verbose_name_plural = _("政府信息公开申请")
        indexes = [
            models.Index(fields=["applicant_type"], name="request_applicant_type"),
            models.Index(fields=["document_number"], name="request_document_number"),
        ]

    def __str__(self) -> str:
        return f"information request {self.case_id}"

    @property
    def submitted_day(self) -> date | None:
        """The day of submission where no hour is known, as with what was written down from paper."""
        if self.submitted_at is None:
            return None
        day = local_day(self.submitted_at)
        return day if self.submitted_at == start_of_day(day) else None


class PaperRole(models.TextChoices):
    """What a paper of a request is."""

    IDENTITY_PROOF = "identity_proof", _("申请人的身份证明")
    AGENT_IDENTITY_PROOF = "agent_identity_proof", _("代理人的身份证明")
    POWER_OF_ATTORNEY = "power_of_attorney", _("授权委托书")
    SCAN = "scan", _("来件扫描件")
    OPINION = "opinion", _("征求到的意见")
    OTHER = "other", _("其他材料")


class RequestPaper(models.Model):
    """A paper that came in, sealed: a copy of the identity document, the scan of a letter.

    `consultation` is named by the opinion of somebody who was consulted.
    """

    request = models.ForeignKey(
        InformationRequest, models.PROTECT, related_name="papers", verbose_name=_("申请")
    )
    file = models.OneToOneField(
        PersonalFile, models.PROTECT, related_name="request_paper", verbose_name=_("文件")
    )
    role = models.CharField(_("种类"), max_length=30, choices=PaperRole.choices)
    consultation = models.ForeignKey(
        "Consultation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="papers",
        verbose_name=_("征求意见"),
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("登记人"),
    )
    added_at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = _("申请材料")
        verbose_name_plural = _("申请材料")
        ordering = ["request", "id"]

    def __str__(self) -> str:
        return f"paper {self.pk} of {self.request_id}"


class AskedItem(models.Model):
    """One thing asked for within a request, with an outcome of its own.

    `answer` holds what the decision needs besides ground and reason: link, responsible body, earlier reply,
    law, counts. The texts are erased together with those of the request.
    """

    request = models.ForeignKey(
        InformationRequest, models.PROTECT, related_name="items", verbose_name=_("申请")
    )
    position = models.PositiveSmallIntegerField(_("次序"))
    description = models.TextField(_("申请内容"), blank=True)
    decision = models.CharField(_("答复类型"), max_length=40, blank=True)
    ground = models.CharField(_("不予公开的事由"), max_length=40, blank=True)
    reason = models.TextField(_("理由"), blank=True)
    answer = models.JSONField(_("答复要素"), default=dict, blank=True)
    decided_on = models.DateField(_("决定日期"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("决定人"),
    )

    class Meta:
        verbose_name = _("申请事项")
        verbose_name_plural = _("申请事项")
        ordering = ["request", "position"]
        constraints = [models.UniqueConstraint(fields=["request", "position"], name="request_item_position")]

    def __str__(self) -> str:
        return f"{self.request_id}/{self.position}"


class SearchRecord(models.Model):
    """One search for what was asked: without it nobody may answer that the information does not exist."""

    request = models.ForeignKey(
        InformationRequest, models.PROTECT, related_name="searches", verbose_name=_("申请")
    )
    item = models.ForeignKey(
        AskedItem, models.PROTECT, null=True, blank=True, related_name="searches", verbose_name=_("事项")
    )
    place = models.CharField(_("检索范围"), max_length=300)
    words = models.CharField(_("检索方式和用词"), max_length=300)
    result = models.TextField(_("检索结果"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("检索人")
    )
    on = models.DateField(_("检索日期"))

    class Meta:
        verbose_name = _("检索记录")
        verbose_name_plural = _("检索记录")
        ordering = ["request", "id"]

    def __str__(self) -> str:
        return f"search {self.pk} of {self.request_id}"


class Consultation(models.Model):
    """One letter that asks another for an opinion; (sent_on, ended_on] does not count for the reply.

    `sent_on` is empty while the letter is drafted and has not left.

    `items` are what it is about; none named means all that is asked.
    A person is named in `party`, sealed; an agency in `agency`. `ended_on` is the day the opinion came or
    the period lapsed; `answer` is a code of the outcome, empty while it is awaited.
    """

    request = models.ForeignKey(
        InformationRequest, models.PROTECT, related_name="consultations", verbose_name=_("申请")
    )
    kind = models.CharField(_("种类"), max_length=20, choices=list(CONSULTATION_LABELS.items()))
    party = models.OneToOneField(
        PersonalRecord, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("第三方")
    )
    agency = models.CharField(_("机关"), max_length=200, blank=True)
    items = models.ManyToManyField(
        AskedItem, blank=True, related_name="consultations", verbose_name=_("涉及的申请事项")
    )
    concerning = models.TextField(_("涉及的信息"), blank=True)
    sent_on = models.DateField(_("发出日期"), null=True, blank=True)
    received_on = models.DateField(_("对方收到日期"), null=True, blank=True)
    ended_on = models.DateField(_("结束日期"), null=True, blank=True)
    answer = models.CharField(_("意见"), max_length=20, blank=True)
    reasonable = models.BooleanField(_("不同意的理由合理"), null=True, blank=True)
    opinion = models.TextField(_("意见内容"), blank=True)

    class Meta:
        verbose_name = _("征求意见")
        verbose_name_plural = _("征求意见")
        ordering = ["request", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_on=None) | models.Q(ended_on__gte=models.F("sent_on")),
                name="request_consultation_ends_after_it_began",
            )
        ]

    def __str__(self) -> str:
        return f"consultation {self.pk} of {self.request_id}"


class FeeBasis(models.TextChoices):
    """How the fee is counted; one of the two for a request, never both."""

    ITEMS = "items", _("按件")
    PAGES = "pages", _("按量")


class FeeNotice(models.Model):
    """One notice of the fee for processing. `amount` is in yuan; `already` counts the month before it."""

    request = models.OneToOneField(
        InformationRequest, models.PROTECT, related_name="fee_notice", verbose_name=_("申请")
    )
    basis = models.CharField(_("计费方式"), max_length=10, choices=FeeBasis.choices)
    already = models.PositiveIntegerField(_("当月此前件数"), default=0)
    counted = models.PositiveIntegerField(_("件数或者页数"))
    amount = models.DecimalField(_("金额（元）"), max_digits=12, decimal_places=2)
    sent_on = models.DateField(_("通知日期"))
    received_on = models.DateField(_("申请人收到日期"), null=True, blank=True)
    paid_on = models.DateField(_("缴费日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("收费通知")
        verbose_name_plural = _("收费通知")

    def __str__(self) -> str:
        return f"fee of {self.request_id}"


class DisputeResult(models.TextChoices):
    """How it ended; empty while it is pending."""

    MAINTAINED = "maintained", _("结果维持")
    CORRECTED = "corrected", _("结果纠正")
    OTHER = "other", _("其他结果")


class Dispute(models.Model):
    """One review or suit over a request."""

    request = models.ForeignKey(
        InformationRequest, models.PROTECT, related_name="disputes", verbose_name=_("申请")
    )
    kind = models.CharField(_("种类"), max_length=30, choices=list(DISPUTE_LABELS.items()))
    organ = models.CharField(_("复议机关或者法院"), max_length=200, blank=True)
    docket = models.CharField(_("案号"), max_length=100, blank=True)
    filed_on = models.DateField(_("提起日期"))
    accepted_on = models.DateField(_("受理日期"), null=True, blank=True)
    notified_on = models.DateField(_("收到通知日期"), null=True, blank=True)
    closed_on = models.DateField(_("办结日期"), null=True, blank=True)
    result = models.CharField(_("结果"), max_length=20, choices=DisputeResult.choices, blank=True)

    class Meta:
        verbose_name = _("复议诉讼")
        verbose_name_plural = _("复议诉讼")
        ordering = ["request", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_on=None, result="")
                | (models.Q(closed_on__isnull=False) & ~models.Q(result="")),
                name="request_dispute_closed_has_result",
            )
        ]

    def __str__(self) -> str:
        return f"dispute {self.pk} of {self.request_id}"


class SignOff(models.Model):
    """One signature inside the office on a drafted reply: division, legal, secrecy, head.

    The row is never changed or deleted; its text may be erased.
    """

    request = models.ForeignKey(
        InformationRequest, models.PROTECT, related_name="sign_offs", verbose_name=_("申请")
    )
    step = models.CharField(_("环节"), max_length=20)
    passed = models.BooleanField(_("通过"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("审核人")
    )
    at = models.DateTimeField(_("时间"))
    text = models.TextField(_("意见"), blank=True)

    class Meta:
        verbose_name = _("审签")
        verbose_name_plural = _("审签")
        ordering = ["request", "id"]

    def __str__(self) -> str:
        return f"sign-off {self.pk} of {self.request_id}"


class SavedApplication(models.Model):
    """An application somebody has begun and will finish later; found by a code only they know.

    The content is sealed under a key made from that code: the office cannot read it before it is sent.
    """

    code_digest = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField(_("密文"))
    saved_at = models.DateTimeField(_("保存时间"))
    expires_at = models.DateTimeField(_("失效时间"), db_index=True)

    class Meta:
        verbose_name = _("暂存的申请")
        verbose_name_plural = _("暂存的申请")

    def __str__(self) -> str:
        return self.code_digest[:8]


_TEXT_ERASED_ONLY = (
    "NOT (NEW.text = '' AND NEW.request_id = OLD.request_id AND NEW.step = OLD.step "
    "AND NEW.passed = OLD.passed AND NEW.by_id = OLD.by_id AND NEW.at = OLD.at)"
)

declare(
    guard(
        "requests_signoff_no_delete",
        "requests_signoff",
        on="DELETE",
        sqlite_when="1",
        postgres_when="TRUE",
        message="a sign-off is never deleted",
    ),
    guard(
        "requests_signoff_erasure_only",
        "requests_signoff",
        on="UPDATE",
        sqlite_when=_TEXT_ERASED_ONLY,
        postgres_when=_TEXT_ERASED_ONLY,
        message="a sign-off is never changed; its text may be erased",
    ),
)
