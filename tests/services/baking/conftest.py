"""A baked site in a folder of its own."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from mingchuang.base.design.languages import LANGUAGES
from mingchuang.publishing.baking import state, whole
from mingchuang.publishing.baking.baker import Baker
from mingchuang.publishing.baking.folder import SiteFolder


@pytest.fixture
def site(settings: Any, tmp_path: Path) -> SiteFolder:
    """Where this test's host keeps its pages."""
    settings.SITE_ROOT = tmp_path / "site"
    settings.BAKE_HOST = "web1"
    return SiteFolder(settings.SITE_ROOT)


@pytest.fixture
def baker(site: SiteFolder, now: datetime) -> Baker:
    """A baker whose clock stands still."""
    return Baker(site, lambda: now)


@pytest.fixture
def bake_all(baker: Baker) -> Callable[[], None]:
    """A full bake in this process."""

    def bake() -> None:
        baker.needs_full()
        whole.bake_everything(baker, baker.state.pending or LANGUAGES)

    return bake


def catch_up(baker: Baker) -> None:
    """Everything the feed holds, as the lane does it."""
    while True:
        work = baker.follow()
        if baker.needs_full():
            whole.bake_everything(baker, baker.state.pending)
        elif not work.changes:
            return


__all__ = ["catch_up", "state"]
