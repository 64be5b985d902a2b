"""A world with real transactions that is dear to make: made once a process, put back for every later test.

For tests with a browser, whose server has connections of its own: `kept` holds a transaction open, which
those would not see.
"""

import atexit
import pickle
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.db import connection

from tests.support import databases

World = TypeVar("World")


@dataclass(frozen=True, slots=True)
class _Photo:
    database: sqlite3.Connection
    folder: Path
    world: bytes


_photos: dict[Callable[[], object], _Photo] = {}


def photographed(make: Callable[[], World]) -> World:
    """What `make` makes in the database and in DATA_DIR, which must be a folder of the test's own.

    `make` is told from others by itself: give it a function of a module, not a lambda.
    """
    if connection.vendor != "sqlite":
        return make()
    folder = Path(settings.DATA_DIR)
    photo = _photos.get(make)
    if photo is None:
        world = make()
        kept = Path(tempfile.mkdtemp())
        atexit.register(shutil.rmtree, kept, ignore_errors=True)
        shutil.copytree(folder, kept, dirs_exist_ok=True)
        _photos[make] = _Photo(databases.photograph(connection), kept, pickle.dumps(world))
        return world
    databases.put_back(connection, photo.database)
    shutil.copytree(photo.folder, folder, dirs_exist_ok=True)
    found: World = pickle.loads(photo.world)
    return found
