"""The list of items at the desk: narrowed, searched by words and sorted, a window at a time."""

from collections.abc import Collection, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When

from mingchuang.base.accounts.models import Division, User
from mingchuang.base.keys import Keys
from mingchuang.publishing.models import Column, Draft, Edition, Item, ItemState
from mingchuang.publishing.selectors import items_named
from mingchuang.publishing.selectors.desk import items_visible_to, sees_all, states_seen_by
from mingchuang.publishing.selectors.walking import FEW, TIMES, walked
from mingchuang.publishing.stages import Stage, at_stage, unsettled, with_stage

SORTS: dict[str, tuple[str, ...]] = {
    "due": (),
    "changed": ("-updated_at", "-pk"),
    "title": ("title", "pk"),
    "released": ("-first_released_at", "-pk"),
}
"""Orders of the list: nearest due date of what is not public yet and then last changed, last changed, title
(these by the draft), last released and behind it what never was (by the item)."""

_IN_A_ROW = (
    *("uid", "kind", "state", "index_number", "division__name"),
    *("publication_due_on", "first_released_at", "original_published_on"),
)

_DUE = Q(state=ItemState.NEW, publication_due_on__isnull=False)
_DRAFT_DUE = Q(chinese_of__state=ItemState.NEW, chinese_of__publication_due_on__isnull=False)


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """What a person narrows the list by; empty values do not narrow. `columns` begins with the one asked for,
    all below it follow.
    """

    query: str = ""
    state: str = ""
    stage: str = ""
    kind: str = ""
    columns: tuple[Column, ...] = ()
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
        self._columns = [column.pk for column in wanted.columns]
        self._items: Any = _narrowed(items_visible_to(user), user, wanted, today)
        narrowest = replace(wanted, query="", columns=(), sort="")
        self._all_items = sees_all(user) and narrowest == ItemFilter(sort="")
        self._everything = self._all_items and not (wanted.query or wanted.columns)

    @property
    def _narrowed(self) -> QuerySet[Item]:
        """Everything but the words."""
        if not self._columns:
            return self._items
        return self._items.filter(chinese_draft__column_id__in=self._columns)

    @cached_property
    def _found(self) -> set[int] | None:
        """Keys of what was searched for by words; None when no words narrow the list."""
        wanted = self._wanted
        if not wanted.query.split():
            return None
        known = {
            "state": wanted.state,
            "kind": wanted.kind,
            "column": wanted.columns[0].slug if wanted.columns else "",
            "division": str(wanted.division.pk) if wanted.division else "",
        }
        settled = wanted.stage == Stage.SETTLED
        by_work = wanted.mine or wanted.late or (wanted.stage and not settled)
        unasked = [] if by_work else states_seen_by(self._user)
        found = items_named.among(self._narrowed, wanted.query, known, unasked=unasked)
        if settled:
            found.difference_update(unsettled().values_list("pk", flat=True))
        return found

    @cached_property
    def _count(self) -> int:
        if self._found is not None:
            return len(self._found)
        return self._keyed().count()

    def count(self) -> int:
        """How many items there are."""
        return self._count

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, window: slice) -> list[Any]:
        keys = self._keys(window.start or 0, window.stop)
        rows = _with_row(items_visible_to(self._user).filter(pk__in=Keys(keys))).only(*_IN_A_ROW)
        found = {item.pk: item for item in rows}
        return [found[key] for key in keys if key in found]

    def _keys(self, start: int, stop: int) -> list[int]:
        if not self._everything and self._count <= max(FEW, TIMES * stop):
            found = self._found if self._found is not None else set(self._keyed())
            return list(_sorted(found, self._sort)[start:stop])
        if self._everything or self._found is not None:
            return self._met(self._found, start, stop)
        return self._in_order(start, stop)

    def _keyed(self) -> QuerySet[Any, int]:
        """Keys of everything the list is narrowed to, without order."""
        if self._columns and self._all_items:
            drafts = Draft.objects.filter(column_id__in=self._columns, chinese_of__isnull=False)
            return drafts.values_list("chinese_of", flat=True)
        return self._narrowed.order_by().values_list("pk", flat=True)

    def _in_order(self, start: int, stop: int) -> list[int]:
        """A window of the much that the list is narrowed to, looked at in the order of all."""
        if self._sort == "released":
            mine = Exists(self._narrowed.filter(pk=OuterRef("pk")))
            return _window(_by_release(Item.objects.filter(mine)), start, stop)
        if self._sort != "due":
            return list(self._by_draft(None if self._all_items else self._items, self._sort)[start:stop])
        due = _due_first(self._in_columns(self._items), stop)
        rest = self._by_draft(self._items.exclude(_DUE), "changed")
        return due[start:] + list(rest[max(start - len(due), 0) : stop - len(due)])

    def _in_columns(self, items: QuerySet[Item]) -> QuerySet[Item]:
        """Those of a few items that stand in the columns, asked item by item."""
        if not self._columns:
            return items
        drafts = Draft.objects.filter(chinese_of=OuterRef("pk"))
        return items.filter(Exists(drafts.filter(column_id__in=self._columns)))

    def _by_draft(self, items: QuerySet[Item] | None, sort: str) -> QuerySet[Draft, int]:
        """Keys of some items of the columns, or of all there for None, in an order of their drafts.

        Both are asked draft by draft: joined, or as lists, they make SQLite sort all drafts first.
        """
        drafts = Draft.objects.filter(chinese_of__isnull=False).order_by(*SORTS[sort])
        if self._columns:
            drafts = drafts.filter(
                Exists(Column.objects.filter(pk=OuterRef("column_id"), pk__in=self._columns))
            )
        if items is not None:
            drafts = drafts.filter(Exists(items.filter(pk=OuterRef("chinese_of_id"))))
        return drafts.values_list("chinese_of", flat=True)

    def _met(self, found: Set[int] | None, start: int, stop: int) -> list[int]:
        """A window of what was found, or of everything for None, met in the order of all items."""
        if self._sort == "released":
            met: list[int] = []
            for keys in _by_release(Item.objects.all()):
                met += walked(keys, found, set(met), stop - len(met))
            return met[start:]
        due: list[int] = []
        if self._sort == "due":
            due = _due_first(Item.objects.all(), stop if found is None else None)
            due = [key for key in due if found is None or key in found]
        ordered = _all_by_draft("changed" if self._sort == "due" else self._sort)
        return (due + walked(ordered, found, set(due), stop - len(due)))[start:stop]


