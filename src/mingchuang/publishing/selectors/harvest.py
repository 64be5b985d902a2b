"""What those who copy the public catalogue read: pages by sort key, whole texts, what changed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.dateparse import parse_date, parse_datetime

from mingchuang.base.files.models import FileState
from mingchuang.publishing.models import (
    Item,
    PublicListing,
    ShownImage,
    ValidityAct,
    Version,
    VersionAttachment,
)
from mingchuang.publishing.selectors import blocks, public

ORDERS: dict[str, tuple[str, bool]] = {
    "newest": ("shown_on", True),
    "oldest": ("shown_on", False),
    "updated": ("released_at", False),
}
"""Orders one can go through page by page: the field before the key, and whether it falls."""

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which listings, in which order, after which sort keys (`key_of` of the last one read)."""

    narrowed: public.ListingFilter = field(default_factory=public.ListingFilter)
    language: str = "zh-hans"
    updated_since: datetime | None = None
    order: str = "newest"
    after: tuple[str, int] | None = None


def page(wanted: Wanted, limit: int) -> list[PublicListing]:
    """Up to `limit` listings, with column and edition. Raises ValueError when `after` is no sort key."""
    rows = public.filtered_listings(replace(wanted.narrowed, sort="newest"), wanted.language)
    rows = rows.select_related("column", "edition")
    if wanted.updated_since is not None:
        rows = rows.filter(released_at__gte=wanted.updated_since)
    column, falls = ORDERS[wanted.order]
    if wanted.after is not None:
        rows = rows.filter(_past(column, falls, *wanted.after))
    sign = "-" if falls else ""
    return list(rows.order_by(f"{sign}{column}", f"{sign}id")[:limit])


def _past(column: str, falls: bool, text: str, key: int) -> Q:
    value = parse_date(text) if column == "shown_on" else parse_datetime(text)
    if value is None:
        raise ValueError(f"not a sort key: {text!r}")
    later = "lt" if falls else "gt"
    # The first half lets the index begin at the right place; the second leaves out what was read.
    return Q(**{f"{column}__{later}e": value}) & (
        Q(**{f"{column}__{later}": value}) | Q(**{f"id__{later}": key})
    )


def key_of(listing: PublicListing, order: str) -> tuple[str, int]:
    """The sort keys of a listing in an order."""
    return getattr(listing, ORDERS[order][0]).isoformat(), listing.pk


def with_texts(rows: QuerySet[PublicListing]) -> QuerySet[PublicListing]:
    """Listings with all that a full record of each needs, in a fixed number of queries for each chunk."""
    return rows.select_related("column", "version", "item", "edition")


def in_block(number: int, language: str) -> list[PublicListing]:
    """The listings of a block by key, with all that a line of an export says but the files."""
    first, end = blocks.bounds(number)
    rows = public.public_listings(language).filter(pk__gte=first, pk__lt=end)
    rows = rows.select_related("edition", "version").defer("version__body", "version__extra")
    return list(rows.order_by("pk"))


def languages_of(item: Item) -> list[str]:
    """The languages an item can be read in."""
    return list(
        PublicListing.objects.filter(item=item).order_by("language").values_list("language", flat=True)
    )


def attachments_of(version: Version) -> list[VersionAttachment]:
    """The files of a version, with what is stored of each."""
    return files_of([version.pk]).get(version.pk, [])


def files_of(versions: Iterable[int]) -> dict[int, list[VersionAttachment]]:
    """The files of versions in order, by version, with what is stored of each."""
    rows = VersionAttachment.objects.filter(version_id__in=list(versions)).select_related("file")
    found: dict[int, list[VersionAttachment]] = {}
    for row in rows.order_by("position", "id"):
        found.setdefault(row.version_id, []).append(row)
    return found


def acts_of(item: Item) -> QuerySet[ValidityAct]:
    """The acts on an item's validity, by day."""
    return ValidityAct.objects.filter(item=item).order_by("on", "id")


def listed_now(items: set[int]) -> set[tuple[int, str]]:
    """Of some items: which can be read now in which language."""
    rows = PublicListing.objects.filter(item_id__in=items).order_by()
    return set(rows.values_list("item_id", "language"))


def listing_of(index_number: str, language: str) -> PublicListing | None:
    """The listing of an item that can be read now in a language, with its text."""
    rows = with_texts(public.public_listings(language))
    return rows.filter(index_number=index_number).first() if index_number else None


def public_attachments() -> Iterator[VersionAttachment]:
    """The files of every text that can be read now, whose public copy is ready."""
    rows = VersionAttachment.objects.filter(
        version__in=PublicListing.objects.order_by().values("version"), file__state=FileState.READY
    )
    return rows.select_related("file").order_by("pk").iterator(chunk_size=_CHUNK)


def public_images() -> Iterator[UUID]:
    """The pictures that stand in texts that can be read now, each once."""
    rows = ShownImage.objects.order_by("file").values_list("file", flat=True).distinct()
    return rows.iterator(chunk_size=_CHUNK)
