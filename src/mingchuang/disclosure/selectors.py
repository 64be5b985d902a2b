"""What the platform shows: the statutory list, what the office decided, what stands under each item."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from mingchuang.disclosure.kinds import ANNUAL_REPORT, GUIDE
from mingchuang.disclosure.models import StatutoryItemSetting
from mingchuang.publishing.models import Column, ListingCount, PublicListing, Version
from mingchuang.publishing.models.columns import Block
from mingchuang.publishing.selectors import archive, public
from mingchuang.publishing.statutory import chinese, place
from mingchuang.rules.statutory import STATUTORY_ITEMS, StatutoryItem


@dataclass(frozen=True, slots=True)
class Shelf:
    """A column that holds listings under a statutory item, and how many."""

    column: Column
    count: int


@dataclass(frozen=True, slots=True)
class StatutoryEntry:
    """One item of the list as it stands here. `decided_on` None: the office has not decided yet."""

    item: StatutoryItem
    applicable: bool
    reason: str
    decided_on: date | None
    decided_by: str = ""
    count: int = 0
    shelves: list[Shelf] = field(default_factory=list)

    @property
    def number(self) -> str:
        """（五）."""
        return f"（{chinese(self.item.number)}）"

    @property
    def place(self) -> str:
        """第二十条第（五）项."""
        return place(self.item)


def statutory_entries(language: str = "zh-hans") -> list[StatutoryEntry]:
    """Every item of Art. 20 and 21 with the office's decision and what is public under it: two queries."""
    settings = {
        row.code: row for row in StatutoryItemSetting.objects.select_related("decided_by").order_by("code")
    }
    counts = ListingCount.objects.filter(language=language, listings__gt=0).exclude(statutory_item="")
    shelves: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for code, column_id, count in counts.values_list("statutory_item", "column_id", "listings"):
        shelves[code].append((column_id, count))
    stored = Column.objects.without_tree_fields().in_bulk(
        {pk for found in shelves.values() for pk, _ in found}
    )
    columns = {pk: column.in_language(language) for pk, column in stored.items()}
    return [_entry(item, settings.get(item.code), shelves[item.code], columns) for item in STATUTORY_ITEMS]


def _entry(
    item: StatutoryItem,
    row: StatutoryItemSetting | None,
    found: Iterable[tuple[int, int]],
    columns: dict[int, Column],
) -> StatutoryEntry:
    shelves = [Shelf(columns[pk], count) for pk, count in found]
    shelves.sort(key=lambda shelf: (shelf.column.position, shelf.column.pk))
    return StatutoryEntry(
        item=item,
        applicable=row.applicable if row else item.relevant,
        reason=row.reason if row else item.reason,
        decided_on=row.decided_on if row else None,
        decided_by=row.decided_by.display_name if row and row.decided_by else "",
        count=sum(shelf.count for shelf in shelves),
        shelves=shelves,
    )


def current_guide(language: str = "zh-hans") -> Version | None:
    """The guide in force: the newest public one."""
    listing = (
        public.public_listings(language)
        .filter(kind=GUIDE)
        .select_related("version__edition__item", "version__column")
        .order_by("-released_at", "-id")
        .first()
    )
    return listing.version if listing else None


def annual_reports(language: str = "zh-hans") -> list[tuple[str, PublicListing]]:
    """The annual reports by year, newest first."""
    rows = public.public_listings(language).filter(kind=ANNUAL_REPORT).select_related("version")
    found = [(str(row.version.extra.get("year", "")), row) for row in rows]
    return sorted(found, key=lambda pair: pair[0], reverse=True)


def block_listings(
    block: Block, language: str = "zh-hans", *, limit: int | None = None
) -> list[PublicListing]:
    """Listings of the columns of a block, newest first."""
    columns = list(Column.objects.without_tree_fields().filter(block=block).values_list("pk", flat=True))
    if limit:
        return archive.newest(columns, language, limit)
    rows = public.public_listings(language).filter(column__in=columns)
    return list(rows.order_by("-shown_on", "-id"))
