"""The projection readers list from: written on release, removed on withdrawal, refreshed each day."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from mingchuang.base.localtime import local_day
from mingchuang.publishing.models import Content, Item, PublicListing, ValidityAct, Version
from mingchuang.rules import document_numbers, validity
from mingchuang.rules.text_checks import plain_text


def acts_of(item: Item) -> list[validity.ValidityAct]:
    """The acts on an item's validity in the order they were recorded."""
    return [
        validity.ValidityAct(validity.ValidityKind(row.kind), row.on, row.basis, row.until)
        for row in ValidityAct.objects.filter(item=item).order_by("recorded_at", "id")
    ]


def validity_of(item: Item, version: Version, day: date) -> validity.Validity:
    """What an item is worth on a day, computed from its acts; never a stored field."""
    return standing_of(acts_of(item), version, day)


def standing_of(acts: Iterable[validity.ValidityAct], content: Content, day: date) -> validity.Validity:
    """What a text is worth on a day under acts that were read already."""
    return validity.status(acts, content.effective_on, day, content.expires_on)


def list_publicly(version: Version, *, today: date) -> PublicListing:
    """Write the listing of a released version. The database refuses any other version."""
    edition = version.edition
    item = Item.objects.get(pk=edition.item_id)
    released_at = version.released_at
    if released_at is None or version.column is None:
        raise ValueError("only a released version with a column is listed")
    first = item.first_released_at or released_at
    shown_on = item.original_published_on or local_day(first)
    listing, _ = PublicListing.objects.update_or_create(
        edition=edition,
        defaults={
            "item": item,
            "version": version,
            "language": edition.language,
            "kind": item.kind,
            "column": version.column,
            "title": version.title,
            "document_number": version.document_number,
            "number_key": document_numbers.search_key(version.document_number),
            "index_number": item.index_number or "",
            "issuer": version.issuer,
            "abstract": version.abstract,
            "statutory_item": version.statutory_item,
            "formed_on": version.formed_on,
            "shown_on": shown_on,
            "year": (version.formed_on or shown_on).year,
            "released_at": released_at,
            "validity": validity_of(item, version, today).value,
            "validity_on": today,
            "search_text": _search_text(version, item),
        },
    )
    return listing


def _search_text(version: Version, item: Item) -> str:
    parts = [
        version.title,
        version.document_number,
        item.index_number or "",
        version.abstract,
        " ".join(version.keywords),
        plain_text(version.body),
    ]
    return "\n".join(part for part in parts if part).lower()


@transaction.atomic
def refresh_validity(*, today: date, item: Item | None = None) -> int:
    """Bring the projected validity of listings to `today`; returns how many changed."""
    rows = PublicListing.objects.select_related("item", "version")
    if item is not None:
        rows = rows.filter(item=item)
    changed: list[PublicListing] = []
    for row in rows.iterator(chunk_size=500):
        value = validity_of(row.item, row.version, today).value
        if value != row.validity:
            row.validity = value
            changed.append(row)
    for row in changed:
        row.validity_on = today
    PublicListing.objects.bulk_update(changed, ["validity", "validity_on"], batch_size=500)
    return len(changed)
