"""Work at the desk: the drafts of items, and for those who may not read drafts the newest versions.

The visibility keys say the same as `selectors.desk`: who reads the work of a division finds its drafts, who
translates into a language finds those of that language. Of other texts reviewers find the versions, and
translators those of items that are published or that they are asked to translate. An edition is one hit for
one person, because keys for versions are held for the texts whose drafts one may not read. While the draft
says what the newest version says, which is so for most of what was ever released, one document is both.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, QuerySet

from mingchuang.base.accounts.models import Division, User
from mingchuang.base.accounts.selectors import permissions_of
from mingchuang.base.localtime import local_day
from mingchuang.base.search.files import words_of
from mingchuang.base.search.sources import Document, Index, Source
from mingchuang.base.shared_reads import once
from mingchuang.publishing.models import (
    Draft,
    DraftAttachment,
    Edition,
    ItemState,
    Language,
    Version,
    VersionAttachment,
)
from mingchuang.publishing.search import topics
from mingchuang.publishing.search.branches import Branches
from mingchuang.publishing.search.listed import words_of_listings
from mingchuang.rules.gates import Gate, reviewer_permission
from mingchuang.rules.roles import Permission
from mingchuang.rules.text_checks import plain_text

DRAFTS_NAME = "publishing.drafts"
VERSIONS_NAME = "publishing.versions"
ALL_WORK = "work:all"
BOTH = (DRAFTS_NAME, VERSIONS_NAME)
COMPARED = (
    "title",
    "document_number",
    "abstract",
    "body",
    "issuer",
    "statutory_item",
    "column_id",
    "formed_on",
)
"""What must be the same in draft and version, besides keywords and files, for one document to be both."""


def keys_of(user: User) -> set[str]:
    """The visibility keys a person holds now for the items of this trunk."""
    held = permissions_of(user)
    where = held.divisions(Permission.READ_WORK)
    if where == "all":
        return {ALL_WORK}
    spoken = held.languages(Permission.TRANSLATE_EDITION)
    keys = {f"work:{pk}" for pk in where} | {f"spoken:{language}" for language in spoken}
    reasons = [f"asked:{language}" for language in spoken]
    if spoken:
        reasons.append("published")
    if any(held.allow(reviewer_permission(gate)) for gate in Gate):
        reasons.append("flow")
    others = Division.objects.exclude(pk__in=where).values_list("pk", flat=True) if reasons else []
    places = [f"{pk}:{language}" for pk in others for language in set(Language.values) - set(spoken)]
    return keys | {f"{reason}:{place}" for reason in reasons for place in places}


def _drafts(keys: Sequence[str]) -> Iterator[Document]:
    editions = [int(key) for key in keys]
    same = _same_in_both(editions)
    listed = words_of_listings([both.version for both in same.values()])
    rows = Draft.objects.filter(edition_id__in=editions)
    attached = DraftAttachment.objects.filter(draft__edition__in=editions).order_by("position", "id")
    files = _grouped(attached.values_list("draft__edition_id", "file_id", "title"))
    branches = Branches()
    # The body of one whose words are at hand is not read again: it is nearly all there is of it.
    bodies = listed | _bodies(rows.exclude(edition_id__in=list(listed)))
    for row, body in _texts(rows, "updated_at", bodies):
        readers = [ALL_WORK, f"work:{row.division}", f"spoken:{row.language}"]
        both = same.get(row.edition)
        if both is None:
            yield _document(row, body, files, branches, readers)
            continue
        readers += _readers_of_versions(row, both.languages)
        made = _document(row, body, files, branches, readers)
        yield replace(made, facets={**made.facets, "source": BOTH})


def _versions(keys: Sequence[str]) -> Iterator[Document]:
    editions = [int(key) for key in keys]
    same = _same_in_both(editions)
    apart = [edition for edition in editions if edition not in same]
    if not apart:
        return
    rows = Version.objects.filter(pk__in=_newest(apart).values("pk"))
    languages = _languages_of(apart)
    attached = VersionAttachment.objects.filter(version__in=rows).order_by("position", "id")
    files = _grouped(attached.values_list("version__edition_id", "file_id", "title"))
    branches = Branches()
    for row, body in _texts(rows, "submitted_at", _bodies(rows)):
        yield _document(row, body, files, branches, _readers_of_versions(row, languages[row.item]))


def _readers_of_versions(row: "_Text", languages: Iterable[str]) -> list[str]:
    """`languages` are those in which the item has an edition."""
    reasons = ["flow", *(f"asked:{language}" for language in languages)]
    if row.state == ItemState.PUBLISHED:
        reasons.append("published")
    return [f"{reason}:{row.division}:{row.language}" for reason in reasons]


def _newest(editions: Sequence[int]) -> QuerySet[Version]:
    later = Version.objects.filter(edition=OuterRef("edition"), number__gt=OuterRef("number"))
    return Version.objects.filter(~Exists(later), edition_id__in=editions)


def _languages_of(editions: Sequence[int]) -> dict[int, list[str]]:
    """By item the languages of its editions, for the items of some editions."""
    found: dict[int, list[str]] = {}
    rows = Edition.objects.filter(item__editions__in=editions).distinct().order_by("pk")
    for item, language in rows.values_list("item_id", "language"):
        found.setdefault(item, []).append(language)
    return found


@dataclass(frozen=True, slots=True)
class _Both:
    """What draft and version of an edition have in common: the newest version's key, and the languages in
    which the item has an edition.
    """

    version: int
    languages: list[str]


def _same_in_both(editions: Sequence[int]) -> dict[int, _Both]:
    """Editions whose closed draft is found by the same words as their newest version.

    Compared once for both sources while what was read is shared: bodies are long.
    """
    return once(("same in both", tuple(editions)), lambda: _compared(editions))


def _compared(editions: Sequence[int]) -> dict[int, _Both]:
    alike = {name: F(f"edition__draft__{name}") for name in COMPARED}
    rows = _newest(editions).filter(edition__draft__locked=True, **alike)
    found = rows.values_list("edition_id", "edition__item_id", "pk", "keywords", "edition__draft__keywords")
    same = {edition: (item, version) for edition, item, version, mine, theirs in found if mine == theirs}
    files = _attached_to(DraftAttachment.objects.filter(draft__edition__in=same), "draft__edition_id")
    versions = [version for _, version in same.values()]
    theirs = _attached_to(VersionAttachment.objects.filter(version__in=versions), "version__edition_id")
    languages = _languages_of(list(same))
    return {
        edition: _Both(version, languages[item])
        for edition, (item, version) in same.items()
        if files.get(edition) == theirs.get(edition)
    }


def _attached_to(rows: QuerySet[Any], edition: str) -> dict[int, set[tuple[int, str]]]:
    found: dict[int, set[tuple[int, str]]] = {}
    for key, file, title in rows.values_list(edition, "file_id", "title"):
        found.setdefault(key, set()).add((file, title))
    return found


Files = dict[int, list[str]]
"""Titles and words of files by edition."""


def _grouped(rows: Iterable[tuple[int, int, str]]) -> Files:
    """The titles and words of files by edition."""
    found = list(rows)
    words = words_of({file for _, file, _ in found})
    grouped: Files = {}
    for edition, file, title in found:
        grouped.setdefault(edition, []).append(f"{title}\n{words.get(file, '')}")
    return grouped


class _Text(NamedTuple):
    """What the index says of a draft or version besides its words. `changed` is when it was last written."""

    edition: int
    language: str
    item: int
    kind: str
    state: str
    division: int
    index_number: str | None
    created_at: datetime
    title: str
    document_number: str
    issuer: str
    column: int | None
    statutory_item: str
    formed_on: date | None
    changed: datetime


def _texts(rows: QuerySet[Any], changed: str, bodies: Mapping[int, str]) -> Iterator[tuple[_Text, str]]:
    """Drafts or versions as plain values, because an import brings them by the thousand; each with its words.

    What was made after the words were read is left out: it comes with an entry of its own.
    """
    item = [
        f"edition__item__{name}" for name in ("kind", "state", "division_id", "index_number", "created_at")
    ]
    own = ("title", "document_number", "issuer", "column_id", "statutory_item", "formed_on", changed)
    read = rows.values_list("edition_id", "edition__language", "edition__item_id", *item, *own)
    for row in map(_Text._make, read):
        if row.edition in bodies:
            yield row, bodies[row.edition]


def _document(row: _Text, body: str, files: Files, branches: Branches, readers: list[str]) -> Document:
    year = row.formed_on or local_day(row.created_at)
    return Document(
        key=str(row.edition),
        title=row.title,
        numbers=[number for number in (row.document_number, row.index_number) if number],
        body=body,
        attachments=files.get(row.edition, []),
        facets={
            "kind": [row.kind],
            "column": branches.slugs(row.column),
            "year": [str(year.year)],
            "issuer": [row.issuer],
            "language": [row.language],
            "statutory_item": [row.statutory_item],
            "state": [row.state],
            "division": [str(row.division)],
        },
        day=local_day(row.changed),
        superseded=row.state == ItemState.DISCARDED,
        readers=readers,
        row=row.item,
    )


def _bodies(rows: QuerySet[Any]) -> dict[int, str]:
    """By edition the words of drafts or versions."""
    read = rows.values_list("edition_id", "abstract", "keywords", "body")
    return {
        edition: "\n".join([abstract, *keywords, plain_text(body)])
        for edition, abstract, keywords, body in read
    }


def _every_draft(after: str, limit: int) -> list[str]:
    rows = Draft.objects.filter(edition_id__gt=int(after or 0)).order_by("edition_id")
    return [str(pk) for pk in rows.values_list("edition_id", flat=True)[:limit]]


def _every_version(after: str, limit: int) -> list[str]:
    rows = Edition.objects.filter(pk__gt=int(after or 0), versions__number=1).order_by("pk")
    return [str(pk) for pk in rows.values_list("pk", flat=True)[:limit]]


_TOPICS = {
    topics.WORK: topics.of_item,
    topics.TOPIC: topics.of_public,
    topics.COLUMNS: topics.of_column,
    topics.FILE_READ: topics.of_file,
}
DRAFTS = Source(
    DRAFTS_NAME,
    Index.DESK,
    _TOPICS,
    _drafts,
    _every_draft,
    count=Draft.objects.count,
)
VERSIONS = Source(
    VERSIONS_NAME,
    Index.DESK,
    _TOPICS,
    _versions,
    _every_version,
    count=lambda: Edition.objects.filter(versions__number=1).count(),
)


def items_of(keys: Sequence[str]) -> dict[str, int]:
    """The item each edition key belongs to, for fetching hits through `selectors.desk.items_visible_to`."""
    rows = Edition.objects.filter(pk__in=[int(key) for key in keys]).values_list("pk", "item_id")
    return {str(pk): item for pk, item in rows}
