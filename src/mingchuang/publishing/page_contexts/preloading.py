"""What the pages of many items read, read for all of them at once: a full bake asks the database in chunks.

Kept under the keys that the selectors of a single page ask for; so a page is the same with or without it, and
a test compares both.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from typing import Any, TypeVar

from mingchuang.base.shared_reads import keep
from mingchuang.publishing.models import Citation, PublicListing, VersionAttachment
from mingchuang.publishing.page_contexts.rows import number_of
from mingchuang.publishing.pages import Params
from mingchuang.publishing.selectors import archive, public
from mingchuang.publishing.services.listings import recorded_acts

Row = TypeVar("Row")


def preload_items(params: Sequence[Params], language: str) -> None:
    """Read items, versions, events, acts, files, citations and neighbours of these pages."""
    numbers = [number_of(str(one["slug"])) for one in params]
    items = {item.index_number: item for item in public.released_items().filter(index_number__in=numbers)}
    for number in numbers:
        keep(("item", number), items.get(number))
    pks = [item.pk for item in items.values()]
    listings = list(public.listed_versions().filter(item__in=pks))
    readings: dict[int, dict[str, Any]] = defaultdict(dict)
    for listing in listings:
        readings[listing.item_id][listing.language] = listing.version
    own = [listing for listing in listings if listing.language == language]
    versions = [listing.version_id for listing in own]
    keys: dict[int, set[str]] = {listing.pk: set() for listing in own}
    for row in Citation.objects.filter(listing__in=keys):
        keys[row.listing_id].add(row.number_key)
    for listing in own:
        keep(("cites", listing.version._meta.label, listing.version_id), keys[listing.pk])
    for pk in pks:
        keep(("readings", pk), readings[pk])
    _keep_by("history", pks, public.public_events().filter(item__in=pks), "item_id")
    _keep_by("acts", pks, recorded_acts().filter(item__in=pks), "item_id")
    files = VersionAttachment.objects.filter(version__in=versions).select_related("file")
    _keep_by("attachments", versions, files, "version_id")
    _neighbours(own, language)


def _keep_by(name: str, keys: Iterable[Hashable], rows: Iterable[Row], attribute: str) -> None:
    found: dict[Hashable, list[Row]] = defaultdict(list)
    for row in rows:
        found[getattr(row, attribute)].append(row)
    for key in keys:
        keep((name, key), found[key])


def _neighbours(own: Sequence[PublicListing], language: str) -> None:
    """The texts of a chunk stand side by side: read their stretch of each column and what borders on it."""
    by_column: dict[int, list[PublicListing]] = defaultdict(list)
    for listing in own:
        by_column[listing.column_id].append(listing)
    for column, listings in by_column.items():
        places = sorted(archive.Key(row.shown_on, row.pk) for row in listings)
        rows = public.public_listings(language).filter(column=column)
        older, _ = public.beside(rows, places[0], public.OLDER_NEIGHBOURS, 0)
        _, newer = public.beside(rows, places[-1], 0, public.NEWER_NEIGHBOURS)
        stretch = rows.filter(archive.from_key(places[0])).exclude(pk__in=[row.pk for row in newer])
        upto = archive.before_key(places[-1])
        inside = list(stretch.filter(upto).order_by("-shown_on", "-id")[: 4 * len(listings)])
        if len(inside) < len(listings) - 1 or len(inside) == 4 * len(listings):
            continue
        last = next(row for row in listings if row.pk == places[-1].listing)
        line = [*newer, last, *inside, *older]
        at = {row.pk: place for place, row in enumerate(line)}
        for listing in listings:
            place = at[listing.pk]
            before = line[max(0, place - public.NEWER_NEIGHBOURS) : place]
            after = line[place + 1 : place + 1 + public.OLDER_NEIGHBOURS]
            keep(("neighbours", listing.item_id, language), before + after)
