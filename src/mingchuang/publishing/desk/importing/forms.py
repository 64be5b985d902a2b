"""The form of an import."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingchuang.base.accounts.models import Division
from mingchuang.base.accounts.selectors import open_divisions
from mingchuang.base.design.forms import HouseForm
from mingchuang.publishing import kinds
from mingchuang.publishing.models import Column, ImportKind

MOST_BYTES = 200 * 1024 * 1024


class ImportForm(HouseForm):
    """A file and what to make of it."""

    file = forms.FileField(
        label=_("文件"),
        help_text=_("JSONL（可以是 .gz）、CSV 或 XLSX，最大 200 MB"),
        error_messages={"required": _("请选择要导入的文件"), "empty": _("文件是空的")},
    )
    kind = forms.ChoiceField(label=_("导入为"), widget=forms.RadioSelect)
    content_kind = forms.ChoiceField(label=_("内容种类"), help_text=_("文件里没有写明种类的行按这一种"))
    column = forms.ModelChoiceField(
        label=_("栏目"), queryset=Column.objects.none(), required=False, help_text=_("没有写明栏目的行")
    )
    division = forms.ModelChoiceField(
        label=_("处室"), queryset=Division.objects.none(), required=False, help_text=_("没有写明处室的行")
    )
    source = forms.CharField(label=_("来源"), max_length=300, required=False)
    reason = forms.CharField(
        label=_("迁移理由"), max_length=500, required=False, help_text=_("导入旧站已发布信息时必填")
    )

    def __init__(self, *args: Any, allowed: list[ImportKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in allowed]  # type: ignore[attr-defined]
        self.fields["content_kind"].choices = kinds.choices()  # type: ignore[attr-defined]
        self.fields["column"].queryset = Column.objects.filter(is_open=True)  # type: ignore[attr-defined]
        self.fields["division"].queryset = open_divisions()  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                _("文件须小于 200 MB，您选的是 %(size)d MB；更大的文件请在服务器上用命令导入"),
                params={"size": file.size // 1024 // 1024},
            )
        return file
