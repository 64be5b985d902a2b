"""A process of its own that really ends, by SIGKILL, right before the nth thing it does to a folder."""

import os
import signal
import sys
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path

from django.db import connections

STEPS = {
    "tempfile.mkstemp",
    "os.utime",
    "os.remove",
    "os.rename",
    "os.link",
    "os.chmod",
    "os.mkdir",
    "os.rmdir",
}
"""What Python says before it touches a disk (audit events), whatever code it is that does so."""
FAILED = 70


def killed_at(step: int, folder: Path, act: Callable[[], object], *, database: bool = False) -> bool:
    """Whether `act` was killed before its nth step below the folder; False when it ended before.

    `database`: it reads one, which is for tests whose transactions are real, as it sees what is committed.
    """
    if database:
        connections.close_all()  # a connection must not be shared by two processes
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the test runner's threads are not needed there
        process = os.fork()
    if process == 0:
        _end_at(step, folder)
        try:
            act()
        except BaseException:
            traceback.print_exc()
            os._exit(FAILED)
        os._exit(0)
    status = os.waitpid(process, 0)[1]
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.waitstatus_to_exitcode(status) == 0
    return False


def _end_at(step: int, folder: Path) -> None:
    inside, taken = str(folder), 0

    def before(event: str, details: tuple[object, ...]) -> None:
        nonlocal taken
        if event in STEPS and str(details[0]).startswith(inside):
            taken += 1
            if taken == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(before)
