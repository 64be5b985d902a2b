"""Where a reader stands in the feed."""

from dataclasses import dataclass

LAST_OF_TRANSACTION = 2**63 - 1


class TooFarBehind(LookupError):
    """The feed cannot take this reader on from where they stand: they must build their copy anew.

    Either what they have not read was pruned, or their position is of another history (a database that
    was restored from a backup).
    """


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """The last change a reader has dealt with. Positions compare in the order in which changes are read."""

    transaction: int = 0
    change: int = 0

    def __str__(self) -> str:
        return f"{self.transaction}:{self.change}"

    @classmethod
    def parse(cls, text: str) -> "Position":
        """The position that `str` wrote. Raises ValueError for anything else."""
        transaction, change = text.split(":")
        return cls(int(transaction), int(change))


START = Position()
"""Before every change."""
