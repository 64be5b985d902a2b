"""Solves the task of the public door, as a reporter's browser does."""

import base64
import hashlib
import json

from mingchuang.casework.services import door


def solve(challenge: door.Challenge) -> dict[str, object]:
    """What the reporter's browser does."""
    for number in range(challenge.max_number + 1):
        if hashlib.sha256(f"{challenge.salt}{number}".encode()).hexdigest() == challenge.challenge:
            return {
                "algorithm": challenge.algorithm,
                "challenge": challenge.challenge,
                "number": number,
                "salt": challenge.salt,
                "signature": challenge.signature,
            }
    raise AssertionError("the task has no solution")


def packed(solution: dict[str, object]) -> str:
    return base64.b64encode(json.dumps(solution).encode()).decode()
