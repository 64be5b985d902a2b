"""Public pages are registered, and rendered by one function that takes no request.

The same function serves a visitor, the preview at the desk and the baker, so that a preview looks
exactly like the page and a baked file equals the dynamic answer byte by byte.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from mingchuang.base.design.shell import PageHead, public_context
from mingchuang.base.identity.selectors import site_identity

Context = dict[str, Any]


class PageNotFound(LookupError):
    """There is no such page for these parameters."""


@dataclass(frozen=True, slots=True)
class Page:
    """One type of public page.

    `context(params, as_of, language)` returns the template's context. It must hold `page`, a PageHead;
    it may hold `status` (default 200), `changed_at` (when its content last changed), `site` (when it has
    read the identity already) and `template` (when the content decides it).
    `depends_on` names what changes it: outbox kinds the baker listens to.
    """

    key: str
    template: str
    context: Callable[[Mapping[str, Any], datetime, str], Context]
    depends_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rendered:
    """A rendered page: its bytes, the status a server answers with, and when its content last changed."""

    body: bytes
    status: int = 200
    changed_at: datetime | None = None

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


def render(key: str, params: Mapping[str, Any], *, as_of: datetime, language: str = "zh-hans") -> Rendered:
    """Render a public page. Raises PageNotFound. Knows no request, session, token or message."""
    page = _PAGES[key]
    with translation.override(language):
        context = page.context(params, as_of, language)
        head: PageHead = context["page"]
        site = context.pop("site", None) or site_identity()
        template = context.pop("template", page.template)
        body = render_to_string(template, public_context(site, head) | context | {"as_of": as_of})
    return Rendered(body.encode("utf-8"), context.get("status", 200), context.get("changed_at"))
