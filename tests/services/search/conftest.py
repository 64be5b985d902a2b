"""An installation of its own for each test: no index is another's."""

from pathlib import Path

import pytest
from django.utils import timezone

from mingchuang.base.search.rebuilding import rebuild
from mingchuang.base.search.sources import Index
from tests.support.search import Shelf, only


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, settings) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def shelf(transactional_db):
    shelf = Shelf(Index.PUBLIC)
    with only(shelf):
        yield shelf


@pytest.fixture
def built(shelf):
    """The shelf with an index, still empty."""
    rebuild(Index.PUBLIC, clock=timezone.now)
    return shelf
