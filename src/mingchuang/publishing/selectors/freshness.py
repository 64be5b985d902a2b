"""How fresh each column is against its limit: what the desk warns of and inspection looks at."""

from dataclasses import dataclass
from datetime import date

from mingchuang.publishing.models import Column
from mingchuang.publishing.selectors.public import column_counts
from mingchuang.rules.freshness import LIMITS, ColumnKind, Freshness, freshness


@dataclass(frozen=True, slots=True)
class ColumnFreshness:
    """A column in use with what it holds and how it stands today."""

    column: Column
    count: int
    last_update: date | None
    freshness: Freshness


def limit_of(column: Column) -> int | None:
    """The column's own limit in natural days, else its kind's; None for none."""
    if column.freshness_limit_days:
        return column.freshness_limit_days
    kind = ColumnKind(column.freshness_kind)
    return LIMITS[kind].days


def column_freshness(today: date, language: str = "zh-hans") -> list[ColumnFreshness]:
    """Every open column that holds content of its own or has no children, in tree order."""
    counts = column_counts(language)
    tree = list(Column.objects.filter(is_open=True).with_tree_fields().select_related("division"))
    parents = {column.parent_id for column in tree}
    rows: list[ColumnFreshness] = []
    for column in tree:
        count, last = counts.get(column.pk, (0, None))
        if not count and column.pk in parents:
            continue
        rows.append(ColumnFreshness(column, count, last, freshness(last, limit_of(column), today)))
    return rows
