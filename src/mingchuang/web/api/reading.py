"""Rows of the catalogue as the interface says them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from mingchuang.publishing import kinds, statutory
from mingchuang.publishing.models import Item, PublicListing, VersionAttachment
from mingchuang.publishing.page_contexts.bodies import public_body
from mingchuang.publishing.page_contexts.files import download_name
from mingchuang.publishing.page_contexts.rows import item_address
from mingchuang.publishing.page_contexts.tree import Tree, column_address
from mingchuang.publishing.selectors import harvest, public
from mingchuang.rules import index_numbers
from mingchuang.rules.text_checks import plain_text
from mingchuang.rules.validity import KIND_LABELS, Validity, ValidityKind

LANGUAGE_CODES: Mapping[str, str] = {"zh": "zh-hans", "en": "en", "ja": "ja", "ko": "ko"}
"""The interface's name of a language to the code in tables."""

_NAMES = {code: name for name, code in LANGUAGE_CODES.items()}


def name_of(language: str) -> str:
    """A language as the interface calls it."""
    return _NAMES[language]


def absolute(path: str) -> str:
    """The public address of a path."""
    return settings.PUBLIC_URL + path


def api_address(index_number: str, language: str) -> str:
    """Where the interface has an item."""
    path = reverse("api:item", args=[index_numbers.to_slug(index_number)])
    return absolute(path) + (f"?language={name_of(language)}" if name_of(language) != "zh" else "")


def kind_label(code: str) -> str:
    """What a kind is called; its code when no chapter knows it any more."""
    known = next((kind for kind in kinds.every() if kind.code == code), None)
    return gettext(known.label) if known else code


def summary(listing: PublicListing) -> dict[str, Any]:
    """A listing as one item of a list."""
    with translation.override(listing.language):
        standing = Validity(listing.validity)
        return {
            "uid": listing.edition.uid,
            "index_number": listing.index_number,
            "language": name_of(listing.language),
            "title": listing.title,
            "url": absolute(item_address(listing.index_number)),
            "api_url": api_address(listing.index_number, listing.language),
            "kind": listing.kind,
            "kind_label": kind_label(listing.kind),
            "column": {
                "slug": listing.column.slug,
                "name": listing.column_name,
                "url": absolute(column_address(listing.column)),
            },
            "document_number": listing.document_number,
            "issuer": listing.issuer,
            "abstract": listing.abstract,
            "formed_on": listing.formed_on,
            "published_on": listing.shown_on,
            "year": listing.year,
            "updated_at": listing.released_at,
            "statutory_item": listing.statutory_item,
            "validity": standing.value,
            "validity_label": str(standing.label),
        }


def record(listing: PublicListing) -> dict[str, Any]:
    """A listing with its text and metadata, without what needs further queries."""
    version, item = listing.version, listing.item
    with translation.override(listing.language):
        body = public_body(version.body)
    return summary(listing) | {
        "effective_on": version.effective_on,
        "expires_on": version.expires_on,
        "original_published_on": item.original_published_on,
        "original_source": item.original_source,
        "content_source": version.content_source,
        "keywords": list(version.keywords),
        "attribute": version.attribute,
        "extra": {
            own.name: version.extra[own.name] for own in _own_fields(item) if version.extra.get(own.name)
        },
        "body_html": str(body),
        "body_text": plain_text(version.body),
    }


def _own_fields(item: Item) -> tuple[kinds.ExtraField, ...]:
    return next((kind.extra_fields for kind in kinds.every() if kind.code == item.kind), ())


def detail(listing: PublicListing) -> dict[str, Any]:
    """A listing with everything that is public of its item."""
    item = listing.item
    return record(listing) | {
        "attachments": attachments(harvest.attachments_of(listing.version)),
        "events": events(item),
        "validity_acts": [
            {
                "kind": act.kind,
                "label": str(KIND_LABELS[ValidityKind(act.kind)]),
                "on": act.on,
                "until": act.until,
                "basis": act.basis,
            }
            for act in harvest.acts_of(item)
        ],
        "languages": [name_of(code) for code in harvest.languages_of(item)],
    }


def attachments(rows: Iterable[VersionAttachment]) -> list[dict[str, Any]]:
    """The public copies of files; one that is not ready is left out."""
    return [
        {
            "title": row.title,
            "file_name": download_name(row),
            "media_type": row.file.media_type,
            "size": row.file.public_size,
            "sha256": row.file.public_sha256,
            "url": absolute(reverse("publishing_files:attachment", args=[row.uid, download_name(row)])),
        }
        for row in rows
        if row.file.public_sha256
    ]


def events(item: Item) -> list[dict[str, Any]]:
    """What happened to an item in public: never who did it, never the office's own reason."""
    return [
        {
            "kind": event.kind,
            "at": event.at,
            "version": event.version.number if event.version else None,
            "note": event.public_note,
        }
        for event in public.public_history(item)
    ]


def columns(language: str) -> list[dict[str, Any]]:
    """The tree of columns that are in use or hold something."""
    tree = Tree.load(language)

    def node(column: Any) -> dict[str, Any]:
        return {
            "slug": column.slug,
            "name": column.name,
            "description": column.description,
            "kind": column.kind,
            "block": tree.block(column),
            "is_open": column.is_open,
            "items": tree.count(column),
            "url": absolute(column_address(column)),
            "children": [node(child) for child in tree.children(column) if _matters(tree, child)],
        }

    with translation.override(language):
        return [node(column) for column in tree.children(None) if _matters(tree, column)]


def _matters(tree: Tree, column: Any) -> bool:
    return bool(column.is_open or tree.count(column))


def facets(language: str) -> dict[str, list[dict[str, Any]]]:
    """What occurs among the listings of a language, and how often."""
    found = public.facets(language)

    def values(counted: Mapping[Any, int], label: Any, keys: Iterable[Any]) -> list[dict[str, Any]]:
        return [{"value": str(key), "label": str(label(key)), "items": counted[key]} for key in keys]

    with translation.override(language):
        return {
            "kinds": values(found.kinds, kind_label, sorted(found.kinds)),
            "years": values(found.years, str, sorted(found.years, reverse=True)),
            "issuers": values(found.issuers, str, [name for name, _ in found.issuers.most_common()]),
            "validities": values(
                found.validities, lambda code: Validity(code).label, sorted(found.validities)
            ),
            "statutory_items": values(found.statutory_items, statutory.label, sorted(found.statutory_items)),
        }


def statutory_list(language: str) -> list[dict[str, Any]]:
    """Every item of the statutory list, with how much is public under it."""
    counted = public.facets(language).statutory_items
    return [
        {
            "code": item.code,
            "place": statutory.place(item),
            "content": item.content,
            "items": counted[item.code],
        }
        for item in statutory.BY_CODE.values()
    ]
