"""One page from its parameters to its files: rendered, compared, written or taken away."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils import translation

from mingchuang.base.design.languages import LANGUAGES, language_of
from mingchuang.publishing import pages
from mingchuang.publishing.baking import compression
from mingchuang.publishing.baking.folder import OPPOSITE, ROOMS, SiteFolder, file_name, room_of
from mingchuang.publishing.changes import Change

_BLOCK_FILE = re.compile(r"^(?:sitemap|open-data/catalogue)-(en|ja|ko)-[0-9]+\.[a-z]+$")
"""Files that machines read stand outside any language's folder and name theirs."""


class Outcome(StrEnum):
    """What became of a page."""

    WRITTEN = "written"
    SAME = "same"
    REMOVED = "removed"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Target:
    """One page in one language. Hashable, so that a page touched twice is rendered once."""

    key: str
    language: str
    params: tuple[tuple[str, Any], ...]

    @classmethod
    def of(cls, key: str, language: str, params: pages.Params) -> "Target":
        """The target of parameters as a page type gives them."""
        return cls(key, language, tuple(sorted(params.items())))

    @property
    def name(self) -> str:
        """Its file, relative to a room."""
        page = pages.every()[self.key]
        assert page.address is not None  # noqa: S101 - only baked pages become targets
        with translation.override(self.language):
            return file_name(page.address(dict(self.params)))


def language_of_file(name: str) -> str:
    """The language a file belongs to; files of texts belong to the Chinese site."""
    block = _BLOCK_FILE.search(name)
    return str(block[1]) if block else language_of(f"/{name}")


def every_target(languages: Iterable[str] = LANGUAGES) -> Iterator[Target]:
    """Every page there is, in the languages, streaming."""
    for language in languages:
        for page in pages.baked():
            assert page.every is not None  # noqa: S101 - baked pages have it
            with translation.override(language):
                found = iter(page.every(language))
            while True:
                with translation.override(language):
                    params = next(found, None)
                if params is None:
                    break
                yield Target.of(page.key, language, params)


def targets_of(change: Change) -> Iterator[Target]:
    """Every page a change may have touched: its own first, so that what is withdrawn goes at once."""
    for page in pages.baked():
        for language in LANGUAGES:
            with translation.override(language):
                for params in page.affected(change, language):
                    yield Target.of(page.key, language, params)


def preload(targets: Iterable[Target]) -> None:
    """Read at once what these pages will ask for; inside `sharing()`."""
    groups: dict[tuple[str, str], list[pages.Params]] = {}
    for target in targets:
        groups.setdefault((target.key, target.language), []).append(dict(target.params))
    for (key, language), params in groups.items():
        read = pages.every()[key].preload
        if read is not None:
            read(params, language)


def rendered(target: Target, as_of: datetime) -> pages.Rendered | None:
    """The page as it is now; None when there is none."""
    try:
        return pages.render(target.key, dict(target.params), as_of=as_of, language=target.language)
    except pages.PageNotFound:
        return None


def bake(target: Target, folder: SiteFolder, as_of: datetime, *, durable: bool) -> tuple[str, Outcome]:
    """Bring the files of one page in line with the database; the room-relative file, and what became of it.

    A page goes before its tombstone comes, and the other way round. Raises OSError when the disk refuses; the
    old files of the page are still in place then, unless the page is withdrawn: it is gone all the same.
    """
    return bake_together([target], folder, as_of, durable=durable)[0]


def bake_together(
    targets: Sequence[Target], folder: SiteFolder, as_of: datetime, *, durable: bool
) -> list[tuple[str, Outcome]]:
    """Bring some pages in line as `bake` does one: all rendered, all compressed, then written.

    Taking turns page by page, templates and compression would drive each other out of the processor's memory.
    """
    pages_now = [(target.name, rendered(target, as_of)) for target in targets]
    new = [_is_new(folder, name, page) for name, page in pages_now]
    bodies = [page.body for (_name, page), changed in zip(pages_now, new, strict=True) if page and changed]
    packed = iter(compression.variants_of(bodies))
    return [
        (name, _lay(folder, name, page, next(packed) if changed else None, durable=durable))
        for (name, page), changed in zip(pages_now, new, strict=True)
    ]


def _is_new(folder: SiteFolder, name: str, page: pages.Rendered | None) -> bool:
    return page is not None and not folder.holds(room_of(page.status), name, page.body)


def _lay(
    folder: SiteFolder,
    name: str,
    page: pages.Rendered | None,
    bodies: dict[str, bytes] | None,
    *,
    durable: bool,
) -> Outcome:
    """Take away what must not lie there and write `bodies`, when there are any."""
    if page is None:
        removed = [folder.remove(room, name) for room in ROOMS]
        return Outcome.REMOVED if any(removed) else Outcome.ABSENT
    room = room_of(page.status)
    if opposite := OPPOSITE.get(room):
        folder.remove(opposite, name)
    if bodies is None:
        return Outcome.SAME
    folder.write(room, name, bodies, durable=durable)
    return Outcome.WRITTEN
