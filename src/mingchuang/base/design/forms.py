"""Forms that speak in the house's way: every message names the field and says what to do."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.utils import ErrorList
from django.utils.translation import gettext_lazy as _

_GENERIC = forms.Field.default_error_messages["required"]
_GENERIC_INVALID = (
    None,
    forms.IntegerField.default_error_messages["invalid"],
    forms.ChoiceField.default_error_messages["invalid_choice"],
    forms.ModelChoiceField.default_error_messages["invalid_choice"],
)


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


def say_what_to_write(fields: Iterable[forms.Field]) -> None:
    """Replace Django's 「输入一个有效的…」 by words that name the field; own ones stay."""
    for field in fields:
        for code, message in _wanted(field).items() if field.label else ():
            if field.error_messages.get(code) in _GENERIC_INVALID:
                field.error_messages[code] = message


def _wanted(field: forms.Field) -> dict[str, Any]:
    named = {"field": str(field.label).replace("%", "%%")}
    limits = {"limit": "%(limit_value)s", "given": "%(show_value)s"}
    match field:
        case forms.IntegerField():
            return {
                "invalid": _("%(field)s请填写数字") % named,
                "max_value": _("%(field)s最大是%(limit)s，您填的是%(given)s") % (named | limits),
                "min_value": _("%(field)s最小是%(limit)s，您填的是%(given)s") % (named | limits),
            }
        case forms.EmailField():
            return {"invalid": _("%(field)s请写成 name@example.cn 的样子") % named}
        case forms.ModelChoiceField() | forms.ChoiceField():
            return {"invalid_choice": _("%(field)s里现在没有这个选项，请重新选择") % named}
    return {}


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


class HouseBoundField(forms.BoundField):
    """A field on a page; one for files says that a page shown again has lost what was chosen."""

    @property
    def errors(self) -> ErrorList:
        own = super().errors
        if own or not isinstance(self.field, forms.FileField) or not self.form.errors or not self.data:
            return own
        chosen = self.data if isinstance(self.data, list | tuple) else [self.data]
        names = "、".join(str(file.name) for file in chosen)
        return self.form.error_class(
            [_("请重新选择“%(names)s”：页面退回后，浏览器不保留选好的文件") % {"names": names}]
        )


class InHouseStyle(forms.BaseForm):
    """Checked on the server, on submit: no messages of the browser, nothing cut while it is typed."""

    use_required_attribute = False
    bound_field_class = HouseBoundField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_the_fields(self.fields.values())
        let_long_texts_in(self.fields.values())
        say_what_to_write(self.fields.values())


class HouseForm(InHouseStyle, forms.Form):
    """The form to inherit from."""


class HouseModelForm(InHouseStyle, forms.ModelForm):
    """The same for a form that draws its fields from a model."""
