"""Which transactions of this database may still commit; docs/adr/0017 explains why readers ask."""

from django.db import connection

_OLDEST = """
SELECT COALESCE(MIN(ends.after - MOD(MOD(ends.after, 4294967296) - running.xid + 4294967296, 4294967296)),
                ends.after)
FROM (SELECT CAST(CAST(pg_snapshot_xmax(pg_current_snapshot()) AS text) AS bigint) AS after) AS ends
LEFT JOIN (
    SELECT CAST(CAST(backend_xid AS text) AS bigint) AS xid FROM pg_stat_activity
    WHERE backend_xid IS NOT NULL AND backend_type = 'client backend'
    AND datid = (SELECT oid FROM pg_database WHERE datname = current_database())
) AS running ON MOD(MOD(ends.after, 4294967296) - running.xid + 4294967296, 4294967296) < 2147483648
GROUP BY ends.after
"""
"""The list of running transactions is read after the snapshot was taken: whoever is older than its end
stands in the list or has committed. Whoever is younger does not count: nothing from the end on is shown
anyway, and the end is one past the last *completed* transaction, so younger ones run every day. The list
gives numbers of 32 bits: less than half the circle behind the end is older, the rest is younger. The
server's own workers (statistics) never write changes."""


def oldest_running() -> int:
    """The oldest transaction of this database that may still commit.

    Everything older is visible to the next statement, or never will be. Other databases of the same server
    do not count: what runs there for an hour holds nobody back here. On SQLite always 1: writers exclude
    one another, and changes bear 0.
    """
    if connection.vendor != "postgresql":
        return 1
    with connection.cursor() as cursor:
        # Inside a transaction the server would repeat the list it gave before.
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(_OLDEST)
        return int(cursor.fetchone()[0])
