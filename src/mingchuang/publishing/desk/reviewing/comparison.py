"""What changed since the version the public reads: texts side by side, other fields old and new."""

from dataclasses import dataclass
from typing import Any

from mingchuang.base.design.diffs import DiffRow, side_by_side
from mingchuang.publishing.checks import FIELD_LABELS
from mingchuang.publishing.models import Column, Draft, Version
from mingchuang.publishing.models.content import ATTRIBUTE_CHOICES, GROUND_CHOICES
from mingchuang.publishing.snapshots import (
    CONTENT_FIELDS,
    Snapshot,
    attachment_rows,
    changed_fields,
    fields_of,
)
from mingchuang.rules.text_checks import plain_text

TEXTS = ("title", "abstract", "body")
CHOICES: dict[str, dict[str, str]] = {"attribute": dict(ATTRIBUTE_CHOICES), "ground": dict(GROUND_CHOICES)}


@dataclass(frozen=True, slots=True)
class TextChange:
    """One changed text, side by side."""

    label: str
    rows: list[DiffRow]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One changed field, before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs between two texts."""

    texts: list[TextChange]
    fields: list[FieldChange]

    @property
    def same(self) -> bool:
        return not self.texts and not self.fields


def compare(before: Version | None, after: Version | Draft) -> Comparison | None:
    """The differences; None when there is nothing to compare with."""
    if before is None:
        return None
    found = differences(fields_of(before), fields_of(after))
    files_before, files_after = attachment_rows(before), attachment_rows(after)
    if files_before != files_after:
        found.fields.append(FieldChange("附件", _files(files_before), _files(files_after)))
    return found


def differences(old: Snapshot, new: Snapshot) -> Comparison:
    """What differs between two snapshots of the content fields."""
    changed = changed_fields(old, new)
    texts = [
        TextChange(FIELD_LABELS[name], side_by_side(_plain(name, old), _plain(name, new)))
        for name in TEXTS
        if name in changed
    ]
    fields = [
        FieldChange(field_label(name), shown(name, old.get(name)), shown(name, new.get(name)))
        for name in CONTENT_FIELDS
        if name in changed and name not in TEXTS
    ]
    if "body" in changed and _plain("body", old) == _plain("body", new):
        fields.append(FieldChange(FIELD_LABELS["body"], "（文字相同）", "格式、链接或图片有改动"))
    return Comparison([text for text in texts if text.rows], fields)


def _plain(name: str, snapshot: dict[str, Any]) -> str:
    value = str(snapshot.get(name) or "")
    return plain_text(value) if name == "body" else value


def field_label(name: str) -> str:
    """The Chinese name of a content field."""
    if name == "extra":
        return "其他栏目"
    field = Version._meta.get_field(name.removesuffix("_id"))
    return str(getattr(field, "verbose_name", name))


def shown(name: str, value: Any) -> str:
    """A stored value in words."""
    if value in (None, "", [], {}):
        return "（空）"
    if name == "column_id":
        column = Column.objects.filter(pk=value).first()
        return column.name if column else "（空）"
    if name in CHOICES:
        return str(CHOICES[name].get(value, value))
    if isinstance(value, list):
        return "、".join(str(part) for part in value)
    if isinstance(value, dict):
        return "；".join(f"{key}：{part}" for key, part in value.items())
    return str(value)


def _files(rows: list[dict[str, str]]) -> str:
    return "；".join(f"{row['title']}（{row['sha256'][:8]}）" for row in rows) or "（无）"
