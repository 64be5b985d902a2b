"""Sitemaps: one index, one file for fixed pages and columns, and a file for each block of texts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html_join

from mingchuang.base.design.languages import CHINESE, HTML_LANGUAGE, LANGUAGES, in_language
from mingchuang.base.design.navigation import public_links
from mingchuang.base.localtime import local_day
from mingchuang.publishing.changes import Act, Change
from mingchuang.publishing.models import PublicListing
from mingchuang.publishing.page_contexts.rows import item_address
from mingchuang.publishing.page_contexts.tree import Tree, column_address
from mingchuang.publishing.pages import Context, Page, PageNotFound, Params
from mingchuang.publishing.selectors import blocks
from mingchuang.web.block_addresses import block_addresses

XML = "application/xml; charset=utf-8"

NAMES: Mapping[str, str] = {"zh-hans": "zh", "en": "en", "ja": "ja", "ko": "ko"}
"""Each language as the names of files write it; `rendering.language_of_file` reads them."""

LANGUAGE_OF = {name: code for code, name in NAMES.items()}


_BLOCK = "web_machines:sitemap-block"


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in a language, `language` as a `hreflang` value."""

    language: str
    address: str


@dataclass(frozen=True, slots=True)
class Place:
    """One address, the day it last changed, and the languages it can be read in."""

    address: str
    changed: date | None = None
    alternates: tuple[Alternate, ...] = ()


def _absolute(path: str, language: str) -> str:
    return settings.PUBLIC_URL + in_language(path, language)


def _place(path: str, language: str, available: Iterable[str], changed: date | None = None) -> Place:
    found = tuple(Alternate(HTML_LANGUAGE[code], _absolute(path, code)) for code in available)
    return Place(_absolute(path, language), changed, found if len(found) > 1 else ())


def index_context(params: Mapping[str, Any], as_of: datetime, language: str) -> Context:
    """Every file there is."""
    names = [reverse("web_machines:sitemap-pages")]
    for code in LANGUAGES:
        address = block_addresses(_BLOCK, NAMES[code])
        names += [address(block) for block, _ in blocks.sizes(code)]
    lines = ((settings.PUBLIC_URL + name,) for name in names)
    return {"places": format_html_join("\n", "<sitemap><loc>{}</loc></sitemap>", lines)}


def fixed_context(params: Mapping[str, Any], as_of: datetime, language: str) -> Context:
    """Home, the platform, the site map, and every column that holds something, in every language."""
    available: dict[str, list[str]] = {}
    for code in LANGUAGES:
        tree = Tree.load(code)
        paths = [link.url for link in public_links()] + [reverse("web:site-map")]
        paths += [column_address(column) for column in tree.shown(tree.columns)]
        for path in dict.fromkeys(in_language(path, CHINESE) for path in paths):
            available.setdefault(path, []).append(code)
    return {"places": [_place(path, code, codes) for path, codes in available.items() for code in codes]}


def block_context(params: Mapping[str, Any], as_of: datetime, language: str) -> Context:
    """`params`: the `name` of a language and a `block`. Raises PageNotFound when it holds nothing."""
    code, block = LANGUAGE_OF.get(str(params["name"])), int(params["block"])
    first, end = blocks.bounds(block)
    rows = PublicListing.objects.filter(language=code, pk__gte=first, pk__lt=end).order_by("pk")
    found = list(rows.values_list("item_id", "index_number", "released_at"))
    if not found:
        raise PageNotFound(f"sitemap {params}")
    languages: dict[int, list[str]] = {}
    others = PublicListing.objects.filter(item__listings__in=rows).order_by("item_id", "language")
    for item, other in others.values_list("item_id", "language").distinct():
        languages.setdefault(item, []).append(other)
    places = [
        _place(
            in_language(item_address(number), CHINESE),
            str(code),
            [known for known in LANGUAGES if known in languages[item]],
            local_day(released),
        )
        for item, number, released in found
    ]
    return {"places": places, "changed_at": max(released for _, _, released in found)}


def _only_once(language: str) -> Iterable[Params]:
    return ({},) if language == CHINESE else ()


def _fixed_affected(change: Change, language: str) -> Iterable[Params]:
    """A menu in any language: this file is rendered with the Chinese site and names all of them."""
    return ({},) if change.act is Act.SHELL and language == CHINESE else ()


def _index_affected(change: Change, language: str) -> Iterable[Params]:
    return ({},) if change.of_text and language == CHINESE else ()


def _every_block(language: str) -> Iterator[Params]:
    return ({"name": NAMES[language], "block": block} for block, _ in blocks.sizes(language))


def _blocks_affected(change: Change, language: str) -> Iterator[Params]:
    return ({"name": NAMES[language], "block": block} for block in blocks.touched(change, language))


PAGES = (
    Page(
        "sitemap",
        "web/sitemap_index.xml",
        index_context,
        lambda _params: reverse("web_machines:sitemap"),
        _only_once,
        _index_affected,
        XML,
    ),
    Page(
        "sitemap_pages",
        "web/sitemap.xml",
        fixed_context,
        lambda _params: reverse("web_machines:sitemap-pages"),
        _only_once,
        _fixed_affected,
        XML,
    ),
    Page(
        "sitemap_block",
        "web/sitemap.xml",
        block_context,
        lambda params: reverse(_BLOCK, args=[params["name"], params["block"]]),
        _every_block,
        _blocks_affected,
        XML,
    ),
)
