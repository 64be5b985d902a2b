"""A baked site in a folder of its own."""

import copy
import functools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any, TypeVar

import pytest
from django.test import override_settings

from mingchuang.base.design.languages import LANGUAGES
from mingchuang.base.identity.models import SiteIdentity
from mingchuang.publishing.baking import state, whole
from mingchuang.publishing.baking.baker import Baker
from mingchuang.publishing.baking.folder import SiteFolder
from mingchuang.publishing.models import Item
from tests.conftest import NOW
from tests.support import nginx as nginx_support
from tests.support.clock import Clock
from tests.support.kept import kept
from tests.support.nginx import Nginx
from tests.support.public_site import Site, make_site
from tests.support.publishing import Office, item_of, make_office, released
from tests.support.replayed import replayed

PHONE = "0527-84360001"
"""Where the baked office is reached."""


T = TypeVar("T")


class Killed(BaseException):
    """As the process ends: nothing catches it."""


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


@functools.cache
def _baked(make: Callable[[datetime], T]) -> Callable[[datetime], tuple[T, Path]]:
    """What is made, and the folder its pages were baked to in full."""

    def both(now: datetime) -> tuple[T, Path]:
        # The folder of all tests: one of the test that happens to come first would not outlive it.
        root = Path(tempfile.mkdtemp(dir=os.environ["DATA_DIR"])) / "site"
        with override_settings(SITE_ROOT=root, BAKE_HOST="web1"):
            made = make(now)
            whole.bake_everything(Baker(SiteFolder(root), lambda: now), LANGUAGES)
        return made, root

    return replayed(both)


@pytest.fixture
def begun(site: SiteFolder, baker: Baker, now: datetime) -> Callable[[Callable[[datetime], T]], T]:
    """Begin with what `make` makes, baked in full: rendered once, copied for every other test.

    Before a test puts anything in the place of what making and baking call.
    """

    def begin(make: Callable[[datetime], T]) -> T:
        made, root = _baked(make)(now)
        shutil.copytree(root, site.root, dirs_exist_ok=True)
        baker.state = state.load(site.root)
        return made

    return begin


def make_news(now: datetime) -> tuple[Office, Item]:
    """An office with a single text."""
    office = make_office()
    return office, item_of(released(office, now))


@pytest.fixture(scope="module")
def baked_once(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Site, Path]]:
    """A site with something on every page, and the folder it was baked to."""
    root = tmp_path_factory.mktemp("baked") / "site"
    with kept(django_db_blocker, Clock(NOW)):
        with override_settings(SITE_ROOT=root, BAKE_HOST="web1"):
            made, baked = _baked(_reached_by_phone)(NOW)
            shutil.copytree(baked, root)
            catch_up(Baker(SiteFolder(root), lambda: NOW))  # the bake confirmed what was being withdrawn
        yield made, root


def _reached_by_phone(now: datetime) -> Site:
    site = make_site(now)
    SiteIdentity.objects.update(phone=PHONE)
    return site


@pytest.fixture
def made(baked_once: tuple[Site, Path], site: SiteFolder, db: None) -> Site:
    """That site, in this test's own folder. Only where every test of the module wants it."""
    # Links are enough: whoever bakes puts a new file in the place of the old one.
    shutil.copytree(baked_once[1], site.root, copy_function=os.link, dirs_exist_ok=True)
    return copy.deepcopy(baked_once[0])


@pytest.fixture
def application() -> Iterator[ThreadingHTTPServer]:
    """A stand-in for the platform, to be put behind nginx."""
    with nginx_support.application() as server:
        yield server


@pytest.fixture
def nginx(site: SiteFolder, application: ThreadingHTTPServer, tmp_path: Path) -> Iterator[Nginx]:
    """The shipped nginx before this test's folder."""
    with nginx_support.shipped(site.root, application.server_port, tmp_path) as running:
        yield running


def catch_up(baker: Baker) -> None:
    """Everything the feed holds, as the lane does it."""
    while True:
        work = baker.follow()
        if baker.needs_full():
            whole.bake_everything(baker, baker.state.pending)
        elif not work.changes:
            return


__all__ = ["Killed", "catch_up", "state"]
