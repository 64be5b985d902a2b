"""Files that stand as pictures in bodies: named by address, so the cleaner of files has to ask."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import TextField
from django.db.models.functions import Cast

from mingchuang.base.files import references
from mingchuang.publishing.models import Draft, DraftRevision, Version


def register() -> None:
    """Let the cleaner of files ask this room."""
    references.register("publishing", named_in_bodies)


def named_in_bodies(uids: Collection[UUID]) -> set[UUID]:
    """Of these files, the ones a draft, one of its revisions or a version shows in its body."""
    snapshots = DraftRevision.objects.annotate(text=Cast("snapshot", TextField()))
    return {
        uid
        for uid in uids
        if Version.objects.filter(body__contains=str(uid)).exists()
        or Draft.objects.filter(body__contains=str(uid)).exists()
        or snapshots.filter(text__contains=str(uid)).exists()
    }
