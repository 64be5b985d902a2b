"""An installation with up-to-date tables, made once: running every migration takes its time."""

from pathlib import Path

import pytest

from tests.cli.installations import run


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with an empty, migrated database. Copy it, do not use it."""
    folder = tmp_path_factory.mktemp("migrated")
    done = run(folder, "-m", "django", "migrate", "-v0")
    assert done.returncode == 0, done.stderr
    return folder
