"""Starts Django for commands that need it."""

import gc
import os


def prepare() -> None:
    """Load settings and applications. Import models only after this."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingchuang.config.settings")
    import django

    django.setup()


def settle() -> None:
    """For a process that works for long with many rows: what was loaded up to now stays for good.

    Whoever makes thousands of rows has the garbage collector look at everything there is, again and again;
    Django's own half a million objects are left out from here on.
    """
    gc.collect()
    gc.freeze()
