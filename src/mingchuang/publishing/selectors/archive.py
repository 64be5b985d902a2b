"""Pages of a column's archive by where they begin: every look-up is a seek in an index, however deep."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from mingchuang.publishing.models import ArchivePage, Column, PublicListing

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """A place in the order of lists: the day shown, then the listing."""

    shown_on: date
    listing: int


class Branches:
    """Which column stands below which, read once."""

    def __init__(self) -> None:
        rows = Column.objects.without_tree_fields().order_by().values_list("pk", "parent_id")
        self._parent: dict[int, int | None] = dict(rows)
        self._children: dict[int | None, list[int]] = {}
        for pk, parent in self._parent.items():
            self._children.setdefault(parent, []).append(pk)

    def above(self, column: int) -> list[int]:
        """The column and every one above it."""
        found: list[int] = []
        step: int | None = column
        while step is not None:
            found.append(step)
            step = self._parent.get(step)
        return found

    def below(self, column: int) -> list[int]:
        """The column and every one below it."""
        found = [column]
        for child in self._children.get(column, []):
            found.extend(self.below(child))
        return found

    def every(self) -> list[int]:
        """All columns."""
        return list(self._parent)

    def with_all_above(self, columns: Iterable[int]) -> frozenset[int]:
        """The columns and every one above any of them."""
        return frozenset(step for column in columns for step in self.above(column))


def branch_rows(columns: Collection[int], language: str) -> QuerySet[PublicListing]:
    """Listings of some columns in a language, without their long texts."""
    rows = PublicListing.objects.filter(language=language, column_id__in=columns)
    return rows.defer("search_text", "abstract")


def from_key(key: Key) -> Q:
    """The condition "at this place or newer"."""
    return Q(shown_on__gte=key.shown_on) & (Q(shown_on__gt=key.shown_on) | Q(pk__gte=key.listing))


def before_key(key: Key) -> Q:
    """The condition "older than this place"."""
    return Q(shown_on__lte=key.shown_on) & (Q(shown_on__lt=key.shown_on) | Q(pk__lt=key.listing))


def beginning(page: ArchivePage) -> Key:
    """Where a page begins."""
    return Key(page.shown_on, page.listing)


def last_pages(column: int, language: str, count: int = 2) -> list[ArchivePage]:
    """The newest pages of an archive, the open one first."""
    return list(ArchivePage.objects.filter(language=language, column_id=column).order_by("-number")[:count])


def closed_pages(column: int, language: str) -> int:
    """How many closed pages an archive has."""
    return max(0, sum(page.number for page in last_pages(column, language, 1)) - 1)


def page_of(column: int, language: str, key: Key) -> int:
    """The number of the page a place stands on; 0 when the archive has not begun."""
    rows = ArchivePage.objects.filter(language=language, column_id=column)
    at = Q(shown_on__lte=key.shown_on) & (Q(shown_on__lt=key.shown_on) | Q(listing__lte=key.listing))
    found = rows.filter(at).order_by("-shown_on", "-listing").values_list("number", flat=True).first()
    return found or (1 if rows.exists() else 0)


def closed_page(
    branch: Collection[int], column: int, language: str, number: int
) -> list[PublicListing] | None:
    """The listings of an archive page, newest first; None when there is no such page."""
    pages = ArchivePage.objects.filter(language=language, column_id=column, number__in=[number, number + 1])
    found = {page.number: beginning(page) for page in pages}
    if number not in found or number + 1 not in found:
        return None
    rows = branch_rows(branch, language).filter(before_key(found[number + 1]))
    if number > 1:
        rows = rows.filter(from_key(found[number]))
    return list(rows.order_by("-shown_on", "-id"))


def front(branch: Collection[int], column: int, language: str) -> tuple[list[PublicListing], int]:
    """The newest listings of a branch, newest first, and the number of the newest closed page (0: none).

    Whatever stands on no closed page is among them.
    """
    pages = last_pages(column, language)
    ordered = branch_rows(branch, language).order_by("-shown_on", "-id")
    if len(pages) < 2:
        return list(ordered[:PAGE_SIZE]), 0
    rows = list(ordered.filter(from_key(beginning(pages[1])))[: 4 * PAGE_SIZE])
    if len(rows) < PAGE_SIZE:
        rows = list(ordered[:PAGE_SIZE])
    in_open = sum(1 for row in rows if Key(row.shown_on, row.pk) >= beginning(pages[0]))
    return rows[: max(PAGE_SIZE, in_open)], pages[1].number


def newest(columns: Collection[int], language: str, limit: int) -> list[PublicListing]:
    """The newest listings of some columns. `limit` is at most the size of an archive page."""
    rows = branch_rows(columns, language).order_by("-shown_on", "-id")
    # A closed page and what is newer than it hold enough: everything older need not be sorted.
    pages = ArchivePage.objects.filter(language=language, column_id__in=columns)
    bound = _second_of_any(pages.order_by("-shown_on", "-listing")[: len(columns) + 1])
    if bound is not None:
        found = list(rows.filter(from_key(bound))[:limit])
        if len(found) == limit:
            return found
    return list(rows[:limit])


def _second_of_any(pages: Iterable[ArchivePage]) -> Key | None:
    """The newest beginning of a closed page among pages sorted newest first."""
    seen: set[int] = set()
    for page in pages:
        if page.column_id in seen:
            return beginning(page)
        seen.add(page.column_id)
    return None
