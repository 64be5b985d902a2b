"""What the platform asks itself: is anything not running, not done, not safe?

Each app's `health.py` registers checks here and is found when Django starts. `mingchuang check`, the
desk's health page and `/healthz` all ask the same list.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

logger = logging.getLogger("mingchuang.health")


class State(StrEnum):
    """How well a thing is."""

    OK = "ok"
    WARN = "warn"  # works, but somebody should look at it
    FAIL = "fail"  # something that must happen does not


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer: a stable code, how well it is, and in plain Chinese what is so and what to do."""

    code: str
    state: State
    message: str


Check = Callable[[datetime], Iterable[Finding]]

_CHECKS: dict[str, Check] = {}


def check(name: str) -> Callable[[Check], Check]:
    """Register the decorated function, which gets the time and yields findings, as the check `name`."""

    def register(function: Check) -> Check:
        if _CHECKS.get(name, function) is not function:
            raise ValueError(f"check {name} is registered twice")
        _CHECKS[name] = function
        return function

    return register


def run(now: datetime) -> list[Finding]:
    """Every check's findings, in order of names. A check that breaks is itself a failure."""
    findings: list[Finding] = []
    for name in sorted(_CHECKS):
        try:
            findings.extend(_CHECKS[name](now))
        except Exception:
            logger.exception("check broke", extra={"check": name})
            findings.append(Finding(name, State.FAIL, f"检查“{name}”自身出错，详见日志"))
    return findings


def worst(findings: Iterable[Finding]) -> State:
    """The worst state among the findings; OK when there are none."""
    order = list(State)
    return max((finding.state for finding in findings), key=order.index, default=State.OK)
