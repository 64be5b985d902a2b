"""A world that is dear to make is made once for a module; what each test does to it is undone as ever.

Only for modules in which every test that asks the database wants that world, and none commits.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction

from tests.support.clock import Clock, datetime_read_from


class _Undone(Exception):
    """Raised to roll back what was done inside."""


@contextmanager
def undone() -> Iterator[None]:
    """Rows changed inside, and what was counted in the cache, are afterwards as they were before."""
    try:
        with transaction.atomic():
            yield
            raise _Undone
    except _Undone:
        pass
    finally:
        cache.clear()


@contextmanager
def kept(django_db_blocker: Any, clock: Clock) -> Iterator[None]:
    """What is made inside, at the clock's moment, stays for the tests of a module and is gone after them."""
    patch = pytest.MonkeyPatch()
    patch.setattr("django.utils.timezone.datetime", datetime_read_from(clock))
    try:
        with django_db_blocker.unblock(), undone():
            yield
    finally:
        patch.undo()
