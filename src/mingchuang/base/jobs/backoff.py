"""How long to wait before a failed job is tried again."""

from datetime import timedelta

FIRST = timedelta(seconds=10)
LONGEST = timedelta(hours=1)


def pause(attempts: int) -> timedelta:
    """The pause after the given number of attempts (from 1): doubling from ten seconds to an hour."""
    if attempts < 1:
        raise ValueError("a pause follows at least one attempt")
    return min(FIRST * 2 ** min(attempts - 1, 16), LONGEST)
