"""Many counts in one question: a page that shows ten numbers need not ask ten times."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Expression, IntegerField, Model, QuerySet


class _Count(Expression):
    """How many rows a query has, as one value.

    The query is put into words as it stands: it asks nothing of what it is counted beside, and resolving it
    like a subquery that does costs more than asking it.
    """

    output_field = IntegerField()

    def __init__(self, rows: QuerySet[Any]) -> None:
        super().__init__()
        self._query = rows.query

    def as_sql(self, _compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        try:
            rows, values = self._query.get_compiler(connection=connection).as_sql()
        except EmptyResultSet:
            return "0", ()
        return f"(SELECT COUNT(*) FROM ({rows}) counted)", tuple(values)  # noqa: S608 - compiled by Django


def counted(anchor: QuerySet[Any], rows: Mapping[str, QuerySet[Any]]) -> dict[str, int]:
    """How many rows each query has, asked at once beside the one row of `anchor`.

    Every count is 0 when `anchor` has no row.
    """
    if not rows:
        return {}
    counts = {name: _Count(_bare(query)) for name, query in rows.items()}
    found: dict[str, int] | None = anchor.order_by().values(**counts).first()
    return found or dict.fromkeys(rows, 0)


def _bare(query: QuerySet[Model]) -> QuerySet[Any]:
    """Without what only a list needs: what is joined, computed and sorted for its rows."""
    return query.order_by().select_related(None).values("pk")
