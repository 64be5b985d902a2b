"""What a clerk types about a request at the desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mingchuang.base.design.forms import HouseForm
from mingchuang.rules.personal_data import PURPOSE_LABELS, Purpose


class ConfirmForm(HouseForm):
    """The day on which the applicant and the office confirmed the request."""

    day = forms.DateField(
        label=_("双方确认的日期"),
        help_text=_("不填为今天。答复期限从这一天起算。"),
        required=False,
    )


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
