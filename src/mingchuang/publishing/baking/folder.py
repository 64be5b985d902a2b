"""The folder of the baked site: one file a page with compressed ones beside it, each whole or not there.

    pages/   what is answered with 200      info/…/index.html, index.html.gz, index.html.br
    gone/    tombstones, answered with 410  an address has a page or a tombstone, never both
    views/   one style sheet for each choice of elder mode and contrast; a web server maps the cookie to it
    errors/  what a server shows by itself  errors/404.html, en/errors/404.html
    half/    what is being written: no server looks there, and the next run empties it

Servers look for a compressed file first. So a page has compressed ones of its own version or none, at any
moment and after any kill: they are taken away, the page is replaced, the new ones are laid beside it.

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
HALF = "half"
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
        """Replace a page: `bodies` by ending, "" for the plain one. Readers meet one version at any moment.

        `durable` waits until the disk has it. Raises OSError, with the old files still in place, and
        PageBesideTombstone when the opposite of what is written was not taken away before.
        """
        opposite = OPPOSITE.get(room)
        if opposite and self.lies(opposite, name):
            raise PageBesideTombstone(name)
        seconds = content_time(bodies[""])
        target = self.path(room, name)
        written: dict[str, Path] = {}
        try:
            # All that takes time or room happens aside; what readers can see is five renames and removals.
            for ending in VARIANTS:
                written[ending] = self._aside(bodies[ending], seconds, durable=durable)
            for ending in VARIANTS[1:]:
                Path(f"{target}{ending}").unlink(missing_ok=True)
            target.parent.mkdir(parents=True, exist_ok=True)
            for ending in VARIANTS:
                written[ending].replace(f"{target}{ending}")
                del written[ending]
        finally:
            for left in written.values():
                left.unlink(missing_ok=True)

    def _aside(self, body: bytes, seconds: int, *, durable: bool) -> Path:
        """A whole file of this content that no server looks at."""
        half = self.root / HALF
        half.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=half)
        try:
            with os.fdopen(descriptor, "wb") as handle:
                handle.write(body)
                handle.flush()
                os.fchmod(handle.fileno(), 0o644)
                if durable:
                    os.fsync(handle.fileno())
            os.utime(name, (seconds, seconds))
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        return Path(name)

    def link(self, name: str, source: Path) -> None:
        """Put an immutable content of the file store at an address, without a copy where the disk allows."""
        target = self.path(PAGES, name)
        if target.exists() and target.samefile(source):
            return
        temporary = self.root / HALF / f"link-{os.getpid()}"
        temporary.parent.mkdir(parents=True, exist_ok=True)
        temporary.unlink(missing_ok=True)
        try:
            os.link(source, temporary)
        except OSError:
            temporary.write_bytes(source.read_bytes())
        # It is public: a web server of another user must be able to read it. The store's folders are closed.
        temporary.chmod(0o644)
        target.parent.mkdir(parents=True, exist_ok=True)
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

    def discard_half_done(self) -> None:
        """Empty the room of what a killed baker was writing. Only while nobody writes."""
        half = self.root / HALF
        for left in half.iterdir() if half.is_dir() else ():
            left.unlink(missing_ok=True)

    def pages_beside_tombstones(self) -> list[str]:
        """Names that have a page and a tombstone; no baker leaves such a pair."""
        stones = (name for name in self.names(GONE) if not name.endswith(VARIANTS[1:]))
        return [name for name in stones if self.lies(PAGES, name)]

    def names(self, room: str) -> Iterator[str]:
        """Every file of a room; compressed ones only where there is no other beside them."""
        top = self.root / room
        for folder, _folders, files in os.walk(top):
            for file in files:
                path = Path(folder) / file
                if not file.endswith((".gz", ".br")) or not path.with_suffix("").exists():
                    yield path.relative_to(top).as_posix()
