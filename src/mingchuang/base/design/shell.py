"""What a public page must say about itself, and the context every public page is rendered with.

A public page is a pure function of what is released: the shell reads these values and nothing else,
no request, session, token or message, so that the dynamic view and the baker produce the same bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from django.utils.translation import get_language

from mingchuang.base.design.languages import HTML_LANGUAGE, LANGUAGE_NAMES, LANGUAGES, in_language
from mingchuang.base.design.navigation import Link, public_links, public_place
from mingchuang.base.shared_reads import once


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the breadcrumb; the last one is the page itself and has no address."""

    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page (or the front page) in another language."""

    language: str  # value of the lang attribute: zh-CN, en, ja, ko
    url: str

    @property
    def name(self) -> str:
        return LANGUAGE_NAMES[self.language]


def language_switch(path: str) -> tuple[LanguageLink, ...]:
    """The page at `path` in each of the four languages."""
    return tuple(LanguageLink(HTML_LANGUAGE[code], in_language(path, code)) for code in LANGUAGES)


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed a page belongs to, found by feed readers."""

    media_type: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class PageHead:
    """The explicit context `page` of `design/public.html`.

    `url` is the path of the page, kept through the view switches and printed under the title.
    `tags` are (name, content) pairs of the meta elements, the government page tags among them.
    `section` is the address of the main navigation entry to mark as current. `home` is the front page in
    the page's language. `languages` is the switch, which keeps the page; `alternates` are those of it
    where the page can really be read, for search engines. `data` is the JSON-LD block, escaped for HTML.
    """

    title: str
    url: str
    language: str = "zh-CN"
    description: str = ""
    tags: tuple[tuple[str, str], ...] = ()
    breadcrumbs: tuple[Crumb, ...] = ()
    section: str = ""
    languages: tuple[LanguageLink, ...] = ()
    alternates: tuple[LanguageLink, ...] = ()
    home: str = "/"
    feeds: tuple[FeedLink, ...] = ()
    data: str = ""

    @property
    def is_foreign(self) -> bool:
        """Foreign pages say Beijing time and +86."""
        return not self.language.startswith("zh")

    @property
    def is_section(self) -> bool:
        """Whether the page is the one its main navigation entry leads to."""
        return self.url == self.section


@dataclass(frozen=True, slots=True)
class ShellLinks:
    """Addresses the public shell points at; an empty one is left out of the page."""

    search: str = ""
    suggest: str = ""
    site_error: str = ""
    site_map: str = ""
    open_data: str = ""
    request_entry: str = ""
    progress: str = ""


def shell_links() -> ShellLinks:
    """Where the chapters said the fixed links lead; see `navigation.register_public_place`."""
    return once(("shell_links", get_language()), _shell_links)


def _shell_links() -> ShellLinks:
    return ShellLinks(**{field.name: public_place(field.name) for field in fields(ShellLinks)})


def public_context(
    site: object,
    page: PageHead,
    *,
    links: ShellLinks | None = None,
    navigation: Sequence[Link] | None = None,
) -> dict[str, Any]:
    """The context of `design/public.html`; pages add their own names to it.

    `site` is the value of `identity.selectors.site_identity()`. `links` and `navigation` are what the
    chapters registered; a page that must not touch the database names its own.
    """
    return {
        "site": site,
        "page": page,
        "navigation": public_links() if navigation is None else navigation,
        "links": links or shell_links(),
    }
