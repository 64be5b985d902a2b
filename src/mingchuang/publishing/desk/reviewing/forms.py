"""The reviewer's form: one gate, passed or returned, with what was confirmed and said."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingchuang.base.design.forms import HouseForm
from mingchuang.rules.gates import CHECKLISTS, GATE_LABELS, Gate


class SignForm(HouseForm):
    """Pass or return at one gate. Whether it may be done is the service's to say."""

    verdict = forms.ChoiceField(
        label=_("审核结论"),
        choices=[("pass", _("通过")), ("return", _("退回修改"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择通过或者退回")},
    )
    checklist = forms.MultipleChoiceField(
        label=_("逐项确认"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("通过时须全部确认；退回时不必勾选。"),
    )
    comment = forms.CharField(
        label=_("审核意见"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("退回时必填：写明哪里要改、怎样改。"),
        error_messages={"max_length": _("审核意见最多%(limit_value)d字，您输入了%(show_value)d字")},
    )
    read_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, gate: Gate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gate = gate
        self.gate_label = GATE_LABELS[gate]
        self.fields["checklist"].choices = list(CHECKLISTS[gate])  # type: ignore[attr-defined]


class AcceptForm(HouseForm):
    """Keep a finding, with a reason."""

    reason = forms.CharField(
        label=_("保留的理由"),
        max_length=500,
        error_messages={"required": _("请写明保留的理由")},
        widget=forms.TextInput(attrs={"size": 40}),
    )


class ScheduleForm(HouseForm):
    """When a version goes out."""

    scheduled_for = forms.DateTimeField(
        label=_("定时发布的时间"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("北京时间，例如 2026-03-10 09:00"),
        error_messages={
            "required": _("请填写定时发布的时间"),
            "invalid": _("请写成 2026-03-10 09:00 的样子"),
        },
    )
