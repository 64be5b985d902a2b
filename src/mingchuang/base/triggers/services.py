"""Declares and installs database triggers.

A trigger is declared beside the model it guards, as one SQL text for SQLite and one for PostgreSQL,
and installed after every migrate, so that it exists in every database, the test databases included.
"""

from dataclasses import dataclass

from django.db import connections


@dataclass(frozen=True, slots=True)
class Trigger:
    """A guard on one table. The SQL texts create it whole (PostgreSQL: function and trigger)."""

    name: str
    table: str
    sqlite: str
    postgres: str


_REGISTRY: dict[str, Trigger] = {}


def declare(*triggers: Trigger) -> None:
    """Register triggers; declaring a name twice with another text is a mistake and raises ValueError."""
    for trigger in triggers:
        if _REGISTRY.get(trigger.name, trigger) != trigger:
            raise ValueError(f"trigger {trigger.name} is declared twice")
        _REGISTRY[trigger.name] = trigger


def declared() -> dict[str, Trigger]:
    """Every declared trigger by name."""
    return dict(_REGISTRY)


def guard(name: str, table: str, *, on: str, sqlite_when: str, postgres_when: str, message: str) -> Trigger:
    """A trigger that refuses `on` ("UPDATE", "DELETE", "INSERT", "UPDATE OF a, b") when the condition holds.

    Conditions speak of OLD and NEW; `message` is ASCII and must not hold a quote.
    """
    sqlite = (
        f"CREATE TRIGGER {name} BEFORE {on} ON {table} FOR EACH ROW WHEN {sqlite_when} "
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )
    returned = "OLD" if on.startswith("DELETE") else "NEW"
    postgres = (
        f"CREATE OR REPLACE FUNCTION {name}_fn() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {postgres_when} THEN RAISE EXCEPTION '{message}' "
        f"USING ERRCODE = 'integrity_constraint_violation'; "
        f"END IF; RETURN {returned}; END $$; "
        f"CREATE TRIGGER {name} BEFORE {on} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}_fn()"
    )
    return Trigger(name, table, sqlite, postgres)


def append_only(table: str) -> tuple[Trigger, Trigger]:
    """Triggers by which the database refuses to change or delete a row of `table`."""
    return (
        guard(
            f"{table}_no_update",
            table,
            on="UPDATE",
            sqlite_when="1",
            postgres_when="TRUE",
            message=f"{table} is append-only",
        ),
        guard(
            f"{table}_no_delete",
            table,
            on="DELETE",
            sqlite_when="1",
            postgres_when="TRUE",
            message=f"{table} is append-only",
        ),
    )


def install(using: str = "default") -> None:
    """Create or replace every declared trigger whose table exists. Idempotent."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    vendor = connection.vendor
    with connection.cursor() as cursor:
        for trigger in _REGISTRY.values():
            if trigger.table not in tables:
                continue
            if vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name}")
                cursor.execute(trigger.sqlite)
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name} ON {trigger.table}")
                cursor.execute(trigger.postgres)


def installed(using: str = "default") -> set[str]:
    """Names of our triggers that the database really has."""
    connection = connections[using]
    sql = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        found = {row[0] for row in cursor.fetchall()}
    return found & set(_REGISTRY)
