"""A public site with an index of its own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mingchuang.base.lookups.services import counting
from mingchuang.base.search.sources import Index
from tests.conftest import NOW
from tests.support.indexed import Indexed, kept_with_index
from tests.support.public_site import Site, make_site


@pytest.fixture(autouse=True)
def index_folder(settings: Any, tmp_path: Path) -> None:
    """Every test has its own folder for the index."""
    settings.DATA_DIR = tmp_path


@pytest.fixture(autouse=True)
def _nothing_counted() -> Iterator[None]:
    """What one test searched is not another's."""
    yield
    counting.forget_held()


@pytest.fixture(scope="module")
def indexed_site(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("index")
    with kept_with_index(django_db_blocker, folder, lambda: make_site(NOW), Index.PUBLIC) as made:
        yield made


@pytest.fixture
def site(indexed_site: Indexed[Site], db: None, tmp_path: Path, settings: Any) -> Site:
    """The office and one item of each fate, in the index."""
    return indexed_site.lent(tmp_path, settings)
