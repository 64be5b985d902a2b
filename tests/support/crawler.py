"""Follows every link of the platform as a reader or a clerk would, and keeps what was answered."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

from django.http import HttpResponseBase
from django.test import Client
from django.urls import Resolver404, resolve
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from tests.support.routes import every_route

OURS = ("testserver",)
MOST_PAGES = 400
MOST_OF_A_KIND = 3
"""Pages of one route with the same parameters: the hundredth item is like the third."""

LEAVES = re.compile(r"/account/logout/|/static/")


@dataclass
class Visit:
    """One page: where, from where, what was answered."""

    address: str
    found_on: str
    response: Any

    @property
    def is_html(self) -> bool:
        return self.response.get("Content-Type", "").startswith("text/html")

    @cached_property
    def text(self) -> str:
        return body(self.response).decode("utf-8", "replace")

    @cached_property
    def tree(self) -> HtmlElement:
        markup = self.text.strip().encode() or b"<html/>"
        return document_fromstring(markup, parser=HTMLParser(encoding="utf-8"))


def body(response: HttpResponseBase) -> bytes:
    """The whole answer, streamed or not."""
    streamed = getattr(response, "streaming_content", None)
    return b"".join(streamed) if streamed is not None else bytes(getattr(response, "content", b""))


def links(visit: Visit) -> Iterator[str]:
    """Addresses on our own host that a page links to, without fragments."""
    for element, attribute, target, _position in visit.tree.iterlinks():
        if element.tag == "link" and element.get("rel") in ("stylesheet", "icon"):
            continue
        if attribute not in ("href", "src"):
            continue
        parts = urlsplit(urljoin(f"http://testserver{visit.address}", target))
        if parts.scheme in ("http", "https") and parts.netloc in OURS and not LEAVES.search(parts.path):
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def forms(visit: Visit) -> Iterator[tuple[str, str, set[str]]]:
    """Method, path and field names of every form of a page."""
    for form in visit.tree.iter("form"):
        action = urljoin(f"http://testserver{visit.address}", form.get("action") or visit.address)
        names = {field.get("name") for field in form.iter("input", "select", "textarea") if field.get("name")}
        yield str(form.get("method") or "get").lower(), urlsplit(action).path, names


def starting_points() -> list[str]:
    """Every address that needs no parameter."""
    return [route.address for route in every_route() if "<" not in route.pattern and "(" not in route.pattern]


def crawl(client: Client, *, most: int = MOST_PAGES, of_a_kind: int = MOST_OF_A_KIND) -> list[Visit]:
    """Visit every page reachable from the routes without parameters, at most so many of one kind."""
    waiting = deque((address, "") for address in starting_points() if not LEAVES.search(address))
    seen = {address for address, _ in waiting}
    kinds: dict[str, int] = {}
    visits: list[Visit] = []
    while waiting and len(visits) < most:
        address, found_on = waiting.popleft()
        visit = Visit(address, found_on, client.get(address))
        visits.append(visit)
        if not visit.is_html or visit.response.status_code >= 400:
            continue
        for link in links(visit):
            kind = _kind(link)
            if link not in seen and kinds.get(kind, 0) < of_a_kind:
                seen.add(link)
                kinds[kind] = kinds.get(kind, 0) + 1
                waiting.append((link, address))
    return visits


def _kind(address: str) -> str:
    path, _, query = address.partition("?")
    names = "&".join(sorted(parse_qs(query, keep_blank_values=True)))
    return re.sub(r"[0-9a-f-]{36}|\d+(-\d+)*", "#", path) + "?" + names


def _pages(visits: list[Visit]) -> Iterator[Visit]:
    return (visit for visit in visits if visit.is_html and visit.response.status_code == 200)


def real_addresses(visits: list[Visit]) -> dict[str, str]:
    """For each route one address that a page links to or sends a form to, so that it shows something real."""
    found: dict[str, str] = {}
    for visit in _pages(visits):
        paths = [link.partition("?")[0] for link in links(visit)]
        for path in [*paths, *(path for _method, path, _names in forms(visit))]:
            try:
                found.setdefault(resolve(path).route, path)
            except Resolver404:
                continue
    return found


def query_names(visits: list[Visit]) -> dict[str, set[str]]:
    """Names of query parameters that pages are linked or submitted with; one address for each route."""
    by_path: dict[str, set[str]] = {}
    for visit in _pages(visits):
        for link in links(visit):
            path, _, query = link.partition("?")
            by_path.setdefault(path, set()).update(parse_qs(query, keep_blank_values=True))
        for method, path, names in forms(visit):
            if method == "get":
                by_path.setdefault(path, set()).update(names)
    one_of_each: dict[str, str] = {}
    for path in sorted(by_path):
        one_of_each.setdefault(_kind(path), path)
    return {
        path: set().union(*(names for other, names in by_path.items() if _kind(other) == kind))
        for kind, path in one_of_each.items()
    }
