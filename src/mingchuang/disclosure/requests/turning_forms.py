"""What a clerk decides when a reply is turned into active disclosure."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingchuang.base.accounts.models import Division, User
from mingchuang.base.accounts.permissions import may
from mingchuang.base.design.forms import HouseForm
from mingchuang.base.design.widgets import DayField
from mingchuang.disclosure.requests.models import GivenFile
from mingchuang.disclosure.requests.services.turning import LONGEST_TITLE, Proposal, columns
from mingchuang.publishing.models import Column
from mingchuang.publishing.statutory import label
from mingchuang.rules.roles import Permission
from mingchuang.rules.statutory import STATUTORY_ITEMS


class TurnForm(HouseForm):
    """Title and place of the text; its body is written on in the draft."""

    title = forms.CharField(label=_("标题"), max_length=LONGEST_TITLE * 2)
    statutory_item = forms.ChoiceField(
        label=_("法定主动公开事项"), help_text=_("按内容中的用词建议，请核对。")
    )
    column = forms.ChoiceField(label=_("栏目"))
    division = forms.ChoiceField(label=_("责任处室"))
    formed_on = DayField(
        label=_("信息形成日期"), help_text=_("先填作出答复的日期；原信息另有成文日期的，请改为成文日期。")
    )

    given = forms.MultipleChoiceField(
        label=_("作为附件公开的文件"),
        help_text=_(
            "都不选的，稿件没有附件。文件里的内容不会自动隐去，请先打开通读：扫描件和图片里的文字程序认不出；"
            "有个人信息的不要选，遮盖后在稿件里另行添加。"
        ),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, person: User, given: Sequence[GivenFile] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._given = {str(row.file.uid): row for row in given}
        self._columns = {str(column.pk): column for column in columns()}
        open_divisions = Division.objects.filter(is_open=True)
        own = [row for row in open_divisions if may(person, Permission.DRAFT_ITEM, row)]
        self._divisions = {str(row.pk): row for row in own}
        choose = [("", _("请选择"))]
        fields: Any = self.fields
        fields["statutory_item"].choices = [(item.code, label(item.code)) for item in STATUTORY_ITEMS]
        fields["column"].choices = [*choose, *((pk, row.name) for pk, row in self._columns.items())]
        fields["given"].choices = [(uid, row.title) for uid, row in self._given.items()]
        if not given:
            del fields["given"]
        fields["division"].choices = [*choose, *((pk, row.name) for pk, row in self._divisions.items())]

    @classmethod
    def of(cls, proposal: Proposal, division: Division | None, person: User, data: Any = None) -> "TurnForm":
        """The form of a proposal, with everything filled in that is known."""
        initial = {
            "title": proposal.title,
            "statutory_item": proposal.statutory_item,
            "column": str(proposal.column.pk) if proposal.column else "",
            "division": str(division.pk) if division else "",
            "formed_on": proposal.formed_on,
        }
        form = cls(data, initial=initial, person=person, given=proposal.files)
        if division is None and len(form._divisions) == 1:
            form.initial["division"] = next(iter(form._divisions))
        elif division is None and proposal.column and str(proposal.column.division_id) in form._divisions:
            form.initial["division"] = str(proposal.column.division_id)
        return form

    def clean_column(self) -> Column:
        return self._columns[self.cleaned_data["column"]]

    def clean_given(self) -> list[GivenFile]:
        return [self._given[uid] for uid in self.cleaned_data["given"]]

    def clean_division(self) -> Division:
        return self._divisions[self.cleaned_data["division"]]
