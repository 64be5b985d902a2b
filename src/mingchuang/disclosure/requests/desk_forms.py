"""What a clerk types about a request at the desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mingchuang.base.design.forms import HouseForm


class ConfirmForm(HouseForm):
    """The day on which the applicant and the office confirmed the request."""

    day = forms.DateField(
        label=_("双方确认的日期"),
        help_text=_("不填为今天。答复期限从这一天起算。"),
        required=False,
    )
