"""What people type at the desk about letters. Forms read and keep text; the rules decide."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingchuang.base.design.forms import HouseForm
from mingchuang.base.design.widgets import DayField
from mingchuang.rules.letters.delivery import WAY_LABELS
from mingchuang.rules.letters.kinds import LETTERS


class ParagraphsField(forms.CharField):
    """A text whose lines are paragraphs."""

    widget = forms.Textarea(attrs={"rows": 18, "spellcheck": "false"})

    def prepare_value(self, value: Any) -> Any:
        return "\n\n".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]


class WordingForm(HouseForm):
    """The wording of one kind."""

    paragraphs = ParagraphsField(
        label=_("段落"),
        error_messages={"required": _("文书用语是空的，请至少写一段")},
        help_text=_("每行一段，空行不算。占位符写成{收到日期}的样子，名称从下面的表中选用。"),
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class NumbersForm(forms.Form):
    """The filters of the register of numbers, as they stand in the address; an unknown value is none."""

    series = forms.ChoiceField(label=_("编号序列"), required=False)
    year = forms.ChoiceField(label=_("年份"), required=False)
    kind = forms.ChoiceField(label=_("文书种类"), required=False)
    state = forms.ChoiceField(
        label=_("状态"),
        choices=[("", _("不限")), ("issued", _("已印发")), ("voided", _("已作废"))],
        required=False,
    )

    def __init__(self, *args: Any, series: Sequence[str], years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {
            "series": [(name, name) for name in series],
            "year": [(str(year), str(year)) for year in years],
            "kind": [(kind.value, rule.name) for kind, rule in LETTERS.items()],
        }
        for name, choices in offered.items():
            self.fields[name].choices = [("", _("不限")), *choices]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, str]:
        """What was chosen, by field of a letter."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class VoidForm(HouseForm):
    """Why a letter is put out of force."""

    reason = forms.CharField(
        label=_("作废理由"),
        help_text=_("编号保留，不再使用。"),
        error_messages={"required": _("请说明为什么作废")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class SignedForm(HouseForm):
    """The original that was signed and sealed."""

    file = forms.FileField(
        label=_("签章原件"),
        help_text=_("PDF、OFD 或者 DOCX；收回以后不能替换。申请人在网上下载的就是这份。"),
    )


class DeliveryForm(HouseForm):
    """How a letter was handed over."""

    way = forms.ChoiceField(
        label=_("送达方式"), choices=[(way.value, label) for way, label in WAY_LABELS.items()]
    )
    on = DayField(
        label=_("送达日期"),
        help_text=_("直接、委托送达的写签收之日，邮寄的写交邮之日。"),
    )
    recipient = forms.CharField(label=_("收取人"), max_length=100)
    mail_number = forms.CharField(
        label=_("邮件编号"), max_length=30, required=False, help_text=_("邮寄送达时填写，只能通过邮政企业。")
    )
    proof = forms.FileField(
        label=_("送达凭证"), required=False, help_text=_("签收的送达回证、邮件回执的扫描件。")
    )


ACTS: dict[str, type[HouseForm] | None] = {
    "approve": None,
    "issue": None,
    "void": VoidForm,
    "take-back-signed": SignedForm,
    "deliver": DeliveryForm,
}
"""The acts on a letter and what each asks."""
