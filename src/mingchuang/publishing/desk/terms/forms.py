"""Forms of the term base."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingchuang.base.design.forms import HouseForm
from mingchuang.base.design.overwriting import OverStored
from mingchuang.base.design.widgets import DayField
from mingchuang.publishing.desk.items.forms import TextField
from mingchuang.publishing.models import TermEntry
from mingchuang.publishing.terms import renderings
from mingchuang.rules.editions import FOREIGN, LANGUAGE_LABELS

LANGUAGES = [(code, LANGUAGE_LABELS[code]) for code in FOREIGN]


class RenderingsField(TextField):
    """One rendering a line, as a list."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        return renderings(super().clean(value) or "")


class TermForm(OverStored, HouseForm):
    """One term in one language."""

    term = TextField(label=_("中文术语"), max_length=100)
    language = forms.ChoiceField(label=_("语种"), choices=[("", _("请选择")), *LANGUAGES])
    required = RenderingsField(
        label=_("规定译法"), required=False, help_text=_("每行一种，用其中任何一种都可以。")
    )
    banned = RenderingsField(label=_("禁用译法"), required=False, help_text=_("每行一种。"))
    note = TextField(
        label=_("说明"), required=False, max_length=300, help_text=_("什么时候用、为什么不用，翻译会看到。")
    )
    source = TextField(label=_("来源"), max_length=200)
    valid_from = DayField(label=_("启用日期"), required=False)
    valid_to = DayField(label=_("停用日期"), required=False)


def initial_of(entry: TermEntry) -> dict[str, Any]:
    """An entry as the form shows it."""
    return {name: getattr(entry, name) for name in TermForm.base_fields}


class TermFilter(forms.Form):
    """What narrows the list of terms."""

    q = forms.CharField(label=_("术语或译法"), max_length=60, required=False)
    language = forms.ChoiceField(label=_("语种"), required=False, choices=[("", _("全部")), *LANGUAGES])
    use = forms.ChoiceField(
        label=_("是否在用"), required=False, choices=[("", _("在用")), ("all", _("全部"))]
    )


class TableFileForm(HouseForm):
    """A table of terms."""

    file = forms.FileField(
        label=_("术语表文件"),
        help_text=_("CSV 或 XLSX，列名与导出的文件相同。多种译法用竖线 | 分开。"),
    )
