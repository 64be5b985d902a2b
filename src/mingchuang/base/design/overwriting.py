"""Forms over something stored: nobody writes over what they have not seen.

The page carries a mark of what was stored when it was opened. Where that has changed since, the form is
refused once and says what stands there now; sent again from that page, it counts.
"""

import hashlib
import json
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

SEEN = "seen"


def mark_of(stored: object) -> str:
    """A digest of what is stored, for a page to carry: plain data, days and ids within it as their texts."""
    text = json.dumps(stored, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def sent_over(data: QueryDict, name: str, stored: int) -> QueryDict:
    """What was sent, now over the version that is stored: its own hidden field would be refused for ever."""
    again = data.copy()
    again[name] = str(stored)
    return again


class OverStored(forms.BaseForm):
    """Beside a form whose `initial` is what is stored, also when it is sent.

    Its template carries `<input type="hidden" name="seen" value="{{ form.mark }}">`; without a mark the form
    is taken.
    """

    @property
    def mark(self) -> str:
        """A digest of what is stored now."""
        return mark_of(self.initial)

    def full_clean(self) -> None:
        """Check the fields, then whether what they change is still what the page showed."""
        super().full_clean()
        seen = self.data.get(SEEN, "") if self.is_bound else ""
        if seen and seen != self.mark and self.has_changed():
            now = "；".join(self._stored(name) for name in self.changed_data)
            message = _(
                "您打开本页以后，这里的内容已有改动。与您写的不同、现在保存的是：%(now)s。核对以后再保存一次，以您写的为准"
            )
            self.add_error(None, message % {"now": now})

    def _stored(self, name: str) -> str:
        field, value = self.fields[name], self.get_initial_for_field(self.fields[name], name)
        if isinstance(field, forms.ChoiceField):
            value = _of_choices(field, value)
        return _("%(field)s“%(value)s”") % {"field": field.label, "value": "" if value is None else value}


def _of_choices(field: forms.ChoiceField, value: Any) -> str:
    choices: Any = field.choices  # read as pairs, whatever they were given as
    labels = {str(code): str(label) for code, label in choices if not isinstance(label, list | tuple)}
    values = value if isinstance(value, list | tuple) else [value]
    return "、".join(labels.get(str(one), str(one)) for one in values if one not in (None, ""))
