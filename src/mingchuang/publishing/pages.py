"""Public pages are registered, and rendered by one function that takes no request.

The same function serves a visitor, the preview at the desk and (later) the baker, so that a preview looks
exactly like the page and a baked file equals the dynamic answer byte by byte.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from mingchuang.base.design.navigation import public_navigation
from mingchuang.base.identity.selectors import site_identity

Context = dict[str, Any]


class PageNotFound(LookupError):
    """There is no such page for these parameters."""


@dataclass(frozen=True, slots=True)
class Page:
    """One type of public page.

    `context(params, as_of, language)` returns the template's context; it must hold `page`, a PageHead.
    `depends_on` names what changes it: outbox kinds the baker listens to.
    """

    key: str
    template: str
    context: Callable[[Mapping[str, Any], datetime, str], Context]
    depends_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageHead:
    """What the shell needs of a page: its head, tags and place."""

    title: str
    description: str
    path: str
    language: str = "zh-hans"
    tags: list[tuple[str, str]] = field(default_factory=list)
    breadcrumbs: list[tuple[str, str]] = field(default_factory=list)
    status: int = 200
    section: str = ""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A rendered page: its bytes and the status a server answers with."""

    body: bytes
    status: int


_PAGES: dict[str, Page] = {}


def register(page: Page) -> Page:
    """Add a page type. Registering another under the same key raises ValueError."""
    if page.key in _PAGES:
        raise ValueError(f"page {page.key} is registered twice")
    _PAGES[page.key] = page
    return page


def every() -> dict[str, Page]:
    """All page types by key."""
    return dict(_PAGES)


def render(key: str, params: Mapping[str, Any], *, as_of: datetime, language: str = "zh-hans") -> Rendered:
    """Render a public page. Raises PageNotFound. Knows no request, session, token or message."""
    page = _PAGES[key]
    with translation.override(language):
        context = page.context(params, as_of, language)
        head: PageHead = context["page"]
        context |= {"site": site_identity(), "navigation": public_navigation(), "as_of": as_of}
        return Rendered(render_to_string(page.template, context).encode("utf-8"), head.status)
