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


def let_long_texts_in(fields: Iterable[forms.Field]) -> None:
    """Take what is too long whole and say so: with `maxlength` browsers cut a pasted text without a word."""
    for field in fields:
        if not isinstance(field, forms.CharField) or field.max_length is None:
            continue
        if field.widget.attrs.get("maxlength") == str(field.max_length):
            del field.widget.attrs["maxlength"]
        if field.label and "max_length" not in field.error_messages:
            field.error_messages["max_length"] = _(
                "%(label)s最多%(longest)s字，您写了%(length)s字，请精简"
            ) % {
                "label": str(field.label).replace("%", "%%"),
                "longest": field.max_length,
                "length": "%(show_value)d",
            }


class InHouseStyle(forms.BaseForm):
    """Checked on the server, on submit: no messages of the browser, nothing cut while it is typed."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_the_fields(self.fields.values())
        let_long_texts_in(self.fields.values())


class HouseForm(InHouseStyle, forms.Form):
    """The form to inherit from."""


class HouseModelForm(InHouseStyle, forms.ModelForm):
    """The same for a form that draws its fields from a model."""
