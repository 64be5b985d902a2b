"""Search as readers use it: a page with filter, count, highlights and facets; known items; a change found."""

import gzip
import json
import os
import random
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.utils import timezone

from bench.frame import ORDINARY, Bench, Figure, Run, percentile, seconds
from bench.offices import BUILT
from bench.search_rivals import piece, rivals
from mingchuang.base.feed import services as feed
from mingchuang.base.jobs import registry
from mingchuang.base.jobs.worker import Worker
from mingchuang.base.search import folders, searching, sources
from mingchuang.base.search.searching import Query, Result
from mingchuang.base.search.sources import Document, Index, Source
from mingchuang.base.search.writing import Writer
from mingchuang.publishing.models import PublicListing
from mingchuang.publishing.search import public
from mingchuang.publishing.selectors.public import listings_found
from mingchuang.rules import tokens

BENCH = Bench("Search", data="copy")

WORDS = 200
LISTED = ("kind", "column", "year", "issuer", "validity", "language")
REGULATIONS = "bench.regulations"
COMMITS = 5
KNOWN_TARGETS = {"title": 98.0, "body": 98.0, "number": 100.0}
"""What share of the real regulations must be among the first ten, by what is asked."""


def measure(run: Run) -> Iterator[Figure]:
    """Lay the real regulations among the made-up texts, then ask."""
    folder = folders.current(Index.PUBLIC)
    assert folder is not None
    corpus = _corpus()
    count = _with_regulations(folder, corpus)
    yield from _indexed(run, count - len(corpus))
    size = sum(path.stat().st_size for path in folder.iterdir() if path.is_file())
    yield Figure("index size", size / 2**20, "MiB", note=f"{count:,} documents")
    texts = _texts(run.seed)
    yield from _pages(run, texts)
    yield from _known_items(corpus, run.seed)
    yield from _found_after_commit()
    yield from rivals(run, texts)


def _with_regulations(folder: Path, corpus: Sequence[dict[str, str]]) -> int:
    """The number of documents when they are in."""
    source = _regulations(corpus)
    sources.register(source)
    with Writer(folder) as writer:
        state = writer.state()
        assert state is not None
        writer.put(source, [f"{place:06d}" for place in range(len(corpus))])
        writer.commit(state, timezone.now())
        return state.done + len(corpus)


def _indexed(run: Run, documents: int) -> Iterator[Figure]:
    """What building the public index took when this office was built, the desk's beside it."""
    took = json.loads((run.folder / BUILT).read_text(encoding="utf-8") or "{}")
    for command, taken in took.items():
        if command.endswith(Index.PUBLIC.value):
            yield Figure("documents indexed a second, read from the database", documents / taken, "/s")


def _pages(run: Run, texts: Sequence[str]) -> Iterator[Figure]:
    target = 0.15 if run.size > ORDINARY else 0.05
    draw = random.Random(run.seed)
    kinds = sorted(set(PublicListing.objects.order_by().values_list("kind", flat=True).distinct()))
    words = [piece(draw, texts, 2) for _ in range(WORDS)]
    phrases = [f"“{piece(draw, texts, 12)}”" for _ in range(WORDS)]
    numbers = list(
        PublicListing.objects.exclude(document_number="").values_list("document_number", flat=True)[:WORDS]
    )
    for name, asked, goal in (
        ("two-character words", words, target),
        ("phrases of twelve characters", phrases, target),
        ("document numbers", numbers, target),
    ):
        times = []
        for number, typed in enumerate(asked):
            filters = {"kind": [kinds[number % len(kinds)]]} if asked is words else {}
            times.append(seconds(lambda typed=typed, filters=filters: _page(typed, filters)) * 1000)
        note = "with filter, count, facets, 20 rows and highlights"
        yield Figure(f"{name}, p50", percentile(times, 0.5), "ms")
        yield Figure(f"{name}, p95", percentile(times, 0.95), "ms", goal * 1000, at_most=True, note=note)


def _page(typed: str, filters: dict[str, list[str]]) -> Result:
    """Everything a result page does but the template."""
    result = searching.search(Query(typed, filters=filters, facets=LISTED))
    rows, _gone = searching.present(
        [hit for hit in result.hits if hit.source == public.NAME],
        listings_found([hit.key for hit in result.hits if hit.source == public.NAME]),
    )
    for _hit, row in rows:
        tokens.marked(row.title, result.words)
        tokens.snippet(row.search_text, result.words, loose=result.relaxed)
    return result


