"""Rows of the register of cited documents: other issuers' texts, which never become our items."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mingchuang.publishing.models import CitedStatus
from mingchuang.publishing.register import number_key, title_key
from mingchuang.rules.date_text import parse_date
from mingchuang.rules.refusals import Reason, Refused, refuse_if

NAMES: dict[str, tuple[str, ...]] = {
    "title": ("title", "名称", "标题"),
    "issued_on": ("issued_on", "公布日期", "发布日期"),
    "effective_on": ("effective_on", "施行日期"),
    "status": ("status", "效力", "时效性", "有效性"),
    "document_number": ("doc_number_latest", "doc_number", "document_number", "文号", "发文字号"),
    "issuing_body": ("issuing_body", "制定机关", "发布机构"),
    "kind": ("doc_type", "kind", "类别"),
    "region": ("region", "地区"),
    "text": ("text", "全文", "正文"),
}
_LIMITS = {
    "title": 300,
    "document_number": 120,
    "issuing_body": 120,
    "kind": 30,
    "region": 30,
    "status": 100,
    "text": 5_000_000,
}
_LABELS = {"title": "名称", "document_number": "文号", "issuing_body": "制定机关", "kind": "类别",
           "region": "地区", "status": "效力", "text": "全文"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A row understood: the key by which it is known, and the fields to store."""

    source_key: str
    fields: dict[str, Any]


def value_of(values: Mapping[str, Any], names: tuple[str, ...]) -> str:
    """The first filled value under any of the names, as trimmed text."""
    for name in names:
        value = values.get(name)
        if value not in (None, ""):
            return str(value).replace("\x00", "").strip()
    return ""


def status_of(text: str) -> CitedStatus:
    """What a collection's own words about validity mean; unknown words are UNKNOWN, never valid."""
    if not text:
        return CitedStatus.UNKNOWN
    if "旧版本" in text or "已被修订" in text or text == CitedStatus.OLD_VERSION:
        return CitedStatus.OLD_VERSION
    if any(word in text for word in ("失效", "废止", "无效", "invalid", "停止执行")):
        return CitedStatus.INVALID
    if any(word in text for word in ("有效", "现行", "valid")):
        return CitedStatus.VALID
    return CitedStatus.UNKNOWN


def understand(values: Mapping[str, Any]) -> RegisterRow:
    """A row of the register. Raises Refused with everything that is wrong with it."""
    texts = {name: value_of(values, names) for name, names in NAMES.items()}
    reasons: list[Reason] = []
    if not texts["title"]:
        reasons.append(Reason("title_missing", "缺少名称", "title"))
    for name, limit in _LIMITS.items():
        if len(texts[name]) > limit:
            reasons.append(
                Reason("too_long", f"{_LABELS[name]}最多{limit}字，现在{len(texts[name])}字", name)
            )
    days: dict[str, date | None] = {}
    for name in ("issued_on", "effective_on"):
        try:
            days[name] = parse_date(texts[name], field=name) if texts[name] else None
        except Refused as refused:
            reasons.extend(refused.reasons)
    refuse_if(reasons)
    return RegisterRow(_key(texts), _fields(texts, days))


def _key(texts: Mapping[str, str]) -> str:
    parts = (texts["title"], texts["issued_on"], texts["status"])
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _fields(texts: Mapping[str, str], days: Mapping[str, date | None]) -> dict[str, Any]:
    return {
        "title": texts["title"],
        "title_key": title_key(texts["title"]),
        "document_number": texts["document_number"],
        "number_key": number_key(texts["document_number"])[:120],
        "kind": texts["kind"],
        "region": texts["region"],
        "issuing_body": texts["issuing_body"],
        "issued_on": days["issued_on"],
        "effective_on": days["effective_on"],
        "status": status_of(texts["status"]).value,
        "status_note": texts["status"],
        "text": texts["text"],
    }
