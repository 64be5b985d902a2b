"""Forms around translations: the text itself, who translates, why it is withdrawn, what the table shows."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingchuang.base.accounts.models import User
from mingchuang.base.design.forms import HouseForm
from mingchuang.publishing.desk.items.act_forms import WithdrawForm
from mingchuang.publishing.desk.items.filters import branch, column_label
from mingchuang.publishing.desk.items.forms import ContentForm
from mingchuang.publishing.models import Column, Draft
from mingchuang.publishing.selectors import editions, writing
from mingchuang.publishing.selectors.edition_table import SORTS, TableFilter
from mingchuang.rules.editions import FOREIGN, LANGUAGE_LABELS, STANDING_LABELS

_HINTS = {
    "title": _("译文标题，最多200个字符。"),
    "issuer": _("用术语库规定的机构译名。"),
    "content_source": _("提供信息的处室或者单位的译名。"),
    "abstract": _("用一两句话说清内容，列表和搜索显示它，最多300个字符。"),
    "body": _("段落与原文对应。链接、编号和文号照原样保留。"),
    "keywords": _("用逗号或者分号分开。"),
    "public_note": _("用译文的语言写，会登在页面上。"),
}


class TranslationForm(ContentForm):
    """What a translator writes. Numbers, dates and the column follow the source by themselves."""

    field_order = (
        "revision", "title", "issuer", "content_source", "abstract", "body", "keywords", "public_note",
    )  # fmt: skip

    def __init__(self, *args: Any, draft: Draft, **kwargs: Any) -> None:
        super().__init__(*args, draft=draft, **kwargs)
        self.initial["keywords"] = "; ".join(draft.keywords)
        for name, field in self.fields.items():
            if name != "revision":
                field.widget.attrs["lang"] = draft.edition.language
            if name in _HINTS:
                field.help_text = _HINTS[name]


class WithdrawEditionForm(WithdrawForm):
    """Why one language leaves the public: its readers are told in their own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["public_note"].help_text = _(
            "用这个语种写。原网址会一直显示这句说明。不要重复撤下的内容。"
        )


class TranslatorForm(HouseForm):
    """Who is to translate."""

    translator = forms.ChoiceField(
        label=_("翻译"), error_messages={"invalid_choice": _("请选择一位在岗的翻译")}
    )

    def __init__(self, *args: Any, language: str, chosen: User | None = None, **kwargs: Any) -> None:
        self._people = {str(person.pk): person for person in editions.translators(language)}
        super().__init__(*args, **kwargs)
        field = self.fields["translator"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        people = [(key, person.display_name) for key, person in self._people.items()]
        field.choices = [("", _("请选择")), *people] if len(people) != 1 else people
        if chosen is not None:
            self.initial["translator"] = str(chosen.pk)

    @property
    def person(self) -> User:
        """The chosen person; only on a form without errors."""
        return self._people[self.cleaned_data["translator"]]


class TableFilterForm(forms.Form):
    """What narrows the table of languages; unknown values narrow nothing."""

    q = forms.CharField(label=_("标题或编号"), required=False, max_length=100)
    column = forms.ChoiceField(label=_("栏目"), required=False)
    division = forms.ChoiceField(label=_("处室"), required=False)
    language = forms.ChoiceField(
        label=_("语种"),
        required=False,
        choices=[("", _("全部")), *((code, LANGUAGE_LABELS[code]) for code in FOREIGN)],
    )
    standing = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[("", _("全部")), *((value.value, label) for value, label in STANDING_LABELS.items())],
    )
    sort = forms.ChoiceField(required=False, choices=[(name, name) for name in SORTS])

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data)
        self._columns: dict[str, Column] = {column.slug: column for column in writing.all_columns()}
        self._divisions = {division.code: division for division in writing.divisions_to_read(user)}
        columns = [(slug, column_label(column)) for slug, column in self._columns.items()]
        divisions = [(code, division.name) for code, division in self._divisions.items()]
        for name, choices in (("column", columns), ("division", divisions)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
            field.choices = [("", _("全部")), *choices]

    def wanted(self) -> TableFilter:
        """What the address asks for."""
        self.full_clean()
        clean = self.cleaned_data
        return TableFilter(
            query=clean.get("q", ""),
            columns=branch(self._columns, clean.get("column", "")),
            division=self._divisions.get(clean.get("division", "")),
            language=clean.get("language", ""),
            standing=clean.get("standing", ""),
            sort=clean.get("sort", "") or "delay",
        )
