"""From changes on the feed to the editions whose documents may have changed."""

from collections.abc import Iterable, Sequence

from django.db.models import Exists, OuterRef, Q

from mingchuang.base.feed.selectors import Entry
from mingchuang.base.search.files import TOPIC as FILE_READ
from mingchuang.base.shared_reads import once
from mingchuang.publishing.changes import COLUMNS, TOPIC, WORK
from mingchuang.publishing.models import Column, DraftAttachment, Edition, VersionAttachment
from mingchuang.publishing.selectors.public import branch_ids

__all__ = [
    "COLUMNS",
    "FILE_READ",
    "TOPIC",
    "WORK",
    "of_column",
    "of_file",
    "of_item",
    "of_public",
]


def of_item(entries: Sequence[Entry]) -> Iterable[str]:
    """The editions of the items that changes of the work are about."""
    return _of_items(frozenset(int(entry.key) for entry in entries))


def of_public(entries: Sequence[Entry]) -> Iterable[str]:
    """The editions of the items that changes of the public site are about; none for changes of the shell."""
    items = frozenset(item for entry in entries if (item := entry.data.get("item")))
    return _of_items(items) if items else []


def of_column(entries: Sequence[Entry]) -> Iterable[str]:
    """Every edition that stands or is to stand in one of the columns or below it."""
    branch: set[int] = set()
    for column in Column.objects.filter(pk__in={int(entry.key) for entry in entries}):
        branch.update(branch_ids(column))
    return _editions(Q(draft__column_id__in=branch) | Q(listing__column_id__in=branch)) if branch else []


def of_file(entries: Sequence[Entry]) -> Iterable[str]:
    """Every edition one of the files hangs on."""
    files = {int(entry.key) for entry in entries}
    drafts = DraftAttachment.objects.filter(file_id__in=files, draft__edition=OuterRef("pk"))
    versions = VersionAttachment.objects.filter(file_id__in=files, version__edition=OuterRef("pk"))
    return _editions(Q(Exists(drafts)) | Q(Exists(versions)))


def _of_items(items: frozenset[int]) -> list[str]:
    # Both sources of the desk follow the same changes, and most are of the work and in public at once.
    return once(("editions of", items), lambda: _editions(Q(item_id__in=items)))


def _editions(condition: Q) -> list[str]:
    return [str(pk) for pk in Edition.objects.filter(condition).order_by("pk").values_list("pk", flat=True)]
