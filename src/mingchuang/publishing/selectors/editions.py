"""Editions in other languages: where each stands, how far behind, and what a translator has to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.selectors import people_with, permissions_of
from mingchuang.publishing.models import (
    Draft,
    Edition,
    EventKind,
    Item,
    ItemState,
    PublicationEvent,
    PublicListing,
    Version,
    VersionState,
)
from mingchuang.publishing.selectors.desk import items_visible_to, sees_all
from mingchuang.publishing.stages import CHINESE
from mingchuang.rules import editions
from mingchuang.rules.editions import FOREIGN, Standing
from mingchuang.rules.roles import Permission

WAITING = (VersionState.IN_REVIEW, VersionState.CLEARED, VersionState.SCHEDULED)
"""States of a version that is under review or waits for release."""


def newest_source(item: Item) -> Version | None:
    """The Chinese version a translation is made from now: the released one, else the one on its way."""
    chinese = Edition.objects.select_related("released_version").filter(item=item, language=CHINESE).first()
    if chinese is None:
        return None
    if chinese.released_version is not None:
        return chinese.released_version
    return chinese.versions.filter(state__in=WAITING).order_by("-number").first()


def is_public(item: Item, language: str) -> bool:
    """Whether readers can read the item in that language now."""
    return PublicListing.objects.filter(
        item=item, item__state=ItemState.PUBLISHED, language=language
    ).exists()


def translators(language: str) -> QuerySet[User]:
    """Active people who translate into a language."""
    return people_with(Permission.TRANSLATE_EDITION, language=language).order_by("display_name", "pk")


def languages_of(user: User) -> frozenset[str]:
    """The languages a person translates into."""
    return permissions_of(user).languages(Permission.TRANSLATE_EDITION)


def editions_visible_to(user: User) -> QuerySet[Edition]:
    """Translations of items this person may see, with what their pages show."""
    rows = Edition.objects.exclude(language=CHINESE).select_related(
        "item__division", "translator", "released_version", "source_version", "draft__source_version"
    )
    return rows if sees_all(user) else rows.filter(item__in=items_visible_to(user))


def seen_by(user: User, rows: QuerySet[Edition]) -> QuerySet[Edition]:
    """Those of a few editions whose items this person may see: only these are asked about."""
    if sees_all(user):
        return rows
    return rows.filter(_visible(user))


def _visible(user: User) -> Exists:
    return Exists(items_visible_to(user).filter(pk=OuterRef("item_id")))


def edition_for(user: User, uid: UUID) -> Edition | None:
    """One translation, when this person may see it."""
    return editions_visible_to(user).filter(uid=uid).first()


def versions_of(edition: Edition) -> QuerySet[Version]:
    """Versions of a translation, newest first, with what their gates decided."""
    return (
        edition.versions.select_related("submitted_by", "source_version")
        .prefetch_related("required_gates", "decisions__reviewer", "editors__user", "attachments__file")
        .order_by("-number")
    )


def withdrawal_of(edition: Edition) -> PublicationEvent | None:
    """What was said when this edition alone was withdrawn last; None when it never was."""
    return (
        PublicationEvent.objects.filter(
            item=edition.item_id, kind=EventKind.EDITION_WITHDRAWN, version__edition=edition
        )
        .order_by("-at", "-id")
        .first()
    )


@dataclass(frozen=True, slots=True)
class LanguageState:
    """One language of one item: where its edition stands and how many hours it is behind."""

    language: str
    standing: Standing
    hours: int | None = None
    uid: UUID | None = None
    translator: str = ""
    working: Standing | None = None  # what happens to a text that is public already

    @property
    def label(self) -> str:
        return editions.STANDING_LABELS[self.standing]

    @property
    def language_label(self) -> str:
        return editions.LANGUAGE_LABELS[self.language]


def with_editions(items: QuerySet[Item]) -> QuerySet[Item]:
    """Items with their translations and what is known of them, in a fixed number of queries."""
    # Not their texts: a page of the table would read a hundred of them and show none.
    rows = edition_rows().only(
        *("uid", "item", "language", "released_version__released_at", "source_version"),
        *("translator__display_name", "draft__locked", "withdrawing_since"),
    )
    return items.prefetch_related(Prefetch("editions", rows, to_attr="known_editions"))


def edition_rows() -> QuerySet[Any]:
    """Editions with what `states_of` looks at; to be kept on their item as `known_editions`."""
    latest = Version.objects.filter(edition=OuterRef("pk")).order_by("-number")
    listed = PublicListing.objects.filter(edition=OuterRef("pk"))
    return Edition.objects.select_related("released_version", "translator", "draft").annotate(
        latest_state=Subquery(latest.values("state")[:1]), is_listed=Exists(listed)
    )


def states_of(item: Item, *, now: datetime) -> list[LanguageState]:
    """Every foreign language of an item read with its `edition_rows`, the missing ones too."""
    known: Iterable[Any] = item.known_editions  # type: ignore[attr-defined]
    by_language = {edition.language: edition for edition in known}
    chinese = by_language.get(CHINESE)
    source = chinese.released_version if chinese is not None and chinese.is_listed else None
    return [_state(by_language.get(language), language, source, now) for language in FOREIGN]


def _state(edition: Any, language: str, source: Version | None, now: datetime) -> LanguageState:
    if edition is None:
        return LanguageState(language, Standing.MISSING)
    stale = editions.is_stale(edition.source_version_id, source.pk if source else None)
    latest = edition.latest_state or ""
    found = editions.standing(
        exists=True,
        public=edition.is_listed,
        was_public=edition.released_version_id is not None,
        stale=stale,
        latest=latest,
        withdrawing=edition.withdrawing_since is not None,
    )
    hours = editions.hours_behind(
        source.released_at if source else None,
        edition.released_version.released_at if edition.is_listed else None,
        stale=stale,
        now=now,
    )
    name = edition.translator.display_name if edition.translator else ""
    working = None
    if edition.is_listed and not edition.draft.locked:
        working = Standing.RETURNED if latest == VersionState.REJECTED else Standing.WRITING
    elif edition.is_listed and latest in WAITING:
        working = Standing.IN_REVIEW if latest == VersionState.IN_REVIEW else Standing.CLEARED
    return LanguageState(language, found, hours, edition.uid, name, working)


def behind() -> QuerySet[Edition]:
    """Public translations whose Chinese text has changed since."""
    return Edition.objects.filter(pk__in=_stale().values("edition"))


def behind_seen_by(user: User) -> QuerySet[PublicListing]:
    """The listings of those whose items this person may see, for counting them."""
    return _stale() if sees_all(user) else _stale().filter(_visible(user))


def _stale() -> QuerySet[PublicListing]:
    # Found among the listings, a few thousand at most; asked of editions, each of them is looked at. A source
    # is a Chinese version of the same item: whether it is listed is told by its number alone.
    source = PublicListing.objects.filter(version=OuterRef("edition__source_version"))
    return PublicListing.objects.filter(~Exists(source), language__in=FOREIGN).order_by()


def unfinished() -> QuerySet[Edition]:
    """Translations somebody was asked for that are not public and not with the gates."""
    waiting = Version.objects.filter(edition=OuterRef("pk"), state__in=WAITING)
    opened = Draft.objects.filter(locked=False)  # a few, with an index of their own
    return (
        Edition.objects.exclude(language=CHINESE)
        .filter(listing__isnull=True, pk__in=opened.values("edition"))
        .exclude(item__state__in=[ItemState.WITHDRAWING, ItemState.WITHDRAWN, ItemState.DISCARDED])
        .exclude(Exists(waiting))
    )


def work_of(user: User) -> QuerySet[Edition]:
    """What a translator has in hand: their own editions that are not public, or are behind, or are open."""
    mine = editions_visible_to(user).filter(translator=user)
    open_or_behind = Q(draft__locked=False) | Q(listing__isnull=True) | Q(pk__in=behind().values("pk"))
    return (
        mine.filter(open_or_behind)
        .exclude(item__state__in=[ItemState.WITHDRAWN, ItemState.DISCARDED])
        .order_by("draft__updated_at", "pk")
    )


def chinese_title(item: Item) -> str:
    """What the item is called in Chinese, for pages about its translations."""
    return Draft.objects.filter(chinese_of=item).values_list("title", flat=True).first() or ""
