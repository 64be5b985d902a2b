"""What stands in an index, and how a document is brought into it. A change here needs a new FORMAT."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import tantivy

from mingchuang.base.feed.positions import Position
from mingchuang.base.search.sources import FACETS, Document
from mingchuang.rules import tokens

FORMAT = "3"
"""Grows whenever schema or cutting change: indexes of another format are built anew."""

STATE_KEY = "#state"
UNDATED = 0
SUPERSEDED = "superseded"
"""In the field `standing` of what is no longer in force; other documents have nothing there."""


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
    builder.add_integer_field("row", fast=True)
    builder.add_text_field("standing", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("everything", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("state", stored=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def uid(source: str, key: str) -> str:
    """The name of a document in an index."""
    return f"{source}:{key}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as the index keeps it: its words cut already, the values of its fields in order.

    Plain values, so that another process can do the cutting.
    """

    texts: tuple[tuple[str, str], ...]
    day: int
    row: int


REMEMBERED_LENGTH = 20_000
"""Longer texts are cut each time, so that what is remembered stays below a few dozen megabytes."""


def _cut(text: str) -> tuple[str, str]:
    """The tokens of a text, and the characters in them, both divided by blanks."""
    return _remembered(text) if len(text) <= REMEMBERED_LENGTH else _cut_now(text)


def _cut_now(text: str) -> tuple[str, str]:
    cut, characters = tokens.indexed_with_characters(text)
    return cut, " ".join(characters)


# A batch of changes goes into the public index and then into that of the desk, mostly with the same bodies.
_remembered = lru_cache(maxsize=4096)(_cut_now)


def _together(characters: list[str]) -> str:
    """Each character once. The longest part holds nearly all of the others."""
    most = max(characters, key=len, default="")
    others = dict.fromkeys("".join(part for part in characters if part is not most))
    return " ".join([most, *(char for char in others if char not in most)])


def prepared(source: str, document: Document) -> Entry:
    """A document cut for the index: the costly half of bringing it in."""
    texts = [text for text in (document.title, *document.numbers, document.body) if text]
    name = uid(source, document.key)
    values = [("uid", name), ("source_key", name), ("everything", "1")]
    values.append(("title", _cut(document.title)[0]))
    values += (("numbers", _cut(number)[0]) for number in document.numbers)
    characters: list[str] = []
    for field, parts in (("text", texts), ("attachments", document.attachments)):
        for part in parts:
            cut, held = _cut(part)
            values.append((field, cut))
            characters.append(held)
    values.append(("characters", _together(characters)))
    values += (("readers", reader) for reader in document.readers)
    for facet, chosen in {"source": [source], **document.facets}.items():
        values += ((f"facet_{facet}", value) for value in chosen if value)
    if document.superseded:
        values.append(("standing", SUPERSEDED))
    return Entry(tuple(values), day_number(document.day), document.row)


def entry(made: Entry) -> tantivy.Document:
    """The document the index takes."""
    found = tantivy.Document()
    for field, text in made.texts:
        found.add_text(field, text)
    found.add_integer("day", made.day)
    found.add_integer("row", made.row)
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


def read_state(index: tantivy.Index, searcher: tantivy.Searcher | None = None) -> State | None:
    """What an index knows of itself, as of a searcher's commit; None for one that was never committed."""
    searcher = searcher or index.searcher()
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
