"""Public pages are registered, and rendered by one function that takes no request.

The same function serves a visitor, the preview at the desk and the baker, so that a preview looks
exactly like the page and a baked file equals the dynamic answer byte by byte.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from mingchuang.base.design.shell import PageHead, public_context
from mingchuang.base.identity.selectors import site_identity
from mingchuang.publishing.changes import Change

Context = dict[str, Any]
Params = Mapping[str, Any]

HTML = "text/html; charset=utf-8"


class PageNotFound(LookupError):
    """There is no such page for these parameters."""


class PageMoved(PageNotFound):
    """The page stands at another address for good: `to`, a path of this site."""

    def __init__(self, to: str) -> None:
        super().__init__(to)
        self.to = to


def nothing(change: Change, language: str) -> Iterable[Params]:
    """For pages that no change of a text touches."""
    return ()


@dataclass(frozen=True, slots=True)
class Page:
    """One type of public page.

    `context(params, as_of, language)` returns the template's context. A page in the shell holds `page`, a
    PageHead; what is no web page (a feed, a sitemap) holds none and names its `content_type`. It may hold
    `status` (default 200), `changed_at` (when its content last changed), `site` (when it has read the
    identity already), `template` (when the content decides it) and `searched` (words and hits to count).

    A page that is baked also says where and when; the language is active while these are called:
    `address(params)` is its path: one that ends in "/" becomes an index.html, any other (feed.xml) names
    the file itself. `every(language)` streams the params of all pages of the type. `affected(change,
    language)` gives those a change may have touched, also pages that are no more: a bounded number, found by
    index, whatever the size of the site; `nothing` for pages that only a full bake renders anew.
    `preload(params, language)` may read for many pages at once what each of them would read by itself.
    Such pages depend on `as_of` only through what a recorded change brings to a new day.
    """

    key: str
    template: str
    context: Callable[[Params, datetime, str], Context]
    address: Callable[[Params], str] | None = None
    every: Callable[[str], Iterable[Params]] | None = None
    affected: Callable[[Change, str], Iterable[Params]] = nothing
    content_type: str = HTML
    preload: Callable[[Sequence[Params], str], None] | None = None

    @property
    def is_baked(self) -> bool:
        """Whether its pages are written to disk."""
        return self.address is not None and self.every is not None


@dataclass(frozen=True, slots=True)
class Rendered:
    """A rendered page: bytes, status, when its content last changed, type; words and hits to count."""

    body: bytes
    status: int = 200
    changed_at: datetime | None = None
    content_type: str = HTML
    searched: tuple[str, int] | None = None

    @property
    def etag(self) -> str:
        """A strong entity tag over the bytes."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:32]}"'


_PAGES: dict[str, Page] = {}


def register(page: Page) -> Page:
    """Add a page type. Registering another under the same key raises ValueError."""
    if _PAGES.get(page.key, page) != page:
        raise ValueError(f"page {page.key} is registered twice")
    _PAGES[page.key] = page
    return page


def every() -> dict[str, Page]:
    """All page types by key."""
    return dict(_PAGES)


def baked() -> list[Page]:
    """The page types that are written to disk, in order of registration."""
    return [page for page in _PAGES.values() if page.is_baked]


def render(key: str, params: Params, *, as_of: datetime, language: str = "zh-hans") -> Rendered:
    """Render a public page. Raises PageNotFound. Knows no request, session, token or message."""
    page = _PAGES[key]
    with translation.override(language):
        context = page.context(params, as_of, language)
        head: PageHead | None = context.get("page")
        site = context.pop("site", None)
        template = context.pop("template", page.template)
        if head is not None:
            context = public_context(site or site_identity(language), head) | context
        body = render_to_string(template, context | {"as_of": as_of})
    return Rendered(
        body.encode("utf-8"),
        context.get("status", 200),
        context.get("changed_at"),
        page.content_type,
        context.get("searched"),
    )
