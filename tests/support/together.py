"""Several hands at the same moment, each with a connection of its own to the database."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

from mingchuang.rules.refusals import Refused


def together(act: Callable[[int], Any], hands: int = 4) -> list[Any]:
    """What each hand got, or the refusal it met. Only in tests with real transactions."""
    start = Barrier(hands)

    def one(hand: int) -> Any:
        try:
            start.wait()
            return act(hand)
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(hands) as pool:
        return list(pool.map(one, range(hands)))
