"""Many counts in one question: a page that shows ten numbers need not ask ten times."""

from collections.abc import Mapping
from typing import Any

from django.db.models import IntegerField, Model, QuerySet, Subquery
from django.db.models.functions import Coalesce


class _Count(Subquery):
    """How many rows a query has, as one value."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def counted(anchor: QuerySet[Any], rows: Mapping[str, QuerySet[Any]]) -> dict[str, int]:
    """How many rows each query has, asked at once beside the one row of `anchor`.

    Every count is 0 when `anchor` has no row.
    """
    if not rows:
        return {}
    counts = {name: Coalesce(_Count(_bare(query)), 0) for name, query in rows.items()}
    found: dict[str, int] | None = anchor.order_by().values(**counts).first()
    return found or dict.fromkeys(rows, 0)


def _bare(query: QuerySet[Model]) -> QuerySet[Any]:
    """Without what only a list needs: what is joined, computed and sorted for its rows."""
    return query.order_by().select_related(None).values("pk")
