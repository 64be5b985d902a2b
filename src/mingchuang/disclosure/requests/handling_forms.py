"""What people type while a request is handled. Forms read and keep text; the rules decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingchuang.base.design.forms import HouseForm
from mingchuang.base.design.widgets import DayField
from mingchuang.casework.models import Case
from mingchuang.disclosure.requests.models import AskedItem, Consultation, Dispute, DisputeResult
from mingchuang.disclosure.requests.services import completing
from mingchuang.disclosure.requests.services.application import LONGEST
from mingchuang.rules.letters.delivery import WAY_LABELS as DELIVERY_LABELS
from mingchuang.rules.requests import periods
from mingchuang.rules.requests.application import IDENTITY_LABELS, ROUTE_LABELS, WAY_LABELS
from mingchuang.rules.requests.facts import DISPUTE_LABELS, SIGN_OFF_LABELS
from mingchuang.rules.requests.fees import TARIFF_LABELS
from mingchuang.rules.requests.opinions import OPINION_LABELS, PARTY_LABELS

_CHOOSE = [("", _("请选择"))]
_TOLD = _("申请人凭编号和查询码可以看到这段文字。不要写个人信息。")


def _area(label: Any, *, hint: Any = "", required: bool = True, rows: int = 3) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, required=required, widget=widget, max_length=2000)


def _line(name: str, label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONGEST[name], required=False)


class DayForm(HouseForm):
    """The day that counts."""

    day = DayField(label=_("日期"))


class CorrectionForm(HouseForm):
    """Everything the applicant has to correct."""

    items = _area(_("需要补正的事项"), hint=_("一行一项，须一次写全。申请人可以看到。"), rows=4)
    workdays = forms.IntegerField(
        label=_("补正期限（工作日）"), min_value=1, max_value=60, initial=periods.CORRECTION_WORKDAYS
    )
    late_notice_accepted = forms.BooleanField(
        label=_("已超过告知期限，仍然告知；答复期限照原收到日计算"), required=False
    )


class CorrectedForm(HouseForm):
    """What came back on paper, with a box for each thing the request did not say."""

    day = DayField(label=_("收到补正的日期"))
    reason = _area(_("补正的内容"))
    name = _line("name", _("姓名或者名称"))
    identity = forms.ChoiceField(
        label=_("证件类型"), choices=[*_CHOOSE, *IDENTITY_LABELS.items()], required=False
    )
    id_number = _line("id_number", _("证件号码"))
    contact_person = _line("contact_person", _("联系人姓名"))
    phone = _line("phone", _("电话"))
    email = _line("email", _("电子邮箱"))
    address = _line("address", _("通信地址"))
    way = forms.ChoiceField(
        label=_("获取信息的方式"), choices=[*_CHOOSE, *WAY_LABELS.items()], required=False
    )
    route = forms.ChoiceField(
        label=_("获取信息的途径"), choices=[*_CHOOSE, *ROUTE_LABELS.items()], required=False
    )
    late_correction_justified = forms.BooleanField(label=_("逾期但有正当理由"), required=False)
    paper = forms.FileField(
        label=_("补正材料的扫描件"), help_text=_("PDF、JPG 或者 PNG，加密保存。"), required=False
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lacked = completing.missing(case.information_request)
        for name in (*completing.PERSON, *completing.ANSWERING):
            if name not in lacked:
                del self.fields[name]


class ConsultForm(HouseForm):
    """Whose opinion is asked, about what."""

    party_kind = forms.ChoiceField(
        label=_("征求谁的意见"), choices=[*_CHOOSE, *PARTY_LABELS.items()], required=False
    )
    party = forms.CharField(label=_("名称或者姓名"), max_length=200, required=False)
    items = forms.ModelMultipleChoiceField(
        AskedItem.objects.none(),
        label=_("针对哪几项申请内容"),
        help_text=_("不选的，算作针对全部内容。征求到的意见决定这几项怎样答复。"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    concerning = _area(_("涉及的信息"), hint=_("写信息本身，不写申请人是谁。"), required=False)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["items"]
        field.queryset = AskedItem.objects.filter(request_id=case.pk).order_by("position")
        field.label_from_instance = lambda row: f"{row.position}. {row.description[:40]}"
        if not field.queryset:
            del self.fields["items"]


class _OfConsultation(HouseForm):
    consultation = forms.ModelChoiceField(
        Consultation.objects.none(), label=_("哪一项"), empty_label=_("请选择")
    )
    awaited = "ended_on"

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["consultation"]
        sent = Consultation.objects.filter(request_id=case.pk, sent_on__isnull=False)
        field.queryset = sent.filter(**{self.awaited: None})
        field.label_from_instance = consultation_label


def consultation_label(row: Consultation) -> str:
    """A consultation in words; a third party is not named in a list."""
    who = row.agency or row.get_kind_display()
    return f"{who}（{row.sent_on.isoformat()} 发出）" if row.sent_on else who


class LetterReceivedForm(_OfConsultation):
    """When the party got the letter."""

    awaited = "received_on"
    day = DayField(label=_("对方收到日期"))


class OpinionForm(_OfConsultation):
    """What the party said."""

    opinion = forms.ChoiceField(label=_("意见"), choices=[*_CHOOSE, *OPINION_LABELS.items()], required=False)
    reasonable = forms.NullBooleanField(
        label=_("不同意的理由是否合理"),
        help_text=_("第三方不同意公开的，必须判断：理由合理的不予公开，除非关系重大公共利益。"),
        widget=forms.NullBooleanSelect,
        required=False,
    )
    day = DayField(label=_("收到意见或者期满的日期"))
    reason = _area(_("意见内容"), hint=_("只在内部可见。"), required=False)
    paper = forms.FileField(
        label=_("书面意见的扫描件"), help_text=_("PDF、JPG 或者 PNG，加密保存。"), required=False
    )


class ExtendForm(HouseForm):
    """How long and why."""

    workdays = forms.IntegerField(label=_("延长工作日"), min_value=1, initial=periods.EXTENSION_LIMIT)
    reason = _area(_("延长的理由"), hint=_TOLD)


class AskReasonsForm(HouseForm):
    """Why it is excessive, and what to explain."""

    excess = forms.CharField(
        label=_("申请的数量、频次"),
        help_text=_("写进告知书，如：本年1月至3月，您（单位）共提出申请62件。"),
        max_length=300,
        required=False,
    )
    reason = _area(_("要求说明的内容"), hint=_TOLD)
    workdays = forms.IntegerField(
        label=_("说明期限（工作日）"), min_value=1, max_value=60, initial=periods.REASONS_WORKDAYS
    )


class ReasonsGivenForm(HouseForm):
    """The applicant's reasons."""

    day = DayField(label=_("收到日期"))
    reason = _area(_("申请人说明的理由"))


