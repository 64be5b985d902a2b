"""What every test stands on: its own data directory, database, clock and browser."""

import gc
import os
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.test.testcases import TransactionTestCase

from tests.support import databases
from tests.support.browser import browse, browser, page, phone
from tests.support.clock import Clock, datetime_read_from
from tests.support.order import longest_first

__all__ = ["browse", "browser", "page", "phone"]

NOW = datetime(2026, 3, 9, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
"""A Monday morning, no holiday near: the moment every test starts at."""

hypothesis.settings.register_profile("house", deadline=None, database=None)
hypothesis.settings.register_profile("ci", deadline=None, database=None, derandomize=True, max_examples=60)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "house")


def pytest_configure(config: pytest.Config) -> None:
    """Passwords need not be slow in tests, and the SQLite database is a file as in an installation."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    default = settings.DATABASES["default"]
    if default["ENGINE"].endswith("sqlite3"):
        # Threads of a test must see one another's commits and locks, which memory does not give them.
        default.setdefault("TEST", {})["NAME"] = str(Path(settings.DATA_DIR) / "test.sqlite3")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Long files come first; tests of the migrations run only in the run that has migrations."""
    longest_first(items)
    if config.getoption("nomigrations"):
        outside = [item for item in items if item.get_closest_marker("migrations")]
        config.hook.pytest_deselected(items=outside)
        items[:] = [item for item in items if item not in set(outside)]


def pytest_collection_finish() -> None:
    """What is loaded by now stays: the collector of garbage need not look through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """Tell the browser fixture whether the test failed, so that it takes a picture."""
    report = yield
    if report.when == "call":
        item.failed = report.failed  # type: ignore[attr-defined]
    return report


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The test database, remembered so that tests with real transactions can be undone."""
    with django_db_blocker.unblock():
        databases.remember_first_state()
    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", databases.restore_first_state)
    yield
    patch.undo()
    databases.forget_first_state()


@pytest.fixture
def now() -> datetime:
    """The moment the test starts at."""
    return NOW


@pytest.fixture
def today() -> date:
    """The day the test is on."""
    return NOW.date()


@pytest.fixture(autouse=True)
def clock(now: datetime, monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock views, jobs and commands read; a test may set it or move it on."""
    clock = Clock(now)
    monkeypatch.setattr("django.utils.timezone.datetime", datetime_read_from(clock))
    return clock


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """Rate limits and cached values of one test are not another's."""
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _no_index_of_another_test() -> None:
    """An index that an earlier test left in the common folder knows nothing of this test's texts."""
    left = Path(settings.DATA_DIR) / "search"
    if left.exists():
        shutil.rmtree(left)


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real data, where the machine has one."""
    value = os.environ.get("MINGCHUANG_CORPUS", "")
    if not value:
        pytest.skip("MINGCHUANG_CORPUS names no folder of real data")
    folder = Path(value)
    assert folder.is_dir(), f"MINGCHUANG_CORPUS={value} is not a folder"
    return folder
