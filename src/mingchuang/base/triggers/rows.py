"""Many new rows at once, for less than Django's own way takes on SQLite."""

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.db.models.expressions import DatabaseDefault

_AS_THEY_ARE: dict[type[models.Field[Any, Any]], type] = {
    models.CharField: str,
    models.TextField: str,
    models.ForeignKey: int,
    models.OneToOneField: int,
    models.BooleanField: bool,
    models.IntegerField: int,
    models.BigIntegerField: int,
    models.PositiveIntegerField: int,
    models.PositiveSmallIntegerField: int,
}
"""Kinds of fields and of values which such a field, asked how it is written, only hands back."""

_PLAIN_JSON = json.JSONEncoder(ensure_ascii=False).encode

MOST_VALUES = 999
"""How many values one statement may have in every build of SQLite."""


def append(rows: Iterable[models.Model]) -> None:
    """Insert unsaved rows of one model. They do not learn their keys; the guards of the database see each.

    Rows they point at must have had their keys when they were pointed at.

    What `bulk_create` writes, on SQLite in half its time: there it builds statements of a thousand values
    and has every value say how it is written. On PostgreSQL it hands over arrays, so it is used as it is.
    """
    fresh = list(rows)
    if not fresh:
        return
    if connections[DEFAULT_DB_ALIAS].vendor == "postgresql":
        type(fresh[0])._default_manager.bulk_create(fresh)
        return
    insert = _Insert(fresh[0])
    with transaction.atomic(savepoint=False), insert.connection.cursor() as cursor:
        cursor.executemany(insert.statement, [insert.values(row) for row in fresh])


def append_with_keys(rows: Sequence[models.Model]) -> None:
    """The same for rows that others will point at: each learns its key and counts as saved."""
    if not rows:
        return
    if connections[DEFAULT_DB_ALIAS].vendor == "postgresql":
        type(rows[0])._default_manager.bulk_create(rows)
        return
    insert = _Insert(rows[0])
    with transaction.atomic(savepoint=False), insert.connection.cursor() as cursor:
        for start in range(0, len(rows), insert.at_once):
            some = rows[start : start + insert.at_once]
            values = [value for row in some for value in insert.values(row)]
            cursor.execute(insert.returning(len(some)), values)
            for row, (key,) in zip(some, cursor.fetchall(), strict=True):
                row.pk = key
                row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


class _Insert:
    """The statement that inserts rows like `first`, and what it is given for each of them."""

    def __init__(self, first: models.Model) -> None:
        # The connection itself: what fields ask it per value would cost more through Django's proxy.
        self.connection = connections[DEFAULT_DB_ALIAS]
        self._fields = [field for field in first._meta.concrete_fields if _is_given(first, field)]
        self._columns = [
            (
                field,
                field.attname,
                _AS_THEY_ARE.get(type(field)),
                type(field).pre_save is models.Field.pre_save,
            )
            for field in self._fields
        ]
        self._written: dict[tuple[type, date], Any] = {}
        self._key = first._meta.pk.column
        table, names = first._meta.db_table, ", ".join(f'"{field.column}"' for field in self._fields)
        # The names are those of our own models.
        self._into = f'INSERT INTO "{table}" ({names}) VALUES '  # noqa: S608
        self._places = f"({', '.join(['%s'] * len(self._fields))})"
        self.at_once = MOST_VALUES // len(self._fields)
        self.statement = self._into + self._places

    def returning(self, rows: int) -> str:
        """The statement that inserts so many rows and gives back their keys in order."""
        return f'{self._into}{", ".join([self._places] * rows)} RETURNING "{self._key}"'

    def values(self, row: models.Model) -> list[Any]:
        """One row's values as the database takes them."""
        values: list[Any] = []
        for field, name, own_kind, is_plain in self._columns:
            value = getattr(row, name) if is_plain else field.pre_save(row, add=True)
            as_it_is = value is None or type(value) is own_kind
            values.append(value if as_it_is else self._prepared(field, value))
        return values

    def _prepared(self, field: models.Field[Any, Any], value: Any) -> Any:
        kind = type(value)
        if type(field) is models.JSONField and kind in {dict, list} and field.encoder is None:
            # As Django writes it, but Chinese as it is: half as long to write, store and read. Keys that
            # SQLite is asked for are code names; one in Chinese it would find only as Django writes it.
            return _PLAIN_JSON(value)
        if kind is UUID and type(field) is models.UUIDField:
            return value.hex
        if kind is not datetime and kind is not date:
            return field.get_db_prep_save(value, connection=self.connection)
        # Rows written together were mostly made at one moment.
        place = (type(field), value)
        if place not in self._written:
            self._written[place] = field.get_db_prep_save(value, connection=self.connection)
        return self._written[place]


def _is_given(row: models.Model, field: models.Field[Any, Any]) -> bool:
    """Whether the row says what stands in the field, and not the database."""
    value = getattr(row, field.attname)
    return not (isinstance(value, DatabaseDefault) or (field.primary_key and value is None))
