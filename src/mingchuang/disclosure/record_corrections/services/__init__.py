"""Everything that may be done with an application to correct a record."""

from mingchuang.disclosure.record_corrections.services.deciding import (
    answer_received,
    correct,
    letter_delivered,
    letter_refusals,
    pass_on,
    reconsider,
    refuse,
    withdraw,
)
from mingchuang.disclosure.record_corrections.services.erasing import erase_content, erase_due
from mingchuang.disclosure.record_corrections.services.registering import (
    Typed,
    content_digest,
    register,
)

__all__ = [
    "Typed",
    "answer_received",
    "content_digest",
    "correct",
    "erase_content",
    "erase_due",
    "letter_delivered",
    "letter_refusals",
    "pass_on",
    "reconsider",
    "refuse",
    "register",
    "withdraw",
]
