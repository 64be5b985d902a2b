"""What narrows the findings, and the reason one is kept by."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mingchuang.base.design.forms import HouseForm
from mingchuang.publishing.selectors.rereading import GONE, KEPT, OPEN
from mingchuang.publishing.services.findings import REASON_LIMIT
from mingchuang.rules.gates import GATE_LABELS
from mingchuang.rules.text_checks import Severity


class FindingFilterForm(forms.Form):
    """The filter bar of the list."""

    query = forms.CharField(label=_("标题或原文"), max_length=60, required=False)
    state = forms.ChoiceField(
        label=_("处理情况"),
        required=False,
        choices=[("", _("未处理")), (KEPT, _("已说明理由保留")), (GONE, _("已改正或撤下"))],
    )
    gate = forms.ChoiceField(
        label=_("关口"),
        required=False,
        choices=[("", _("全部")), *((gate.value, label) for gate, label in GATE_LABELS.items())],
    )
    severity = forms.ChoiceField(
        label=_("级别"),
        required=False,
        choices=[("", _("全部")), (Severity.BLOCK.value, _("必须处理")), (Severity.WARN.value, _("请核对"))],
    )

    def clean_state(self) -> str:
        return self.cleaned_data["state"] or OPEN


class KeepForm(HouseForm):
    """Why a place stays as it is."""

    reason = forms.CharField(
        label=_("保留的理由"),
        max_length=REASON_LIMIT,
        error_messages={"required": _("请写明保留的理由")},
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("写具体，例如“此为文件原文引用”；理由永久留存"),
    )
