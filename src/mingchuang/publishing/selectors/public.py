"""What readers may see: listings, released versions, tombstones. Nothing else of this trunk leaves it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from mingchuang.base.design.languages import CHINESE
from mingchuang.base.files.models import StoredFile
from mingchuang.base.search.files import words_of
from mingchuang.base.shared_reads import once
from mingchuang.publishing.models import (
    Column,
    Draft,
    EventKind,
    FormerColumnAddress,
    Item,
    ItemState,
    PublicationEvent,
    PublicListing,
    ShownImage,
    Version,
    VersionAttachment,
)
from mingchuang.publishing.selectors import archive
from mingchuang.rules import document_numbers
from mingchuang.rules.text_checks import plain_text

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
    return PublicListing.objects.filter(language=language).select_related("column").defer("search_text")


def columns_in_order() -> QuerySet[Column]:
    """All columns in sibling order, closed ones too, without counting what they hold."""
    return Column.objects.without_tree_fields().order_by("position", "id")


def columns_named_like(words: str, language: str = "zh-hans", *, limit: int) -> list[Column]:
    """Open columns that hold something, with these words in the name readers of the language see.

    As copies that bear that name, never to be saved.
    """
    held = PublicListing.objects.filter(column=OuterRef("pk"), language=language)
    named = Q(name__icontains=words)
    if language != CHINESE:
        own = f"name_{language}"
        named = Q(**{f"{own}__icontains": words}) | (Q(**{own: ""}) & named)
    rows = Column.objects.without_tree_fields().filter(named, is_open=True)
    return [
        column.in_language(language)
        for column in rows.filter(Exists(held)).order_by("position", "id")[:limit]
    ]


def listings_found(
    keys: Iterable[str], language: str | None = None, *, with_text: bool = False
) -> dict[str, PublicListing]:
    """The listings an index named, by its keys (editions), as far as readers may see them now.

    In one language or, with None, in any; `with_text` also reads the released versions.
    """
    rows = PublicListing.objects.filter(
        item__state=ItemState.PUBLISHED, edition_id__in=[int(key) for key in keys]
    )
    rows = rows.select_related("column", "version") if with_text else rows.select_related("column")
    # The language is compared here: asked for it, SQLite reads every listing of that language to find twenty.
    return {
        str(row.edition_id): row
        for row in rows.order_by().defer("search_text")
        if language is None or row.language == language
    }


def attachments_with_text(
    listings: Sequence[PublicListing],
) -> list[tuple[PublicListing, VersionAttachment, str]]:
    """The attachments of listings in order, each with its text as the index has it."""
    by_version = {row.version_id: row for row in listings}
    rows = list(
        VersionAttachment.objects.filter(version__in=by_version)
        .select_related("file")
        .order_by("position", "id")
    )
    words = words_of({row.file_id for row in rows})
    return [(by_version[row.version_id], row, words.get(row.file_id, "")) for row in rows]


def public_titles(language: str = "zh-hans") -> Iterator[str]:
    """Every title readers can list, and the names of open columns, one after the other."""
    yield from (column.in_language(language).name for column in Column.objects.filter(is_open=True))
    rows = PublicListing.objects.filter(language=language).order_by()
    yield from rows.values_list("title", flat=True).iterator(chunk_size=2000)


def issuers(language: str = "zh-hans") -> list[str]:
    """Who issued what readers can list, each once."""
    rows = PublicListing.objects.filter(language=language).order_by()
    return list(rows.values_list("issuer", flat=True).distinct())


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


@dataclass(frozen=True, slots=True)
class Facets:
    """What occurs among listings, each with how often: the options worth offering in filters."""

    years: Counter[int]
    issuers: Counter[str]
    kinds: Counter[str]
    validities: Counter[str]
    statutory_items: Counter[str]


def facets(language: str = "zh-hans") -> Facets:
    """Count the values filters narrow by, in one query."""
    names = ("year", "issuer", "kind", "validity", "statutory_item")
    counters: tuple[Counter[Any], ...] = tuple(Counter() for _ in names)
    rows = public_listings(language).order_by().values_list(*names).annotate(n=Count("id"))
    for *values, count in rows:
        for counter, value in zip(counters, values, strict=True):
            if value not in (None, ""):
                counter[value] += count
    return Facets(*counters)


def released_item(index_number: str) -> Item | None:
    """An item readers have seen, by its permanent number: published, being withdrawn or withdrawn."""
    return once(("item", index_number), lambda: released_items().filter(index_number=index_number).first())


def released_items() -> QuerySet[Item]:
    """Every item readers have seen."""
    return Item.objects.exclude(state__in=[ItemState.NEW, ItemState.DISCARDED]).select_related("division")


def readings(item: Item) -> dict[str, Version]:
    """The versions readers may read now, by language; none while the item is withdrawn or being withdrawn."""
    if item.state != ItemState.PUBLISHED:
        return {}
    return once(
        ("readings", item.pk),
        lambda: {row.language: row.version for row in listed_versions().filter(item=item)},
    )


def listed_versions() -> QuerySet[PublicListing]:
    """Listings with their versions."""
    rows = PublicListing.objects.select_related("version__column", "version__edition__item")
    return rows.defer("search_text", "abstract")


def released_version(item: Item, language: str = "zh-hans") -> Version | None:
    """The version readers may read now in a language; None where there is none."""
    return readings(item).get(language)


def public_history(item: Item, language: str = "zh-hans") -> list[PublicationEvent]:
    """What happened to an item in public in a language, oldest first: releases, corrections, withdrawal."""
    events = once(("history", item.pk), lambda: list(public_events().filter(item=item)))
    return [e for e in events if e.version is None or e.version.edition.language == language]


def public_events() -> QuerySet[PublicationEvent]:
    """Events in order, with what the history shows of them."""
    rows = PublicationEvent.objects.select_related("version__edition").order_by("at", "id")
    return rows.only("kind", "at", "public_note", "item", "version__number", "version__edition__language")


def edition_withdrawal(item: Item, language: str) -> PublicationEvent | None:
    """The last withdrawal of one language alone; None when it never was withdrawn by itself."""
    rows = PublicationEvent.objects.filter(item=item, kind=EventKind.EDITION_WITHDRAWN)
    return rows.filter(version__edition__language=language).order_by("-at", "-id").first()


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


def column_formerly_at(slug: str) -> int | None:
    """The column that once had this slug."""
    rows = FormerColumnAddress.objects.filter(slug=slug)
    return rows.values_list("column_id", flat=True).first()


def former_addresses() -> list[tuple[str, int]]:
    """Every slug a column once had, with the column."""
    return list(FormerColumnAddress.objects.order_by("slug").values_list("slug", "column_id"))


def open_columns() -> QuerySet[Column]:
    """Columns in use, in tree order."""
    return Column.objects.filter(is_open=True).with_tree_fields()


def column_counts(language: str = "zh-hans") -> dict[int, tuple[int, date | None]]:
    """For each column: how many listings and the day of the newest."""
    held = PublicListing.objects.filter(column=OuterRef("pk"), language=language)
    newest = held.order_by("-shown_on", "-id").values("shown_on")[:1]
    rows = counted_columns(language).annotate(newest=Subquery(newest)).filter(own_count__gt=0)
    return {pk: (count, day) for pk, count, day in rows.values_list("pk", "own_count", "newest")}


def branch_ids(column: Column) -> list[int]:
    """The column and everything below it."""
    return [node.pk for node in Column.objects.descendants(column, include_self=True)]


def counted_columns(language: str = "zh-hans") -> QuerySet[Column]:
    """All columns in sibling order, each with `own_count`, how many listings it holds itself.

    `own_history` is 0 only for a column that never held any. Closed ones too: what they held stays readable.
    """
    spoken = Q(counts__language=language)
    own = Coalesce(Sum("counts__listings", filter=spoken), 0)
    history = Count("counts", filter=spoken)
    rows = Column.objects.without_tree_fields().annotate(own_count=own, own_history=history)
    return rows.order_by("position", "id")


def cited_by(version: Version | Draft, language: str = "zh-hans", *, limit: int = 10) -> list[PublicListing]:
    """Public documents of this office that a text cites by number, and those that cite it."""
    keys = once(("cites", version._meta.label, version.pk), lambda: _cited_keys(version))
    own = document_numbers.search_key(version.document_number)
    if not keys and not own:
        return []
    rows = public_listings(language).exclude(item=version.edition.item_id).order_by("-shown_on", "-id")
    found = list(rows.filter(number_key__in=keys)[:limit]) if keys else []
    if own:
        found += rows.filter(citations__number_key=own)[:limit]
    unique = {row.pk: row for row in found}
    return sorted(unique.values(), key=lambda row: (row.shown_on, row.pk), reverse=True)[:limit]


def _cited_keys(version: Version | Draft) -> set[str]:
    text = plain_text(version.body)
    return {document_numbers.search_key(found.text) for found in document_numbers.find(text)} - {""}


OLDER_NEIGHBOURS, NEWER_NEIGHBOURS = 3, 2


def neighbours(item: Item, version: Version | Draft, language: str = "zh-hans") -> list[PublicListing]:
    """The listings right beside a text in its column, newest first; for an unlisted one the newest.

    A few on each side only: so a release changes the pages of its neighbours and of nobody else.
    """
    return once(("neighbours", item.pk, language), lambda: _neighbours(item, version, language))


def _neighbours(item: Item, version: Version | Draft, language: str) -> list[PublicListing]:
    rows = public_listings(language).filter(column=version.column).exclude(item=item)
    own = PublicListing.objects.filter(item=item, language=language).values_list("shown_on", "pk").first()
    if own is None:
        return list(rows.order_by("-shown_on", "-id")[: OLDER_NEIGHBOURS + NEWER_NEIGHBOURS])
    older, newer = beside(rows, archive.Key(*own), OLDER_NEIGHBOURS, NEWER_NEIGHBOURS)
    return newer + older


def beside(
    rows: QuerySet[PublicListing], key: archive.Key, older: int, newer: int
) -> tuple[list[PublicListing], list[PublicListing]]:
    """The listings right before and right after a place, each newest first."""
    before = rows.filter(archive.before_key(key)).order_by("-shown_on", "-id")[:older]
    after = rows.filter(archive.from_key(key)).exclude(pk=key.listing).order_by("shown_on", "id")[:newer]
    return list(before), list(reversed(after))


def public_image(uid: UUID) -> StoredFile | None:
    """A file that stands as an image in the body of a text readers may read now; None for any other."""
    if not ShownImage.objects.filter(file=uid, listing__item__state=ItemState.PUBLISHED).exists():
        return None
    return StoredFile.objects.filter(uid=uid).first()
