"""One at a time: a named lock that lasts until the transaction ends."""

import zlib

from django.db import connection


def hold(name: str) -> None:
    """Wait until nobody else holds the lock called `name`, then hold it until the transaction ends.

    Must be called inside `transaction.atomic`. On SQLite there is nothing to do: write transactions are
    IMMEDIATE here and exclude one another by themselves.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a lock is held for a transaction; open one first")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [zlib.crc32(name.encode())])
