"""The canonical form of a text: what is hashed, compared, kept as a revision and signed by the gates."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from mingchuang.publishing.models import Content, Draft, Version

TEXT_FIELDS: tuple[str, ...] = (
    "title",
    "document_number",
    "issuer",
    "content_source",
    "abstract",
    "body",
    "attribute",
    "ground",
    "attribute_reason",
    "public_note",
    "statutory_item",
)
DATE_FIELDS: tuple[str, ...] = ("formed_on", "effective_on", "expires_on")
CONTENT_FIELDS: tuple[str, ...] = (
    *TEXT_FIELDS,
    *DATE_FIELDS,
    "keywords",
    "column_id",
    "extra",
)

Snapshot = dict[str, Any]


TRANSLATED_FIELDS: tuple[str, ...] = (
    "title", "abstract", "body", "issuer", "content_source", "keywords", "extra", "public_note",
)  # fmt: skip
"""What a translator writes; every other field of a translation says what its source says."""


def fields_of(content: Content) -> Snapshot:
    """The content fields as plain JSON values; dates as ISO text."""
    values: Snapshot = {}
    for name in CONTENT_FIELDS:
        value = getattr(content, name)
        values[name] = value.isoformat() if isinstance(value, date) else value
    return values


def apply_fields(content: Content, values: Snapshot) -> None:
    """Set the content fields from a snapshot; keys it lacks stay as they are."""
    for name in CONTENT_FIELDS:
        if name not in values:
            continue
        value = values[name]
        if name in DATE_FIELDS and isinstance(value, str):
            value = date.fromisoformat(value) if value else None
        setattr(content, name, value)


def attachment_rows(source: Draft | Version) -> list[dict[str, str]]:
    """Title and content hash of each attachment, in order. A text that is not stored yet has none."""
    if source.pk is None:
        return []
    rows: Iterable[Any] = source.attachments.select_related("file").all()
    return [{"title": row.title, "sha256": row.file.sha256} for row in rows]


def full_snapshot(source: Draft | Version) -> Snapshot:
    """Everything a reviewer signs: fields, attachments, item, kind and language."""
    edition = source.edition
    snapshot = fields_of(source) | {
        "attachments": attachment_rows(source),
        "item": str(edition.item.uid),
        "kind": edition.item.kind,
        "language": edition.language,
    }
    if source.source_version is not None:
        snapshot["translated_from"] = str(source.source_version.uid)
    return snapshot


def content_hash(snapshot: Snapshot) -> str:
    """SHA-256 of the canonical JSON of a snapshot, as 64 hexadecimal digits."""
    canonical = json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def changed_fields(before: Snapshot, after: Snapshot) -> set[str]:
    """Names of content fields that differ between two snapshots."""
    return {name for name in CONTENT_FIELDS if before.get(name) != after.get(name)}
