"""The two numbers of PostgreSQL that tell what is visible to everybody; docs/adr/0017 explains them."""

from typing import Any

from django.db.models import BigIntegerField, Func


class CurrentTransaction(Func):
    """The number of the transaction that writes; 0 on SQLite, where writers come one after another."""

    template = "CAST(CAST(pg_current_xact_id() AS text) AS bigint)"
    arity = 0
    output_field = BigIntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[str | int, ...]]:
        return self.as_sql(compiler, connection, template="0")


class OldestRunning(Func):
    """The oldest transaction that may still commit; everything older is visible now or never will be."""

    template = "CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint)"
    arity = 0
    output_field = BigIntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[str | int, ...]]:
        return self.as_sql(compiler, connection, template="1")
