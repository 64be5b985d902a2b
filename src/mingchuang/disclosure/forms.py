"""Forms of this chapter. They shape input; the services judge it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mingchuang.base.design.forms import HouseForm
from mingchuang.base.design.overwriting import OverStored
from mingchuang.disclosure.services.statutory import REASON_LIMIT


class StatutoryItemForm(OverStored, HouseForm):
    """Whether an item concerns the office, and why not."""

    applicable = forms.TypedChoiceField(
        label=_("是否适用"),
        choices=[("yes", _("适用：本机关公开这类信息")), ("no", _("不适用：本机关没有这类信息"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择是否适用")},
    )
    reason = forms.CharField(
        label=_("说明"),
        required=False,
        max_length=REASON_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("标为“不适用”时必须填写，并会在网站上向公众显示"),
    )
