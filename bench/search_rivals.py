"""The same tokens in SQLite FTS5 and in PostgreSQL full text, asked the same, beside the index."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import psycopg
from django.conf import settings
from django.utils import timezone

from bench.frame import ORDINARY, Figure, Run, percentile, seconds
from bench.offices import HOME, Cluster
from mingchuang.base.search import rebuilding, searching, sources
from mingchuang.base.search.searching import Query
from mingchuang.base.search.sources import Document, Index, Source
from mingchuang.publishing.models import PublicListing
from mingchuang.rules import tokens

DOCUMENTS, DOCUMENTS_LARGE = 20_000, 100_000
"""At most so many are compared; the second where the run takes hours anyway. To fill all three with 100,000
texts and to ask them takes about eight minutes, too much of the twenty an ordinary run may take."""

ASKED = 100
NAME = "bench.same"


@dataclass(frozen=True, slots=True)
class Row:
    """One text as all three get it."""

    key: int
    words: str
    kind: str
    year: int


def rivals(run: Run, texts: Sequence[str]) -> Iterator[Figure]:
    """p95 of word and phrase with count, first twenty and two facets, in all three over the same texts."""
    rows = _rows(min(run.size, DOCUMENTS if run.size <= ORDINARY else DOCUMENTS_LARGE))
    draw = Random(run.seed)
    asked = {
        name: [piece(draw, texts, length) for _ in range(ASKED)]
        for name, length in (("words", 2), ("phrases", 8))
    }
    own = _own(run.scratch / "same", rows)
    others: dict[str, Callable[[str], object]] = {"SQLite FTS5": _fts5(run.scratch / "rivals.sqlite3", rows)}
    cluster = Cluster(HOME / "rivals") if shutil.which("psql") else None
    try:
        if cluster is not None:
            others["PostgreSQL full text"] = _postgresql(cluster, rows)
        for name, typed in asked.items():
            mine = _p95(own, typed)
            yield Figure(
                f"{name}, own index, p95",
                mine,
                "ms",
                note=f"{len(rows):,} documents, count, 20 rows, 2 facets",
            )
            for other, ask in others.items():
                theirs = _p95(ask, typed)
                yield Figure(f"{name}, {other}, p95", theirs, "ms", ratio=theirs / mine, against="own index")
        if cluster is None:
            yield Figure("PostgreSQL full text", 0, "", note="not installed")
    finally:
        if cluster is not None:
            cluster.stop()


def _p95(ask: Callable[[str], object], typed: Sequence[str]) -> float:
    return percentile([seconds(lambda one=one: ask(one)) * 1000 for one in typed], 0.95)


def piece(draw: Random, texts: Sequence[str], length: int) -> str:
    """So many Chinese characters in a row out of one of the texts."""
    while True:
        text = draw.choice(texts)
        begin = draw.randrange(max(1, len(text) - length))
        part = text[begin : begin + length]
        if len(part) == length and all("\u4e00" <= char <= "\u9fff" for char in part):
            return part


def _rows(count: int) -> list[Row]:
    found = PublicListing.objects.order_by("pk").values_list("pk", "search_text", "kind", "year")[:count]
    return [Row(pk, tokens.indexed(text), kind, year) for pk, text, kind, year in found]


def _phrase(typed: str) -> list[str]:
    return list(tokens.parse(typed).terms[0].phrases[-1].tokens)


def _own(folder: Path, rows: Sequence[Row]) -> Callable[[str], object]:
    """An index of the same rows alone, in a folder of its own."""
    known = dict(sources._SOURCES)
    sources._SOURCES.clear()
    keys = {str(row.key): row for row in rows}
    ordered = [str(row.key) for row in rows]

    def load(some: Sequence[str]) -> Iterator[Document]:
        texts = dict(
            PublicListing.objects.filter(pk__in=[int(key) for key in some]).values_list("pk", "search_text")
        )
        for key in some:
            row = keys[key]
            facets = {"kind": [row.kind], "year": [str(row.year)]}
            yield Document(key, "", body=texts[row.key], facets=facets)

    def every(after: str, limit: int) -> list[str]:
        first = ordered.index(after) + 1 if after else 0
        return ordered[first : first + limit]

    sources.register(Source(NAME, Index.PUBLIC, {}, load, every, lambda: len(rows)))
    before, settings.DATA_DIR = settings.DATA_DIR, folder
    rebuilding.rebuild(Index.PUBLIC, clock=timezone.now)
    settings.DATA_DIR = before
    sources._SOURCES.clear()
    sources._SOURCES.update(known)

    def ask(typed: str) -> object:
        outside, settings.DATA_DIR = settings.DATA_DIR, folder
        try:
            return searching.search(Query(typed, facets=["kind", "year"], loosely=False))
        finally:
            settings.DATA_DIR = outside

    return ask


def _fts5(path: Path, rows: Sequence[Row]) -> Callable[[str], object]:
    database = sqlite3.connect(path)
    database.executescript(
        "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
        "CREATE TABLE facts (id INTEGER PRIMARY KEY, kind TEXT, year INTEGER);"
        "CREATE VIRTUAL TABLE texts USING fts5(words, content='', tokenize='unicode61 remove_diacritics 0');"
    )
    database.executemany("INSERT INTO facts VALUES (?, ?, ?)", ((r.key, r.kind, r.year) for r in rows))
    database.executemany("INSERT INTO texts (rowid, words) VALUES (?, ?)", ((r.key, r.words) for r in rows))
    database.execute("INSERT INTO texts (texts) VALUES ('optimize')")
    database.commit()

    def ask(typed: str) -> object:
        match = '"' + " ".join(_phrase(typed)) + '"'
        facet = (
            "SELECT {0}, COUNT(*) FROM texts JOIN facts ON facts.id = texts.rowid "
            "WHERE texts MATCH ? GROUP BY {0}"
        )
        return (
            database.execute("SELECT COUNT(*) FROM texts WHERE texts MATCH ?", [match]).fetchone(),
            database.execute(
                "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT 20", [match]
            ).fetchall(),
            *(database.execute(facet.format(name), [match]).fetchall() for name in ("kind", "year")),
        )

    return ask


def _postgresql(cluster: Cluster, rows: Sequence[Row]) -> Callable[[str], object]:
    cluster.drop("rivals")
    cluster.create("rivals")
    connection = psycopg.connect(cluster.url("rivals"), autocommit=True)
    connection.execute("CREATE UNLOGGED TABLE texts (id bigint, kind text, year int, words tsvector)")
    connection.execute("CREATE TEMP TABLE raw (id bigint, kind text, year int, words text)")
    with connection.cursor() as cursor:
        with cursor.copy("COPY raw FROM STDIN") as copy:
            for row in rows:
                copy.write_row([row.key, row.kind, row.year, row.words])
        connection.execute("INSERT INTO texts SELECT id, kind, year, to_tsvector('simple', words) FROM raw")
    connection.execute("CREATE INDEX ON texts USING gin (words)")
    connection.execute("VACUUM ANALYZE texts")

    def ask(typed: str) -> object:
        query = [" ".join(_phrase(typed))]
        where = "FROM texts, phraseto_tsquery('simple', %s) query WHERE words @@ query"
        return (
            connection.execute(f"SELECT COUNT(*) {where}", query).fetchone(),
            connection.execute(
                f"SELECT id {where} ORDER BY ts_rank(words, query) DESC LIMIT 20", query
            ).fetchall(),
            *(
                connection.execute(f"SELECT {name}, COUNT(*) {where} GROUP BY {name}", query).fetchall()
                for name in ("kind", "year")
            ),
        )

    return ask
