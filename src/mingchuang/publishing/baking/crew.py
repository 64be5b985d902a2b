"""Processes that bake beside this one. They begin here, before Django is set up in them."""

import multiprocessing
import os
import signal
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager

import django

from mingchuang.base.processes import ending_with


@contextmanager
def crew(processes: int) -> Iterator[Executor | None]:
    """Processes that bake; None for one, which is this one. None outlives it, even when it is killed."""
    if processes < 2:
        yield None
        return
    # Spawned, not forked: a forked process would share connections and locks with this one.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context, initializer=_join, initargs=(os.getpid(),)) as pool:
        yield pool


def _join(parent: int) -> None:
    # Left alone they would write beside the next baker, then wait for work for ever.
    if ask := ending_with(parent, signal.SIGKILL):
        ask()
    django.setup()
