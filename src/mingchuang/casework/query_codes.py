"""The code with which somebody without an account finds their own case again.

80 random bits, written in 16 letters and digits that are not mistaken for one another. Only a digest is
kept: whoever reads the database cannot ask in a reporter's name.
"""

import hashlib
import hmac
import re
import secrets
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


def make() -> str:
    """A new code, in four groups of four."""
    return from_bytes(secrets.token_bytes(LENGTH))


def from_bytes(random: bytes) -> str:
    """The code that 16 or more random bytes stand for; each gives five bits."""
    if len(random) < LENGTH:
        raise ValueError(f"a query code needs {LENGTH} random bytes")
    return grouped("".join(ALPHABET[byte % len(ALPHABET)] for byte in random[:LENGTH]))


def grouped(typed: str) -> str:
    """A code as it is shown, in groups of four, however it was typed."""
    code = normalise(typed)
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def normalise(typed: str) -> str:
    """What was typed, without spaces and hyphens, full-width signs and look-alikes made plain."""
    text = unicodedata.normalize("NFKC", typed).upper().translate(_ALIKE)
    return re.sub(r"[^0-9A-Z]", "", text)


def digest(code: str, case_uid: str) -> str:
    """What is kept of a code. The case's uid is mixed in, so that equal codes do not look equal."""
    return hashlib.sha256(f"{case_uid}:{normalise(code)}".encode()).hexdigest()


def matches(typed: str, case_uid: str, stored: str) -> bool:
    """Whether the typed code is the case's, in constant time."""
    return bool(stored) and hmac.compare_digest(digest(typed, case_uid), stored)
