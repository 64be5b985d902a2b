"""The index as it stands when the worker has caught up, for tests that search."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from django.test import override_settings
from django.utils import timezone

from mingchuang.base.search.rebuilding import rebuild
from mingchuang.base.search.sources import Index
from tests.conftest import NOW
from tests.support.clock import Clock
from tests.support.kept import kept

T = TypeVar("T")


def index_now(which: Index = Index.PUBLIC) -> None:
    """Build an index from what the database holds now."""
    rebuild(which, clock=timezone.now, afresh=True)


@dataclass(frozen=True)
class Indexed(Generic[T]):
    """What was made once for the tests of a module, with its index."""

    made: T
    folder: Path

    def lent(self, folder: Path, settings: Any) -> T:
        """What was made, for one test, which may change both it and its own copy of the index."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        settings.DATA_DIR = folder
        return deepcopy(self.made)


@contextmanager
def kept_with_index(blocker: Any, folder: Path, make: Callable[[], T], which: Index) -> Iterator[Indexed[T]]:
    """Made and indexed once for a module, as `kept` says, with the index in `folder`."""
    with kept(blocker, Clock(NOW)):
        with override_settings(DATA_DIR=folder):
            made = make()
            index_now(which)
        yield Indexed(made, folder)
