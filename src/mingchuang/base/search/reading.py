"""The opened index of this process: opened once, looked at again when a commit has changed it."""

import threading
from dataclasses import dataclass
from pathlib import Path

import tantivy

from mingchuang.base.search import folders, schema
from mingchuang.base.search.sources import Index


class Unavailable(RuntimeError):
    """There is no index on this host yet; it is being built."""


@dataclass(slots=True)
class _Opened:
    folder: Path
    index: tantivy.Index
    commit: tuple[int, int]
    characters: tuple[tuple[str, int], ...] = ()
    """The commonest, as read when there were `characters_of` documents."""
    characters_of: int = 0


_opened: dict[Path, _Opened] = {}
_lock = threading.Lock()


def opened(which: Index) -> tantivy.Index:
    """The index as of its last commit. Raises Unavailable."""
    folder = folders.current(which)
    if folder is None:
        raise Unavailable(which.value)
    try:
        commit = _commit_of(folder)
        with _lock:
            known = _opened.get(folder.parent)
            if known is None or known.folder != folder:
                known = _Opened(folder, schema.open_folder(folder), commit)
                _opened[folder.parent] = known
            elif known.commit != commit:
                known.index.reload()
                known.commit = commit
            return known.index
    except (ValueError, OSError) as error:
        raise Unavailable(which.value) from error


def common_characters(which: Index, limit: int) -> tuple[tuple[str, int], ...]:
    """Characters of the texts, the commonest first, each with how many texts have it. Raises Unavailable.

    Looked at again when there are a tenth more texts: the order hardly changes, and all must be read for it.
    """
    searcher = opened(which).searcher()
    folder = folders.current(which)
    known = _opened.get(folder.parent) if folder else None
    if known is None:
        raise Unavailable(which.value)
    if not known.characters or searcher.num_docs * 10 > known.characters_of * 11:
        known.characters = tuple(searcher.terms_with_prefix("characters", "", limit=limit))
        known.characters_of = searcher.num_docs
    return known.characters[:limit]


def _commit_of(folder: Path) -> tuple[int, int]:
    """Changes with every commit: the file that names the parts of the index is replaced then."""
    status = (folder / "meta.json").stat()
    return status.st_mtime_ns, status.st_ino
