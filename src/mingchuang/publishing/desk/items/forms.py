"""Forms of the writing desk. A draft is saved before it is complete; only what cannot be stored is wrong."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from mingchuang.base.accounts.models import Division
from mingchuang.base.design.forms import HouseForm
from mingchuang.base.design.widgets import DateBoxesField
from mingchuang.publishing import kinds
from mingchuang.publishing.desk.items.filters import column_label
from mingchuang.publishing.html import without_controls
from mingchuang.publishing.models import Column, Draft
from mingchuang.publishing.models.columns import Block
from mingchuang.publishing.snapshots import Snapshot
from mingchuang.rules.disclosure import DISCLOSURE_ATTRIBUTES, DISCLOSURE_GROUNDS, PROACTIVE
from mingchuang.rules.publication import ABSTRACT_LIMIT, KEYWORD_LIMIT, TITLE_LIMIT
from mingchuang.rules.statutory import ACTIVE_ITEMS, LOCAL_ITEMS, StatutoryItem

_SEPARATORS = re.compile(r"[,，、;；\n]+")
_LINE_BREAKS = re.compile(r"\s*\n\s*")
_MARKUP = re.compile(r"<[A-Za-z/!]")
NO_REVISION = -1


class TextField(forms.CharField):
    """A text whose invisible control characters are dropped, and which is never cut while it is typed."""

    default_error_messages = {
        "max_length": _("%(label)s最多%(limit_value)d字，您输入了%(show_value)d字，请缩短后再保存")
    }

    def to_python(self, value: Any) -> Any:
        return super().to_python(without_controls(value) if isinstance(value, str) else value)

    def run_validators(self, value: Any) -> None:
        try:
            super().run_validators(value)
        except forms.ValidationError as error:
            for part in error.error_list:
                if part.code == "max_length" and part.params:
                    part.params["label"] = self.label
            raise

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        # With maxlength the browser would cut a pasted text without a word.
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


class KeywordsField(TextField):
    """Words separated by commas, 顿号 or semicolons, as a list."""

    def prepare_value(self, value: Any) -> Any:
        return "、".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        words = (word.strip() for word in _SEPARATORS.split(super().clean(value) or ""))
        return list(dict.fromkeys(word for word in words if word))


def _statutory_choices() -> list[tuple[Any, Any]]:
    def rows(items: tuple[StatutoryItem, ...]) -> list[tuple[str, str]]:
        return [(item.code, f"{item.number}．{item.content}") for item in items]

    return [
        ("", _("不属于法定主动公开事项")),
        (_("第二十条"), rows(ACTIVE_ITEMS)),
        (_("第二十一条"), rows(LOCAL_ITEMS)),
    ]


def _area(rows: int, **attrs: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows} | attrs)


class ContentForm(HouseForm):
    """What every text has, in whatever language. An incomplete draft is saved all the same."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = TextField(
        label=_("标题"),
        max_length=300,
        widget=_area(2, **{"data-counter": str(TITLE_LIMIT), "data-single-line": ""}),
        help_text=_("与正式文件的标题一致，不加书名号。最多200字。"),
    )
    issuer = TextField(label=_("发布机构"), max_length=120)
    content_source = TextField(
        label=_("信息来源"), max_length=120, help_text=_("提供信息的处室或者单位，转载的写原发布单位。")
    )
    abstract = TextField(
        label=_("内容概述"),
        max_length=500,
        widget=_area(4, **{"data-counter": str(ABSTRACT_LIMIT)}),
        help_text=_("用一两句话说清内容，列表、搜索和目录都显示它。最多300字，100至150字最好。"),
    )
    body = TextField(
        label=_("正文"),
        required=False,
        widget=_area(18, **{"data-rich-text": ""}),
        help_text=_("正文和附件至少要有一样。"),
    )
    keywords = KeywordsField(
        label=_("主题词"),
        max_length=300,
        help_text=_("用逗号或者顿号分开，最多%(limit)d个。例如：因公出国、培训") % {"limit": KEYWORD_LIMIT},
    )
    public_note = TextField(
        label=_("更正说明"),
        required=False,
        max_length=300,
        widget=_area(2),
        help_text=_("向公众说明改了什么，会登在页面上。例如：更正报名截止日期。"),
    )

    def __init__(self, *args: Any, draft: Draft, **kwargs: Any) -> None:
        self.draft = draft
        self.kind = kinds.get(draft.edition.item.kind)
        kwargs.setdefault("initial", initial_of(draft, self.base_fields))
        super().__init__(*args, **kwargs)
        for own in self.kind.extra_fields:
            self.fields[f"extra_{own.name}"] = TextField(
                label=own.label,
                help_text=own.hint,
                required=own.required,
                max_length=own.max_length,
                initial=draft.extra.get(own.name, ""),
                widget=_area(4) if own.multiline else forms.TextInput(),
            )
        if draft.based_on_id is None:
            del self.fields["public_note"]
        else:
            self.fields["public_note"].required = True

    def clean_title(self) -> str:
        """A title is one line, however it was pasted."""
        return _LINE_BREAKS.sub("", self.cleaned_data["title"])

    def clean_body(self) -> str:
        """Lines typed without the editor become paragraphs."""
        text: str = self.cleaned_data["body"]
        if not text.strip() or _MARKUP.search(text):
            return text
        lines = (line.strip() for line in text.splitlines())
        return "".join(f"<p>{escape(line)}</p>" for line in lines if line)

    def full_clean(self) -> None:
        """Check without asking for completeness: that is told by `submission.readiness`."""
        needed = [field for field in self.fields.values() if field.required]
        for field in needed:
            field.required = False
        super().full_clean()
        for field in needed:
            field.required = True

    @property
    def extra_names(self) -> list[str]:
        """Form names of the kind's own fields."""
        return [f"extra_{own.name}" for own in self.kind.extra_fields]

    @property
    def base_revision(self) -> int:
        """The save this page started from."""
        revision = self.cleaned_data.get("revision")
        return revision if revision is not None else NO_REVISION

    def values(self) -> Snapshot:
        """Every well-formed field in the form drafts are stored in; what is not well formed is left out."""
        clean = {name: value for name, value in self.cleaned_data.items() if name != "revision"}
        values: Snapshot = {name: value for name, value in clean.items() if not name.startswith("extra_")}
        extra = {name.removeprefix("extra_"): clean[name] for name in self.extra_names if name in clean}
        if extra:
            values["extra"] = self.draft.extra | extra
        return values


