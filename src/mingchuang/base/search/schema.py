"""What stands in an index, and how a document is brought into it. A change here needs a new FORMAT."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import tantivy

from mingchuang.base.feed.positions import Position
from mingchuang.base.search.sources import FACETS, Document
from mingchuang.rules import tokens

FORMAT = "1"
"""Grows whenever schema or cutting change: indexes of another format are built anew."""

STATE_KEY = "#state"
UNDATED = 0
IN_FORCE, SUPERSEDED = 6.0, 0.0
"""tantivy multiplies a score by log2(2 + weight): by three for what is in force, by one for what is not."""


@dataclass(frozen=True, slots=True)
class State:
    """What an index knows of itself, written in the same commit as the documents.

    `position`: the feed up to which it is true. While it is being built, `source` and `after` say what was
    read last; `began_at` and `committed_at` are moments in ISO form.
    """

    position: str
    began_at: str
    committed_at: str
    complete: bool = False
    source: str = ""
    after: str = ""
    done: int = 0
    total: int = 0

    @property
    def read_up_to(self) -> Position:
        """The position as one."""
        return Position.parse(self.position)

    def at(self, **changes: Any) -> "State":
        """The same with some fields changed."""
        return replace(self, **changes)


def build() -> tantivy.Schema:
    """The fields. Tokens are cut by our own rules and joined by blanks; the index splits at blanks."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("uid", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("source_key", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("title", "numbers", "text", "attachments"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("characters", tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("readers", tokenizer_name="raw", index_option="basic")
    for name in FACETS:
        builder.add_text_field(f"facet_{name}", tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_integer_field("day", fast=True, indexed=True)
    builder.add_float_field("weight", fast=True)
    builder.add_text_field("everything", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("state", stored=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def uid(source: str, key: str) -> str:
    """The name of a document in an index."""
    return f"{source}:{key}"


def entry(source: str, document: Document) -> tantivy.Document:
    """A document as the index keeps it."""
    texts = [text for text in (document.title, *document.numbers, document.body) if text]
    found = tantivy.Document()
    found.add_text("uid", uid(source, document.key))
    found.add_text("source_key", uid(source, document.key))
    found.add_text("everything", "1")
    found.add_text("title", " ".join(tokens.indexed(document.title)))
    for number in document.numbers:
        found.add_text("numbers", " ".join(tokens.indexed(number)))
    characters: set[str] = set()
    for name, parts in (("text", texts), ("attachments", document.attachments)):
        for part in parts:
            cut = tokens.indexed(part)
            found.add_text(name, " ".join(cut))
            # Every character of a run begins a token.
            characters.update(token[0] for token in cut)
    found.add_text("characters", " ".join(characters))
    for reader in document.readers:
        found.add_text("readers", reader)
    for name, values in {**document.facets, "source": [source]}.items():
        for value in values:
            if value:
                found.add_text(f"facet_{name}", value)
    found.add_integer("day", day_number(document.day))
    found.add_float("weight", SUPERSEDED if document.superseded else IN_FORCE)
    return found


def day_number(day: date | None) -> int:
    """Days as numbers, so that they sort; texts without a date are the oldest."""
    return day.toordinal() if day else UNDATED


def state_entry(state: State) -> tantivy.Document:
    """The one document that is no document: what the index knows of itself."""
    found = tantivy.Document()
    found.add_text("uid", STATE_KEY)
    found.add_text("state", json.dumps(asdict(state)))
    return found


def read_state(index: tantivy.Index) -> State | None:
    """What an index knows of itself; None for one that was never committed."""
    searcher = index.searcher()
    hits = searcher.search(tantivy.Query.term_query(index.schema, "uid", STATE_KEY, "basic"), 1).hits
    if not hits:
        return None
    return State(**json.loads(searcher.doc(hits[0][1])["state"][0]))


def open_folder(folder: Path) -> tantivy.Index:
    """The index in a folder, readable at once; raises ValueError or OSError when there is none."""
    index = tantivy.Index.open(str(folder))
    index.config_reader("manual")
    index.reload()
    return index
