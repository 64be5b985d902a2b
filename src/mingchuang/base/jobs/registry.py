"""Jobs by name: who handles one, and which run by the clock.

Services enqueue a name and never import the code that runs, so that a lower room can queue work that a
higher room does. Each app's `jobs.py` registers its handlers here and is found when Django starts.

A job runs at least once, never at most once: a worker may be killed after the work and before the note
that it was done. So **every handler must be idempotent**: look whether the effect is there already, or
do the effect and its mark in one transaction. A payload holds ids and codes, never personal data.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

Json = None | bool | int | float | str | list[Any] | dict[str, Any]
Payload = Mapping[str, Json]
Function = Callable[[dict[str, Any]], None]

DEFAULT_RETRIES = 5
_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")


class UnknownJob(LookupError):
    """A name was enqueued or scheduled that no `jobs.py` handles."""


class GiveUp(RuntimeError):
    """Raised by a handler that knows that trying again cannot help; the job fails at once."""


@dataclass(frozen=True, slots=True)
class Handler:
    """The function behind a name, how often a failure is tried again, and whether it may take minutes."""

    name: str
    function: Function
    retries: int
    slow: bool = False


@dataclass(frozen=True, slots=True)
class Schedule:
    """A job that runs by the clock: every `minutes`, or once a day `at` a local time."""

    name: str
    minutes: int = 0
    at: time | None = None


@dataclass(frozen=True, slots=True)
class Lane:
    """Work of its own beside the jobs of a worker: `step` does a little and tells whether there was any.

    The worker calls it in a thread of its own, at once again after True, after `idle_seconds` after False,
    and `leave` in the same thread when it stops. A step must end within seconds, or look at `stopping`.
    """

    name: str
    step: Callable[["Stopping"], bool]
    leave: Callable[[], None]
    idle_seconds: float


Stopping = Callable[[], bool]
"""Whether the worker has been asked to stop."""

_HANDLERS: dict[str, Handler] = {}
_LANES: dict[str, Lane] = {}
_SCHEDULES: dict[str, Schedule] = {}


def handler(
    name: str, *, retries: int = DEFAULT_RETRIES, slow: bool = False
) -> Callable[[Function], Function]:
    """Register the decorated function for jobs called `name` ("app.verb").

    The function takes the payload; what it raises makes the job try again, `retries` times with growing
    pauses, then stand as failed until somebody acts. `slow` is for what may take minutes (an import):
    it runs beside the others, so that a release at nine o'clock does not wait for it. Raises ValueError
    for a bad or doubled name.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"a job is named app.verb in lower case, not {name!r}")

    def register(function: Function) -> Function:
        known = _HANDLERS.get(name)
        if known is not None and known.function is not function:
            raise ValueError(f"job {name} has two handlers")
        _HANDLERS[name] = Handler(name, function, retries, slow)
        return function

    return register


def find(name: str) -> Handler:
    """The handler of a name. Raises UnknownJob."""
    try:
        return _HANDLERS[name]
    except KeyError:
        raise UnknownJob(f"no handler is registered for the job {name!r}") from None


def every(name: str, *, minutes: int) -> None:
    """Run `name` every so many minutes, once across all workers."""
    if minutes < 1:
        raise ValueError("a schedule has at least one minute between runs")
    _schedule(Schedule(name, minutes=minutes))


def daily(name: str, *, at: str) -> None:
    """Run `name` once a day at a local time such as "02:30", once across all workers."""
    _schedule(Schedule(name, at=time.fromisoformat(at)))


def _schedule(schedule: Schedule) -> None:
    if _SCHEDULES.get(schedule.name, schedule) != schedule:
        raise ValueError(f"job {schedule.name} is scheduled twice")
    _SCHEDULES[schedule.name] = schedule


def lane(
    name: str,
    step: Callable[[Stopping], bool],
    *,
    leave: Callable[[], None] = lambda: None,
    idle_seconds: float = 0.25,
) -> None:
    """Give every worker a lane of its own for what cannot wait for the queue: following the feed, say.

    Every worker on every host runs every lane: a step that must run once a host takes a lock itself.
    """
    _LANES[name] = Lane(name, step, leave, idle_seconds)


def lanes() -> list[Lane]:
    """Every lane."""
    return list(_LANES.values())


def handlers() -> dict[str, Handler]:
    """Every handler by name."""
    return dict(_HANDLERS)


def schedules() -> dict[str, Schedule]:
    """Every schedule by job name."""
    return dict(_SCHEDULES)


def slow_names() -> frozenset[str]:
    """The jobs that may take minutes."""
    return frozenset(name for name, known in _HANDLERS.items() if known.slow)
