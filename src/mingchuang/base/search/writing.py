"""One open writer: applies documents and its own state in one commit."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType

import tantivy

from mingchuang.base.search import schema
from mingchuang.base.search.sources import Document, Source

FOLLOWING_BYTES = 32_000_000
BUILDING_BYTES = 128_000_000
LOADED_AT_ONCE = 500


class Writer:
    """Writes to the index in a folder, which is made when it is new. A folder has one writer at a time."""

    def __init__(self, folder: Path, *, memory: int = FOLLOWING_BYTES) -> None:
        folder.mkdir(mode=0o750, parents=True, exist_ok=True)
        self.folder = folder
        self.index = tantivy.Index(schema.build(), str(folder), reuse=True)
        self.index.config_reader("manual")
        self.index.reload()
        self._writer = self.index.writer(memory, 1)
        self._uncommitted: set[str] = set()

    def state(self) -> schema.State | None:
        """What the last commit says of the index; None before the first."""
        return schema.read_state(self.index)

    def put(self, source: Source, keys: Sequence[str]) -> None:
        """Bring the documents of some keys to what they are now; what is no more is taken out."""
        for start in range(0, len(keys), LOADED_AT_ONCE):
            some = keys[start : start + LOADED_AT_ONCE]
            names = [schema.uid(source.name, key) for key in some]
            # A deletion is looked for in every segment: what is new is spared that, which an import feels.
            if self._may_hold(names):
                for name in names:
                    self._writer.delete_documents_by_term("uid", name)
            self.add(source, source.load(some))

    def add(self, source: Source, documents: Iterable[Document]) -> None:
        """Add documents that are not in the index yet."""
        for document in documents:
            self._uncommitted.add(schema.uid(source.name, document.key))
            self._writer.add_document(schema.entry(schema.prepared(source.name, document)))

    def commit(self, state: schema.State, now: datetime) -> schema.State:
        """Make everything since the last commit visible at once, with what the index now knows of itself."""
        state = state.at(committed_at=now.isoformat())
        self._writer.delete_documents_by_term("uid", schema.STATE_KEY)
        self._writer.add_document(schema.state_entry(state))
        self._writer.commit()
        self.index.reload()
        self._uncommitted.clear()
        return state

    def _may_hold(self, names: Sequence[str]) -> bool:
        """Whether one of some documents is in the index, or was added since the last commit."""
        if not self._uncommitted.isdisjoint(names):
            return True
        wanted = tantivy.Query.term_set_query(self.index.schema, "uid", list(names))
        return bool(self.index.searcher().search(wanted, 1, count=False).hits)

    def close(self) -> None:
        """Let merges end and the folder go. What was not committed is forgotten."""
        self._writer.wait_merging_threads()

    def __enter__(self) -> "Writer":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
