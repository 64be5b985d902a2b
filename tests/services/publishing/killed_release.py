"""Run by test_killed_release.py as a process of its own: releases one version and stops before it commits."""

import sys
import time
from datetime import datetime
from pathlib import Path

import django

django.setup()

from mingchuang.base.accounts.models import User  # noqa: E402
from mingchuang.publishing.services import release  # noqa: E402


def _stop_here(*_: object, **__: object) -> None:
    """Stands in for the last step of a release: everything is written, nothing is committed."""
    Path(sys.argv[1]).touch()
    time.sleep(120)


if __name__ == "__main__":
    release.enqueue = _stop_here
    version, actor, moment = int(sys.argv[2]), int(sys.argv[3]), datetime.fromisoformat(sys.argv[4])
    release.release(User.objects.get(pk=actor), version, now=moment)
