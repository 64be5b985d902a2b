"""Every way a case can move, and the proof that nobody moved one past them."""

from mingchuang.casework.services.alarming import alarm, chase
from mingchuang.casework.services.handling import (
    admit,
    answer,
    assign,
    close,
    comment,
    discard,
    erase,
    forward,
    reopen,
    reveal_contact,
    set_division_period,
    take_on,
)
from mingchuang.casework.services.opening import Opened, open_case
from mingchuang.casework.services.packaging import package
from mingchuang.casework.services.reminding import clock_rows, derive_due_days_again, remind
from mingchuang.casework.services.verification import seal_events, verify_chains

__all__ = [
    "Opened",
    "admit",
    "alarm",
    "answer",
    "assign",
    "chase",
    "clock_rows",
    "close",
    "comment",
    "derive_due_days_again",
    "discard",
    "erase",
    "forward",
    "open_case",
    "package",
    "remind",
    "reopen",
    "reveal_contact",
    "seal_events",
    "set_division_period",
    "take_on",
    "verify_chains",
]
