"""How many pages a second a full bake writes, against rendering them one by one; and what compression costs.

The pages are the first few thousand of the office: a full bake takes the same way for all of them.
"""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from bench.frame import Bench, Figure, Run, seconds
from mingchuang.publishing import pages
from mingchuang.publishing.baking import compression, rendering, whole
from mingchuang.publishing.baking.crew import crew
from mingchuang.publishing.baking.rendering import Target

BENCH = Bench("Baking the whole site", data="read")

NOW = datetime(2026, 6, 30, 2, tzinfo=UTC)
PAGES, NAIVE, SAMPLES = 2560, 200, 200
TARGET = 150
LEVELS: dict[str, Callable[[bytes], bytes]] = {
    "gzip 1": lambda body: compression.gzipped(body, 1),
    "gzip 6": lambda body: compression.gzipped(body, 6),
    "gzip 9": lambda body: compression.gzipped(body, 9),
    "brotli 4": lambda body: compression.brotlied(body, 4),
    "brotli 5": lambda body: compression.brotlied(body, 5),
    "brotli 6": lambda body: compression.brotlied(body, 6),
    "brotli 9": lambda body: compression.brotlied(body, 9),
    "brotli 11": lambda body: compression.brotlied(body, 11),
}


def measure(run: Run) -> Iterator[Figure]:
    """Pages a second with all cores, with one page at a time, and the table of levels."""
    targets = list(islice(rendering.every_target(("zh-hans",)), PAGES))
    naive = targets[: min(NAIVE, len(targets))]
    alone = len(naive) / seconds(lambda: [_render(target) for target in naive])
    processes = os.cpu_count() or 1
    with crew(max(2, processes)) as pool:
        assert pool is not None
        chunks = [targets[start : start + whole.CHUNK] for start in range(0, len(targets), whole.CHUNK)]
        # The processes start and read their templates before the clock does.
        list(pool.map(whole.bake_chunk, chunks[:4], [run.scratch / "warm"] * 4, [NOW] * 4))
        roots = [run.scratch / "site"] * len(chunks)
        spent: list[float] = []
        took = seconds(lambda: spent.extend(pool.map(_processor_seconds, chunks, roots)))
    rate = len(targets) / took
    each = f"{sum(spent) / len(targets) * 1000:.2f} ms of a processor a page"
    yield Figure(
        "pages a second, written with gzip and brotli", rate, "pages/s", TARGET, ratio=rate / alone,
        against="pages.render one by one, one core, nothing written",
        note=f"{each}; {processes} cores; goal 500",
    )  # fmt: skip
    yield from _levels(run.scratch)


def _processor_seconds(chunk: Sequence[Target], root: Path) -> float:
    """Bake a chunk in this process; what it took of a processor, however busy the machine is."""
    began = time.process_time()
    whole.bake_chunk(chunk, root, NOW)
    return time.process_time() - began


def _render(target: Target) -> bytes:
    return pages.render(target.key, dict(target.params), as_of=NOW, language=target.language).body


def _levels(scratch: Path) -> Iterator[Figure]:
    files = list(islice((scratch / "site").rglob("*.html"), SAMPLES))
    bodies = [path.read_bytes() for path in files]
    plain = sum(map(len, bodies)) / len(bodies)
    for name, pack in LEVELS.items():
        sizes: list[int] = []
        took = seconds(lambda: sizes.extend(len(pack(body)) for body in bodies))  # noqa: B023 - called at once
        share = sum(sizes) / len(sizes) / plain
        yield Figure(
            f"compressed with {name}", len(bodies) / took, "pages/s", ratio=share, against="the plain page",
            note="used" if name in _USED else "",
        )  # fmt: skip


_USED = {f"gzip {compression.GZIP_LEVEL}", f"brotli {compression.BROTLI_LEVEL}"}
