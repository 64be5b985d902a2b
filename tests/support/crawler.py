"""Follows every link of the platform as a reader or a clerk would, and keeps what was answered."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup
from django.http import HttpResponseBase
from django.test import Client
from django.urls import Resolver404, resolve

from tests.support.routes import every_route

OURS = ("", "testserver")
MOST_PAGES = 400
MOST_OF_A_KIND = 3
"""Pages of one route with the same parameters: the hundredth item is like the third."""

LEAVES = re.compile(r"/account/logout/|/static/")


@dataclass(frozen=True)
class Visit:
    """One page: where, from where, what was answered."""

    address: str
    found_on: str
    response: Any

    @property
    def is_html(self) -> bool:
        return self.response.get("Content-Type", "").startswith("text/html")

    @property
    def text(self) -> str:
        return body(self.response).decode("utf-8", "replace")


def body(response: HttpResponseBase) -> bytes:
    """The whole answer, streamed or not."""
    streamed = getattr(response, "streaming_content", None)
    return b"".join(streamed) if streamed is not None else bytes(getattr(response, "content", b""))


def links(visit_text: str, base: str) -> Iterator[str]:
    """Addresses on our own host that a page links to, without fragments."""
    soup = BeautifulSoup(visit_text, "html.parser")
    for tag in soup.find_all(["a", "link", "img", "script", "iframe"]):
        target = tag.get("href") or tag.get("src")
        if not target or tag.get("rel") in (["stylesheet"], ["icon"]):
            continue
        parts = urlsplit(urljoin(base, str(target)))
        if parts.scheme in ("", "http", "https") and parts.netloc in OURS and not LEAVES.search(parts.path):
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def starting_points() -> list[str]:
    """Every address that needs no parameter."""
    return [route.address for route in every_route() if "<" not in route.pattern and "(" not in route.pattern]


def crawl(client: Client, *, most: int = MOST_PAGES) -> list[Visit]:
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
        for link in links(visit.text, f"http://testserver{address}"):
            kind = _kind(link)
            if link not in seen and kinds.get(kind, 0) < MOST_OF_A_KIND:
                seen.add(link)
                kinds[kind] = kinds.get(kind, 0) + 1
                waiting.append((link, address))
    return visits


def _kind(address: str) -> str:
    path, _, query = address.partition("?")
    names = "&".join(sorted(part.partition("=")[0] for part in query.split("&")))
    return re.sub(r"[0-9a-f-]{36}|\d+(-\d+)*", "#", path) + "?" + names


def real_addresses(visits: list[Visit]) -> dict[str, str]:
    """For each route one address that a page links to or sends a form to, so that it shows something real."""
    found: dict[str, str] = {}
    for visit in visits:
        if not visit.is_html or visit.response.status_code != 200:
            continue
        base = f"http://testserver{visit.address}"
        paths = [link.partition("?")[0] for link in links(visit.text, base)]
        for form in BeautifulSoup(visit.text, "html.parser").find_all("form"):
            paths.append(urlsplit(urljoin(base, str(form.get("action") or ""))).path)
        for path in paths:
            try:
                found.setdefault(resolve(path).route, path)
            except Resolver404:
                continue
    return found


def query_names(visits: list[Visit]) -> dict[str, set[str]]:
    """Names of query parameters that pages are linked or submitted with; one address for each route."""
    by_path = _query_names_by_path(visits)
    one_of_each: dict[str, str] = {}
    for path in sorted(by_path):
        one_of_each.setdefault(_kind(path), path)
    return {
        path: set().union(*(names for other, names in by_path.items() if _kind(other) == kind))
        for kind, path in one_of_each.items()
    }


def _query_names_by_path(visits: list[Visit]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for visit in visits:
        if not visit.is_html or visit.response.status_code != 200:
            continue
        base = f"http://testserver{visit.address}"
        for link in links(visit.text, base):
            path, _, query = link.partition("?")
            found.setdefault(path, set()).update(part.partition("=")[0] for part in query.split("&") if part)
        for form in BeautifulSoup(visit.text, "html.parser").find_all("form"):
            if str(form.get("method", "get")).lower() == "get":
                path = urlsplit(urljoin(base, str(form.get("action") or ""))).path
                names = {str(tag["name"]) for tag in form.find_all(["input", "select"]) if tag.get("name")}
                found.setdefault(path, set()).update(names)
    return found
