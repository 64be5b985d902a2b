"""Keeps counts, archive pages, citations and pictures of public texts beside their listings.

Called by the services that write listings, inside their transaction and under their lock; `rebuild` makes
everything anew from the listings, `differences` tells whether that would change anything.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F

from mingchuang.base.jobs.services import enqueue
from mingchuang.base.triggers.locks import hold
from mingchuang.base.triggers.rows import append, append_values
from mingchuang.publishing.changes import Place
from mingchuang.publishing.models import (
    ArchivePage,
    Citation,
    Column,
    ListingBlock,
    ListingCount,
    PublicListing,
    ShownImage,
)
from mingchuang.publishing.selectors import archive, blocks
from mingchuang.publishing.selectors.archive import Branches, Key
from mingchuang.publishing.services import changes
from mingchuang.rules import document_numbers
from mingchuang.rules.text_checks import plain_text

LOCK = "publishing.listings"
CROWDED = 3
"""An archive page with so many times its size of texts (old days that came late) asks for new pages."""
_IMAGE = re.compile(r"files/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/")
_BATCH = 2000


def lock() -> None:
    """Listings and what hangs on them are written one transaction after another."""
    hold(LOCK)


def cited_keys(body: str) -> list[str]:
    """Search forms of the document numbers a text names, each once."""
    found = (
        document_numbers.search_key(number.text)[:80] for number in document_numbers.find(plain_text(body))
    )
    return sorted({key for key in found if key})


def shown_images(body: str) -> set[UUID]:
    """The stored files a text shows as pictures."""
    return {UUID(found) for found in _IMAGE.findall(body)}


def place_of(listing: PublicListing) -> Place:
    """Where a listing stands, with the numbers its text names."""
    cites = Citation.objects.filter(listing=listing).order_by("number_key")
    return _place(listing, cites.values_list("number_key", flat=True))


def _place(listing: PublicListing, cites: Iterable[str]) -> Place:
    return Place(
        language=listing.language,
        column=listing.column_id,
        shown_on=listing.shown_on,
        listing=listing.pk,
        kind=listing.kind,
        statutory_item=listing.statutory_item,
        number_key=listing.number_key,
        cites=tuple(cites),
    )


def filled_columns(language: str) -> frozenset[int]:
    """Columns that hold something, themselves or below them."""
    rows = ListingCount.objects.filter(language=language, listings__gt=0).order_by()
    return Branches().with_all_above(set(rows.values_list("column_id", flat=True)))


Begun = tuple[tuple[str, int, int], ...]
"""Archive pages that began: language, column, number."""


def listed(listing: PublicListing, body: str, before: Place | None) -> tuple[Place, Begun]:
    """Bring everything in line with a listing just written; where it stands now, and what pages began."""
    _write_text(listing, body)
    after = place_of(listing)
    if before is None or (before.column, before.statutory_item) != (after.column, after.statutory_item):
        if before is not None:
            _count(_counter(before), -1)
        _count(_counter(after), 1)
    if before is None:
        _count_in_block(after.language, blocks.block_of(after.listing), 1)
    if before is not None and (before.column, before.shown_on) == (after.column, after.shown_on):
        return after, ()
    branches = Branches()
    found = ((c, _extend(c, branches.below(c), after)) for c in branches.above(after.column))
    return after, tuple((after.language, column, number) for column, number in found if number)


@dataclass(frozen=True, slots=True)
class BodyRead:
    """What a body says to lists: its words, the numbers it names, the pictures it shows."""

    plain: str
    cites: tuple[str, ...]
    images: frozenset[UUID]

    @classmethod
    def of(cls, body: str) -> "BodyRead":
        """Read a body once."""
        return cls(plain_text(body), tuple(cited_keys(body)), frozenset(shown_images(body)))


def listed_many(rows: Sequence[tuple[PublicListing, BodyRead]]) -> list[Place]:
    """Bring everything in line with listings that are new, each with its body as read; where they stand.

    Their archives are divided anew by a job: old days come late and many at a time.
    """
    named = ({"listing_id": row.pk, "number_key": key} for row, read in rows for key in read.cites)
    append_values(Citation, named)
    shown = ({"listing_id": row.pk, "file": uid} for row, read in rows for uid in read.images)
    append_values(ShownImage, shown)
    places = [_place(row, read.cites) for row, read in rows]
    stands = Counter((place.language, place.column, place.statutory_item) for place in places)
    for key, count in stands.items():
        _count(key, count)
    stored = Counter((place.language, blocks.block_of(place.listing)) for place in places)
    for (language, number), count in stored.items():
        _count_in_block(language, number, count)
    branches = Branches()
    archives = {(place.language, c) for place in places for c in branches.above(place.column)}
    for language, column in sorted(archives):
        if archive.last_pages(column, language, 1):
            _ask_for_pages(column, language)
        else:
            renumber_archive(column, language, branches)
    return places


def unlisted(before: Place) -> None:
    """The listing is gone; its texts went with it."""
    _count(_counter(before), -1)
    _count_in_block(before.language, blocks.block_of(before.listing), -1)


def _write_text(listing: PublicListing, body: str) -> None:
    Citation.objects.filter(listing=listing).delete()
    append(Citation(listing=listing, number_key=key) for key in cited_keys(body))
    ShownImage.objects.filter(listing=listing).delete()
    append(ShownImage(listing=listing, file=uid) for uid in shown_images(body))


def _counter(place: Place) -> tuple[str, int, str]:
    return place.language, place.column, place.statutory_item


def _count(counter: tuple[str, int, str], change: int) -> None:
    names = dict(zip(("language", "column_id", "statutory_item"), counter, strict=True))
    if not ListingCount.objects.filter(**names).update(listings=F("listings") + change):
        ListingCount.objects.create(**names, listings=change)


def _count_in_block(language: str, number: int, change: int) -> None:
    rows = ListingBlock.objects.filter(language=language, number=number)
    if not rows.update(listings=F("listings") + change):
        ListingBlock.objects.create(language=language, number=number, listings=change)


def _extend(column: int, branch: list[int], place: Place) -> int:
    """Let the archive of a column begin a new page when its open one is full; its number, else 0."""
    key = Key(place.shown_on, place.listing)
    last = next(iter(archive.last_pages(column, place.language, 1)), None)
    if last is None:
        return _begin(column, place.language, 1, key)
    begins = archive.beginning(last)
    if key >= begins or last.number == 1:
        rows = archive.branch_rows(branch, place.language).order_by("shown_on", "pk")
        if last.number > 1:
            rows = rows.filter(archive.from_key(begins))
        next_one = rows.values_list("shown_on", "pk")[archive.PAGE_SIZE : archive.PAGE_SIZE + 1]
        for shown_on, pk in next_one:
            return _begin(column, place.language, last.number + 1, Key(shown_on, pk))
        return 0
    number = archive.page_of(column, place.language, key)
    if _size(branch, column, place.language, number) > CROWDED * archive.PAGE_SIZE:
        _ask_for_pages(column, place.language)
    return 0


def _ask_for_pages(column: int, language: str) -> None:
    unique = f"publishing.renumber_archive:{column}:{language}"
    enqueue("publishing.renumber_archive", {"column": column, "language": language}, unique_key=unique)


def _size(branch: list[int], column: int, language: str, number: int) -> int:
    rows = archive.closed_page(branch, column, language, number)
    return len(rows) if rows else 0


def _begin(column: int, language: str, number: int, key: Key) -> int:
    ArchivePage.objects.create(
        column_id=column, language=language, number=number, shown_on=key.shown_on, listing=key.listing
    )
    return number


def renumber_archive(column: int, language: str, branches: Branches | None = None) -> None:
    """Divide the archive of a column into full pages again, from the oldest text."""
    with transaction.atomic():
        lock()
        ArchivePage.objects.filter(column_id=column, language=language).delete()
        branch = (branches or Branches()).below(column)
        rows = archive.branch_rows(branch, language).order_by("shown_on", "pk").values_list("shown_on", "pk")
        pages = [
            ArchivePage(
                column_id=column,
                language=language,
                number=place // archive.PAGE_SIZE + 1,
                shown_on=shown_on,
                listing=pk,
            )
            for place, (shown_on, pk) in enumerate(rows.iterator(chunk_size=_BATCH))
            if place % archive.PAGE_SIZE == 0
        ]
        ArchivePage.objects.bulk_create(pages, batch_size=_BATCH)


@transaction.atomic
def renumber_crowded(column: int, language: str, *, now: datetime) -> None:
    """Divide an archive anew because old days came late, and have its pages rendered."""
    renumber_archive(column, language)
    changes.record_archive(column, language, now)


@transaction.atomic
def renumber_around(columns: set[int]) -> None:
    """Columns stand somewhere else now: divide the archives of these and of all above them again."""
    lock()
    branches = Branches()
    languages = ListingCount.objects.order_by().values_list("language", flat=True).distinct()
    for language in list(languages):
        for column in branches.with_all_above(columns):
            if archive.last_pages(column, language, 1):
                remember_held(column, language)
            renumber_archive(column, language, branches)


def remember_held(column: int, language: str) -> None:
    """Keep that a column has held texts in a language, though it may never have counted one itself."""
    if not ListingCount.objects.filter(column_id=column, language=language).exists():
        ListingCount.objects.create(column_id=column, language=language, listings=0)


def held_instead(column: Column, successor: Column) -> None:
    """A column's addresses lead to its successor now: it has held whatever the other one has.

    The caller holds `lock`: a first release into the successor makes the same row.
    """
    below = Branches().below(column.pk)
    rows = ListingCount.objects.filter(column_id__in=below).order_by()
    for language in rows.values_list("language", flat=True).distinct():
        remember_held(successor.pk, language)


@transaction.atomic
def rebuild() -> int:
    """Make every projection anew from the listings, for a database filled past the services; how many."""
    lock()
    for model in (ArchivePage, Citation, ShownImage):
        model.objects.all().delete()
    recount_blocks()
    # Rows at 0 stay: which columns once held texts cannot be counted any more.
    ListingCount.objects.update(listings=0)
    for place, count in _counted().items():
        _count(place, count)
    total = 0
    rows = PublicListing.objects.select_related("version").only("id", "version__body").order_by("pk")
    chunk: list[PublicListing] = []
    for row in rows.iterator(chunk_size=_BATCH):
        chunk.append(row)
        if len(chunk) == _BATCH:
            total += _texts_of(chunk)
            chunk = []
    total += _texts_of(chunk)
    branches = Branches()
    for language in PublicListing.objects.order_by().values_list("language", flat=True).distinct():
        for column in filled_columns(language):
            renumber_archive(column, language, branches)
    return total


def recount_blocks() -> None:
    """Count the listings of every block anew."""
    ListingBlock.objects.all().delete()
    ListingBlock.objects.bulk_create(
        ListingBlock(language=language, number=number, listings=count)
        for (language, number), count in _counted_blocks().items()
    )


def _counted_blocks() -> Counter[tuple[str, int]]:
    rows = PublicListing.objects.order_by().annotate(block=F("pk") / blocks.BLOCK)
    counted = rows.values_list("language", "block").annotate(n=Count("id"))
    return Counter({(language, number): count for language, number, count in counted})


def _texts_of(rows: list[PublicListing]) -> int:
    append(Citation(listing=row, number_key=key) for row in rows for key in cited_keys(row.version.body))
    append(ShownImage(listing=row, file=uid) for row in rows for uid in shown_images(row.version.body))
    return len(rows)


def _counted() -> Counter[tuple[str, int, str]]:
    rows = PublicListing.objects.order_by().values_list("language", "column_id", "statutory_item")
    return Counter({(row[0], row[1], row[2]): row[3] for row in rows.annotate(n=Count("id"))})


def differences() -> Iterator[str]:
    """What the projections say otherwise than the listings; nothing when all is well."""
    kept = Counter(
        {
            (row.language, row.column_id, row.statutory_item): row.listings
            for row in ListingCount.objects.all()
        }
    )
    counted = _counted()
    for place in sorted({*kept, *counted}):
        if kept[place] != counted[place]:
            yield f"{place}: counted {kept[place]}, listed {counted[place]}"
    kept_blocks = Counter({(row.language, row.number): row.listings for row in ListingBlock.objects.all()})
    counted_blocks = _counted_blocks()
    for block in sorted({*kept_blocks, *counted_blocks}):
        if kept_blocks[block] != counted_blocks[block]:
            yield f"block {block}: counted {kept_blocks[block]}, listed {counted_blocks[block]}"
    for row in PublicListing.objects.select_related("version").only("id", "index_number", "version__body"):
        if set(cited_keys(row.version.body)) != set(row.citations.values_list("number_key", flat=True)):
            yield f"{row.index_number}: citations"
        if shown_images(row.version.body) != set(row.images.values_list("file", flat=True)):
            yield f"{row.index_number}: pictures"
    yield from _disorder()


def _disorder() -> Iterator[str]:
    """Archive pages that do not begin in order."""
    rows = ArchivePage.objects.order_by("language", "column", "number")
    for one, other in pairwise(rows):
        same = (one.language, one.column_id) == (other.language, other.column_id)
        if same and (archive.beginning(one) >= archive.beginning(other) or other.number != one.number + 1):
            yield f"archive of column {one.column_id} in {one.language}: page {other.number}"
