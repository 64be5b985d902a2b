"""Rows of the office's own information: what becomes a draft, or released history of an old site."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from mingchuang.base.accounts.models import Division
from mingchuang.publishing import kinds
from mingchuang.publishing.importing.register_rows import value_of
from mingchuang.publishing.models import Column
from mingchuang.rules.date_text import parse_date
from mingchuang.rules.disclosure import ATTRIBUTE_LABELS, Attribute
from mingchuang.rules.refusals import Reason, Refused, refuse_if
from mingchuang.rules.validity import KIND_LABELS, ValidityKind

TEXT_NAMES: dict[str, tuple[str, ...]] = {
    "title": ("title", "标题", "名称"),
    "document_number": ("document_number", "发文字号", "文号"),
    "issuer": ("issuer", "发布机构"),
    "content_source": ("content_source", "信息来源", "来源"),
    "abstract": ("abstract", "内容概述", "摘要"),
    "body": ("body", "正文"),
    "ground": ("ground", "不予公开的依据"),
    "attribute_reason": ("attribute_reason", "公开属性理由"),
}
DATE_NAMES: dict[str, tuple[str, ...]] = {
    "formed_on": ("formed_on", "成文日期", "生成日期"),
    "effective_on": ("effective_on", "施行日期"),
    "expires_on": ("expires_on", "有效期至"),
}
SOURCE_KEY = ("source_key", "来源标识", "编号", "id")
KIND = ("kind", "种类")
COLUMN = ("column", "栏目")
DIVISION = ("division", "处室", "责任处室")
KEYWORDS = ("keywords", "主题词", "关键词")
ATTRIBUTE = ("attribute", "公开属性")
STATUTORY = ("statutory_item", "法定主动公开事项")
ORIGINAL_DAY = ("original_published_on", "原发布日期")
ORIGINAL_SOURCE = ("original_source", "原载", "原网址")
VALIDITY = ("validity", "效力变动")
VALIDITY_DAY = ("validity_on", "效力变动日期")
VALIDITY_BASIS = ("validity_basis", "效力变动依据")

Named = TypeVar("Named", Column, Division)

_HTML = re.compile(r"<(p|h[1-6]|div|table|ul|ol|br)\b", re.IGNORECASE)
_SEPARATORS = re.compile(r"[,，;；、|]+")


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A row understood. Everything is plain JSON, so that it can wait in the batch for its approval."""

    source_key: str
    kind: str
    division_id: int
    values: dict[str, Any]
    original_published_on: str | None = None
    original_source: str = ""
    acts: list[dict[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a row means when it does not say: chosen by whoever imports."""

    kind: str = "information"
    division: Division | None = None
    column: Column | None = None
    issuer: str = ""


class Directory:
    """Columns and divisions by every name people use for them, read once an import."""

    def __init__(self) -> None:
        columns = list(Column.objects.all())
        self.columns = {c.name: c for c in columns} | {c.slug: c for c in columns}
        self.columns_by_key = {c.pk: c for c in columns}
        divisions = list(Division.objects.all())
        self.divisions = {d.name: d for d in divisions} | {d.code: d for d in divisions}


def understand(values: Mapping[str, Any], directory: Directory, defaults: Defaults) -> ItemRow:
    """A row of own information. Raises Refused with everything that is wrong with it."""
    reasons: list[Reason] = []
    content: dict[str, Any] = {name: value_of(values, names) for name, names in TEXT_NAMES.items()}
    content["body"] = as_html(content["body"])
    content["issuer"] = content["issuer"] or defaults.issuer
    for name, names in DATE_NAMES.items():
        content[name] = _day(values, names, name, reasons)
    content["keywords"] = _keywords(values)
    content["attribute"] = _attribute(value_of(values, ATTRIBUTE), reasons)
    statutory = value_of(values, STATUTORY)
    content["statutory_item"] = f"20-{statutory}" if statutory.isdigit() else statutory
    kind = value_of(values, KIND) or defaults.kind
    if kind not in {known.code for known in kinds.every()}:
        reasons.append(Reason("kind_unknown", f"没有名为「{kind}」的内容种类", "kind"))
    column = _named(value_of(values, COLUMN), directory.columns, defaults.column, "栏目", reasons)
    division = _named(value_of(values, DIVISION), directory.divisions, defaults.division, "处室", reasons)
    if division is None:
        reasons.append(Reason("division_missing", "缺少处室", "division"))
    source_key = value_of(values, SOURCE_KEY)
    if not source_key:
        reasons.append(Reason("source_key_missing", "缺少来源标识，重复导入时无法识别", "source_key"))
    if not content["title"]:
        reasons.append(Reason("title_missing", "缺少标题", "title"))
    acts = _acts(values, reasons)
    original = _day(values, ORIGINAL_DAY, "original_published_on", reasons)
    refuse_if(reasons)
    content["column_id"] = column.pk if column else None
    content["extra"] = _own_fields(values, kind)
    return ItemRow(
        source_key[:200],
        kind,
        division.pk,  # type: ignore[union-attr]  # refused above
        content,
        original,
        value_of(values, ORIGINAL_SOURCE)[:300],
        acts,
    )


def _own_fields(values: Mapping[str, Any], kind: str) -> dict[str, str]:
    """The kind's own fields, under their code name or their Chinese label."""
    return {
        own.name: text
        for own in kinds.get(kind).extra_fields
        if (text := value_of(values, (own.name, f"extra.{own.name}", own.label)))
    }


def as_html(text: str) -> str:
    """Rich text as it is; plain text as paragraphs."""
    if not text or _HTML.search(text):
        return text
    lines = (line.strip() for line in text.splitlines())
    return "".join(f"<p>{html.escape(line)}</p>" for line in lines if line)


def _day(
    values: Mapping[str, Any], names: tuple[str, ...], field_name: str, reasons: list[Reason]
) -> str | None:
    text = value_of(values, names)
    if not text:
        return None
    try:
        return parse_date(text, field=field_name).isoformat()
    except Refused as refused:
        reasons.extend(refused.reasons)
        return None


def _keywords(values: Mapping[str, Any]) -> list[str]:
    raw = next((values[name] for name in KEYWORDS if values.get(name)), "")
    parts = raw if isinstance(raw, list) else _SEPARATORS.split(str(raw))
    return [str(part).strip() for part in parts if str(part).strip()]


def _attribute(text: str, reasons: list[Reason]) -> str:
    known = {label: code.value for code, label in ATTRIBUTE_LABELS.items()} | {
        a.value: a.value for a in Attribute
    }
    if text and text not in known:
        reasons.append(Reason("attribute_unknown", "公开属性应为主动公开、依申请公开或不予公开", "attribute"))
    return known.get(text, "")


def _named(
    text: str, known: Mapping[str, Named], default: Named | None, label: str, reasons: list[Reason]
) -> Named | None:
    if not text:
        return default
    if text not in known:
        reasons.append(Reason("name_unknown", f"没有名为「{text}」的{label}"))
    return known.get(text)


def _acts(values: Mapping[str, Any], reasons: list[Reason]) -> list[dict[str, str]]:
    text = value_of(values, VALIDITY)
    if not text:
        return []
    known = {label: code.value for code, label in KIND_LABELS.items()} | {
        k.value: k.value for k in ValidityKind
    }
    day = _day(values, VALIDITY_DAY, "validity_on", reasons)
    basis = value_of(values, VALIDITY_BASIS)
    if text not in known:
        reasons.append(Reason("validity_unknown", f"效力变动「{text}」不在种类之中", "validity"))
    if day is None or not basis:
        reasons.append(Reason("validity_incomplete", "效力变动须有日期和依据", "validity"))
    if reasons:
        return []
    return [{"kind": known[text], "on": str(day), "basis": basis}]


def day_of(text: str | None) -> date | None:
    """A stored ISO day as a date."""
    return date.fromisoformat(text) if text else None
