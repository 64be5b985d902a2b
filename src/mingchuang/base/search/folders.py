"""Where the indexes lie, which folder is the current one, and who may write.

DATA_DIR/search/INDEX/ holds one folder a build; the file `current` names the one that is read and followed.
It is replaced in one step, so that a reader has the old one or the new one. Locks belong to processes: what a
killed one leaves behind locks nobody out.
"""

import contextlib
import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from mingchuang.base.search.schema import FORMAT
from mingchuang.base.search.sources import Index

POINTER = "current"
BUILDING = f"building-{FORMAT}"


def root(index: Index) -> Path:
    """The folder of an index with all its builds; made when it is not there."""
    folder = Path(settings.DATA_DIR) / "search" / index.value
    folder.mkdir(mode=0o750, parents=True, exist_ok=True)
    return folder


def current(index: Index) -> Path | None:
    """The build that is read; None when there is none of this format."""
    try:
        name = (root(index) / POINTER).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    folder = root(index) / name
    return folder if name.startswith(f"{FORMAT}-") and (folder / "meta.json").exists() else None


def building(index: Index) -> Path:
    """Where a build grows until it is complete."""
    return root(index) / BUILDING


def put_in_place(index: Index) -> Path:
    """Make the build that grew the current one; the folder before that is removed, the last one is kept.

    A reader that has just read the pointer may still open the last one.
    """
    last = current(index)
    number = max((int(path.name.split("-")[1]) for path in _builds(index)), default=0) + 1
    folder = root(index) / f"{FORMAT}-{number}"
    building(index).rename(folder)
    pointer = root(index) / f"{POINTER}.new"
    pointer.write_text(folder.name, encoding="utf-8")
    os.replace(pointer, root(index) / POINTER)  # noqa: PTH105 - replaces in one step on every system
    for old in root(index).iterdir():
        if old.is_dir() and old not in {folder, last}:
            shutil.rmtree(old, ignore_errors=True)
    return folder


def _builds(index: Index) -> list[Path]:
    return [path for path in root(index).iterdir() if path.is_dir() and path.name.startswith(f"{FORMAT}-")]


class Held:
    """A lock of this process on a file; `acquire` says whether it has it."""

    def __init__(self, index: Index, purpose: str) -> None:
        self._path = root(index) / f"{purpose}.lock"
        self._file: int | None = None

    def acquire(self) -> bool:
        """Take the lock unless another process has it."""
        if self._file is None:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o640)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(handle)
                return False
            self._file = handle
        return True

    def release(self) -> None:
        """Let others have it."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


@contextlib.contextmanager
def alone(index: Index, purpose: str) -> Iterator[bool]:
    """Whether nobody else on this host does this with the index; holds others off until the end."""
    lock = Held(index, purpose)
    try:
        yield lock.acquire()
    finally:
        lock.release()
