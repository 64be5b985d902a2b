"""Gives every test process its own data directory before Django reads its settings.

Loaded as a pytest plugin by `-p` (see pyproject.toml), because pytest-django reads the settings before
any conftest.py is imported.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_MEMORY = Path("/dev/shm")
_PLENTY = 2 * 2**30
"""Bytes free in memory with which the tests' own folders may lie there too."""

# Memory where there is any: databases and baked sites are written and thrown away all the time.
_ROOM = _MEMORY if os.access(_MEMORY, os.W_OK) else None

_folder = tempfile.mkdtemp(prefix="mingchuang-tests-", dir=_ROOM)
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
if _ROOM and shutil.disk_usage(_ROOM).free > _PLENTY and "PYTEST_XDIST_WORKER" not in os.environ:
    # Where `tmp_path` lies; workers of one run are told by the process that started them.
    os.environ["PYTEST_DEBUG_TEMPROOT"] = _folder

os.environ["DATA_DIR"] = _folder
for _name in (
    "PORT",
    "PUBLIC_URL",
    "MINGCHUANG_DEBUG",
    "MINGCHUANG_HOSTS",
    "MINGCHUANG_DJANGO_KEY",
    "MINGCHUANG_PERSONAL_DATA_KEY",
):
    os.environ.pop(_name, None)
os.environ["MINGCHUANG_LOG_LEVEL"] = "WARNING"