def _by_release(items: QuerySet[Item]) -> tuple[QuerySet[Item, int], QuerySet[Item, int]]:
    """Keys of some items, the last released first, and apart from them those never released.

    In one query each database puts what was never released at another end, or sorts everything to put it
    at ours.
    """
    released = items.filter(first_released_at__isnull=False).order_by(*SORTS["released"])
    never = items.filter(first_released_at__isnull=True).order_by("-pk")
    return released.values_list("pk", flat=True), never.values_list("pk", flat=True)


def _window(parts: tuple[QuerySet[Item, int], QuerySet[Item, int]], start: int, stop: int) -> list[int]:
    """A window of two lists, one after the other."""
    first, second = parts
    keys = list(first[start:stop])
    if len(keys) == stop - start:
        return keys
    behind = 0 if keys else max(start - first.count(), 0)
    return keys + list(second[behind : behind + stop - start - len(keys)])


def _due_first(items: QuerySet[Item], stop: int | None) -> list[int]:
    """Keys of those of some items that are due, so many at most; the nearest day first."""
    due = items.filter(_DUE).order_by("publication_due_on", "-pk")
    return list(due.values_list("pk", flat=True)[:stop])


def _all_by_draft(sort: str) -> QuerySet[Draft, int | None]:
    """The items of all drafts in an order of these; nothing where a draft is a translation.

    They are told apart row by row: a condition would make SQLite sort all drafts first.
    """
    return Draft.objects.order_by(*SORTS[sort]).values_list("chinese_of", flat=True)


def _sorted(found: Collection[int], sort: str) -> QuerySet[Draft, int]:
    """Some items by their keys, sorted by themselves."""
    drafts = Draft.objects.filter(chinese_of__in=Keys(found))
    orders: dict[str, list[Any]] = {
        "released": [F("chinese_of__first_released_at").desc(nulls_last=True), "-chinese_of__pk"],
        "due": [
            Case(When(_DRAFT_DUE, then=F("chinese_of__publication_due_on"))).asc(nulls_last=True),
            Case(When(_DRAFT_DUE, then=F("chinese_of_id"))).desc(nulls_last=True),
            *SORTS["changed"],
        ],
    }
    return drafts.order_by(*orders.get(sort, SORTS[sort])).values_list("chinese_of_id", flat=True)


def _with_row(items: Any) -> Any:
    """Items with what a row of the list shows: its Chinese draft and its stage."""
    return with_stage(
        items.select_related(None)
        .select_related("division")
        .annotate(
            work_title=F("chinese_draft__title"),
            work_number=F("chinese_draft__document_number"),
            work_column=F("chinese_draft__column__name"),
            changed_at=F("chinese_draft__updated_at"),
            changed_by=F("chinese_draft__updated_by__display_name"),
        )
    )


def work_list(user: User, wanted: ItemFilter, today: date) -> WorkList:
    """Items a person may see, narrowed and sorted, each with its draft and stage."""
    return WorkList(user, wanted, today)


def _narrowed(items: Any, user: User, wanted: ItemFilter, today: date) -> QuerySet[Item]:
    """Everything but columns and words."""
    items = at_stage(items, wanted.stage) if wanted.stage else items
    exact = {"state": wanted.state, "kind": wanted.kind, "division": wanted.division}
    items = items.filter(**{name: value for name, value in exact.items() if value})
    if wanted.mine:
        items = items.filter(Q(created_by=user) | Q(pk__in=_written_by(user)))
    if wanted.late:
        items = items.filter(state=ItemState.NEW, publication_due_on__lt=today)
    return items


def _written_by(user: User) -> QuerySet[Edition, Any]:
    return Edition.objects.filter(draft__editors__user=user).values("item")
