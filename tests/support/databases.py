"""Puts the test database back to its first state after a test with real transactions.

Django flushes by DELETE on SQLite, which our append-only triggers refuse; besides, copying a small
database back is faster than emptying ninety tables. PostgreSQL truncates what holds anything, which fires
no row trigger, and takes the first rows back: making them anew would take most of such a test's time.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.transaction import atomic

from mingchuang.base.triggers.services import declared, install

_templates: dict[str, sqlite3.Connection] = {}
_first_rows: dict[str, dict[str, bytes]] = {}
"""By database and table, as PostgreSQL copies them out and in."""


WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER|TRUNCATE)\b", re.IGNORECASE)
OWN = re.compile(r"django_session|axes_")
"""A person's own session, and the lock-out's memory: neither is the office's information."""


@contextmanager
def watched() -> Iterator[list[str]]:
    """Every statement that changes the office's information meanwhile."""
    found: list[str] = []

    def look(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if WRITES.match(sql) and not OWN.search(sql):
            found.append(sql[:160])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield found


@contextmanager
def without_guards() -> Iterator[None]:
    """What a database administrator could do: change rows past our triggers, which stand again afterwards."""
    with connection.cursor() as cursor:
        for trigger in declared().values():
            table = f" ON {trigger.table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name}{table}")
    yield
    install()


def remember_first_state() -> None:
    """Keep a copy in memory of every test database as it is after migrate."""
    for alias in connections:
        database = connections[alias]
        if database.vendor != "sqlite":
            _first_rows[alias] = _rows(database)
            continue
        _templates[alias] = photograph(database)


def photograph(database: BaseDatabaseWrapper) -> sqlite3.Connection:
    """A copy in memory of a SQLite database as it is committed now."""
    database.close()
    copy = sqlite3.connect(":memory:", check_same_thread=False)
    source = sqlite3.connect(str(database.settings_dict["NAME"]))
    source.backup(copy)
    source.close()
    return copy


def put_back(database: BaseDatabaseWrapper, photo: sqlite3.Connection) -> None:
    """Make a SQLite database what it was when `photo` was taken."""
    database.close()
    target = sqlite3.connect(str(database.settings_dict["NAME"]), timeout=30)
    photo.backup(target)
    target.close()


def forget_first_state() -> None:
    """Close the copies."""
    _first_rows.clear()
    while _templates:
        _templates.popitem()[1].close()


def restore_first_state(*_: Any) -> None:
    """Undo whatever a test with real transactions committed."""
    for alias in connections:
        database = connections[alias]
        if database.vendor == "sqlite":
            put_back(database, _templates[alias])
        else:
            _put_back(database, _first_rows[alias])


def _with_rows(cursor: Any, database: BaseDatabaseWrapper) -> list[str]:
    tables = [_quoted(database, name) for name in database.introspection.table_names(cursor)]
    cursor.execute(
        " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in tables)
    )
    return [name for (name,) in cursor.fetchall()]


def _quoted(database: BaseDatabaseWrapper, name: str) -> str:
    return str(database.ops.quote_name(name))


def _rows(database: BaseDatabaseWrapper) -> dict[str, bytes]:
    found = {}
    with database.cursor() as cursor:
        for table in _with_rows(cursor, database):
            with cursor.copy(f"COPY {table} TO STDOUT") as rows:
                found[table] = b"".join(map(bytes, rows))
    return found


def _put_back(database: BaseDatabaseWrapper, first: dict[str, bytes]) -> None:
    with atomic(using=database.alias), database.cursor() as cursor:
        # Foreign keys are looked at when the transaction ends, so that any order will do.
        if filled := _with_rows(cursor, database):
            cursor.execute(f"TRUNCATE {', '.join(filled)} CASCADE")
        for table, content in first.items():
            with cursor.copy(f"COPY {table} FROM STDIN") as rows:
                rows.write(content)


def address_of_test_database() -> str:
    """DATABASE_URL of the database under test, for a process of its own."""
    database: dict[str, Any] = connection.settings_dict
    if database["ENGINE"].endswith("sqlite3"):
        return f"sqlite:///{database['NAME']}"
    host = str(database["HOST"]).replace("/", "%2F")
    port = f":{database['PORT']}" if database["PORT"] else ""
    password = f":{database['PASSWORD']}" if database["PASSWORD"] else ""
    return f"postgres://{database['USER']}{password}@{host}{port}/{database['NAME']}"