class DraftForm(ContentForm):
    """Everything a clerk fills in of a Chinese text. Required fields are marked."""

    field_order = (
        "revision", "title", "document_number", "formed_on", "effective_on", "expires_on", "issuer",
        "content_source", "abstract", "body", "attribute", "ground", "attribute_reason", "column",
        "statutory_item", "keywords", "public_note",
    )  # fmt: skip

    document_number = TextField(
        label=_("发文字号"),
        max_length=80,
        help_text=_("例如 宿外办〔2026〕3号。括号和空格写法不限，会自动写成规范形式。"),
    )
    formed_on = DateBoxesField(
        label=_("成文日期"), help_text=_("文件落款或者信息形成的日期。公开期限从这一天起算。")
    )
    effective_on = DateBoxesField(
        label=_("施行日期"), required=False, help_text=_("文件写明从哪天起施行时填写。")
    )
    expires_on = DateBoxesField(
        label=_("有效期至"), required=False, help_text=_("文件写明有效期时填写最后一天。")
    )
    attribute = forms.ChoiceField(
        label=_("公开属性"), choices=DISCLOSURE_ATTRIBUTES, widget=forms.RadioSelect
    )
    ground = forms.ChoiceField(
        label=_("不予公开的依据"),
        required=False,
        choices=[("", _("请选择")), *DISCLOSURE_GROUNDS],
        help_text=_("不予公开时必选。"),
    )
    attribute_reason = TextField(
        label=_("理由"),
        required=False,
        max_length=1000,
        widget=_area(3),
        help_text=_("不主动公开的，写明为什么。审核的同事会看到。"),
    )
    column = forms.ChoiceField(
        label=_("栏目"), error_messages={"invalid_choice": _("所选栏目不存在，请重新选择")}
    )
    statutory_item = forms.ChoiceField(
        label=_("法定主动公开事项"),
        required=False,
        help_text=_("栏目属于“法定主动公开内容”时必选。"),
        error_messages={"invalid_choice": _("所选事项不在法定清单中，请重新选择")},
    )

    def __init__(self, *args: Any, draft: Draft, columns: list[Column], **kwargs: Any) -> None:
        self._columns = {column.slug: column for column in columns}
        super().__init__(*args, draft=draft, **kwargs)
        self.fields["document_number"].required = self.kind.needs_document_number
        self._choices("statutory_item", _statutory_choices())
        in_block = str(_("（法定主动公开内容）"))
        labels = [
            (slug, column_label(column) + (in_block if column.block == Block.STATUTORY else ""))
            for slug, column in self._columns.items()
        ]
        self._choices("column", [("", _("请选择栏目")), *labels])

    def _choices(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = choices

    def values(self) -> Snapshot:
        """As for every text, with the chosen column by its key and no reasons where none are asked."""
        values = super().values()
        if "column" in values:
            chosen = self._columns.get(values.pop("column"))
            values["column_id"] = chosen.pk if chosen else None
        if values.get("attribute") == PROACTIVE:
            values["ground"] = values["attribute_reason"] = ""
        return values


def initial_of(draft: Draft, names: Iterable[str]) -> dict[str, Any]:
    """A draft as a form with these fields shows it."""
    values = {name: getattr(draft, name) for name in names if name not in ("revision", "column")}
    return values | {"revision": draft.revision, "column": draft.column.slug if draft.column else ""}


class NewItemForm(HouseForm):
    """What must be known before anything can be written."""

    kind = forms.ChoiceField(
        label=_("内容种类"), widget=forms.RadioSelect, help_text=_("种类决定要填哪些内容、过哪几关。")
    )
    division = forms.ChoiceField(
        label=_("起草处室"), error_messages={"invalid_choice": _("请选择您可以起草的处室")}
    )
    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    words = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100)

    def __init__(self, *args: Any, divisions: list[Division], **kwargs: Any) -> None:
        self._divisions = {division.code: division for division in divisions}
        super().__init__(*args, **kwargs)
        choices = [(code, division.name) for code, division in self._divisions.items()]
        prompt = [] if len(choices) == 1 else [("", _("请选择处室"))]
        for name, values in (("kind", kinds.choices()), ("division", [*prompt, *choices])):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
            field.choices = values

    @property
    def chosen_division(self) -> Division:
        """The division that was chosen; only on a form without errors."""
        return self._divisions[self.cleaned_data["division"]]
