"""What the public types, in four steps. The forms shape input; the rules of Art. 29 judge it as a whole.

Nothing is asked that the law does not need: no purpose, no sex, no age.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _

from mingchuang.base.design.forms import HouseForm
from mingchuang.casework.looking_up import NumberAndCodeForm
from mingchuang.disclosure.requests.models import PaperRole
from mingchuang.disclosure.requests.services.application import LONGEST
from mingchuang.disclosure.requests.services.uploading import ACCEPTED_TYPES
from mingchuang.rules.requests.application import (
    APPLICANT_TYPE_LABELS,
    IDENTITY_LABELS,
    ROUTE_LABELS,
    WAY_LABELS,
    Route,
)


def _choices(labels: Mapping[Any, str], *, leave_out: tuple[Any, ...] = ()) -> list[tuple[str, Any]]:
    """The table of the rules as choices, in the language of the page."""
    return [(str(code), gettext_lazy(label)) for code, label in labels.items() if code not in leave_out]


def _text(
    name: str, label: Any, hint: Any = "", *, required: bool = False, **attributes: str
) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=LONGEST[name],
        widget=forms.TextInput(attrs={"autocomplete": "off", **attributes}),
    )


class ApplicantForm(HouseForm):
    """Who asks."""

    applicant_type = forms.ChoiceField(
        label=_("申请人类型"),
        choices=_choices(APPLICANT_TYPE_LABELS),
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择申请人类型"), "invalid_choice": _("请选择列出的申请人类型")},
    )
    name = _text(
        "name",
        _("姓名或者名称"),
        _("与身份证明上的一致。外文姓名照原样写。"),
        required=True,
        autocomplete="name",
    )
    identity = forms.ChoiceField(
        label=_("证件类型"),
        choices=[("", _("请选择")), *_choices(IDENTITY_LABELS)],
        error_messages={"required": _("请选择证件类型"), "invalid_choice": _("请选择列出的证件类型")},
    )
    id_number = _text("id_number", _("证件号码"), required=True)
    by_agent = forms.BooleanField(label=_("我是代理人，受申请人委托填写"), required=False)
    agent_name = _text("agent_name", _("代理人姓名"), _("代理人填写的必须填写。"))


class WantedForm(HouseForm):
    """What is asked for."""

    document_name = _text("document_name", _("信息的名称"), _("例如：关于做好因公出国经费管理工作的通知"))
    document_number = _text("document_number", _("文号"), _("例如：外办发〔2025〕12号。不知道可以不填。"))
    features = forms.CharField(
        label=_("便于查询的其他特征"),
        help_text=_("例如制作机关、大致时间、内容。名称、文号、其他特征至少写一项，越具体查找越快。"),
        required=False,
        max_length=LONGEST["features"],
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class ContactForm(HouseForm):
    """How to reach the applicant, and in what form the information shall come."""

    contact_person = _text("contact_person", _("联系人姓名"), _("单位申请的必须填写，个人申请的不填。"))
    phone = _text(
        "phone",
        _("电话"),
        _("电话、电子邮箱、通信地址至少写一项，用于确认申请和送达答复。"),
        inputmode="tel",
        autocomplete="tel",
    )
    email = _text("email", _("电子邮箱"), inputmode="email", autocomplete="email")
    address = _text(
        "address", _("通信地址"), _("含邮政编码。要求邮寄的必须填写。"), autocomplete="street-address"
    )
    way = forms.ChoiceField(
        label=_("获取信息的方式"),
        choices=_choices(WAY_LABELS),
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择获取信息的方式"), "invalid_choice": _("请选择列出的方式")},
    )
    route = forms.ChoiceField(
        label=_("获取信息的途径"),
        choices=_choices(ROUTE_LABELS, leave_out=(Route.FAX,)),
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择获取信息的途径"), "invalid_choice": _("请选择列出的途径")},
    )


class SeveralFilesInput(forms.FileInput):
    """A file box that takes several."""

    allow_multiple_selected = True


class PapersField(forms.FileField):
    """A box for files that the view has taken in before the form is looked at; the rules say what lacks."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Nothing is left to check here."""
        return data


def _files(label: Any, hint: Any, *, required: bool = False) -> forms.FileField:
    return PapersField(
        label=label,
        help_text=hint,
        required=required,
        widget=SeveralFilesInput(attrs={"accept": ACCEPTED_TYPES, "multiple": True}),
    )


class ProofForm(HouseForm):
    """Copies of the documents, and whether help is needed. The files are kept by the view."""

    identity_proof = _files(_("申请人的身份证明"), _("正反面可以分成两个文件，字迹清楚即可。"), required=True)
    agent_identity_proof = _files(_("代理人的身份证明"), _("由代理人填写的必须提供。"))
    power_of_attorney = _files(_("授权委托书"), _("由代理人填写的必须提供，由申请人签名或者盖章。"))
    needs_help = forms.BooleanField(
        label=_("我存在阅读困难或者视听障碍，需要帮助"),
        help_text=_("工作人员会与您联系，用您方便的方式提供帮助。"),
        required=False,
    )


UPLOADED = (PaperRole.IDENTITY_PROOF, PaperRole.AGENT_IDENTITY_PROOF, PaperRole.POWER_OF_ATTORNEY)
"""Names of the boxes for files, which are what the papers are."""


class CodeForm(HouseForm):
    """The code of a saved application."""

    saved_code = forms.CharField(
        label=_("暂存码"),
        help_text=_("16位字母和数字，大小写、空格和连字符都不影响。"),
        max_length=60,
        error_messages={"required": _("请输入暂存码")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class ProgressForm(NumberAndCodeForm):
    """Number and query code of a request."""

    example = _("如 Y2026-00012")


class CorrectionForm(HouseForm):
    """The answer to a correction notice."""

    document_name = _text("document_name", _("信息的名称"))
    document_number = _text("document_number", _("文号"))
    features = forms.CharField(
        label=_("便于查询的其他特征"),
        help_text=_("请按补正告知书逐项写明。"),
        required=False,
        max_length=LONGEST["features"],
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    papers = _files(_("补充的材料"), _("补正告知书要求提供材料的，例如身份证明，在这里上传；加密保存。"))


class ReasonsForm(HouseForm):
    """Why so much is asked; the office asked for it."""

    reasons = forms.CharField(
        label=_("需要这些信息的理由"),
        help_text=_("请按说明理由告知书的要求写明。请不要写与申请无关的个人信息。"),
        widget=forms.Textarea(attrs={"rows": 6}),
    )


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the application: its name in the page, its heading, its form."""

    name: str
    label: Any
    form: type[HouseForm]

    @property
    def fields(self) -> tuple[str, ...]:
        """Names of what is typed here; files travel apart."""
        return tuple(name for name in self.form.base_fields if name not in UPLOADED)


STEPS = (
    Step("applicant", _("申请人"), ApplicantForm),
    Step("wanted", _("所需信息"), WantedForm),
    Step("contact", _("联系和获取方式"), ContactForm),
    Step("proof", _("证明材料"), ProofForm),
)


def step_of(name: str) -> Step:
    """The step of that name; the first where there is none such."""
    return next((step for step in STEPS if step.name == name), STEPS[0])


def step_with(field: str) -> Step:
    """The step on which a field stands; the first for what stands on none."""
    return next((step for step in STEPS if field in step.form.base_fields), STEPS[0])


def typed_in(data: Mapping[str, Any]) -> dict[str, str]:
    """Everything typed so far, by field; whatever else was sent is left out."""
    names = [name for step in STEPS for name in step.fields]
    return {name: str(data.get(name, "")) for name in names if data.get(name)}