class DelayForm(HouseForm):
    """The reasonable day."""

    until = DayField(label=_("延迟到"), required=False)
    reason = _area(_("延迟的理由"), hint=_TOLD)


class FeeForm(HouseForm):
    """By which tariff, how many."""

    tariff = forms.ChoiceField(
        label=_("计费方式"), choices=[*_CHOOSE, *TARIFF_LABELS.items()], required=False
    )
    count = forms.IntegerField(label=_("件数或者页数"), min_value=1)
    already = forms.IntegerField(
        label=_("该申请人本月此前已有件数"),
        min_value=0,
        initial=0,
        help_text=_("按件计收时填写，先在“计算信息处理费”页核对。"),
    )
    pay_way = forms.CharField(
        label=_("缴纳方式"),
        help_text=_("不填的，用网站标识里填写的缴纳方式。"),
        max_length=200,
        required=False,
    )


class PaidForm(HouseForm):
    """What was paid, when."""

    day = DayField(label=_("缴费日期"))
    amount = forms.IntegerField(label=_("金额（元）"), min_value=1)


class SignForm(HouseForm):
    """Which step, and a word."""

    step = forms.ChoiceField(label=_("环节"), choices=[*_CHOOSE, *SIGN_OFF_LABELS.items()], required=False)
    reason = _area(_("审核意见"), hint=_("只在内部可见。"), required=False)


class SendBackForm(SignForm):
    """Why the reply is returned."""

    reason = _area(_("退回的理由"), hint=_("只在内部可见。"))


