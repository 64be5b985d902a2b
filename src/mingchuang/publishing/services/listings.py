"""The projection readers list from: written on release, removed on withdrawal, refreshed each day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from mingchuang.base.localtime import local_day
from mingchuang.base.shared_reads import once
from mingchuang.base.triggers.rows import append_with_keys
from mingchuang.publishing.changes import Act, Change
from mingchuang.publishing.models import Content, Item, PublicListing, ValidityAct, Version
from mingchuang.publishing.services import changes, projections
from mingchuang.rules import document_numbers, validity
from mingchuang.rules.text_checks import plain_text


def acts_of(item: Item) -> list[validity.ValidityAct]:
    """The acts on an item's validity in the order they were recorded."""
    return as_recorded(once(("acts", item.pk), lambda: list(recorded_acts().filter(item=item))))


def as_recorded(rows: Iterable[ValidityAct]) -> list[validity.ValidityAct]:
    """Stored acts as the rules take them, in the order they were recorded."""
    return [
        validity.ValidityAct(validity.ValidityKind(row.kind), row.on, row.basis, row.until)
        for row in sorted(rows, key=lambda row: (row.recorded_at, row.pk))
    ]


def recorded_acts() -> QuerySet[ValidityAct]:
    """Acts in the order they were recorded."""
    return ValidityAct.objects.order_by("recorded_at", "id")


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
    if released_at is None:
        raise ValueError("only a released version with a column is listed")
    projections.lock()
    stood = PublicListing.objects.filter(edition=edition).first()
    before = projections.place_of(stood) if stood else None
    filled = projections.filled_columns(edition.language)
    values = _values(item, version, plain_text(version.body), acts_of(item), today)
    listing, _ = PublicListing.objects.update_or_create(edition=edition, defaults=values)
    after, begun = projections.listed(listing, version.body, before)
    places = (after,) if before is None or before == after else (before, after)
    changes.record(Change(Act.LISTED, item.pk, listing.index_number, places, begun), now=released_at)
    _tell_of_columns(filled, edition.language, released_at)
    return listing


@dataclass(frozen=True, slots=True)
class New:
    """An item listed for the first time: its released version, its body as read, the acts on its validity."""

    item: Item
    version: Version
    read: projections.BodyRead
    acts: Sequence[validity.ValidityAct] = ()


def list_many(news: Sequence[New], *, today: date, now: datetime) -> None:
    """Write the listings of many items that were never listed, as `list_publicly` writes one.

    Their work at the desk counts as changed too.
    """
    projections.lock()
    languages = sorted({new.version.edition.language for new in news})
    filled = {language: projections.filled_columns(language) for language in languages}
    rows = [
        PublicListing(
            edition=new.version.edition, **_values(new.item, new.version, new.read.plain, new.acts, today)
        )
        for new in news
    ]
    append_with_keys(rows)
    places = projections.listed_many([(row, new.read) for row, new in zip(rows, news, strict=True)])
    changes.record_listed(
        (
            Change(Act.LISTED, row.item_id, row.index_number, (place,))
            for row, place in zip(rows, places, strict=True)
        ),
        now=now,
    )
    for language, before in filled.items():
        _tell_of_columns(before, language, now)


def _values(
    item: Item, version: Version, plain: str, acts: Iterable[validity.ValidityAct], today: date
) -> dict[str, Any]:
    released_at = version.released_at
    if released_at is None or version.column is None:
        raise ValueError("only a released version with a column is listed")
    shown_on = item.original_published_on or local_day(item.first_released_at or released_at)
    return {
        "item": item,
        "version": version,
        "language": version.edition.language,
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
        "validity": standing_of(acts, version, today).value,
        "validity_on": today,
        "search_text": _search_text(version, item, plain),
    }


def unlist(item: Item, *, now: datetime, language: str | None = None) -> None:
    """Take an item out of every list: in every language, or in one while the others stay."""
    projections.lock()
    rows = list(PublicListing.objects.filter(item=item, **({"language": language} if language else {})))
    places = tuple(projections.place_of(row) for row in rows)
    filled = {place.language: projections.filled_columns(place.language) for place in places}
    PublicListing.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for place in places:
        projections.unlisted(place)
    act, languages = (Act.EDITION_WITHDRAWING, (language,)) if language else (Act.WITHDRAWING, ())
    change = Change(act, item.pk, item.index_number or "", places, languages=languages)
    changes.record(change, now=now)
    for spoken, before in filled.items():
        _tell_of_columns(before, spoken, now)


def _tell_of_columns(before: frozenset[int], language: str, now: datetime) -> None:
    """A column that begins or ceases to hold something comes into or leaves menus."""
    if projections.filled_columns(language) != before:
        changes.record_shell(now, [language])


def _search_text(version: Version, item: Item, plain: str) -> str:
    parts = [
        version.title,
        version.document_number,
        item.index_number or "",
        version.abstract,
        " ".join(version.keywords),
        plain,
    ]
    return "\n".join(part for part in parts if part).lower()


def tell_of(item: Item, *, now: datetime) -> None:
    """Something that the pages of an item and its rows in lists show has changed."""
    places = tuple(projections.place_of(row) for row in PublicListing.objects.filter(item=item))
    changes.record(Change(Act.LISTED, item.pk, item.index_number or "", places), now=now)


@transaction.atomic
def refresh_validity(*, today: date, now: datetime, item: Item | None = None) -> int:
    """Bring the projected validity of listings to `today`; returns how many changed."""
    changed: list[PublicListing] = []
    for row in _rows_with_a_calendar(item).iterator(chunk_size=500):
        acts = [
            validity.ValidityAct(validity.ValidityKind(act.kind), act.on, act.basis, act.until)
            for act in sorted(row.item.validity_acts.all(), key=lambda act: (act.recorded_at, act.pk))
        ]
        value = standing_of(acts, row.version, today).value
        if value != row.validity:
            row.validity = value
            changed.append(row)
    for row in changed:
        row.validity_on = today
    PublicListing.objects.bulk_update(changed, ["validity", "validity_on"], batch_size=500)
    for row in changed:
        place = projections.place_of(row)
        changes.record(Change(Act.LISTED, row.item_id, row.index_number, (place,)), now=now)
    return len(changed)


def _rows_with_a_calendar(item: Item | None) -> QuerySet[PublicListing]:
    """Listings whose standing a day can change: those with an act, a beginning or an end."""
    acts = ValidityAct.objects.filter(item=OuterRef("item"))
    dated = Q(version__effective_on__isnull=False) | Q(version__expires_on__isnull=False)
    rows = PublicListing.objects.filter(dated | Exists(acts)).select_related("item", "version")
    rows = rows.only(
        "item", "index_number", "validity", "language", "column", "shown_on", "kind", "statutory_item",
        "number_key", "version__effective_on", "version__expires_on",
    ).prefetch_related("item__validity_acts")  # fmt: skip
    return rows if item is None else rows.filter(item=item)
