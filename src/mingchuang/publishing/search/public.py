"""Released texts: one document a listing, in every language. No listing, no document."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from mingchuang.base.search.files import words_of
from mingchuang.base.search.sources import Document, Index, Source
from mingchuang.publishing.models import Item, PublicListing, VersionAttachment
from mingchuang.publishing.search import topics
from mingchuang.publishing.search.branches import Branches
from mingchuang.publishing.search.listed import keep_words
from mingchuang.rules.validity import Validity

NAME = "publishing.public"


class _Row(NamedTuple):
    """What the index says of a listing."""

    edition_id: int
    version_id: int
    language: str
    kind: str
    column_id: int
    title: str
    document_number: str
    index_number: str
    issuer: str
    statutory_item: str
    shown_on: date
    year: int
    validity: str
    search_text: str


def _load(keys: Sequence[str]) -> Iterator[Document]:
    branches = Branches()
    listings = PublicListing.objects.filter(edition_id__in=[int(key) for key in keys])
    # Plain values, because an import brings them by the thousand.
    rows = [_Row._make(row) for row in listings.values_list(*_Row._fields)]
    keep_words((row.edition_id, row.version_id, row.search_text) for row in rows)
    files = _files([row.version_id for row in rows])
    words = words_of({pk for attached in files.values() for pk, _ in attached})
    for row in rows:
        attached = files.get(row.version_id, [])
        yield Document(
            key=str(row.edition_id),
            title=row.title,
            numbers=[number for number in (row.document_number, row.index_number) if number],
            body=row.search_text,
            attachments=[f"{title}\n{words.get(pk, '')}" for pk, title in attached],
            facets={
                "kind": [row.kind],
                "column": branches.slugs(row.column_id),
                "year": [str(row.year)],
                "issuer": [row.issuer],
                "validity": [row.validity],
                "language": [row.language],
                "statutory_item": [row.statutory_item],
            },
            day=row.shown_on,
            superseded=Validity(row.validity).ended,
        )


def _files(version_ids: list[int]) -> dict[int, list[tuple[int, str]]]:
    """The files of versions as (file, title)."""
    found: dict[int, list[tuple[int, str]]] = {}
    rows = VersionAttachment.objects.filter(version_id__in=version_ids).order_by("position", "id")
    for version_id, file_id, title in rows.values_list("version_id", "file_id", "title"):
        found.setdefault(version_id, []).append((file_id, title))
    return found


def _every(after: str, limit: int) -> list[str]:
    rows = PublicListing.objects.filter(edition_id__gt=int(after or 0)).order_by("edition_id")
    return [str(pk) for pk in rows.values_list("edition_id", flat=True)[:limit]]


SOURCE = Source(
    name=NAME,
    index=Index.PUBLIC,
    topics={
        topics.TOPIC: topics.of_public,
        topics.COLUMNS: topics.of_column,
        topics.FILE_READ: topics.of_file,
    },
    load=_load,
    every=_every,
    count=PublicListing.objects.count,
)


def still_found(item: Item, language: str) -> str | None:
    """For the withdrawal of an item, or of one language: this host's name while its index still holds it."""
    from mingchuang.base.search.searching import holds

    editions = item.editions.filter(language=language) if language else item.editions.all()
    keys = [str(pk) for pk in editions.values_list("pk", flat=True)]
    return holds(Index.PUBLIC, NAME, keys)
