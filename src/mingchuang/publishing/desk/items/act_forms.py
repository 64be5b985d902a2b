"""What each act on an item asks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingchuang.base.accounts.models import Division
from mingchuang.base.design.forms import HouseForm
from mingchuang.base.design.widgets import DateBoxesField
from mingchuang.publishing.desk.items.forms import TextField
from mingchuang.rules.validity import KIND_LABELS


def _area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class NothingForm(HouseForm):
    """An act that asks for nothing but the decision."""


class RecallForm(HouseForm):
    """Why a version is taken back."""

    reason = TextField(label=_("撤回原因"), max_length=500, widget=_area(), help_text=_("审核的同事会看到。"))


class DiscardForm(HouseForm):
    """Why an item is given up."""

    reason = TextField(label=_("废弃原因"), max_length=500, widget=_area())


class WithdrawForm(HouseForm):
    """Why an item leaves the public, in the office and in public."""

    reason = TextField(
        label=_("撤下原因"), max_length=1000, widget=_area(), help_text=_("内部留存，不对外公布。")
    )
    public_note = TextField(
        label=_("撤下说明"),
        max_length=300,
        widget=_area(2),
        help_text=_("原网址会一直显示这句说明。不要重复撤下的内容。例如：因数据有误撤下，更正后重新发布。"),
    )


class ValidityForm(HouseForm):
    """An act on the validity of a published item."""

    kind = forms.ChoiceField(label=_("变动的种类"), widget=forms.RadioSelect)
    on = DateBoxesField(label=_("自哪天起"), help_text=_("可以是将来的日期，到时自动变动。"))
    until = DateBoxesField(label=_("延续至"), required=False, help_text=_("继续有效并定有新期限时填写。"))
    basis = TextField(
        label=_("依据"),
        max_length=300,
        widget=_area(2),
        help_text=_("作出决定的文件名称和文号，会显示在页面上。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101 - declared above
        kind.choices = [(code.value, label) for code, label in KIND_LABELS.items()]


class CopyForm(HouseForm):
    """Whose the copy will be. `once` makes a second click lead to the same copy."""

    division = forms.ChoiceField(label=_("复制到哪个处室"))
    once = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, divisions: list[Division], **kwargs: Any) -> None:
        self._divisions = {division.code: division for division in divisions}
        super().__init__(*args, **kwargs)
        division = self.fields["division"]
        assert isinstance(division, forms.ChoiceField)  # noqa: S101 - declared above
        division.choices = [(code, row.name) for code, row in self._divisions.items()]

    @property
    def chosen_division(self) -> Division:
        """The division that was chosen; only on a form without errors."""
        return self._divisions[self.cleaned_data["division"]]
