"""Which rows of a list have some words in their title or number: the index's answer to a filter.

A list narrows by words, sorts and counts by the database. Comparing every title there costs more the more
there are; the index knows at once, as of its last commit. Its answer is keys without order, of everything
that bears such a name, whoever may see it: **the list passes them through its visibility selector**, and
looks by itself at the rows that changed since (`feed.since(answer.position)`).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from operator import itemgetter

import tantivy

from mingchuang.base.feed.positions import Position
from mingchuang.base.search import matching, reading, schema
from mingchuang.base.search.sources import Index
from mingchuang.rules.tokens import Words


@dataclass(frozen=True, slots=True)
class Names:
    """The index as of one commit, true up to a position of the feed. `rows` may be asked again and again."""

    position: Position
    _schema: tantivy.Schema
    _searcher: tantivy.Searcher

    def rows(self, words: Words, filters: Mapping[str, Collection[str]]) -> set[int]:
        """The `row` of every document whose title or number has all words, among those `filters` leave.

        Raises reading.Unavailable when what was typed is the beginning of too many different numbers.
        """
        query = matching.narrowed(self._schema, matching.named(self._schema, words), filters, None)
        most = max(1, self._searcher.num_docs)
        try:
            found = self._searcher.search(query, most, count=False, order_by_field="row")
        except ValueError as error:
            raise reading.Unavailable(str(error)) from error
        return set(map(itemgetter(0), found.hits))


def names(which: Index) -> Names:
    """The names in an index of this host. Raises reading.Unavailable."""
    index = reading.opened(which)
    searcher = index.searcher()
    state = schema.read_state(index, searcher)
    if state is None:
        raise reading.Unavailable(which.value)
    return Names(state.read_up_to, index.schema, searcher)
