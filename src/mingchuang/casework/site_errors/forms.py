"""What the public types: a report, and the question how it stands."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingchuang.base.design.forms import HouseForm
from mingchuang.casework.looking_up import NumberAndCodeForm
from mingchuang.casework.site_errors.models import ErrorKind
from mingchuang.casework.site_errors.services import LONGEST_ADDRESS, LONGEST_CONTACT, LONGEST_PROBLEM, Report


class ReportForm(HouseForm):
    """A report. Whether it is complete is decided by the service, which names everything at once.

    `website` is a trap: people do not see it, machines that fill in every field do.
    """

    page_address = forms.CharField(
        label=_("出错的网页"),
        help_text=_("网页地址。从出错的网页点进来时已自动填好。"),
        required=False,
        max_length=LONGEST_ADDRESS,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    error_kind = forms.ChoiceField(label=_("错误类型"), choices=ErrorKind.choices, widget=forms.RadioSelect)
    problem = forms.CharField(
        label=_("哪里有错，应当是什么"),
        help_text=_("最多1000字。请不要写身份证号、银行卡号等个人信息。"),
        max_length=LONGEST_PROBLEM,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    contact = forms.CharField(
        label=_("联系方式"),
        help_text=_("电话或者电子邮箱，只在需要向您核实时使用。不填也会办理，您可以凭编号和查询码看答复。"),
        required=False,
        max_length=LONGEST_CONTACT,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    website = forms.CharField(required=False, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["error_kind"].error_messages = {
            "required": _("请选择错误类型"),
            "invalid_choice": _("请选择列出的错误类型"),
        }
        self.fields["problem"].error_messages["required"] = _("请写明哪里有错")

    @property
    def shown(self) -> list[forms.BoundField]:
        """The fields people see."""
        return [self[name] for name in ("page_address", "error_kind", "problem", "contact")]

    def report(self) -> Report:
        """What was typed, once the form is valid."""
        data = self.cleaned_data
        return Report(data["error_kind"], data["problem"], data["page_address"], data["contact"])


class ProgressForm(NumberAndCodeForm):
    """Number and query code of a report."""

    example = _("如 E2026-00012")
