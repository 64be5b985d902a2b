"""Controls Django lacks: a date as three boxes, choices as large targets, an upload of several files.

Dates are read tolerantly: full-width digits, spaces and one-field forms such as 2026-3-9 or 2026年3月9日.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from mingchuang.rules.date_text import parse_date
from mingchuang.rules.refusals import Refused

_WRITTEN = re.compile(r"\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\s*")
PARTS = ("year", "month", "day")


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text or "").strip()


class DateBoxes(forms.Widget):
    """Three boxes 年 月 日; also accepts one value under its own name (native controls, imports)."""

    template_name = "design/forms/date_boxes.html"
    use_fieldset = True

    def value_from_datadict(self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str) -> Any:
        parts = [_plain(data.get(f"{name}_{part}", "")) for part in PARTS]
        if any(parts):
            return parts
        whole = _plain(data.get(name, ""))
        found = _WRITTEN.fullmatch(whole)
        return list(found.groups()) if found else ([whole, "", ""] if whole else None)

    def value_omitted_from_data(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> bool:
        return name not in data and all(f"{name}_{part}" not in data for part in PARTS)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        if isinstance(value, date):
            shown = [str(value.year), str(value.month), str(value.day)]
        elif isinstance(value, str) and (found := _WRITTEN.fullmatch(_plain(value))):
            shown = list(found.groups())
        else:
            shown = list(value) if isinstance(value, list | tuple) else ["", "", ""]
        identifier = context["widget"]["attrs"].get("id", f"id_{name}")
        labels = (_("年"), _("月"), _("日"))
        context["widget"]["boxes"] = [
            {
                "name": f"{name}_{part}",
                "id": f"{identifier}_{part}",
                "part": part,
                "label": label,
                "value": text,
            }
            for part, label, text in zip(PARTS, labels, shown, strict=True)
        ]
        return context

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_year" if id_ else ""


class DayField(forms.DateField):
    """A day in the browser's own control; where that is a plain box, in any of the forms people write."""

    def __init__(self, **kwargs: Any) -> None:
        # The control reads and shows ISO days only.
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if not isinstance(value, str):
            return super().to_python(value)
        if not value.strip():
            return None
        try:
            return parse_date(value)
        except Refused as refusal:
            raise forms.ValidationError(
                "%(field)s：%(why)s", code="unreadable", params={"field": self.label, "why": str(refusal)}
            ) from refusal


class DateBoxesField(forms.DateField):
    """A date in three boxes; the message names the box that is missing or wrong."""

    widget = DateBoxes

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return super().to_python(value)
        parts = value if isinstance(value, list | tuple) else str(value).split("-")
        missing = [
            str(label) for label, text in zip((_("年"), _("月"), _("日")), parts, strict=False) if not text
        ]
        if missing:
            raise forms.ValidationError(
                _("%(field)s还缺：%(missing)s")
                % {"field": self.label or _("日期"), "missing": "、".join(missing)},
                code="incomplete",
            )
        try:
            year, month, day = (int(text) for text in parts)
            return date(year, month, day)
        except ValueError as error:
            raise forms.ValidationError(
                _("没有“%(text)s”这一天，请写成 2026 年 3 月 9 日这样")
                % {"text": "-".join(str(part) for part in parts)[:40]},
                code="no_such_day",
            ) from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except forms.ValidationError:
            return True


class FilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A list of uploads; every file is checked and each failure names its file."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if not files:
            return [] if not self.required else super().clean(None, initial)
        cleaned, problems = [], []
        for upload in files:
            try:
                cleaned.append(super().clean(upload, initial))
            except forms.ValidationError as error:
                problems += [f"{upload.name}：{message}" for message in error.messages]
        if problems:
            raise forms.ValidationError(problems)
        return cleaned
