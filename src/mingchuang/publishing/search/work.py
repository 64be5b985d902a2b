"""Work at the desk: the drafts of items, and for those who may not read drafts the newest versions.

The visibility keys say the same as `selectors.desk`: who reads the work of a division finds its drafts, who
translates into a language finds those of that language. Of other texts reviewers find the versions, and
translators those of items that are published or that they are asked to translate. An edition is one hit for
one person, because keys for versions are held for the texts whose drafts one may not read.
"""

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import F, Max

from mingchuang.base.accounts.models import Division, User
from mingchuang.base.accounts.selectors import permissions_of
from mingchuang.base.localtime import local_day
from mingchuang.base.search.files import words_of
from mingchuang.base.search.sources import Document, Index, Source
from mingchuang.publishing.models import (
    Content,
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
from mingchuang.rules.gates import Gate, reviewer_permission
from mingchuang.rules.roles import Permission
from mingchuang.rules.text_checks import plain_text

DRAFTS_NAME = "publishing.drafts"
VERSIONS_NAME = "publishing.versions"
ALL_WORK = "work:all"


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
    rows = Draft.objects.filter(edition_id__in=[int(key) for key in keys]).select_related("edition__item")
    attached = DraftAttachment.objects.filter(draft__in=rows).order_by("position", "id")
    files = _grouped(attached.values_list("draft__edition_id", "file_id", "title"))
    branches = Branches()
    for row in rows:
        readers = [ALL_WORK, f"work:{row.edition.item.division_id}", f"spoken:{row.edition.language}"]
        yield _document(row, row.edition, files, branches, readers)


def _versions(keys: Sequence[str]) -> Iterator[Document]:
    newest = (
        Version.objects.filter(edition_id__in=[int(key) for key in keys])
        .alias(newest=Max("edition__versions__number"))
        .filter(number=F("newest"))
    )
    rows = Version.objects.filter(pk__in=newest.values("pk")).select_related("edition__item")
    rows = rows.prefetch_related("edition__item__editions")
    attached = VersionAttachment.objects.filter(version__in=rows).order_by("position", "id")
    files = _grouped(attached.values_list("version__edition_id", "file_id", "title"))
    branches = Branches()
    for row in rows:
        item = row.edition.item
        reasons = ["flow", *(f"asked:{edition.language}" for edition in item.editions.all())]
        if item.state == ItemState.PUBLISHED:
            reasons.append("published")
        readers = [f"{reason}:{item.division_id}:{row.edition.language}" for reason in reasons]
        yield _document(row, row.edition, files, branches, readers)


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


def _document(
    content: Draft | Version, edition: Edition, files: Files, branches: Branches, readers: list[str]
) -> Document:
    item = edition.item
    changed = content.updated_at if isinstance(content, Draft) else content.submitted_at
    year = content.formed_on or local_day(item.created_at)
    return Document(
        key=str(edition.pk),
        title=content.title,
        numbers=[number for number in (content.document_number, item.index_number) if number],
        body=_body(content),
        attachments=files.get(edition.pk, []),
        facets={
            "kind": [item.kind],
            "column": branches.slugs(content.column_id),
            "year": [str(year.year)],
            "issuer": [content.issuer],
            "language": [edition.language],
            "statutory_item": [content.statutory_item],
            "state": [item.state],
            "division": [str(item.division_id)],
        },
        day=local_day(changed),
        superseded=item.state == ItemState.DISCARDED,
        readers=readers,
    )


def _body(content: Content) -> str:
    return "\n".join([content.abstract, *content.keywords, plain_text(content.body)])


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
