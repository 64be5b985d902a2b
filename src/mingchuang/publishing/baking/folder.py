"""The folder of the baked site: one file a page with compressed ones beside it, each whole or not there.

    pages/   what is answered with 200      info/…/index.html, index.html.gz, index.html.br
    gone/    tombstones, answered with 410  an address has a page or a tombstone, never both
    views/   one style sheet for each choice of elder mode and contrast; a web server maps the cookie to it
    errors/  what a server shows by itself  errors/404.html, en/errors/404.html

The time of a file is derived from its page's content, not from a clock: a web server that makes entity tags
from time and size gives the same tag on every host, and a page that did not change keeps its tag.
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from mimetypes import guess_type
from pathlib import Path

PAGES, GONE, ERRORS, VIEWS = "pages", "gone", "errors", "views"
ROOMS = (PAGES, GONE, ERRORS)
"""Those that hold pages."""
OPPOSITE = {PAGES: GONE, GONE: PAGES}
"""What must be taken away before something is laid into a room at the same address."""
VARIANTS = ("", ".gz", ".br")
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".map": "text/plain; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".jsonl": "application/jsonl; charset=utf-8",
    ".jsonld": "application/ld+json; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    "atom.xml": "application/atom+xml; charset=utf-8",
    "rss.xml": "application/rss+xml; charset=utf-8",
}
"""By name or ending: a file on disk has no other way to say what it is. nginx is told the same."""
_TEMPORARY = ".baking-"
_UNSAFE = re.compile(r"[\x00-\x1f\\]|(^|/)\.{1,2}(/|$)|//")


def room_of(status: int) -> str:
    """Which part of the folder an answer of this status belongs to."""
    return {200: PAGES, 410: GONE}.get(status, ERRORS)


def file_name(address: str) -> str:
    """The file of an address, relative to a room. Raises ValueError for what cannot be one."""
    if not address.startswith("/") or _UNSAFE.search(address):
        raise ValueError(f"not an address of a page: {address!r}")
    return address[1:] + ("index.html" if address.endswith("/") else "")


def media_type(name: str) -> str:
    """What a file of the site is sent as, by its name."""
    last = name.rsplit("/", 1)[-1]
    known = _TYPES.get(last) or _TYPES.get(f".{last.rsplit('.', 1)[-1]}")
    return known or guess_type(last)[0] or "application/octet-stream"


def content_time(body: bytes) -> int:
    """The time a page with these bytes bears, in seconds: 30 bits of its hash, between 1987 and 2021."""
    return 2**29 + (int.from_bytes(hashlib.sha256(body).digest()[:4]) >> 2)


def entity_tag(seconds: int, size: int) -> str:
    """The entity tag of a file as nginx makes it."""
    return f'"{seconds:x}-{size:x}"'


class PageBesideTombstone(RuntimeError):
    """An address would have a page and a tombstone at once; web servers look for the page first."""


class SiteFolder:
    """The baked site of one host. One baker writes at a time; any number of servers read."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, room: str, name: str) -> Path:
        """Where a file stands."""
        return self.root / room / name

    def lies(self, room: str, name: str) -> bool:
        """Whether the file is there, or a compressed one of it alone."""
        return any(Path(f"{self.path(room, name)}{ending}").exists() for ending in VARIANTS)

    def holds(self, room: str, name: str, body: bytes) -> bool:
        """Whether the file and its compressed ones are those of this body."""
        seconds = content_time(body)
        try:
            stats = [Path(f"{self.path(room, name)}{ending}").stat() for ending in VARIANTS]
        except FileNotFoundError:
            return False
        return stats[0].st_size == len(body) and all(int(stat.st_mtime) == seconds for stat in stats)

    def write(self, room: str, name: str, bodies: dict[str, bytes], *, durable: bool) -> None:
        """Replace a page: `bodies` by ending, "" for the plain one. Each file is whole at any moment.

        `durable` waits until the disk has it. Raises OSError, with the old files still in place, and
        PageBesideTombstone when the opposite of what is written was not taken away before.
        """
        opposite = OPPOSITE.get(room)
        if opposite and self.lies(opposite, name):
            raise PageBesideTombstone(name)
        seconds = content_time(bodies[""])
        target = self.path(room, name)
        target.parent.mkdir(parents=True, exist_ok=True)
        # Compressed ones first: while the plain one is old, the page counts as not written.
        for ending in reversed(VARIANTS):
            _replace(Path(f"{target}{ending}"), bodies[ending], seconds, durable=durable)

    def link(self, name: str, source: Path) -> None:
        """Put an immutable content of the file store at an address, without a copy where the disk allows."""
        target = self.path(PAGES, name)
        if target.exists() and target.samefile(source):
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.parent / f"{_TEMPORARY}{os.getpid()}"
        temporary.unlink(missing_ok=True)
        try:
            os.link(source, temporary)
        except OSError:
            temporary.write_bytes(source.read_bytes())
        # It is public: a web server of another user must be able to read it. The store's folders are closed.
        temporary.chmod(0o644)
        temporary.replace(target)

    def remove(self, room: str, name: str) -> bool:
        """Take a file and its compressed ones away, and a folder left empty; whether any was there.

        The plain one goes last: interrupted before, the address still has its page; after, nothing.
        """
        target = self.path(room, name)
        found = False
        for ending in reversed(VARIANTS):
            try:
                Path(f"{target}{ending}").unlink()
                found = True
            except FileNotFoundError:
                continue
        if found:
            self._tidy(target.parent, room)
        return found

    def _tidy(self, folder: Path, room: str) -> None:
        while folder != self.root / room:
            try:
                folder.rmdir()
            except OSError:
                return
            folder = folder.parent

    def pages_beside_tombstones(self) -> list[str]:
        """Names that have a page and a tombstone; no baker leaves such a pair."""
        stones = (name for name in self.names(GONE) if not name.endswith(VARIANTS[1:]))
        return [name for name in stones if self.lies(PAGES, name)]

    def names(self, room: str) -> Iterator[str]:
        """Every file of a room, without the compressed ones. What a killed baker left half done goes."""
        top = self.root / room
        for folder, _folders, files in os.walk(top):
            for file in files:
                path = Path(folder) / file
                if file.startswith(_TEMPORARY):
                    path.unlink(missing_ok=True)
                elif not file.endswith((".gz", ".br")) or not path.with_suffix("").exists():
                    yield path.relative_to(top).as_posix()


def _replace(target: Path, body: bytes, seconds: int, *, durable: bool) -> None:
    descriptor, name = tempfile.mkstemp(prefix=_TEMPORARY, dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as handle:
            handle.write(body)
            handle.flush()
            os.fchmod(handle.fileno(), 0o644)
            if durable:
                os.fsync(handle.fileno())
        os.utime(temporary, (seconds, seconds))
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
