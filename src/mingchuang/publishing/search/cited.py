"""The register of cited documents, for those who may read it."""

from collections.abc import Iterator, Sequence

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import may
from mingchuang.base.search.sources import Document, Index, Source
from mingchuang.publishing.changes import REGISTER
from mingchuang.publishing.models import CitedDocument, CitedStatus
from mingchuang.rules.roles import Permission

NAME = "publishing.register"
READERS = "register"


def keys_of(user: User) -> set[str]:
    """The visibility keys a person holds for the register."""
    return {READERS} if may(user, Permission.READ_REGISTER) else set()


def _load(keys: Sequence[str]) -> Iterator[Document]:
    for row in CitedDocument.objects.filter(pk__in=[int(key) for key in keys]):
        day = row.issued_on or row.effective_on
        yield Document(
            key=str(row.pk),
            title=row.title,
            numbers=[row.document_number] if row.document_number else [],
            body=f"{row.issuing_body}\n{row.text}",
            facets={
                "kind": [row.kind],
                "issuer": [row.issuing_body],
                "year": [str(day.year)] if day else [],
                "validity": [row.status],
            },
            day=day,
            superseded=row.status in {CitedStatus.INVALID, CitedStatus.OLD_VERSION},
            readers=[READERS],
            row=row.pk,
        )


def _every(after: str, limit: int) -> list[str]:
    rows = CitedDocument.objects.filter(pk__gt=int(after or 0)).order_by("pk")
    return [str(pk) for pk in rows.values_list("pk", flat=True)[:limit]]


SOURCE = Source(
    name=NAME,
    index=Index.DESK,
    topics={REGISTER: lambda entries: [entry.key for entry in entries]},
    load=_load,
    every=_every,
    count=CitedDocument.objects.count,
)
