"""The list of items at the desk: narrowed, searched by words and sorted, a window at a time."""

from collections.abc import Collection, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Case, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, When

from mingchuang.base.accounts.models import Division, User
from mingchuang.base.keys import Keys
from mingchuang.publishing.models import Column, Draft, Item, ItemState
from mingchuang.publishing.selectors import items_named
from mingchuang.publishing.selectors.desk import items_visible_to, sees_all
from mingchuang.publishing.selectors.public import branch_ids
from mingchuang.publishing.stages import CHINESE, with_stage

SORTS: dict[str, tuple[str, ...]] = {
    "due": (),
    "changed": ("-updated_at", "-pk"),
    "title": ("title", "pk"),
    "released": ("-first_released_at", "-pk"),
}
"""Orders of the list: nearest due date of what is not public yet and then last changed, last changed, title
(these by the draft), last released (by the item)."""

FEW = 2000
"""So many items found by words are sorted by themselves; more are met soon enough in the order of all."""

WALKED, FASTER = 1000, 8
"""How many rows in order are looked at first at least, and how many times more after a time that met nothing:
each question reaches twice as far at least, so a page far down costs few of them."""

_DUE = Q(state=ItemState.NEW, publication_due_on__isnull=False)
_DRAFT_DUE = Q(edition__item__state=ItemState.NEW, edition__item__publication_due_on__isnull=False)


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """What a person narrows the list by; empty values do not narrow."""

    query: str = ""
    state: str = ""
    stage: str = ""
    kind: str = ""
    column: Column | None = None
    division: Division | None = None
    mine: bool = False
    late: bool = False
    sort: str = "due"


class WorkList:
    """A narrowed and sorted list of items, read a window at a time.

    The keys of a window are found first, in an order an index gives; what a row shows (its stage above all)
    is computed for the rows of the window only, however many items there are.
    """

    def __init__(self, user: User, wanted: ItemFilter, today: date) -> None:
        self._user, self._wanted = user, wanted
        self._sort = wanted.sort if wanted.sort in SORTS else "due"
        items: Any = items_visible_to(user).annotate(
            zh=FilteredRelation("editions", condition=Q(editions__language=CHINESE))
        )
        self._narrowed = _narrowed(items, user, wanted, today)
        self._everything = sees_all(user) and replace(wanted, sort="") == ItemFilter(sort="")

    @cached_property
    def _found(self) -> set[int] | None:
        """Keys of what was searched for by words; None when no words narrow the list."""
        wanted = self._wanted
        if not wanted.query.split():
            return None
        known = {
            "state": wanted.state,
            "kind": wanted.kind,
            "column": wanted.column.slug if wanted.column else "",
            "division": str(wanted.division.pk) if wanted.division else "",
        }
        by_work = bool(wanted.stage or wanted.mine or wanted.late)
        return items_named.among(
            self._narrowed, wanted.query, known, alone=not by_work and sees_all(self._user)
        )

    def count(self) -> int:
        """How many items there are."""
        if self._found is not None:
            return len(self._found)
        return self._narrowed.order_by().values("pk").count()

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, window: slice) -> list[Any]:
        keys = self._keys(window.start or 0, window.stop)
        rows = _with_row(items_visible_to(self._user).filter(pk__in=Keys(keys)))
        found = {item.pk: item for item in rows}
        return [found[key] for key in keys if key in found]

    def _keys(self, start: int, stop: int) -> list[int]:
        if self._found is None:
            return self._in_order(start, stop)
        # No index gives titles in order, and far down most of all items would be walked through.
        if len(self._found) <= max(FEW, 2 * stop) or self._sort == "title":
            return list(_sorted(self._found, self._sort)[start:stop])
        return self._met(self._found, start, stop)

    def _in_order(self, start: int, stop: int) -> list[int]:
        """A window of everything the list is narrowed to."""
        items = self._narrowed
        if self._everything and self._sort in ("due", "changed"):
            return self._met(None, start, stop)
        if self._sort == "released":
            return list(items.order_by(*SORTS["released"]).values_list("pk", flat=True)[start:stop])
        if self._sort != "due":
            return list(_by_draft(items, SORTS[self._sort])[start:stop])
        due = items.filter(_DUE).order_by("publication_due_on", "-pk").values_list("pk", flat=True)
        first = list(due[start:stop])
        if len(first) == stop - start:
            return first
        before = start + len(first) if first or not start else due.count()
        rest = _by_draft(items.exclude(_DUE), SORTS["changed"])
        return first + list(rest[max(start - before, 0) : stop - before])

    def _met(self, found: Set[int] | None, start: int, stop: int) -> list[int]:
        """A window of what was found, or of everything for None, met in the order of all items."""
        if self._sort == "released":
            items = Item.objects.order_by(*SORTS["released"])
            return _walked(items.values_list("pk", flat=True), found, set(), stop)[start:]
        due: list[int] = []
        if self._sort == "due":
            open_items = Item.objects.filter(_DUE).order_by("publication_due_on", "-pk")
            due = [key for key in open_items.values_list("pk", flat=True) if found is None or key in found]
        return (due + _walked(_all_by_draft(), found, set(due), stop - len(due)))[start:stop]


