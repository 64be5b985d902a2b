"""Forms of columns, gates and wording lists. They shape input; the services judge it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingchuang.base.accounts.models import Division
from mingchuang.base.accounts.selectors import open_divisions
from mingchuang.base.design.forms import HouseForm, HouseModelForm
from mingchuang.base.design.overwriting import OverStored
from mingchuang.base.design.widgets import DayField
from mingchuang.publishing import kinds
from mingchuang.publishing.models import Column, WordEntry
from mingchuang.publishing.models.columns import Block
from mingchuang.rules.freshness import LIMITS
from mingchuang.rules.gates import ALWAYS, GATE_LABELS, Gate
from mingchuang.rules.text_checks import WORD_KIND_LABELS, Severity

COLUMN_TYPES = [
    "机构职能", "负责人信息", "文件资料", "政务动态", "信息公开指南", "信息公开目录", "信息公开年报",
    "数据发布", "解读回应", "互动交流", "办事服务", "概况信息",
]  # fmt: skip
_FRESHNESS = [(code, limit.label) for code, limit in LIMITS.items()]


class ColumnForm(OverStored, HouseForm):
    """One column."""

    name = forms.CharField(label=_("栏目名称"), max_length=60)
    slug = forms.CharField(
        label=_("地址名"),
        max_length=60,
        help_text=_("小写英文字母、数字和连字符，例如 news；改了以后旧地址会转到新地址"),
    )
    parent = forms.ModelChoiceField(
        label=_("上级栏目"), queryset=Column.objects.none(), required=False, empty_label=_("（顶级）")
    )
    column_type = forms.ChoiceField(
        label=_("栏目类别"),
        choices=[(name, name) for name in COLUMN_TYPES],
        help_text=_("页面标签 ColumnType 的值"),
    )
    description = forms.CharField(label=_("栏目说明"), max_length=200)
    keywords = forms.CharField(label=_("栏目关键词"), max_length=120, help_text=_("用逗号隔开"))
    kind = forms.ChoiceField(label=_("内容种类"))
    block = forms.ChoiceField(label=_("平台板块"), choices=Block.choices, required=False)
    division = forms.ModelChoiceField(label=_("责任处室"), queryset=Division.objects.none(), empty_label=None)
    freshness_kind = forms.ChoiceField(label=_("更新类别"), choices=_FRESHNESS)
    freshness_limit_days = forms.IntegerField(
        label=_("更新期限（自然日）"),
        min_value=1,
        max_value=1000,
        required=False,
        help_text=_("留空表示按更新类别的默认期限"),
    )
    position = forms.IntegerField(label=_("次序"), min_value=0, max_value=9999, initial=0)
    on_home = forms.BooleanField(label=_("在首页展示"), required=False)
    name_en = forms.CharField(
        label=_("栏目名称（英文）"),
        max_length=100,
        required=False,
        help_text=_("英文页面上的名称；空着的照写中文名称并标明是中文"),
    )
    description_en = forms.CharField(label=_("栏目说明（英文）"), max_length=300, required=False)
    name_ja = forms.CharField(
        label=_("栏目名称（日文）"),
        max_length=100,
        required=False,
        help_text=_("日文页面上的名称；空着的照写中文名称并标明是中文"),
    )
    description_ja = forms.CharField(label=_("栏目说明（日文）"), max_length=300, required=False)
    name_ko = forms.CharField(
        label=_("栏目名称（韩文）"),
        max_length=100,
        required=False,
        help_text=_("韩文页面上的名称；空着的照写中文名称并标明是中文"),
    )
    description_ko = forms.CharField(label=_("栏目说明（韩文）"), max_length=300, required=False)

    def __init__(self, *args: Any, column: Column | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parents = Column.objects.filter(is_open=True)
        self.fields["parent"].queryset = parents.exclude(pk=column.pk) if column else parents  # type: ignore[attr-defined]
        self.fields["division"].queryset = open_divisions()  # type: ignore[attr-defined]
        self.fields["kind"].choices = kinds.choices()  # type: ignore[attr-defined]


class CloseForm(HouseForm):
    """Why a column is closed, and where its pages lead from then on."""

    reason = forms.CharField(label=_("关停原因"), max_length=200, required=False)
    successor = forms.ModelChoiceField(
        label=_("并入栏目"),
        queryset=Column.objects.none(),
        required=False,
        empty_label=_("（不并入）"),
        help_text=_("选了以后，本栏目的网页转到该栏目；已有信息的网址不变，可按栏目检索到"),
    )

    def __init__(self, *args: Any, column: Column | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if column is not None:
            others = Column.objects.filter(is_open=True).exclude(pk=column.pk)
            self.fields["successor"].queryset = others  # type: ignore[attr-defined]


class GatesForm(OverStored, HouseForm):
    """The gates of one kind; secrecy is shown ticked and cannot be taken away."""

    gates = forms.MultipleChoiceField(
        label=_("审核关口"),
        choices=[(gate.value, label) for gate, label in GATE_LABELS.items() if gate not in ALWAYS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("保密审查对任何信息都不能取消，不在此列。"),
    )


class WordForm(OverStored, HouseModelForm):
    """One entry of the wording lists."""

    contexts = forms.CharField(
        label=_("例外语境"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("每行一个：出现在这些词语中时不算。"),
    )
    category = forms.ChoiceField(
        label=_("类别"), choices=[(kind.value, label) for kind, label in WORD_KIND_LABELS.items()]
    )
    severity = forms.ChoiceField(
        label=_("级别"),
        choices=[(Severity.BLOCK.value, _("拦截")), (Severity.WARN.value, _("提醒"))],
    )

    class Meta:
        model = WordEntry
        fields = (
            "pattern", "category", "suggestion", "reason", "severity", "gate", "contexts", "source", "owner",
            "valid_from", "valid_to",
        )  # fmt: skip
        help_texts = {"pattern": _("可以用一个星号 * 代表中间的几个字")}
        field_classes = {"valid_from": DayField, "valid_to": DayField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["contexts"] = "\n".join(self.instance.contexts)

    def clean_contexts(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["contexts"].splitlines() if line.strip()]

    def _post_clean(self) -> None:
        """The service sets and judges the fields; a form must not change the row beforehand."""


class WordFilter(forms.Form):
    """What narrows the list of words."""

    q = forms.CharField(label=_("词语"), max_length=60, required=False)
    gate = forms.ChoiceField(
        label=_("关口"),
        required=False,
        choices=[("", _("全部")), *((gate.value, label) for gate, label in GATE_LABELS.items())],
    )
    use = forms.ChoiceField(
        label=_("是否在用"),
        required=False,
        choices=[("", _("在用")), ("all", _("全部"))],
    )


def gates_of(form: GatesForm) -> list[Gate]:
    """What was ticked."""
    return [Gate(code) for code in form.cleaned_data["gates"]]
