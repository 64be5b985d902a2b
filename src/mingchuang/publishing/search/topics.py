"""From a change on the feed to the editions whose documents may have changed."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from mingchuang.base.feed.selectors import Entry
from mingchuang.base.search.files import TOPIC as FILE_READ
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


def of_item(entry: Entry) -> Iterable[str]:
    """The editions of the item a change of the work is about."""
    return _editions(Q(item_id=int(entry.key)))


def of_public(entry: Entry) -> Iterable[str]:
    """The editions of the item a change of the public site is about; none for changes of the shell."""
    item = entry.data.get("item")
    return _editions(Q(item_id=item)) if item else []


def of_column(entry: Entry) -> Iterable[str]:
    """Every edition that stands or is to stand in a column or below it."""
    column = Column.objects.filter(pk=int(entry.key)).first()
    if column is None:
        return []
    branch = branch_ids(column)
    return _editions(Q(draft__column_id__in=branch) | Q(listing__column_id__in=branch))


def of_file(entry: Entry) -> Iterable[str]:
    """Every edition a file hangs on."""
    file = int(entry.key)
    drafts = DraftAttachment.objects.filter(file_id=file, draft__edition=OuterRef("pk"))
    versions = VersionAttachment.objects.filter(file_id=file, version__edition=OuterRef("pk"))
    return _editions(Q(Exists(drafts)) | Q(Exists(versions)))


def _editions(condition: Q) -> list[str]:
    return [str(pk) for pk in Edition.objects.filter(condition).order_by("pk").values_list("pk", flat=True)]
