"""Addresses of files that hold a block of texts each, of which a large site has thousands.

One address of a family is worked out, and the others differ from it by their number: every release writes
the lists of them anew, and must not take longer the more there are.
"""

from collections.abc import Callable

from django.urls import reverse

_SAMPLE = 987_654_321
"""No block's number, and in no address by chance."""


def block_addresses(route: str, name: str, *after: str) -> Callable[[int], str]:
    """The address by the number of a block; `name` is the language as files write it."""
    head, tail = reverse(route, args=[name, _SAMPLE, *after]).split(str(_SAMPLE))
    return lambda block: f"{head}{block}{tail}"