def _known_items(corpus: Sequence[dict[str, str]], seed: int) -> Iterator[Figure]:
    """A part of a title, a phrase of a body, a number in any brackets bring their regulation up."""
    if not corpus:
        doubt = "not measured: MINGCHUANG_CORPUS names no folder of real regulations"
        yield from (
            Figure(_known(name), 0, "%", target, doubt=doubt) for name, target in KNOWN_TARGETS.items()
        )
        return
    draw = random.Random(seed)
    titles = [row["title"] for row in corpus]
    found: dict[str, list[bool]] = {name: [] for name in KNOWN_TARGETS}
    for place, row in enumerate(corpus):
        text = row["text"]
        found["title"].append(_brings_up(_title_part(draw, row["title"], titles), place))
        begin = draw.randrange(max(1, len(text) - 16))
        phrase = text[begin : begin + 16].replace("\n", "").replace('"', "")
        found["body"].append(_brings_up(f"“{phrase}”", place))
        if row["doc_number"]:
            for brackets in ("〔〕", "[]", "()", "（）", "【】"):
                typed = row["doc_number"].translate(str.maketrans("〔〕", brackets))
                found["number"].append(_brings_up(typed, place))
    for name, hits in found.items():
        share, note = sum(hits) * 100 / len(hits), f"{len(hits)} asked"
        yield Figure(_known(name), share, "%", KNOWN_TARGETS[name], note=note)


def _known(name: str) -> str:
    return f"known items by {name} in the first ten"


def _title_part(draw: random.Random, title: str, titles: Sequence[str]) -> str:
    """Half a title or more, which at most ten titles have: of eleven no order could show all."""
    size = min(len(title), max(6, len(title) // 2))
    begins = list(range(len(title) - size + 1))
    draw.shuffle(begins)
    for begin in begins:
        part = title[begin : begin + size]
        if sum(part in other for other in titles) <= 10:
            return part
    return title


def _brings_up(typed: str, place: int) -> bool:
    hits = searching.search(Query(typed, size=10)).hits
    return any(hit.source == REGULATIONS and hit.key == f"{place:06d}" for hit in hits)


def _found_after_commit() -> Iterator[Figure]:
    """From the commit of a change to the search that finds it, through a running worker."""
    # The other lanes of a worker (the baker) have benches of their own.
    registry._LANES = {lane.name: lane for lane in registry.lanes() if lane.name.startswith("search")}
    worker = Worker()
    thread = threading.Thread(target=worker.run, daemon=True)
    thread.start()
    times = []
    rows = list(PublicListing.objects.order_by("pk")[:COMMITS])
    this_run = time.time_ns()  # An office that is not copied still holds the words of the run before.
    for number, row in enumerate(rows):
        word = f"zzfoundquick{this_run}n{number}x"
        row.search_text += f"\n{word}"
        row.save(update_fields=["search_text"])
        feed.record("public", "bench", {"item": row.item_id}, now=timezone.now())
        started = time.perf_counter()
        while not searching.search(Query(word, loosely=False)).total:
            time.sleep(0.005)
            if time.perf_counter() - started > 30:
                break
        times.append(time.perf_counter() - started)
    worker.stop()
    thread.join()
    yield Figure(
        "from commit to found, longest", max(times), "s", 2.0, at_most=True, note=f"{COMMITS} changes"
    )


def _texts(seed: int) -> list[str]:
    """A thousand bodies to draw words from."""
    last = PublicListing.objects.order_by("-pk").values_list("pk", flat=True)[0]
    draw = random.Random(seed)
    keys = [draw.randrange(1, last + 1) for _ in range(1000)]
    return list(PublicListing.objects.filter(pk__in=keys).values_list("search_text", flat=True))


def _corpus() -> list[dict[str, str]]:
    folder = os.environ.get("MINGCHUANG_CORPUS", "")
    if not folder:
        return []
    with gzip.open(Path(folder) / "regulations.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        {name: row[name] or "" for name in ("title", "text", "doc_number", "issuing_body", "status")}
        for row in rows
        if row["text"]
    ]


def _regulations(corpus: Sequence[dict[str, str]]) -> Source:
    """The real regulations, among the made-up texts."""

    def load(keys: Sequence[str]) -> Iterator[Document]:
        for key in keys:
            row = corpus[int(key)]
            yield Document(
                key,
                row["title"],
                numbers=[row["doc_number"]] if row["doc_number"] else [],
                body=row["text"],
                facets={"issuer": [row["issuing_body"]]},
            )

    def every(after: str, limit: int) -> list[str]:
        first = int(after) + 1 if after else 0
        return [f"{place:06d}" for place in range(first, min(first + limit, len(corpus)))]

    return Source(REGULATIONS, Index.PUBLIC, {}, load, every, lambda: len(corpus))
