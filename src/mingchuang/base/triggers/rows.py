"""Many new rows at once, for less than Django's own way takes."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.db.models.expressions import DatabaseDefault
from django.db.models.fields import NOT_PROVIDED

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

    What `bulk_create` writes, in half its time and less: it builds long statements, or arrays of every
    column, and has every value say how it is written. Here SQLite is given one row after another, and
    PostgreSQL reads them as it reads a backup.
    """
    fresh = list(rows)
    if fresh:
        insert = _Insert.of(fresh[0])
        insert.write(insert.values(row) for row in fresh)


def append_values(model: type[models.Model], rows: Iterable[Mapping[str, Any]], **same: Any) -> None:
    """The same without an object for each row, for the small rows that come by the thousand.

    A row says its own values by field, every row of the same fields, those that point at something by key
    (`version_id`); `same` is what all have in common. Fields nobody names get the model's default.
    """
    own = list(rows)
    if not own:
        return
    named = {*same, *own[0]}
    if unknown := named - {field.attname for field in model._meta.concrete_fields}:
        raise TypeError(f"{model.__name__} has no {', '.join(sorted(unknown))}")
    insert = _Insert(model, [field for field in model._meta.concrete_fields if _is_written(field, named)])
    insert.write(insert.values_of(own, same))


def append_with_keys(rows: Sequence[models.Model]) -> None:
    """The same for rows that others will point at: each learns its key and counts as saved."""
    if not rows:
        return
    if connections[DEFAULT_DB_ALIAS].vendor == "postgresql":
        _take_keys([row for row in rows if row.pk is None])
        append(rows)
    else:
        _insert_and_return(rows)
    for row in rows:
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def _take_keys(rows: Sequence[models.Model]) -> None:
    """Give each row the next key of its table: a copy tells none, but takes those it is given."""
    if not rows:
        return
    meta = rows[0]._meta
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [f'"{meta.db_table}"', meta.pk.column, len(rows)],
        )
        for row, (key,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = key


def _insert_and_return(rows: Sequence[models.Model]) -> None:
    insert = _Insert.of(rows[0])
    with transaction.atomic(savepoint=False), insert.connection.cursor() as cursor:
        for start in range(0, len(rows), insert.at_once):
            some = rows[start : start + insert.at_once]
            values = [value for row in some for value in insert.values(row)]
            cursor.execute(insert.returning(len(some)), values)
            for row, (key,) in zip(some, cursor.fetchall(), strict=True):
                row.pk = key


class _Insert:
    """The statement that inserts rows with some fields of a model, and what it is given for each of them."""

    def __init__(self, model: type[models.Model], fields: Sequence[models.Field[Any, Any]]) -> None:
        # The connection itself: what fields ask it per value would cost more through Django's proxy.
        self.connection = connections[DEFAULT_DB_ALIAS]
        self._fields = fields
        self._columns = [
            (
                field,
                field.attname,
                _AS_THEY_ARE.get(type(field)),
                _is_plain(field),
            )
            for field in self._fields
        ]
        self._written: dict[tuple[type, date], Any] = {}
        self._key = model._meta.pk.column
        table, names = model._meta.db_table, ", ".join(f'"{field.column}"' for field in self._fields)
        # The names are those of our own models.
        self._into = f'INSERT INTO "{table}" ({names}) VALUES '  # noqa: S608
        self._places = f"({', '.join(['%s'] * len(self._fields))})"
        self._copy = f'COPY "{table}" ({names}) FROM STDIN'
        self.at_once = MOST_VALUES // len(self._fields)

    @classmethod
    def of(cls, first: models.Model) -> "_Insert":
        """The one for rows like `first`."""
        return cls(type(first), [field for field in first._meta.concrete_fields if _is_given(first, field)])

    def write(self, rows: Iterable[list[Any]]) -> None:
        """Write rows of values, all or none."""
        with transaction.atomic(savepoint=False), self.connection.cursor() as cursor:
            if self.connection.vendor != "postgresql":
                cursor.executemany(self._into + self._places, list(rows))
                return
            # Django says a database's errors in its own words only where it runs the statement itself.
            with self.connection.wrap_database_errors, cursor.copy(self._copy) as copy:
                for row in rows:
                    copy.write_row(row)

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

    def values_of(self, rows: Sequence[Mapping[str, Any]], same: Mapping[str, Any]) -> Iterator[list[Any]]:
        """Values by field as the database takes them, row after row."""
        common: list[Any] = [None] * len(self._fields)
        own: list[tuple[int, models.Field[Any, Any], str, type | None]] = []
        made: list[tuple[int, models.Field[Any, Any], Callable[[], Any]]] = []
        for place, (field, name, own_kind, is_plain) in enumerate(self._columns):
            if not is_plain:
                raise TypeError(f"{field} writes what only an object of its model knows")
            if name in rows[0]:
                own.append((place, field, name, own_kind))
            elif name in same or not (field.has_default() and callable(field.default)):
                common[place] = self._prepared(field, same.get(name, field.get_default()))
            else:
                made.append((place, field, field.default))
        for row in rows:
            values = common.copy()
            for place, field, name, own_kind in own:
                value = row[name]
                as_it_is = value is None or type(value) is own_kind
                values[place] = value if as_it_is else self._prepared(field, value)
            for place, field, make in made:
                values[place] = self._prepared(field, make())
            yield values

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


def _is_plain(field: models.Field[Any, Any]) -> bool:
    """Whether a field writes the value it holds, and none of its own making."""
    if isinstance(field, models.DateField):
        return not (field.auto_now or field.auto_now_add)
    return type(field).pre_save is models.Field.pre_save


def _is_written(field: models.Field[Any, Any], named: set[str]) -> bool:
    """Whether a row of values says what stands in the field, itself or by the model's default."""
    return field.attname in named or not (field.primary_key or field.db_default is not NOT_PROVIDED)


def _is_given(row: models.Model, field: models.Field[Any, Any]) -> bool:
    """Whether the row says what stands in the field, and not the database."""
    value = getattr(row, field.attname)
    return not (isinstance(value, DatabaseDefault) or (field.primary_key and value is None))
