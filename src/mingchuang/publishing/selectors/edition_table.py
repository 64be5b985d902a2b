"""The table of languages (语言版本一览): released items as rows, en, ja and ko as columns."""

from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from mingchuang.base.accounts.models import Division, User
from mingchuang.publishing.models import (
    Column,
    Edition,
    Item,
    ItemState,
    PublicListing,
    Version,
    VersionState,
)
from mingchuang.publishing.selectors.desk import items_visible_to
from mingchuang.publishing.selectors.editions import with_editions
from mingchuang.publishing.selectors.public import branch_ids
from mingchuang.publishing.stages import CHINESE
from mingchuang.rules.editions import FOREIGN, Standing

SORTS: dict[str, tuple[str, ...]] = {
    "delay": ("-waits", "released_on", "pk"),
    "newest": ("-released_on", "-pk"),
    "title": ("chinese_title", "pk"),
}
"""Longest behind first: of rows with a language that is behind, the one whose Chinese text is out longest."""

_WAITING = [VersionState.IN_REVIEW, VersionState.CLEARED, VersionState.SCHEDULED]


@dataclass(frozen=True, slots=True)
class TableFilter:
    """What a person narrows the table by; empty values do not narrow."""

    query: str = ""
    column: Column | None = None
    division: Division | None = None
    language: str = ""
    standing: str = ""
    sort: str = "delay"


def edition_table(user: User, wanted: TableFilter) -> QuerySet[Item]:
    """Public items this person may see, with the state of their languages, in a fixed number of queries."""
    # There is one at most; putting it in order would be paid for every item.
    listing = PublicListing.objects.filter(item=OuterRef("pk"), language=CHINESE).order_by()
    items: Any = items_visible_to(user).filter(state=ItemState.PUBLISHED)
    items = items.annotate(
        chinese_title=Subquery(listing.values("title")[:1]),
        chinese_version=Subquery(listing.values("version")[:1]),
        released_on=Subquery(listing.values("released_at")[:1]),
        column_id=Subquery(listing.values("column")[:1]),
        column_name=Subquery(listing.values("column__name")[:1]),
    ).filter(chinese_version__isnull=False)
    languages = [wanted.language] if wanted.language in FOREIGN else list(FOREIGN)
    items = items.annotate(waits=_any_of(languages, _is_behind))
    if wanted.column is not None:
        items = items.filter(column_id__in=branch_ids(wanted.column))
    if wanted.division is not None:
        items = items.filter(division=wanted.division)
    for word in wanted.query.split()[:8]:
        items = items.filter(Q(chinese_title__icontains=word) | Q(index_number__icontains=word))
    if wanted.standing in set(Standing):
        items = items.annotate(
            stands=_any_of(languages, lambda code: _stands(code, Standing(wanted.standing)))
        ).filter(stands=True)
    return with_editions(items.order_by(*SORTS.get(wanted.sort, SORTS["delay"])))


def _any_of(languages: list[str], condition: Any) -> Any:
    joined = Q(pk__isnull=True)
    for language in languages:
        joined |= condition(language)
    return Case(When(joined, then=Value(True)), default=Value(False), output_field=BooleanField())


def _editions(language: str) -> QuerySet[Edition]:
    return Edition.objects.filter(item=OuterRef("pk"), language=language)


def _is_behind(language: str) -> Q:
    """Asked for and not public, or public from an older Chinese text."""
    rows = _editions(language)
    current = rows.filter(listing__isnull=False, source_version=OuterRef("chinese_version"))
    return Q(Exists(rows)) & ~Q(Exists(current))


def _stands(language: str, standing: Standing) -> Q:
    """The condition a language of an item meets when it stands so; the same as `rules.editions.standing`."""
    rows = _editions(language)
    if standing is Standing.MISSING:
        return ~Q(Exists(rows))
    latest = Version.objects.filter(edition=OuterRef("pk")).order_by("-number").values("state")[:1]
    public = rows.filter(listing__isnull=False)
    unlisted = rows.filter(listing__isnull=True)
    hidden = unlisted.filter(withdrawing_since__isnull=True).annotate(latest=Subquery(latest))
    at_rest = hidden.filter(Q(latest__isnull=True) | ~Q(latest__in=_WAITING))
    never = at_rest.filter(released_version__isnull=True)
    found = {
        Standing.PUBLIC: public.filter(source_version=OuterRef("chinese_version")),
        Standing.STALE: public.exclude(source_version=OuterRef("chinese_version")),
        Standing.IN_REVIEW: hidden.filter(latest=VersionState.IN_REVIEW),
        Standing.CLEARED: hidden.filter(latest__in=[VersionState.CLEARED, VersionState.SCHEDULED]),
        Standing.WITHDRAWING: unlisted.filter(withdrawing_since__isnull=False),
        Standing.WITHDRAWN: at_rest.filter(released_version__isnull=False),
        Standing.RETURNED: never.filter(latest=VersionState.REJECTED),
        Standing.WRITING: never.filter(Q(latest__isnull=True) | ~Q(latest=VersionState.REJECTED)),
    }
    return Q(Exists(found[standing]))
