"""Feeds of what is new: of the whole site, of each column with those below it, and of any search."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.feedgenerator import rfc2822_date, rfc3339_date
from django.utils.translation import gettext as _

from mingchuang.base.design.languages import HTML_LANGUAGE, PREFIX
from mingchuang.base.design.shell import FeedLink
from mingchuang.base.identity.models import SiteIdentity
from mingchuang.base.identity.selectors import site_identity
from mingchuang.base.localtime import start_of_day
from mingchuang.publishing.changes import Change
from mingchuang.publishing.models import Column, PublicListing
from mingchuang.publishing.page_contexts import moved
from mingchuang.publishing.page_contexts.listing.address import Reading, read
from mingchuang.publishing.page_contexts.listing.finding import newest_of_search
from mingchuang.publishing.page_contexts.rows import item_address
from mingchuang.publishing.page_contexts.tree import Tree, column_address
from mingchuang.publishing.pages import Context, Page, PageMoved, PageNotFound, Params
from mingchuang.publishing.selectors import archive, harvest, public
from mingchuang.rules.validity import Validity

LENGTH = 30
TYPES = {"atom": "application/atom+xml; charset=utf-8", "rss": "application/rss+xml; charset=utf-8"}
_TAG_DAY = "2026"
"""The year in which the office's site began to give out `tag:` names; part of every name, for ever."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed. `name` is a `tag:` URI that never changes."""

    name: str
    title: str
    address: str
    summary: str
    column: str
    published: datetime
    updated: datetime

    # Dates of a feed are the same in every language, so no template filter writes them.
    @property
    def published_atom(self) -> str:
        return rfc3339_date(self.published)

    @property
    def updated_atom(self) -> str:
        return rfc3339_date(self.updated)

    @property
    def published_rfc(self) -> str:
        return rfc2822_date(self.published)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: `address` is its own, `page` the page it belongs to."""

    name: str
    title: str
    address: str
    page: str
    about: str
    language: str
    author: str
    updated: datetime
    entries: tuple[Entry, ...]

    @property
    def updated_atom(self) -> str:
        return rfc3339_date(self.updated)

    @property
    def updated_rfc(self) -> str:
        return rfc2822_date(self.updated)


def _path(slug: str, form: str) -> str:
    if slug:
        return reverse("publishing:column-feed", args=[slug, form])
    return reverse("publishing:site-feed", args=[form])


def links(column: Column | None = None) -> tuple[FeedLink, ...]:
    """The feeds a page leads to: those of its column, or of the whole site."""
    title = column.name if column else _("最新公开信息")
    slug = column.slug if column else ""
    return tuple(FeedLink(TYPES[form].partition(";")[0], title, _path(slug, form)) for form in TYPES)


_NOT_IN_XML = re.compile("[^\\t\\n\\x20-\\x7e\\x85\\xa0-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


def plain(text: str) -> str:
    """Text that XML can hold: without control characters and halves of surrogate pairs."""
    return _NOT_IN_XML.sub("", text)


def _name(what: str) -> str:
    return f"tag:{urlsplit(settings.PUBLIC_URL).hostname},{_TAG_DAY}:{what}"


def feed_context(form: str) -> Any:
    """The context of the feed page in a form; `params["slug"]` names a column, "" the whole site.

    Raises PageNotFound where nothing was ever listed in the language. An empty column has no page of its own,
    so its feed leads to the front page.
    """

    def context(params: Mapping[str, Any], as_of: datetime, language: str) -> Context:
        slug = str(params.get("slug") or "")
        tree = Tree.load(language)
        column = _column(tree, slug, form) if slug else None
        # Who follows a feed asks for it for years: one that a withdrawal emptied stays, without entries.
        if not (tree.has_held(column) if column else any(map(tree.has_held, tree.children(None)))):
            raise PageNotFound(slug)
        rows = _newest([node.pk for node in tree.branch(column)] if column else None, language)
        site = site_identity()
        title = column.name if column else _("最新公开信息")
        made = _feed(site, rows, language, f"{site.site_name(language)} - {title}" if column else "")
        found = replace(
            made,
            name=_name(f"column/{column.uid}/{language}" if column else f"site/{language}"),
            title=made.title or f"{site.site_name(language) or site.office_name} - {title}",
            address=settings.PUBLIC_URL + _path(slug, form),
            page=settings.PUBLIC_URL + (column_address(column) if column and rows else PREFIX[language]),
            about=plain(column.description if column else title),
        )
        return {"feed": found, "changed_at": found.updated}

    return context


def _column(tree: Tree, slug: str, form: str) -> Column:
    try:
        column = moved.known(tree, slug)
    except PageMoved as elsewhere:
        raise PageMoved(f"{elsewhere.to}{form}.xml") from None
    if column is None:
        raise PageNotFound(slug)
    return column


def search_context(form: str) -> Any:
    """The feed of a search: `params` are those of the search page."""

    def context(params: Mapping[str, Any], as_of: datetime, language: str) -> Context:
        # What is not understood narrows nothing: a feed must not bear its name.
        reading = read(params, Tree(public.columns_in_order()), language)
        rows = _found(reading)
        site = site_identity()
        query = urlencode({name: value for name, value in sorted(reading.params.items()) if name != "sort"})
        page = f"{reverse('publishing:list')}?{query}" if query else reverse("publishing:list")
        made = _feed(site, rows, language, "")
        words = plain(reading.words)
        title = _("“%(query)s”的检索结果") % {"query": words} if words else _("信息检索")
        found = replace(
            made,
            name=_name(f"search/{language}?{query}"),
            title=f"{site.site_name(language) or site.office_name} - {title}",
            address=settings.PUBLIC_URL + _search_path(form, query),
            page=settings.PUBLIC_URL + page,
            about=title,
        )
        return {"feed": found, "changed_at": found.updated}

    return context


def _newest(columns: list[int] | None, language: str) -> list[PublicListing]:
    rows = harvest.with_texts(public.public_listings(language))
    if columns is not None:
        rows = rows.filter(column_id__in=columns)
    return list(_with_acts(rows).order_by("-shown_on", "-id")[:LENGTH])


def _search_path(form: str, query: str) -> str:
    path = reverse("publishing:search-feed", args=[form])
    return f"{path}?{query}" if query else path


def _found(reading: Reading) -> list[PublicListing]:
    rows = newest_of_search(reading, size=LENGTH)
    return list(_with_acts(harvest.with_texts(rows))[:LENGTH])


def _with_acts(rows: QuerySet[PublicListing]) -> QuerySet[PublicListing]:
    return rows.prefetch_related("item__validity_acts")


def _feed(site: SiteIdentity, rows: list[PublicListing], language: str, title: str) -> Feed:
    entries = tuple(_entry(row) for row in rows)
    return Feed(
        name="",
        title=plain(title),
        address="",
        page="",
        about="",
        language=HTML_LANGUAGE[language],
        author=plain(site.in_language(language).office_name),
        updated=max((entry.updated for entry in entries), default=_NEVER),
        entries=entries,
    )


_NEVER = datetime.fromisoformat("2026-01-01T00:00:00+08:00")
"""When a feed without entries last changed: there is no such moment, but Atom wants one."""


def _entry(row: PublicListing) -> Entry:
    return Entry(
        name=_name(f"edition/{row.edition.uid}"),
        title=_with_standing(row),
        address=settings.PUBLIC_URL + item_address(row.index_number),
        summary=plain(row.abstract),
        column=plain(row.column_name),
        published=row.item.first_released_at or row.released_at,
        updated=_updated(row),
    )


def _updated(row: PublicListing) -> datetime:
    """When the text last changed, or what it is worth: on the day its standing changed, or by a later act."""
    acts = [act.recorded_at for act in row.item.validity_acts.all() if act.on <= row.validity_on]
    return max([row.released_at, start_of_day(row.validity_on), *acts])


def _with_standing(row: PublicListing) -> str:
    """The title; before it what the text is worth when it does not hold: feed readers show little else."""
    standing = Validity(row.validity)
    return plain(row.title if standing.in_force else f"[{_(standing.label)}] {row.title}")


def _every(language: str) -> Iterator[Params]:
    yield {"slug": ""}
    for column in public.counted_columns(language):
        yield {"slug": column.slug}


def _affected(change: Change, language: str) -> Iterable[Params]:
    """The whole site's, and those of the column and of the columns above it."""
    places = change.at(language)
    if not places or not change.of_text:
        return ()
    columns = archive.Branches().with_all_above({place.column for place in places})
    slugs = Column.objects.without_tree_fields().filter(pk__in=columns).order_by("pk")
    return [{"slug": ""}, *({"slug": slug} for slug in slugs.values_list("slug", flat=True))]


PAGES = tuple(
    page
    for form, media_type in TYPES.items()
    for page in (
        Page(
            f"feed_{form}",
            f"publishing/feeds/{form}.xml",
            feed_context(form),
            lambda params, form=form: _path(params["slug"], form),  # type: ignore[misc]
            _every,
            _affected,
            media_type,
        ),
        Page(
            f"search_feed_{form}",
            f"publishing/feeds/{form}.xml",
            search_context(form),
            content_type=media_type,
        ),
    )
)
