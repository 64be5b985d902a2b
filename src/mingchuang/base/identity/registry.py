"""Who must know when the identity changes: it stands on every page, so everything is rendered anew."""

from collections.abc import Callable
from datetime import datetime

AfterChange = Callable[[datetime], None]

_AFTER: dict[str, AfterChange] = {}


def register_after_change(name: str, call: AfterChange) -> None:
    """Have `call(now)` run in the transaction of every change. It should enqueue, not work."""
    _AFTER[name] = call


def after_change() -> tuple[AfterChange, ...]:
    """Everything to call, in the order of names."""
    return tuple(_AFTER[name] for name in sorted(_AFTER))
