"""Processes that end with the one that started them: a killed parent can no longer tell them to."""

import ctypes
import os
import sys
from collections.abc import Callable

_PR_SET_PDEATHSIG = 1


def ending_with(parent: int, number: int) -> Callable[[], None] | None:
    """For a child to call: has the kernel send it a signal when the thread that started it ends.

    Also fit for the moment between fork and exec. None where no kernel can do it: only Linux does, elsewhere
    a killed parent leaves its children running.
    """
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl

    def ask() -> None:
        prctl(_PR_SET_PDEATHSIG, number)
        if os.getppid() != parent:  # it died before we asked
            os._exit(1)

    return ask
