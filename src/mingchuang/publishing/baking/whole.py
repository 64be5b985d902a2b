"""The full bake: every page, in chunks, on several processes; changes are taken in between the chunks.

A full bake may be stopped at any point: pages are whole one by one, and the host remembers that it has to
begin again. Nothing is taken away before everything that belongs has been seen.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from datetime import datetime
from itertools import islice
from pathlib import Path

from mingchuang.base.design import modes
from mingchuang.base.design.views import sheet_of
from mingchuang.base.feed import selectors as feed
from mingchuang.base.shared_reads import sharing
from mingchuang.publishing.baking import attachments, compression, rendering, state
from mingchuang.publishing.baking.baker import Baker
from mingchuang.publishing.baking.crew import crew
from mingchuang.publishing.baking.folder import PAGES, ROOMS, VIEWS, SiteFolder
from mingchuang.publishing.baking.rendering import Outcome, Target

CHUNK = 64
"""Pages in one go of one process: well under a second, so that a release never waits longer."""

Progress = Callable[[int, int], None]
Result = list[tuple[str, Outcome]]


class Stopped(RuntimeError):
    """The full bake was asked to stop; it begins again with the next run."""


def bake_chunk(targets: Sequence[Target], root: Path, as_of: datetime) -> Result:
    """Bake some pages in this process."""
    folder = SiteFolder(root)
    with sharing():
        rendering.preload(targets)
        return rendering.bake_together(targets, folder, as_of, durable=False)


def bake_everything(
    baker: Baker,
    languages: Sequence[str],
    *,
    processes: int = 1,
    progress: Progress = lambda done, total: None,
    between: Callable[[], object] = lambda: None,
    stopping: Callable[[], bool] = lambda: False,
) -> dict[Outcome, int]:
    """Render every page of the languages; take away what does not belong; pages by outcome.

    `between` is called between chunks, to take in changes. Raises Stopped when `stopping` says so, and
    OSError when the disk refuses.
    """
    software = state.software()
    baker.sweep()
    end = feed.end()
    if baker.state.at is None:
        # Whatever changes from here on is in the feed; what came before is in the pages.
        baker.state.position = str(end)
    baker.state.pending = tuple(sorted({*baker.state.pending, *languages}))
    state.save(baker.state, baker.folder.root)
    total = sum(1 for _ in rendering.every_target(languages))
    baker.seen = set()
    counts: dict[Outcome, int] = {}
    try:
        with crew(processes) as pool:
            done = 0
            for results in _results(pool, processes, baker, rendering.every_target(languages)):
                for name, outcome in results:
                    counts[outcome] = counts.get(outcome, 0) + 1
                    if outcome in {Outcome.WRITTEN, Outcome.SAME}:
                        baker.seen.add(hash(name))
                done += len(results)
                progress(done, max(total, done))
                between()
                if stopping():
                    raise Stopped
        _files(baker)
        _views(baker.folder)
        counts[Outcome.REMOVED] = _remove_rest(baker, languages)
        os.sync()
    finally:
        baker.seen = None
    baker.state.software = software
    baker.state.pending = tuple(sorted(set(baker.state.pending) - set(languages)))
    state.save(baker.state, baker.folder.root)
    baker.confirm_what_waits()
    return counts


def _results(
    pool: Executor | None, processes: int, baker: Baker, targets: Iterable[Target]
) -> Iterator[Result]:
    """Chunks one after another, as many at a time as there are processes, so that nothing overtakes."""
    stream = iter(targets)
    root = baker.folder.root
    while True:
        chunks = [chunk for _ in range(max(1, processes)) if (chunk := list(islice(stream, CHUNK)))]
        if not chunks:
            return
        now = baker.clock()
        if pool is None:
            yield from (bake_chunk(chunk, root, now) for chunk in chunks)
            continue
        waiting = [pool.submit(bake_chunk, chunk, root, now) for chunk in chunks]
        yield [pair for future in waiting for pair in future.result()]


def _files(baker: Baker) -> None:
    assert baker.seen is not None  # noqa: S101 - only called while all is baked
    for name, sha256 in attachments.expected():
        attachments.put(name, sha256, baker.folder)
        baker.seen.add(hash(name))


def _views(folder: SiteFolder) -> None:
    for name, body in view_sheets():
        if not folder.holds(VIEWS, name, body):
            folder.write(VIEWS, name, compression.variants(body), durable=False)


def view_sheets() -> Iterator[tuple[str, bytes]]:
    """File and content of the style sheet of every view a reader can choose."""
    for choice in modes.every_choice():
        yield f"{choice.cookie or 'standard'}.css", sheet_of(choice)[0]


def _remove_rest(baker: Baker, languages: Sequence[str]) -> int:
    """Take away what no page and no text has brought; how many files."""
    assert baker.seen is not None  # noqa: S101 - only called while all is baked
    rest = [
        (room, name)
        for room in ROOMS
        for name in baker.folder.names(room)
        if hash(name) not in baker.seen and rendering.language_of_file(name) in languages
    ]
    for room, name in rest:
        baker.folder.remove(room, name)
    return len(rest)


def differences(folder: SiteFolder, as_of: datetime) -> Iterator[str]:
    """Render everything anew and name each file that is missing, different, or left over."""
    belongs: set[str] = set()
    stream = rendering.every_target()
    while chunk := list(islice(stream, CHUNK)):
        with sharing():
            rendering.preload(chunk)
            for target in chunk:
                page = rendering.rendered(target, as_of)
                if page is None:
                    continue
                room, name = rendering.room_of(page.status), target.name
                belongs.add(f"{room}/{name}")
                yield from _wrong_page(folder, room, name, page.body)
    for name, sha256 in attachments.expected():
        belongs.add(f"{PAGES}/{name}")
        path = folder.path(PAGES, name)
        if not path.exists():
            yield f"缺少 / missing: {name}"
        elif hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
            yield f"不同 / different: {name}"
    for name, body in view_sheets():
        yield from _wrong_page(folder, VIEWS, name, body)
    for room in ROOMS:
        for name in folder.names(room):
            if f"{room}/{name}" not in belongs:
                yield f"多余 / left over: {room}/{name}"


def _wrong_page(folder: SiteFolder, room: str, name: str, body: bytes) -> Iterator[str]:
    path = folder.path(room, name)
    if not path.exists():
        yield f"缺少 / missing: {room}/{name}"
    elif path.read_bytes() != body or not folder.holds(room, name, body):
        yield f"不同 / different: {room}/{name}"
