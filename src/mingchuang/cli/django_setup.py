"""Starts Django for commands that need it."""

import os


def prepare() -> None:
    """Load settings and applications. Import models only after this."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingchuang.config.settings")
    import django

    django.setup()
