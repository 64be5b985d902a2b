"""The bytes on disk under their own hash: FILES_ROOT/ab/cd/<sha256>.

A name on disk is made here from the content and never from what somebody called the file, so no name
can point anywhere else. A file appears whole or not at all (temporary file, fsync, rename).
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_HASH = re.compile(r"[0-9a-f]{64}")
_BLOCK = 1024 * 1024


class TooLarge(Exception):
    """More bytes arrived than allowed; `read` of them had been seen when reading stopped."""

    def __init__(self, read: int) -> None:
        super().__init__(read)
        self.read = read


@dataclass(frozen=True, slots=True)
class Incoming:
    """A content that was written aside and is not kept yet."""

    path: Path
    sha256: str
    size: int


class ContentStore:
    """A folder of immutable contents, safe for several processes."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, sha256: str) -> Path:
        """Where a content stands. Raises ValueError when that is not a hash."""
        if not _HASH.fullmatch(sha256):
            raise ValueError("not a SHA-256 hash")
        return self.root / sha256[:2] / sha256[2:4] / sha256

    @contextmanager
    def incoming(self, chunks: Iterable[bytes], *, limit: int | None = None) -> Iterator["Incoming"]:
        """Write a content aside; it vanishes after the block unless it was kept.

        Raises TooLarge as soon as more than `limit` bytes have come.
        """
        folder = self.root / "incoming"
        folder.mkdir(parents=True, exist_ok=True)
        digest, size = hashlib.sha256(), 0
        descriptor, name = tempfile.mkstemp(dir=folder)
        temporary = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as handle:
                for chunk in chunks:
                    size += len(chunk)
                    if limit is not None and size > limit:
                        raise TooLarge(size)
                    digest.update(chunk)
                    handle.write(chunk)
                handle.flush()
                os.fsync(handle.fileno())
            yield Incoming(temporary, digest.hexdigest(), size)
        finally:
            temporary.unlink(missing_ok=True)

    def keep(self, incoming: "Incoming") -> None:
        """Give an incoming content its place; one that is there already stays as it is."""
        target = self.path(incoming.sha256)
        if target.exists():
            # Newer again: a cleaner must not take it for an old orphan while its row is being written.
            target.touch()
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        incoming.path.replace(target)
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def put(self, data: bytes) -> tuple[str, int]:
        """Keep a content; its hash and size."""
        with self.incoming([data]) as incoming:
            self.keep(incoming)
        return incoming.sha256, incoming.size

    def open(self, sha256: str) -> BinaryIO:
        """The content, for reading. Raises FileNotFoundError."""
        return self.path(sha256).open("rb")

    def has(self, sha256: str) -> bool:
        return self.path(sha256).exists()

    def is_whole(self, sha256: str) -> bool:
        """Whether the bytes still have their hash."""
        digest = hashlib.sha256()
        with self.open(sha256) as handle:
            while block := handle.read(_BLOCK):
                digest.update(block)
        return digest.hexdigest() == sha256

    def hashes(self) -> Iterator[tuple[str, float]]:
        """Every stored hash with the time it was last put (seconds since 1970)."""
        for path in self.root.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*"):
            if _HASH.fullmatch(path.name):
                yield path.name, path.stat().st_mtime

    def remove(self, sha256: str) -> None:
        self.path(sha256).unlink(missing_ok=True)
