"""What a clerk types about a request at the desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mingchuang.base.design.forms import HouseForm
from mingchuang.base.design.widgets import DayField
from mingchuang.rules.personal_data import PURPOSE_LABELS, Purpose
from mingchuang.rules.requests.at_the_desk import IDENTITY_CHECK_LABELS


class ConfirmForm(HouseForm):
    """The day on which the applicant and the office confirmed the request."""

    day = DayField(
        label=_("双方确认的日期"),
        help_text=_("不填为今天。答复期限从这一天起算。"),
        required=False,
    )


class RenewForm(HouseForm):
    """How identity was checked before a new query code is issued."""

    check = forms.ChoiceField(
        label=_("怎样核对了身份"),
        choices=[(check.value, label) for check, label in IDENTITY_CHECK_LABELS.items()],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("备注"),
        help_text=_("如来电时间、代理人与申请人的关系。只在内部可见，不要写证件号码。"),
        required=False,
        max_length=300,
    )
    receipt = forms.CharField(max_length=32, widget=forms.HiddenInput)
    """The mark of one filled-in form: sent twice, it issues one code."""


_READ_FOR = (Purpose.VERIFY_IDENTITY, Purpose.HANDLE, Purpose.DELIVER, Purpose.REVIEW_OR_LAWSUIT)


class OpenPaperForm(HouseForm):
    """What a sealed paper is opened for."""

    purpose = forms.ChoiceField(
        label=_("用途"),
        choices=[(purpose.value, PURPOSE_LABELS[purpose]) for purpose in _READ_FOR],
        widget=forms.RadioSelect,
    )

    def clean_purpose(self) -> Purpose:
        return Purpose(self.cleaned_data["purpose"])