def _walked(
    ordered: QuerySet[Any, int | None], found: Set[int] | None, apart: Set[int], stop: int
) -> list[int]:
    """The first `stop` of the keys in order that were found, None for every one; but for those `apart`."""
    met: list[int] = []
    at, step = 0, max(WALKED, _reach(stop, found))
    most = stop if found is None else min(stop, len(found) - len(apart))
    while len(met) < most and (keys := list(ordered[at : at + step])):
        met += [
            key for key in keys if key is not None and key not in apart and (found is None or key in found)
        ]
        at += step
        step = max(at, _reach(most - len(met), found)) if met else at * FASTER
    return met[: max(stop, 0)]


def _reach(wanted: int, found: Set[int] | None) -> int:
    """How many rows in order probably hold so many that are found, with a quarter to spare.

    Keys are given out one after another: the largest says about how many there are.
    """
    every = max(found) / len(found) if found else 1
    return int(wanted * every * 5 / 4)


def _all_by_draft() -> QuerySet[Draft, int | None]:
    """The items of all drafts, last changed first; nothing where a draft is a translation.

    They are told apart row by row: a condition would make SQLite sort all drafts first.
    """
    chinese = Case(When(edition__language=CHINESE, then=F("edition__item_id")))
    drafts = Draft.objects.order_by(*SORTS["changed"]).annotate(chinese=chinese)
    return drafts.values_list("chinese", flat=True)


def _by_draft(items: QuerySet[Item], order: tuple[str, ...]) -> QuerySet[Draft, int]:
    """Keys of items in an order of their drafts. A join would make SQLite sort all of them first."""
    mine = items.filter(editions__pk=OuterRef("edition_id"), editions__language=CHINESE)
    return Draft.objects.filter(Exists(mine)).order_by(*order).values_list("edition__item_id", flat=True)


def _sorted(found: Collection[int], sort: str) -> QuerySet[Draft, int]:
    """Some items by their keys, sorted by themselves."""
    drafts = Draft.objects.filter(edition__item__in=Keys(found), edition__language=CHINESE)
    orders: dict[str, list[Any]] = {
        "released": [f"{name[0]}edition__item__{name[1:]}" for name in SORTS["released"]],
        "due": [
            Case(When(_DRAFT_DUE, then=F("edition__item__publication_due_on"))).asc(nulls_last=True),
            Case(When(_DRAFT_DUE, then=F("edition__item_id"))).desc(nulls_last=True),
            *SORTS["changed"],
        ],
    }
    return drafts.order_by(*orders.get(sort, SORTS[sort])).values_list("edition__item_id", flat=True)


def _with_row(items: Any) -> Any:
    """Items with what a row of the list shows: its Chinese draft and its stage."""
    return with_stage(
        items.annotate(
            zh=FilteredRelation("editions", condition=Q(editions__language=CHINESE)),
            work_title=F("zh__draft__title"),
            work_number=F("zh__draft__document_number"),
            work_column=F("zh__draft__column__name"),
            changed_at=F("zh__draft__updated_at"),
            changed_by=F("zh__draft__updated_by__display_name"),
        )
    )


def work_list(user: User, wanted: ItemFilter, today: date) -> WorkList:
    """Items a person may see, narrowed and sorted, each with its draft and stage."""
    return WorkList(user, wanted, today)


def _narrowed(items: Any, user: User, wanted: ItemFilter, today: date) -> QuerySet[Item]:
    """Everything but the words."""
    items = with_stage(items) if wanted.stage else items
    exact = {"state": wanted.state, "stage": wanted.stage, "kind": wanted.kind, "division": wanted.division}
    items = items.filter(**{name: value for name, value in exact.items() if value})
    if wanted.column is not None:
        items = items.filter(zh__draft__column_id__in=branch_ids(wanted.column))
    if wanted.mine:
        wrote = Q(created_by=user) | Q(Exists(_writings(user)))
        items = items.filter(wrote)
    if wanted.late:
        items = items.filter(state=ItemState.NEW, publication_due_on__lt=today)
    return items


def _writings(user: User) -> QuerySet[Draft]:
    return Draft.objects.filter(edition__item=OuterRef("pk"), editors__user=user)
