"""An installation made from nothing, once for all tests: running every migration takes its time."""

import fcntl
import os
from pathlib import Path

import pytest

from tests.cli.installations import run


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory as the first start of the platform leaves it. Copy it, do not use it."""
    base = tmp_path_factory.getbasetemp()
    # Workers of one run share one: whoever comes second waits for the first.
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "migrated"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            made = folder.with_suffix(".new")
            made.mkdir()
            done = run(made, "-m", "mingchuang.cli.preparation")
            assert done.returncode == 0, done.stderr
            assert "migrating" in done.stdout and "reference data" in done.stdout
            made.rename(folder)
    return folder
