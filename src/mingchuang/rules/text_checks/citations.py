from dataclasses import dataclass


@dataclass(frozen=True)
class Citation:
    title: str
    number: str
    start: int
    end: int


def citations(t):
    return []
