"""Forms that speak in the house's way: every message names the field and says what to do."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_GENERIC = forms.Field.default_error_messages["required"]


def _chooses(field: forms.Field) -> bool:
    return isinstance(field, forms.ChoiceField | forms.ModelChoiceField)


def name_the_fields(fields: Iterable[forms.Field]) -> None:
    """Replace Django's 「这个字段是必填项。」 by 「请填写标题」 or 「请选择栏目」; own messages stay."""
    for field in fields:
        if field.error_messages.get("required") != _GENERIC or not field.label:
            continue
        label = str(field.label)
        if _chooses(field):
            field.error_messages["required"] = _("请选择%(field)s") % {"field": label}
        elif isinstance(field, forms.FileField):
            field.error_messages["required"] = _("请选择要上传的%(field)s") % {"field": label}
        elif isinstance(field, forms.BooleanField):
            field.error_messages["required"] = _("请先勾选“%(field)s”") % {"field": label}
        else:
            field.error_messages["required"] = _("请填写%(field)s") % {"field": label}


class HouseForm(forms.Form):
    """The form to inherit from. Checked on the server, on submit: no messages of the browser."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_the_fields(self.fields.values())
