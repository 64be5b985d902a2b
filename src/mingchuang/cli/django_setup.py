"""Starts Django for commands that need it."""

import gc
import os

SELDOM = 10_000
"""New objects between two looks of the garbage collector; Python's own 700 are fewer than a few rows have."""


def prepare() -> None:
    """Load settings and applications. Import models only after this."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingchuang.config.settings")
    import django

    django.setup()


def settle() -> None:
    """For a process that works for long with many rows: what was loaded up to now stays for good.

    Whoever makes thousands of rows has the garbage collector look at everything there is, again and again;
    Django's own half a million objects are left out from here on, and it looks only after ten thousand more.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(SELDOM)
