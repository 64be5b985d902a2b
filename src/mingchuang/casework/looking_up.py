"""How somebody outside finds their case again: by number and query code, whatever the kind.

One place, because it is what a guesser would try: every kind shares its limits and its one answer for a wrong
code and an unknown number.
"""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingchuang.base.design.forms import HouseForm
from mingchuang.casework import selectors
from mingchuang.casework.models import Case
from mingchuang.casework.services import door
from mingchuang.casework.services.door import Knock

OK, UNPROCESSABLE, TOO_MANY = 200, 422, 429


class NumberAndCodeForm(HouseForm):
    """Number and query code of a case; `example` shows what a number of the kind looks like."""

    example: Any = ""

    number = forms.CharField(
        label=_("编号"),
        max_length=40,
        error_messages={"required": _("请输入编号")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    code = forms.CharField(
        label=_("查询码"),
        help_text=_("16位字母和数字，大小写、空格和连字符都不影响。"),
        max_length=60,
        error_messages={"required": _("请输入查询码")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].help_text = self.example


def case_of(
    form: NumberAndCodeForm, kind: str, *, client: str, not_found: str, now: datetime
) -> tuple[Case | None, int]:
    """The case that was asked for and 200, or None with the problem on the form and the status to answer.

    `client` is the address the question comes from; `not_found` says what to compare the two with.
    """
    if not form.is_valid():
        return None, UNPROCESSABLE
    number = form.cleaned_data["number"]
    by_client = door.allowed(Knock.LOOK_UP, client, now)
    if not door.allowed(Knock.LOOK_UP_NUMBER, selectors.as_numbered(number), now) or not by_client:
        form.add_error(None, _("查询次数过多，请一小时后再试，或者拨打页面下方的电话询问。"))
        return None, TOO_MANY
    case = selectors.find_by_code(number, form.cleaned_data["code"])
    if case is None or case.kind != kind:
        # One answer for a wrong code and an unknown number: nobody learns which numbers exist.
        form.add_error(None, not_found)
        return None, UNPROCESSABLE
    return case, OK
