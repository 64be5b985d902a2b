"""The index as it stands when the worker has caught up, for tests that search."""

from django.utils import timezone

from mingchuang.base.search.rebuilding import rebuild
from mingchuang.base.search.sources import Index


def index_now(which: Index = Index.PUBLIC) -> None:
    """Build an index from what the database holds now."""
    rebuild(which, clock=timezone.now, afresh=True)
