"""Forms of the administration of people. They shape what was typed; what is right, the services decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingchuang.base.accounts.models import Division, User
from mingchuang.base.accounts.selectors import all_divisions, choices_with, open_divisions
from mingchuang.base.design.forms import HouseForm
from mingchuang.base.design.overwriting import OverStored
from mingchuang.rules.people import FOREIGN_LANGUAGES, SPOKEN, is_bounded
from mingchuang.rules.roles import ROLE_LABELS, Role

ROLE_CHOICES = [(role.value, ROLE_LABELS[role]) for role in Role]


class AskedField(forms.CharField):
    """A required text whose emptiness the service tells, together with everything else."""

    def validate(self, value: str) -> None:
        """Nothing here: see the class."""


class PersonForm(OverStored, HouseForm):
    """A person's details; the user name is given once and stays."""

    username = AskedField(
        label=_("用户名"),
        max_length=60,
        help_text=_("登录时使用，以后不能改。小写字母开头，可用数字、点、横线，如 zhang.san。"),
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}
        ),
    )
    display_name = AskedField(label=_("姓名"), max_length=200)
    email = forms.CharField(
        label=_("电子邮箱"), max_length=254, required=False, help_text=_("用于发送到期提醒；不用于登录。")
    )
    division = forms.ModelChoiceField(
        label=_("所在处室"), queryset=Division.objects.none(), required=False, empty_label=_("不属于任何处室")
    )

    def __init__(self, *args: Any, person: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = open_divisions()
        if person is not None:
            del self.fields["username"]
            # The division a person is in stays selectable after it has closed.
            choices = choices_with(person.division_id)
        division = self.fields["division"]
        assert isinstance(division, forms.ModelChoiceField)  # noqa: S101 - declared above
        division.queryset = choices


class GrantForm(HouseForm):
    """A role to grant, with where and for which language it is held."""

    role = forms.ChoiceField(
        label=_("角色"),
        choices=[("", _("请选择")), *ROLE_CHOICES],
        error_messages={"required": _("请选择角色")},
    )
    division = forms.ModelChoiceField(
        label=_("处室"),
        queryset=Division.objects.none(),
        required=False,
        empty_label=_("请选择"),
    )
    language = forms.ChoiceField(
        label=_("语种"),
        required=False,
        choices=[("", _("中文")), *FOREIGN_LANGUAGES.items()],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        division = self.fields["division"]
        assert isinstance(division, forms.ModelChoiceField)  # noqa: S101 - declared above
        division.queryset = open_divisions()

    def clean(self) -> dict[str, Any]:
        # The boxes are always there; what does not concern the chosen role is not meant.
        wanted = super().clean() or self.cleaned_data
        role = wanted.get("role")
        if role and not is_bounded(Role(role)):
            wanted["division"] = None
        if role and Role(role) not in SPOKEN:
            wanted["language"] = ""
        return wanted


class DivisionForm(OverStored, HouseForm):
    """How a division is called and where it stands."""

    code = AskedField(
        label=_("处室代码"), max_length=60, help_text=_("字母、数字或横线，如 01。用于导入和对接，尽量不改。")
    )
    name = AskedField(label=_("处室名称"), max_length=200)
    position = forms.IntegerField(
        label=_("排序"),
        initial=0,
        help_text=_("小的在前；相同的按代码排。"),
        widget=forms.NumberInput(attrs={"min": 0}),
    )


class PeopleFilter(forms.Form):
    """What the list of people is narrowed by. Whatever does not fit is ignored."""

    q = forms.CharField(label=_("姓名或用户名"), required=False, max_length=60, widget=forms.SearchInput)
    division = forms.ModelChoiceField(
        label=_("处室"), queryset=Division.objects.none(), required=False, empty_label=_("全部处室")
    )
    role = forms.ChoiceField(label=_("角色"), required=False, choices=[("", _("全部角色")), *ROLE_CHOICES])
    state = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[("active", _("在岗")), ("inactive", _("已停用")), ("all", _("全部"))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        division = self.fields["division"]
        assert isinstance(division, forms.ModelChoiceField)  # noqa: S101 - declared above
        division.queryset = all_divisions()
