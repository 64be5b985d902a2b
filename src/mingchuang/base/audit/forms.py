"""What the trail is narrowed by."""

from datetime import date
from typing import Any

from django import forms
from django.forms import ValidationError
from django.utils.translation import gettext_lazy as _

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.selectors import everybody
from mingchuang.base.audit import registry
from mingchuang.base.audit.labels import kind_of
from mingchuang.base.audit.selectors import target_types
from mingchuang.rules.date_text import parse_date
from mingchuang.rules.refusals import Refused


class DayField(forms.CharField):
    """A day in any of the forms people write; a native date control where the browser has one."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.DateInput(attrs={"type": "date"}), **kwargs)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        try:
            return parse_date(text) if text else None
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal


class PersonField(forms.ModelChoiceField):
    """People by name and user name, for names are not unique."""

    def label_from_instance(self, obj: User) -> str:  # type: ignore[override]
        return f"{obj.display_name}（{obj.username}）"


class AuditFilter(forms.Form):
    """Who, what, on what, when."""

    actor = PersonField(
        label=_("操作人"), queryset=User.objects.none(), required=False, empty_label=_("所有人")
    )
    action = forms.ChoiceField(label=_("操作"), required=False)
    target_type = forms.ChoiceField(label=_("对象"), required=False)
    target_id = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    first = DayField(label=_("自"))
    last = DayField(label=_("至"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        actor, action, kind = self.fields["actor"], self.fields["action"], self.fields["target_type"]
        assert isinstance(actor, forms.ModelChoiceField)  # noqa: S101 - declared above
        assert isinstance(action, forms.ChoiceField)  # noqa: S101 - declared above
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101 - declared above
        actor.queryset = everybody()
        action.choices = [("", _("所有操作")), *registry.actions().items()]
        kind.choices = [("", _("所有对象")), *((label, kind_of(label)) for label in target_types())]

    def clean(self) -> dict[str, Any]:
        wanted = super().clean() or self.cleaned_data
        first, last = wanted.get("first"), wanted.get("last")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            self.add_error("last", _("结束日期早于开始日期，请调换"))
        return wanted

    def narrowing(self) -> dict[str, Any]:
        """The filters as `selectors.events` takes them; what could not be read is left out."""
        wanted = self.cleaned_data if self.is_bound and not self.errors else {}
        actor = wanted.get("actor")
        return {
            "actor": actor.pk if actor else None,
            "action": wanted.get("action", ""),
            "target_type": wanted.get("target_type", ""),
            "target_id": wanted.get("target_id", ""),
            "first": wanted.get("first"),
            "last": wanted.get("last"),
        }
