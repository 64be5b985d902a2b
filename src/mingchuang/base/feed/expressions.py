"""The number a change bears, so that readers can tell what is visible to everybody; see docs/adr/0017."""

from typing import Any

from django.db.models import BigIntegerField, Func


class CurrentTransaction(Func):
    """The number of the transaction that writes; 0 on SQLite, where writers come one after another."""

    template = "CAST(CAST(pg_current_xact_id() AS text) AS bigint)"
    arity = 0
    output_field = BigIntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[str | int, ...]]:
        return self.as_sql(compiler, connection, template="0")
