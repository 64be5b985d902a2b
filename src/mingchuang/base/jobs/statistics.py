"""What the planner of the database knows about the tables, gathered where nobody else does it.

PostgreSQL gathers by itself. SQLite never does: without statistics it may walk all items by an index that
nearly every row shares.
"""

from django.db import connection, transaction

ROWS_LOOKED_AT = 1000
"""Rows of each index that are read: enough to tell a key from a flag, and quick at any size."""


def gather() -> None:
    """Gather statistics on SQLite; nothing elsewhere."""
    if connection.vendor != "sqlite":
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit={ROWS_LOOKED_AT}")
        # Dropped and made anew, not filled again: only a changed schema makes other open connections look.
        cursor.execute("DROP TABLE IF EXISTS sqlite_stat1")
        cursor.execute("ANALYZE")
