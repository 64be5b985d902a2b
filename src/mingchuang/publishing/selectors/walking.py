"""A window of a long list, met by walking keys in an order that an index gives.

Sorting everything that was found costs the more the more was found; the order of all is there already, and
what many of it meet comes soon.
"""

from collections.abc import Set
from contextlib import closing
from typing import Any

from django.db.models import QuerySet

FEW, TIMES = 2000, 10
"""So many items, or so many times what is turned to, are sorted by themselves; more are met soon enough in
the order of all."""

WALKED, FASTER = 1000, 8
"""How many rows in order are looked at first at least, and how many times more after a time that met nothing:
each question reaches twice as far at least, so a page far down costs few of them."""

READ = 500
"""How many keys are taken from the database at a time."""


def walked(
    ordered: QuerySet[Any, int | None], found: Set[int] | None, apart: Set[int], stop: int
) -> list[int]:
    """The first `stop` of the keys in order that were found, None for every one; but for those `apart`."""
    met: list[int] = []
    at, step = 0, max(WALKED, _reach(stop, found))
    most = max(0, stop if found is None else min(stop, len(found) - len(apart)))
    while len(met) < most:
        looked_at = 0
        # Read on while looking: where the database goes row by row, what is not looked at costs nothing.
        keys: Any = ordered[at : at + step].iterator(chunk_size=READ)
        with closing(keys):
            for key in keys:
                looked_at += 1
                if key is not None and key not in apart and (found is None or key in found):
                    met.append(key)
                    if len(met) == most:
                        return met
        if looked_at < step:
            break
        at += step
        step = max(at, _reach(most - len(met), found)) if met else at * FASTER
    return met


def _reach(wanted: int, found: Set[int] | None) -> int:
    """How many rows in order probably hold so many that are found, with as many to spare.

    Keys are given out one after another: the largest says about how many there are.
    """
    every = max(found) / len(found) if found else 1
    return int(wanted * every * 2)
