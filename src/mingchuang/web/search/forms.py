"""Forms of search at the desk. They shape input; services and selectors judge it."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingchuang.base.design.forms import HouseForm
from mingchuang.base.design.overwriting import OverStored
from mingchuang.base.lookups.models import LANGUAGES, SynonymGroup
from mingchuang.base.lookups.selectors import Period

PERIODS = [("7", _("最近7天")), ("30", _("最近30天")), ("90", _("最近90天")), ("365", _("最近一年"))]
LEAST = [("2", _("检索过两次以上")), ("1", _("全部")), ("5", _("检索过五次以上"))]


class ReportFilter(forms.Form):
    """What the report is about."""

    period = forms.ChoiceField(label=_("时段"), choices=PERIODS, required=False, initial="30")
    language = forms.ChoiceField(label=_("语种"), choices=[("", _("全部语种")), *LANGUAGES], required=False)
    least = forms.ChoiceField(label=_("列出"), choices=LEAST, required=False)

    def wanted(self, today: date) -> tuple[Period, int]:
        """The period that ends today, and how often words must have been searched to be listed."""
        given = self.cleaned_data if self.is_valid() else {}
        days = int(given.get("period") or 30)
        period = Period(today - timedelta(days=days - 1), today, given.get("language") or "")
        return period, int(given.get("least") or 2)


class SynonymForm(OverStored, HouseForm):
    """One group of synonyms."""

    language = forms.ChoiceField(label=_("语种"), choices=LANGUAGES)
    words = forms.CharField(
        label=_("同义词"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=1000,
        help_text=_("每行一个词，两个以上。检索其中一个，其余的也一并检索。"),
    )
    note = forms.CharField(label=_("说明"), max_length=200, required=False)

    @classmethod
    def of(cls, group: SynonymGroup | None, start: str = "", data: Any = None) -> "SynonymForm":
        """The form of a group, or an empty one that begins with a word; bound to what was sent."""
        if group is None:
            return cls(data, initial={"language": "zh-hans", "words": f"{start}\n" if start else ""})
        stored = {"language": group.language, "words": "\n".join(group.words), "note": group.note}
        return cls(data, initial=stored)

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        return {
            "language": self.cleaned_data["language"],
            "words": self.cleaned_data["words"].splitlines(),
            "note": self.cleaned_data["note"],
        }


class SynonymFilter(forms.Form):
    """What narrows the list of synonyms."""

    q = forms.CharField(label=_("词语"), max_length=40, required=False)
    language = forms.ChoiceField(label=_("语种"), choices=[("", _("全部语种")), *LANGUAGES], required=False)
    use = forms.ChoiceField(
        label=_("是否启用"), choices=[("", _("在用")), ("all", _("全部"))], required=False
    )
