"""For processes that work for long: what was loaded at their start is no garbage, and is not looked at again.

Python's collector walks through every object there is, again and again, and the half a million objects of
the framework never go: some requests and many imported rows waited for that walk.
"""

import gc

SELDOM = 10_000
"""New objects between two looks of the garbage collector; Python's own 700 are fewer than a few rows have."""


def settle() -> None:
    """Call once when everything is loaded: what there is now stays for good."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(SELDOM)
