"""Forms of the annual report. They shape input; the services judge it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingchuang.base.accounts.models import Division
from mingchuang.base.design.forms import HouseForm
from mingchuang.base.design.widgets import DayField
from mingchuang.disclosure.annual_report.services.writing import NOTE_LIMIT, REASON_LIMIT
from mingchuang.rules.annual_report.forms import CHAPTERS, FIRST_YEAR

CHAPTER_FIELD = "chapter_{}"


class YearForm(HouseForm):
    """The year to report on."""

    year = forms.TypedChoiceField(label=_("年度"), coerce=int)

    def __init__(self, *args: Any, this_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = range(this_year, FIRST_YEAR - 1, -1)
        self.fields["year"].choices = [(year, f"{year}年") for year in years]  # type: ignore[attr-defined]


class CellForm(HouseForm):
    """Another number for a cell, and why."""

    value = forms.CharField(label=_("改为"), max_length=20)
    reason = forms.CharField(
        label=_("修改理由"), max_length=REASON_LIMIT, widget=forms.Textarea(attrs={"rows": 2})
    )


class HandedInForm(HouseForm):
    """When the report was handed to the competent department."""

    day = DayField(label=_("报送主管部门的日期"))


class NoteForm(HouseForm):
    """Why a number does not follow from the year before."""

    note = forms.CharField(
        label=_("差异说明"),
        max_length=NOTE_LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("为什么与上年度报告不衔接，例如机构改革划转、上年报告更正。清空即删除说明。"),
    )


class ChaptersForm(HouseForm):
    """The six chapters, a paragraph a line."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place, heading in enumerate(CHAPTERS):
            self.fields[CHAPTER_FIELD.format(place)] = forms.CharField(
                label=heading,
                required=False,
                widget=forms.Textarea(attrs={"rows": 14 if place == 0 else 6}),
            )

    def chapters(self) -> list[str]:
        """The texts in the order of the report."""
        return [self.cleaned_data[CHAPTER_FIELD.format(place)] for place in range(len(CHAPTERS))]


class ReportFileForm(HouseForm):
    """A report of another office."""

    file = forms.FileField(
        label=_("年度报告文件"),
        help_text=_("JSON，或者与本系统导出的样式相同的 XLSX，小于 5 MB。"),
    )


class DivisionForm(HouseForm):
    """The division in whose name the public text is drafted."""

    division = forms.ModelChoiceField(label=_("起草处室"), queryset=Division.objects.none())

    def __init__(self, *args: Any, divisions: list[Division], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Division.objects.filter(pk__in=[division.pk for division in divisions])
        self.fields["division"].queryset = own  # type: ignore[attr-defined]
        if len(divisions) == 1:
            self.initial.setdefault("division", divisions[0].pk)
