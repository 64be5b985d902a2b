"""What readers may see: listings, released versions, tombstones. Nothing else of this trunk leaves it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q, QuerySet

from mingchuang.publishing.models import (
    Column,
    EventKind,
    Item,
    ItemState,
    PublicationEvent,
    PublicListing,
    Version,
    VersionAttachment,
)
from mingchuang.rules import document_numbers

SORTS: dict[str, tuple[str, ...]] = {
    "newest": ("-shown_on", "-id"),
    "oldest": ("shown_on", "id"),
    "formed": ("-formed_on", "-id"),
    "title": ("title", "id"),
}


@dataclass(frozen=True, slots=True)
class ListingFilter:
    """What a reader narrows a list by; empty values do not narrow."""

    query: str = ""
    column: Column | None = None
    year: int | None = None
    issuer: str = ""
    validity: str = ""
    kind: str = ""
    statutory_item: str = ""
    sort: str = "newest"


def public_listings(language: str = "zh-hans") -> QuerySet[PublicListing]:
    """Everything readers can list in a language."""
    return PublicListing.objects.filter(language=language).select_related("column")


def filtered_listings(wanted: ListingFilter, language: str = "zh-hans") -> QuerySet[PublicListing]:
    """Listings narrowed and sorted; an unknown sort falls back to newest first."""
    rows = public_listings(language)
    if wanted.column is not None:
        rows = rows.filter(column_id__in=branch_ids(wanted.column))
    if wanted.year:
        rows = rows.filter(year=wanted.year)
    if wanted.issuer:
        rows = rows.filter(issuer=wanted.issuer)
    if wanted.validity:
        rows = rows.filter(validity=wanted.validity)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.statutory_item:
        rows = rows.filter(statutory_item=wanted.statutory_item)
    for word in wanted.query.split()[:8]:
        rows = rows.filter(_matches(word))
    return rows.order_by(*SORTS.get(wanted.sort, SORTS["newest"]))


def _matches(word: str) -> Q:
    condition = Q(search_text__contains=word.lower())
    key = document_numbers.search_key(word)
    return condition | Q(number_key=key) if key else condition


def facet_values(language: str = "zh-hans") -> dict[str, list[tuple[str, int]]]:
    """Years and issuers that occur, each with its count, for filters."""
    rows = public_listings(language).order_by()
    years = rows.values_list("year").annotate(n=Count("id")).order_by("-year")
    issuers = rows.values_list("issuer").annotate(n=Count("id")).order_by("-n")[:30]
    return {
        "years": [(str(year), count) for year, count in years],
        "issuers": [(issuer, count) for issuer, count in issuers],
    }


def released_item(index_number: str) -> Item | None:
    """An item readers have seen, by its permanent number: published, being withdrawn or withdrawn."""
    return (
        Item.objects.filter(index_number=index_number)
        .exclude(state__in=[ItemState.NEW, ItemState.DISCARDED])
        .select_related("division")
        .first()
    )


def released_version(item: Item, language: str = "zh-hans") -> Version | None:
    """The version readers may read now; None while the item is withdrawn or being withdrawn."""
    if item.state != ItemState.PUBLISHED:
        return None
    listing = (
        PublicListing.objects.filter(item=item, language=language)
        .select_related("version__column", "version__edition__item")
        .first()
    )
    return listing.version if listing else None


def public_history(item: Item) -> QuerySet[PublicationEvent]:
    """What happened to an item in public, oldest first: releases, corrections, withdrawal."""
    return PublicationEvent.objects.filter(item=item).select_related("version").order_by("at", "id")


def tombstone(item: Item) -> PublicationEvent | None:
    """The withdrawal a reader is told of, when the item is withdrawn or being withdrawn."""
    if item.state not in (ItemState.WITHDRAWING, ItemState.WITHDRAWN):
        return None
    return PublicationEvent.objects.filter(item=item, kind=EventKind.WITHDRAWING).order_by("-at").first()


def public_attachment(uid: str) -> VersionAttachment | None:
    """An attachment of a version readers may read now; None for any other."""
    return (
        VersionAttachment.objects.filter(
            uid=uid,
            version__in=PublicListing.objects.values("version"),
            version__edition__item__state=ItemState.PUBLISHED,
        )
        .select_related("file", "version__edition__item")
        .first()
    )


def open_columns() -> QuerySet[Column]:
    """Columns in use, in tree order."""
    return Column.objects.filter(is_open=True).with_tree_fields()


def column_counts(language: str = "zh-hans") -> dict[int, tuple[int, date | None]]:
    """For each column: how many listings and the day of the newest."""
    rows = public_listings(language).order_by().values("column_id")
    rows = rows.annotate(n=Count("id"), newest=Max("shown_on"))
    return {row["column_id"]: (row["n"], row["newest"]) for row in rows}


def branch_ids(column: Column) -> list[int]:
    """The column and everything below it."""
    return [node.pk for node in Column.objects.descendants(column, include_self=True)]
