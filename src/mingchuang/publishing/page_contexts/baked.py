"""Which pages of the trunk there are, and which of them a change touches: a few, whatever the site holds."""

from collections.abc import Iterable, Iterator

from django.urls import reverse

from mingchuang.publishing.changes import Act, Change, Place
from mingchuang.publishing.models import ArchivePage, Column, Item, ItemState, PublicListing
from mingchuang.publishing.pages import Params
from mingchuang.publishing.selectors import archive, public
from mingchuang.rules import index_numbers

_CHUNK = 2000
GONE = (ItemState.WITHDRAWING, ItemState.WITHDRAWN)


def only_page(language: str) -> Iterable[Params]:
    """For a type that has one page without parameters."""
    return ({},)


def by_any_text(change: Change, language: str) -> Iterable[Params]:
    """For one page that lists new texts: touched by every text of its language."""
    return ({},) if change.at(language) else ()


def item_path(params: Params) -> str:
    """The permanent address of an item."""
    return reverse("publishing:item", args=[params["slug"]])


def every_item(language: str) -> Iterator[Params]:
    """Every text readers can read in the language, neighbours one after another, and every tombstone."""
    listed = PublicListing.objects.filter(language=language).order_by("column", "-shown_on", "-pk")
    for number in listed.values_list("index_number", flat=True).iterator(chunk_size=_CHUNK):
        yield {"slug": index_numbers.to_slug(number)}
    gone = Item.objects.filter(state__in=GONE, index_number__isnull=False).order_by("pk")
    for withdrawn in gone.values_list("index_number", flat=True).iterator(chunk_size=_CHUNK):
        yield {"slug": index_numbers.to_slug(str(withdrawn))}


def items_affected(change: Change, language: str) -> Iterator[Params]:
    """The text itself, its neighbours in the column, those it cites and those that cite it."""
    if not change.of_text:
        return
    numbers = {change.number}
    for place in change.at(language):
        numbers |= _beside(place)
        numbers |= _cited(place)
    for number in sorted(numbers - {""}):
        yield {"slug": index_numbers.to_slug(number)}


def _beside(place: Place) -> set[str]:
    """Those who show this place among their neighbours: as many older ones as they show newer, and so on."""
    rows = PublicListing.objects.filter(language=place.language, column=place.column).only("index_number")
    key = archive.Key(place.shown_on, place.listing)
    older, newer = public.beside(rows, key, public.NEWER_NEIGHBOURS, public.OLDER_NEIGHBOURS)
    return {row.index_number for row in older + newer}


def _cited(place: Place) -> set[str]:
    rows = PublicListing.objects.filter(language=place.language).order_by()
    found = set(rows.filter(number_key__in=place.cites).values_list("index_number", flat=True))
    if place.number_key:
        citing = rows.filter(citations__number_key=place.number_key)
        found |= set(citing.values_list("index_number", flat=True))
    return found


def column_path(params: Params) -> str:
    """A column's front, or a page of its archive."""
    if params.get("number") is None:
        return reverse("publishing:column", args=[params["slug"]])
    return reverse("publishing:column-archive", args=[params["slug"], params["number"]])


def every_column(language: str) -> Iterator[Params]:
    """The front and all closed archive pages of every column that holds something."""
    for column in public.counted_columns(language):
        yield {"slug": column.slug, "number": None}
        for number in range(1, archive.closed_pages(column.pk, language) + 1):
            yield {"slug": column.slug, "number": number}


def columns_affected(change: Change, language: str) -> Iterator[Params]:
    """Fronts of the column and those above it, the archive page of each place, and those a new page moves."""
    places = change.at(language)
    if not places:
        return
    slugs = dict(Column.objects.without_tree_fields().order_by().values_list("pk", "slug"))
    if change.act is Act.ARCHIVE:
        for place in places:
            yield from _whole_archive(place.column, slugs[place.column], language)
        return
    branches = archive.Branches()
    found: set[tuple[int, int | None]] = set()
    for place in places:
        key = archive.Key(place.shown_on, place.listing)
        for column in branches.above(place.column):
            found |= {(column, None), (column, archive.page_of(column, language, key))}
    for where, column, begun in change.begun:
        if where == language and begun > 1:
            # The page before is closed now: it is new, and the one before that links to it.
            found |= {(column, begun - 1), (column, begun - 2)}
    found = {pair for pair in found if pair[1] is None or pair[1] > 0}
    for pk, number in sorted(found, key=lambda pair: (pair[0], pair[1] or 0)):
        if pk in slugs:
            yield {"slug": slugs[pk], "number": number}


def _whole_archive(column: int, slug: str, language: str) -> Iterator[Params]:
    yield {"slug": slug, "number": None}
    pages = ArchivePage.objects.filter(column=column, language=language).order_by("number")
    for number in pages.values_list("number", flat=True):
        yield {"slug": slug, "number": number}
