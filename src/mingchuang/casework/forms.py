"""What people type at the desk about a case. Forms read and keep text; the rules decide."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingchuang.base.accounts.models import Division, User
from mingchuang.base.design.forms import HouseForm
from mingchuang.casework import registry, selectors
from mingchuang.casework.models import Case
from mingchuang.casework.selectors import Filters
from mingchuang.casework.services import packaging
from mingchuang.rules.personal_data import PURPOSE_LABELS, Purpose

STATE_LABELS = {"open": _("在办"), "closed": _("已办结"), "all": _("全部")}
DUE_LABELS = {"": _("不限"), "overdue": _("已超期"), "soon": _("三个工作日内到期")}


class FilterForm(forms.Form):
    """The worklist's filters as they stand in the address. A value that is not on offer counts as none."""

    q = forms.CharField(label=_("编号、事由或所申请的内容"), max_length=100, required=False)
    scope = forms.ChoiceField(label=_("范围"), required=False)
    state = forms.ChoiceField(label=_("办理情况"), choices=list(STATE_LABELS.items()), required=False)
    due = forms.ChoiceField(label=_("期限"), choices=list(DUE_LABELS.items()), required=False)
    kind = forms.ChoiceField(label=_("种类"), required=False)
    sort = forms.ChoiceField(
        choices=[(name, name) for name in selectors.SORTS], required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scope"].choices = list(selectors.scope_labels().items())  # type: ignore[attr-defined]
        kinds = [(kind.code, kind.label) for kind in registry.kinds()]
        self.fields["kind"].choices = [("", _("不限")), *kinds]  # type: ignore[attr-defined]

    def filters(self) -> Filters:
        """The filters, with the default for whatever was left out or is not on offer."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        if given.get("state", "open") != "open":
            # Where most are closed, the nearest due day is years ago.
            given.setdefault("sort", "-received")
        return Filters(**given)


class StatisticsForm(forms.Form):
    """The year and the kind of statistics as they stand in the address; an unknown value counts as none."""

    year = forms.TypedChoiceField(label=_("年度"), coerce=int, required=False, empty_value=None)
    kind = forms.ChoiceField(label=_("种类"), required=False)

    def __init__(self, *args: Any, years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.newest = years[0]
        kinds = [(kind.code, kind.label) for kind in registry.kinds()]
        self.fields["year"].choices = [(year, f"{year}") for year in years]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [("", _("不限")), *kinds]  # type: ignore[attr-defined]

    def chosen(self) -> tuple[int, str]:
        """The year, the newest where none was chosen, and the code of the kind; empty for all."""
        self.is_valid()
        return self.cleaned_data.get("year") or self.newest, self.cleaned_data.get("kind") or ""


class ReplyForm(HouseForm):
    """The reply to the reporter."""

    reply = forms.CharField(
        label=_("答复内容"),
        help_text=_("来件人凭编号和查询码可以看到这段文字。不要写个人信息。"),
        error_messages={"required": _("请填写答复内容")},
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class ReasonForm(HouseForm):
    """A reason; who reads it is said by the hint."""

    reason = forms.CharField(
        label=_("理由"),
        error_messages={"required": _("请说明理由")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = hint


def _period(hint: Any) -> forms.IntegerField:
    return forms.IntegerField(label=_("承办期限（工作日）"), help_text=hint, required=False)


_USUAL = _("从今天起算。不填按本机关默认的期限，不晚于内部期限。")


class DivisionPeriodForm(HouseForm):
    """Within how many working days the division hands its part back."""

    workdays = _period(_("从今天起重新计算，不晚于办理期限。"))

    def clean_workdays(self) -> int:
        return self.cleaned_data["workdays"] or 0


class AssignForm(HouseForm):
    """Who shall handle the case."""

    assignee = forms.ModelChoiceField(
        User.objects.none(),
        label=_("经办人"),
        empty_label=_("请选择"),
        error_messages={
            "required": _("请选择经办人"),
            "invalid_choice": _("所选人员没有办理该处室来件的权限，请选择其他人，或先转办"),
        },
    )
    workdays = _period(_("从今天起算。不填的，已有的承办期限不变。"))

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [person.pk for person in selectors.handlers_of(case)]
        self.fields["assignee"].queryset = User.objects.filter(pk__in=people)  # type: ignore[attr-defined]


class ForwardForm(HouseForm):
    """Where the case goes, and a word to the colleagues there."""

    division = forms.ModelChoiceField(
        Division.objects.none(),
        label=_("接收处室"),
        empty_label=_("请选择"),
        error_messages={
            "required": _("请选择接收处室"),
            "invalid_choice": _("所选处室不能接收，请选择列出的处室"),
        },
    )
    workdays = _period(_USUAL)
    reason = forms.CharField(
        label=_("说明"),
        help_text=_("只在内部可见。"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division"].queryset = selectors.divisions_to_forward_to(case)  # type: ignore[attr-defined]


class PackageForm(HouseForm):
    """What an archive package is for, and that whoever takes it knows what is in it."""

    purpose = forms.ChoiceField(
        label=_("用途"),
        choices=[(purpose.value, PURPOSE_LABELS[purpose]) for purpose in packaging.PURPOSES],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择用途")},
    )
    understood = forms.BooleanField(
        label=_("我知道包内有未经处理的个人信息，只用于上述用途"),
        error_messages={"required": _("请确认")},
    )

    def clean_purpose(self) -> Purpose:
        return Purpose(self.cleaned_data["purpose"])
