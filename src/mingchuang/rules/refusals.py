"""A refusal lists every reason at once, each with the field it concerns and the way to mend it."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason why something may not be done.

    `code` is stable for tests and the API, `message` is plain Chinese for the reader,
    `field` names the form field where there is one, `remedy` is the name of what to do next.
    """

    code: str
    message: str
    field: str = ""
    remedy: str = ""


class Refused(Exception):
    """Raised by services with *all* reasons; nothing was changed."""

    def __init__(self, reasons: Sequence[Reason]) -> None:
        if not reasons:
            raise ValueError("a refusal needs at least one reason")
        self.reasons: tuple[Reason, ...] = tuple(reasons)
        super().__init__("；".join(reason.message for reason in self.reasons))

    @classmethod
    def because(cls, code: str, message: str, field: str = "", remedy: str = "") -> "Refused":
        """A refusal with one reason."""
        return cls([Reason(code, message, field, remedy)])

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(reason.code for reason in self.reasons)


class Forbidden(Refused):
    """Refused because the person lacks the permission; views answer 403."""


def refuse_if(reasons: Sequence[Reason]) -> None:
    """Raise `Refused` when there is any reason."""
    if reasons:
        raise Refused(reasons)
