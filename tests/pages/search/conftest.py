"""A public site with an index of its own."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from mingchuang.base.lookups.services import counting
from tests.support.indexed import index_now
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


@pytest.fixture
def site(db: None, now: datetime) -> Site:
    """The office and one item of each fate, in the index."""
    made = make_site(now)
    index_now()
    return made
