"""The table of languages (语言版本一览): released items as rows, en, ja and ko as columns."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from mingchuang.base.accounts.models import Division, User
from mingchuang.base.keys import Keys
from mingchuang.publishing.models import Column, Edition, ItemState, PublicListing, Version, VersionState
from mingchuang.publishing.selectors import items_named
from mingchuang.publishing.selectors.desk import items_visible_to, states_seen_by
from mingchuang.publishing.selectors.editions import WAITING, with_editions
from mingchuang.publishing.selectors.walking import FEW, walked
from mingchuang.publishing.stages import CHINESE
from mingchuang.rules.editions import FOREIGN, Standing

SORTS: dict[str, tuple[str, ...]] = {
    "delay": ("released_at", "pk"),
    "newest": ("-released_at", "-pk"),
    "title": ("title", "pk"),
}
"""Orders of the Chinese texts. By delay, those with a language that is behind come first; the one that is
out longest leads."""


@dataclass(frozen=True, slots=True)
class TableFilter:
    """What a person narrows the table by; empty values do not narrow. `columns` are one and all below it."""

    query: str = ""
    columns: tuple[Column, ...] = ()
    division: Division | None = None
    language: str = ""
    standing: str = ""
    sort: str = "delay"


class EditionTable:
    """Public items a person may see, a window at a time.

    Keys are found first, in an order that an index of the listings gives; what a row shows is read for the
    rows of the window only. What stands so in a language is found among the editions.
    """

    def __init__(self, user: User, wanted: TableFilter) -> None:
        self._user, self._wanted = user, wanted
        self._sort = wanted.sort if wanted.sort in SORTS else "delay"
        self._languages = [wanted.language] if wanted.language in FOREIGN else list(FOREIGN)
        self._standing = Standing(wanted.standing) if wanted.standing in set(Standing) else None
        self._all = wanted.division is None and ItemState.PUBLISHED in states_seen_by(user)

    def count(self) -> int:
        """How many items there are."""
        return self._count

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, window: slice) -> list[Any]:
        keys = self._keys(window.start or 0, min(window.stop, self._count))
        found = {item.pk: item for item in _with_row(self._items.filter(pk__in=Keys(keys)))}
        return [found[key] for key in keys if key in found]

    @property
    def _items(self) -> QuerySet[Any]:
        items = items_visible_to(self._user).filter(state=ItemState.PUBLISHED)
        return items.filter(division=self._wanted.division) if self._wanted.division else items

    @cached_property
    def _rows(self) -> QuerySet[PublicListing]:
        """Their Chinese texts. What is listed is public: its state need not be asked."""
        rows = PublicListing.objects.filter(language=CHINESE).order_by()
        if self._wanted.columns:
            rows = rows.filter(column_id__in=[column.pk for column in self._wanted.columns])
        if not self._all:
            # Asked row by row: joined, the items would be put in order first.
            rows = rows.filter(Exists(self._items.filter(pk=OuterRef("item_id"))))
        return rows

    @cached_property
    def _found(self) -> set[int] | None:
        """Keys of what words and a standing leave over; None where neither narrows."""
        found = self._named() if self._wanted.query.split() else None
        if self._standing not in (None, Standing.MISSING):
            standing = self._of_rows(_standing(self._standing, self._languages))
            keys = set(standing.values_list("item", flat=True))
            found = keys if found is None else found & keys
        return None if found is None else found - self._without

    def _named(self) -> set[int]:
        division = str(self._wanted.division.pk) if self._wanted.division else ""
        known = {"state": ItemState.PUBLISHED.value, "division": division}
        found = items_named.among(self._items, self._wanted.query, known, unasked=states_seen_by(self._user))
        if self._wanted.columns and len(found) > FEW:
            return set(self._rows.filter(item__in=Keys(found)).values_list("item", flat=True))
        return found

    @cached_property
    def _without(self) -> set[int]:
        """Keys of what has every language, where one that is missing is looked for."""
        if self._standing is not Standing.MISSING:
            return set()
        rows = self._of_rows(Edition.objects.filter(language__in=self._languages))
        having = Counter(rows.values_list("item", flat=True))
        return {key for key, count in having.items() if count == len(self._languages)}

    @cached_property
    def _behind(self) -> list[int]:
        """Keys of what is asked for in a language and not public from the newest text; the oldest first."""
        if self._standing is Standing.MISSING and len(self._languages) == 1:
            return []  # nobody was asked for the one language that is looked at
        place = self._rows.filter(item=OuterRef("item"))
        order = {"out": Subquery(place.values("released_at")), "place": Subquery(place.values("pk"))}
        rows: Any = Edition.objects.filter(language__in=self._languages).exclude(_current())
        if self._found is not None and len(self._found) <= FEW:
            rows = rows.filter(item__in=Keys(self._found))
        places = rows.annotate(**order).order_by("out", "place").values_list("place", "item")
        listed = dict.fromkeys(key for place, key in places if place is not None)
        return [key for key in listed if self._meets(key)]

    def _meets(self, key: int) -> bool:
        return key not in self._without and (self._found is None or key in self._found)

    def _of_rows(self, rows: QuerySet[Edition]) -> QuerySet[Edition]:
        """Those of some editions whose items the table has."""
        return rows.filter(Exists(self._rows.filter(item=OuterRef("item"))))

    @cached_property
    def _few(self) -> list[int] | None:
        """The keys of all that was found, in order; None where it is too much to be sorted by itself."""
        if self._found is None or len(self._found) > FEW:
            return None
        keys = list(self._ordered().filter(item__in=Keys(self._found)))
        if self._sort != "delay" or self._standing not in (None, Standing.MISSING, Standing.PUBLIC):
            return keys  # whatever stands otherwise is behind, all of it
        behind = set(self._behind)
        return sorted(keys, key=lambda key: key not in behind)

    @cached_property
    def _count(self) -> int:
        if self._few is not None:
            return len(self._few)
        if self._found is not None:
            return len(self._found)
        # Every public item has a Chinese text that is listed; counting items reads no texts.
        rows: QuerySet[Any] = self._rows if self._wanted.columns or self._all else self._items
        return rows.order_by().count() - len(self._without)

    def _keys(self, start: int, stop: int) -> list[int]:
        if self._few is not None:
            return self._few[start:stop]
        first: list[int] = []
        if self._sort == "delay":
            first = self._behind
        rest: list[int] = []
        if len(first) < stop:
            apart = set(first) if self._found is not None else {*first, *self._without}
            rest = walked(self._ordered(), self._found, apart, stop - len(first))
        return (first + rest)[start:stop]

    def _ordered(self) -> QuerySet[PublicListing, int]:
        return self._rows.order_by(*SORTS[self._sort]).values_list("item_id", flat=True)


def edition_table(user: User, wanted: TableFilter) -> EditionTable:
    """Public items this person may see, with the state of their languages, in a fixed number of queries."""
    return EditionTable(user, wanted)


def _with_row(items: QuerySet[Any]) -> QuerySet[Any]:
    """Items with what a row shows: the Chinese text as it is public, and every language."""
    listing = PublicListing.objects.filter(item=OuterRef("pk"), language=CHINESE).order_by()
    shown = {
        "chinese_title": "title",
        "released_on": "released_at",
        "column_name": "column__name",
    }
    named: Any = {name: Subquery(listing.values(field)[:1]) for name, field in shown.items()}
    rows = items.select_related(None).select_related("division").annotate(**named)
    return with_editions(rows.only("uid", "index_number", "division__name"))


def _current() -> Any:
    """Whether a translation is public from the Chinese text that is public now."""
    # A source is a Chinese version of the same item: whether it is listed is told by its number alone.
    source = PublicListing.objects.filter(version=OuterRef("source_version"))
    return Q(listing__isnull=False) & Q(Exists(source))


def _standing(standing: Standing, languages: list[str]) -> QuerySet[Edition]:
    """Translations that stand so; the same as `rules.editions.standing` says of one."""
    rows = Edition.objects.filter(language__in=languages)
    latest = Version.objects.filter(edition=OuterRef("pk")).order_by("-number").values("state")[:1]
    public = rows.filter(listing__isnull=False)
    unlisted = rows.filter(listing__isnull=True)
    hidden = unlisted.filter(withdrawing_since__isnull=True).annotate(latest=Subquery(latest))
    at_rest = hidden.filter(Q(latest__isnull=True) | ~Q(latest__in=WAITING))
    never = at_rest.filter(released_version__isnull=True)
    found = {
        Standing.PUBLIC: public.filter(_current()),
        Standing.STALE: public.exclude(_current()),
        Standing.IN_REVIEW: hidden.filter(latest=VersionState.IN_REVIEW),
        Standing.CLEARED: hidden.filter(latest__in=[VersionState.CLEARED, VersionState.SCHEDULED]),
        Standing.WITHDRAWING: unlisted.filter(withdrawing_since__isnull=False),
        Standing.WITHDRAWN: at_rest.filter(released_version__isnull=False),
        Standing.RETURNED: never.filter(latest=VersionState.REJECTED),
        Standing.WRITING: never.filter(Q(latest__isnull=True) | ~Q(latest=VersionState.REJECTED)),
    }
    return found[standing]
