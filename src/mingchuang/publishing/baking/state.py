"""What a host remembers of its baked site, in a file beside it: how far it is, and with which software.

The file lies on the same disk as the pages and is written after them: a disk that was lost, or restored
from yesterday, brings its own position with it and is baked on from there.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

import mingchuang
from mingchuang.base.feed.positions import Position

FILE, LOCK = "state.json", "bake.lock"
_TEXTS = (".html", ".mo", ".py")


class Busy(RuntimeError):
    """Another process bakes this folder."""


@dataclass(slots=True)
class State:
    """`position` in the feed; "" before the first full bake. `pending` are languages to be baked in full."""

    host: str
    position: str = ""
    software: str = ""
    pending: tuple[str, ...] = ()

    @property
    def at(self) -> Position | None:
        """The position; None when there is none to go on from."""
        return Position.parse(self.position) if self.position else None


def load(root: Path) -> State:
    """The state of a folder; a new one when it has none that can be read."""
    try:
        found = json.loads((root / FILE).read_text(encoding="utf-8"))
        return State(found["host"], found["position"], found["software"], tuple(found["pending"]))
    except (FileNotFoundError, ValueError, KeyError):
        return State(host=settings.BAKE_HOST)


def save(state: State, root: Path) -> None:
    """Write it durably, whole or not at all."""
    root.mkdir(parents=True, exist_ok=True)
    temporary = root / f"{FILE}.new"
    with temporary.open("w", encoding="utf-8") as handle:
        json.dump(asdict(state), handle)
        handle.flush()
        os.fsync(handle.fileno())
    temporary.replace(root / FILE)


@contextmanager
def only_baker(root: Path) -> Iterator[None]:
    """One process at a time writes a folder. Raises Busy. A killed one locks nobody out."""
    root.mkdir(parents=True, exist_ok=True)
    with (root / LOCK).open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy(str(root)) from error
        yield


@lru_cache(maxsize=1)
def software() -> str:
    """What pages depend on beside the database: programs, templates, translations, style sheets."""
    digest = hashlib.sha256()
    home = Path(mingchuang.__file__).parent
    for path in sorted(path for path in home.rglob("*") if path.suffix in _TEXTS):
        digest.update(f"{path.relative_to(home)}\0".encode() + path.read_bytes())
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.exists():
        digest.update(manifest.read_bytes())
    return digest.hexdigest()[:32]
