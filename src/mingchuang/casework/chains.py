"""The hash chain of one case: what is hashed, and how. Pure, so that others can verify an export."""

import hashlib
import json
import secrets
from datetime import UTC, datetime
from typing import Any

GENESIS = "0" * 64
"""What the first event of a case is chained to."""

_canonical = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode


def event_hash(
    *,
    case_uid: str,
    seq: int,
    event: str,
    state: str,
    at: datetime,
    actor_uid: str,
    data: dict[str, Any],
    prev_hash: str,
) -> str:
    """SHA-256 over the canonical JSON of an event; `actor_uid` is empty for the public and the machine."""
    body = {
        "case": case_uid,
        "seq": seq,
        "event": event,
        "state": state,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": actor_uid,
        "data": data,
        "prev": prev_hash,
    }
    return hashlib.sha256(_canonical(body).encode()).hexdigest()


def new_salt() -> str:
    """A salt for one text."""
    return secrets.token_hex(16)


def salted_digest(salt: str, *texts: str) -> str:
    """Digest of texts that cannot be guessed back without the salt, which is erased with them."""
    digest = hashlib.sha256(salt.encode())
    for text in texts:
        encoded = text.encode()
        digest.update(len(encoded).to_bytes(8, "big") + encoded)
    return digest.hexdigest()
