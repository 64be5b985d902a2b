"""Which rebuilds were asked for."""

from datetime import datetime

from mingchuang.base.search.models import Rebuild
from mingchuang.base.search.sources import Index


def rebuild_asked_at(index: Index) -> datetime | None:
    """When somebody last asked for a new build of an index."""
    row = Rebuild.objects.filter(index=index.value).order_by("-asked_at").first()
    return row.asked_at if row else None
