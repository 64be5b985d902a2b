"""Gives every test process its own data directory before Django reads its settings.

Loaded as a pytest plugin by `-p` (see pyproject.toml), because pytest-django reads the settings before
any conftest.py is imported.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# Memory where there is any: a test database is written and thrown away all the time.
_ROOM = Path("/dev/shm") if os.access("/dev/shm", os.W_OK) else None

_folder = tempfile.mkdtemp(prefix="mingchuang-tests-", dir=_ROOM)
atexit.register(shutil.rmtree, _folder, ignore_errors=True)

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