class ServeForm(HouseForm):
    """How the reply was served."""

    way = forms.ChoiceField(
        label=_("送达方式"), choices=[(way.value, label) for way, label in DELIVERY_LABELS.items()]
    )
    day = DayField(
        label=_("送达日期"), help_text=_("直接、委托送达填签收日，邮寄填交邮之日，网上填发出之日。")
    )
    proof = forms.CharField(
        label=_("送达凭证"), help_text=_("签收人、邮件号或者发送记录。"), max_length=200, required=False
    )


class WithdrawnForm(HouseForm):
    """When and how the applicant took the request back."""

    day = DayField(label=_("申请人撤回的日期"))
    reason = _area(_("撤回的书面材料或者经过"), hint=_("只在内部可见。"))


class HelpForm(HouseForm):
    """What help an applicant got, when."""

    day = DayField(label=_("提供帮助的日期"))
    reason = _area(_("提供了什么帮助"), hint=_("如代为填写、朗读文书、放大打印、手语翻译。只在内部可见。"))


class DisputeForm(HouseForm):
    """Who contests the reply where."""

    kind = forms.ChoiceField(label=_("种类"), choices=[*_CHOOSE, *DISPUTE_LABELS.items()], required=False)
    organ = forms.CharField(label=_("复议机关或者法院"), max_length=200)
    docket = forms.CharField(label=_("案号"), max_length=100, required=False)
    day = DayField(label=_("提起日期"))
    notified_on = DayField(
        label=_("收到通知书的日期"), help_text=_("答复、答辩的期限从这一天起算。"), required=False
    )
    accepted_on = DayField(
        label=_("复议受理日期"), help_text=_("复议决定的期限从这一天起算。"), required=False
    )
    simplified = forms.BooleanField(label=_("复议适用简易程序（5个工作日内答复）"), required=False)
    taken_up_all_the_same = forms.BooleanField(
        label=_("与法定顺序不符，但复议机关或者法院已经受理，照实登记"), required=False
    )


class _OfDispute(HouseForm):
    dispute = forms.ModelChoiceField(Dispute.objects.none(), label=_("哪一项"), empty_label=_("请选择"))

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["dispute"]
        field.queryset = Dispute.objects.filter(request_id=case.pk, closed_on=None)
        field.label_from_instance = _dispute_label
        if len(field.queryset) == 1:
            # Nothing is to be chosen: the service takes the only one.
            del self.fields["dispute"]


def _dispute_label(row: Dispute) -> str:
    parts = (row.get_kind_display(), row.organ, row.docket, row.filed_on.isoformat())
    return " ".join(part for part in parts if part)


class DisputeAnsweredForm(_OfDispute):
    """When our answer or defence was handed in."""

    day = DayField(label=_("提交日期"))


class ReviewExtendedForm(HouseForm):
    """How much later the review organ decides."""

    days = forms.IntegerField(
        label=_("延长的天数（自然日）"),
        help_text=_("最多30日；简易程序不能延长。"),
        min_value=1,
        initial=periods.REVIEW_EXTENSION_DAYS,
    )
    day = DayField(label=_("收到延期通知的日期"), help_text=_("须在原来的复议决定期限届满以前。"))


class ReviewSuspendedForm(HouseForm):
    """Since when the review organ lets the review rest, and why."""

    day = DayField(label=_("中止日期"), help_text=_("中止通知书上的日期。中止期间复议决定的期限不计算。"))
    reason = _area(_("中止的原因"), hint=_("照中止通知书写。只在内部可见。"))


class ReviewResumedForm(HouseForm):
    """When the review organ took the review up again."""

    day = DayField(
        label=_("恢复审理的日期"), help_text=_("恢复通知书上的日期。复议决定的期限按中止的天数顺延。")
    )


class ReplyReceivedForm(HouseForm):
    """When a posted letter came."""

    day = DayField(
        label=_("申请人收到日期"),
        help_text=_(
            "以邮寄回执为准；有几件的，填最后一件。复议、起诉的期限从这一天起算，重新登记的以后一次为准。"
        ),
    )


class DisputeClosedForm(_OfDispute):
    """How it ended."""

    result = forms.ChoiceField(label=_("结果"), choices=[*_CHOOSE, *DisputeResult.choices], required=False)
    day = DayField(label=_("办结日期"))


class ReopenForm(HouseForm):
    """What orders the new reply."""

    day = DayField(label=_("收到复议决定或者判决的日期"))
    reason = _area(_("要求重新答复的文书"))
