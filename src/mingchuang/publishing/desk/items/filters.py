"""The filter above the list of items; everything stands in the address, unknown values narrow nothing."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingchuang.base.accounts.models import Division, User
from mingchuang.publishing import kinds
from mingchuang.publishing.models import Column, ItemState
from mingchuang.publishing.selectors import writing
from mingchuang.publishing.selectors.work_list import SORTS, ItemFilter
from mingchuang.publishing.stages import Stage

INDENT = "\u3000"


def column_label(column: Column) -> str:
    """A column's name, moved in by its depth in the tree."""
    return f"{INDENT * column.tree_depth}{column.name}"


def branch(columns: Mapping[str, Column], slug: str) -> tuple[Column, ...]:
    """Of all columns by slug one and all below it; nothing for no column."""
    top = columns.get(slug)
    return tuple(one for one in columns.values() if top is not None and top.pk in one.tree_path)


class FilterForm(forms.Form):
    """Search words and the closed lists to narrow by."""

    q = forms.CharField(label=_("文字或编号"), required=False, max_length=100)
    stage = forms.ChoiceField(label=_("办理阶段"), required=False)
    state = forms.ChoiceField(label=_("公开状态"), required=False)
    kind = forms.ChoiceField(label=_("种类"), required=False)
    column = forms.ChoiceField(label=_("栏目"), required=False)
    division = forms.ChoiceField(label=_("处室"), required=False)
    mine = forms.BooleanField(label=_("只看我写过的"), required=False)
    late = forms.BooleanField(label=_("只看超期未公开的"), required=False)
    sort = forms.ChoiceField(required=False, choices=[(name, name) for name in SORTS])

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data)
        self._columns = {column.slug: column for column in writing.all_columns()}
        self._divisions = {division.code: division for division in writing.divisions_to_read(user)}
        everything: dict[str, list[tuple[str, Any]]] = {
            "stage": list(Stage.choices),
            "state": list(ItemState.choices),
            "kind": kinds.choices(),
            "column": [(slug, column_label(column)) for slug, column in self._columns.items()],
            "division": [(code, division.name) for code, division in self._divisions.items()],
        }
        for name, choices in everything.items():
            self._field(name).choices = [("", _("全部")), *choices]

    def _field(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        return field

    def wanted(self) -> ItemFilter:
        """What the address asks for."""
        self.full_clean()
        clean = self.cleaned_data
        division: Division | None = self._divisions.get(clean.get("division", ""))
        return ItemFilter(
            query=clean.get("q", ""),
            state=clean.get("state", ""),
            stage=clean.get("stage", ""),
            kind=clean.get("kind", ""),
            columns=branch(self._columns, clean.get("column", "")),
            division=division,
            mine=clean.get("mine", False),
            late=clean.get("late", False),
            sort=clean.get("sort", "") or "due",
        )
