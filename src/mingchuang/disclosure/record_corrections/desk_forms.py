"""What a clerk types about an application to correct a record. Forms keep text; the rules decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingchuang.base.design.forms import HouseForm
from mingchuang.base.design.widgets import DayField
from mingchuang.disclosure.record_corrections.models import PaperRole
from mingchuang.disclosure.record_corrections.services import Typed
from mingchuang.disclosure.record_corrections.services.registering import PERSON
from mingchuang.disclosure.requests.services.uploading import ACCEPTED, ACCEPTED_TYPES
from mingchuang.rules.record_corrections import OUTCOME_LABELS, Outcome
from mingchuang.rules.requests.receiving import CHANNEL_LABELS, Channel

_CHOOSE: tuple[str, Any] = ("", _("请选择"))
_IN_LETTER = _("写进答复书。")


def _asked(missing: Any) -> dict[str, Any]:
    """Whether the field must be filled in, and what is said where it is not."""
    return {"required": bool(missing), "error_messages": {"required": missing} if missing else None}


def _text(label: Any, *, hint: Any = "", longest: int = 200, missing: Any = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, max_length=longest, **_asked(missing))


def _area(label: Any, *, hint: Any = "", rows: int = 3, missing: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, widget=widget, max_length=2000, **_asked(missing))


def _check(label: Any, missing: Any) -> forms.BooleanField:
    return forms.BooleanField(label=label, **_asked(missing))


def _file(label: Any) -> forms.FileField:
    widget = forms.FileInput(attrs={"accept": ACCEPTED_TYPES})
    hint = _("%(kinds)s，加密保存。") % {"kinds": ACCEPTED}
    return forms.FileField(label=label, help_text=hint, required=False, widget=widget)


class RegisterForm(HouseForm):
    """One application. What it lacks is no reason not to take it in; the service names what is."""

    channel = forms.ChoiceField(
        label=_("提交渠道"),
        choices=[_CHOOSE, *((c, label) for c, label in CHANNEL_LABELS.items() if c is not Channel.ONLINE)],
        **_asked(_("请选择提交渠道")),
    )
    day = DayField(label=_("收到日期"), help_text=_("办理期限从这一天起算。"), **_asked(_("请填写收到日期")))
    name = _text(_("姓名或者名称"), missing=_("请填写申请人的姓名或者名称"))
    id_number = _text(_("证件号码"), longest=40)
    phone = _text(_("电话"), longest=40)
    email = _text(_("电子邮箱"), longest=120)
    address = _text(_("通信地址"), longest=300)
    agent_name = _text(_("代理人姓名"), hint=_("由代理人提交的填写。"))
    record = _text(
        _("要求更正的记录"),
        hint=_("哪一份、哪一项记录，例如：邀请外国人来华的备案表中的单位名称。"),
        longest=300,
        missing=_("请写明要求更正的是哪一项记录"),
    )
    problem = _area(_("哪里不准确，应当是什么"), rows=4, missing=_("请写明记录哪里不准确、应当是什么"))
    evidence = _area(_("提交了哪些证据"), hint=_("没有提交的写明没有，办理时请申请人补交。"))
    identity_proof = _file(_("身份证明的扫描件"))
    evidence_file = _file(_("证据材料的扫描件"))
    receipt = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)
    """The mark of one filled-in form: sent twice, it registers one application."""

    def typed(self) -> Typed:
        """What was typed, once the form is valid."""
        data = self.cleaned_data
        person = {name: data[name] for name in PERSON}
        texts = {name: data[name] for name in ("channel", "day", "record", "problem", "evidence")}
        return Typed(person=person, **texts)

    def papers(self) -> dict[str, Any]:
        """The uploaded papers by what they prove."""
        fields = {PaperRole.IDENTITY_PROOF: "identity_proof", PaperRole.EVIDENCE: "evidence_file"}
        found = {role.value: self.cleaned_data.get(name) for role, name in fields.items()}
        return {role: file for role, file in found.items() if file}


class CorrectForm(HouseForm):
    """What the record says now, and what was looked at before."""

    corrected_to = _area(_("更正的内容"), hint=_IN_LETTER, missing=_("请写明更正的内容"))
    day = DayField(label=_("更正的日期"), help_text=_("不填为今天。"), required=False)
    identity_checked = _check(
        _("已核对申请人的身份证明，记录与其自身相关"),
        _("更正以前须核对申请人的身份证明，确认记录与其自身相关，请勾选"),
    )
    evidence_checked = _check(
        _("已核对证据，能够证明记录不准确"), _("更正以前须核对证明记录不准确的证据，请勾选")
    )


class RefuseForm(HouseForm):
    """Why the record stays as it is."""

    reason = _area(_("不予更正的理由"), hint=_IN_LETTER, rows=4, missing=_("请说明理由"))


class PassOnForm(HouseForm):
    """Which body may correct the record, and what was done."""

    outcome = forms.ChoiceField(
        label=_("怎样处理"),
        choices=[(one.value, OUTCOME_LABELS[one]) for one in (Outcome.TRANSFERRED, Outcome.POINTED)],
        widget=forms.RadioSelect,
        **_asked(_("请选择已转送，还是告知申请人向该机关提出")),
    )
    agency = _text(_("有权更正的机关"), hint=_IN_LETTER, missing=_("请写明有权更正的机关"))
    agency_contact = _text(_("该机关的联系方式"), hint=_("告知申请人自行提出的必须填写。"))
    day = DayField(label=_("转送的日期"), help_text=_("转送的填写。"), required=False)


class WithdrawnForm(HouseForm):
    """The day the applicant took it back."""

    day = DayField(label=_("撤回的日期"))
    reason = _area(_("备注"), hint=_("只在内部可见。"))


class ReceivedForm(HouseForm):
    """The day a posted answer came."""

    day = DayField(
        label=_("申请人收到日期"),
        help_text=_("以邮寄回执为准。复议、起诉的期限从这一天起算，重新登记的以后一次为准。"),
    )
