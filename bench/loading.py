"""Rows into tables as fast as the database takes them: COPY on PostgreSQL, executemany on SQLite.

The database's own guards see every row. Columns that are not named get the default of their field.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from django.core.management.color import no_style
from django.db import connection, models
from django.db.models import Max

Row = Sequence[Any]
_JSON = json.JSONEncoder(ensure_ascii=False)


class Table:
    """One table and the columns that are loaded into it."""

    def __init__(self, model: type[models.Model], names: Sequence[str]) -> None:
        """`names` are attribute names (`item_id`). Raises KeyError for a name the table has not."""
        fields = {field.attname: field for field in model._meta.concrete_fields}
        named = [fields[name] for name in names]
        rest = [field for name, field in fields.items() if name not in names and not field.primary_key]
        self.model = model
        self.columns = [field.column for field in (*named, *rest)]
        self.rest = tuple(_constant(field) for field in rest)
        self.converters = [(place, how) for place, field in enumerate(named) if (how := _converter(field))]
        self.last = model.objects.aggregate(last=Max("pk"))["last"] or 0  # type: ignore[attr-defined]

    def load(self, rows: Iterable[Row]) -> None:
        """Write rows, inside the caller's transaction."""
        if connection.vendor == "postgresql":
            self._copy(rows)
        else:
            self._insert(rows)

    def _ready(self, row: Row) -> list[Any]:
        values = [*row, *self.rest]
        for place, convert in self.converters:
            if values[place] is not None:
                values[place] = convert(values[place])
        return values

    def _copy(self, rows: Iterable[Row]) -> None:
        columns = ", ".join(f'"{name}"' for name in self.columns)
        statement = f'COPY "{self.model._meta.db_table}" ({columns}) FROM STDIN'
        with connection.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(self._ready(row))

    def _insert(self, rows: Iterable[Row]) -> None:
        columns = ", ".join(f'"{name}"' for name in self.columns)
        places = ", ".join("?" * len(self.columns))
        statement = f'INSERT INTO "{self.model._meta.db_table}" ({columns}) VALUES ({places})'
        connection.ensure_connection()
        connection.connection.executemany(statement, (self._ready(row) for row in rows))


def _constant(field: models.Field[Any, Any]) -> Any:
    default = field.get_default()
    if isinstance(default, UUID):
        raise KeyError(f"{field} makes a new value for every row: name it")
    how = _converter(field)
    return how(default) if how and default is not None else default


def _converter(field: models.Field[Any, Any]) -> Callable[[Any], Any] | None:
    if isinstance(field, models.JSONField):
        return _JSON.encode
    if connection.vendor == "postgresql":
        return None
    if isinstance(field, models.UUIDField):
        return lambda value: value.hex
    if isinstance(field, models.DateTimeField):
        return connection.ops.adapt_datetimefield_value
    if isinstance(field, models.DateField):
        return lambda value: value.isoformat()
    return None


def set_sequences(tables: Iterable[Table]) -> None:
    """After keys were given by hand: let PostgreSQL go on behind the last one."""
    statements = connection.ops.sequence_reset_sql(no_style(), [table.model for table in tables])
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def analyse() -> None:
    """Tell the planner what the tables hold now."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
