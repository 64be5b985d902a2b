"""Installations in folders of their own, used through the command line as an operator would."""

import os
import shutil
import subprocess
import sys
from pathlib import Path


def surroundings(folder: Path, **more: str) -> dict[str, str]:
    """The environment of an installation in `folder` on SQLite."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return kept | {"DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "mingchuang.config.settings"} | more


def run(folder: Path, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run Python with the given arguments for the installation in `folder`."""
    return subprocess.run(
        [sys.executable, *command],
        check=False,
        env=surroundings(folder, **more),
        capture_output=True,
        text=True,
        timeout=240,
    )


def mingchuang(folder: Path, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run the `mingchuang` command for the installation in `folder`."""
    return run(folder, "-m", "mingchuang", *command, **more)


def copy(source: Path, target: Path) -> Path:
    """A second installation with the same content."""
    shutil.copytree(source, target, dirs_exist_ok=True)
    return target
