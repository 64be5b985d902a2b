"""Every route of the platform, enumerated from the URL configuration, with an address to try.

A new route is covered by the attack tests because it stands in the configuration. Only a new path
converter, or a parameter whose value must come from a closed list, needs a sample here.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern, RegexPattern, RoutePattern
from django.utils.regex_helper import normalize

from mingchuang.base.design.languages import CHINESE, LANGUAGES

SAMPLES_BY_CONVERTER: dict[str, str] = {
    "IntConverter": "1",
    "StringConverter": "sample",
    "SlugConverter": "sample",
    "UUIDConverter": "01990000-0000-7000-8000-000000000001",
    "PathConverter": "sample/sample.txt",
}
"""A value each converter takes. One that is not a list of words fails the tests until it stands here."""

SAMPLES_BY_NAME: dict[str, str] = {
    "year": "2026",
    "lang": "en",
    "language": "en",
    "code": "news",
    "mode": "elder",
    "index_number": "014320000-2026-00012",
    "number": "014320000-2026-00012",
}
"""Better values for parameters whose name tells more than their converter."""

FOREIGN = ("__debug__",)


@dataclass(frozen=True)
class Route:
    """One address pattern with its view; `address` is a sample that the pattern takes."""

    pattern: str
    address: str
    callback: Any
    name: str

    def __str__(self) -> str:
        return self.pattern or "/"

    @property
    def is_desk(self) -> bool:
        return self.address.startswith("/desk/")

    @property
    def has_parameters(self) -> bool:
        return self.address.lstrip("/") != self.pattern


class UnknownConverter(LookupError):
    """A path converter without a sample: add one to SAMPLES_BY_CONVERTER."""


def _sample(name: str, converter: Any) -> str:
    if name in SAMPLES_BY_NAME and type(converter).__name__ in {"StringConverter", "SlugConverter"}:
        return SAMPLES_BY_NAME[name]
    if name == "year" and type(converter).__name__ == "IntConverter":
        return SAMPLES_BY_NAME[name]
    known = SAMPLES_BY_CONVERTER.get(type(converter).__name__)
    # A converter of the platform's own is mostly a list of words: its first word is a sample.
    value = known if known is not None else str(converter.regex).strip("()").partition("|")[0]
    if re.fullmatch(converter.regex, value) is None:
        raise UnknownConverter(f"no sample for the path converter {type(converter).__name__}")
    return value


def _fill(pattern: Any) -> tuple[str, str]:
    """The pattern's text and an address part that it takes."""
    if isinstance(pattern, RoutePattern):
        text = str(pattern)
        part = text
        for name, converter in pattern.converters.items():
            spelled = next(
                piece for piece in _parameters(text) if piece.strip("<>").rpartition(":")[2] == name
            )
            part = part.replace(spelled, _sample(name, converter))
        return text, part
    if isinstance(pattern, RegexPattern):
        text, params = normalize(str(pattern.regex.pattern))[0]
        values = {name: SAMPLES_BY_NAME.get(name, "1") for name in params}
        return text, text % values
    # The language prefix of i18n_patterns.
    prefix = str(pattern)
    return prefix, prefix


def _parameters(text: str) -> Iterator[str]:
    rest = text
    while "<" in rest:
        _before, _, rest = rest.partition("<")
        inside, _, rest = rest.partition(">")
        yield f"<{inside}>"


def _walk(patterns: Any, text: str, part: str, namespace: str) -> Iterator[Route]:
    for entry in patterns:
        own_text, own_part = _fill(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = ":".join(filter(None, [namespace, entry.namespace or ""]))
            yield from _walk(entry.url_patterns, text + own_text, part + own_part, inner)
        elif isinstance(entry, URLPattern) and not (text + own_text).startswith(FOREIGN):
            name = ":".join(filter(None, [namespace, entry.name or ""]))
            yield Route(text + own_text, "/" + part + own_part, entry.callback, name)


def _in_other_languages() -> Iterator[Route]:
    """Every public route once more, under the prefixes of the other languages in turn."""
    prefixed = [
        entry for entry in get_resolver().url_patterns if isinstance(entry.pattern, LocalePrefixPattern)
    ]
    foreign = [code for code in LANGUAGES if code != CHINESE]
    walks = [
        [
            route
            for entry in prefixed
            for route in _walk(entry.url_patterns, f"{code}/", f"{code}/", entry.namespace or "")
        ]
        for code in foreign
    ]
    for number, same in enumerate(zip(*walks, strict=True)):
        yield same[number % len(foreign)]


def every_route() -> list[Route]:
    """Every route once, in the order of the configuration, then the public ones in another language."""
    found = [*_walk(get_resolver().url_patterns, "", "", ""), *_in_other_languages()]
    seen: set[str] = set()
    unique = [route for route in found if not (route.pattern in seen or seen.add(route.pattern))]
    assert len(unique) > 20, "the URL configuration seems empty"
    return unique


def desk_routes() -> list[Route]:
    """Routes under /desk/."""
    return [route for route in every_route() if route.is_desk]


def pairs(routes: list[Route], others: list[Any]) -> list[tuple[Route, Any]]:
    """Every route with every other thing."""
    return list(itertools.product(routes, others))
