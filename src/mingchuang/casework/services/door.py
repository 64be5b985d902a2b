"""Guards the public door without pictures or puzzles: proof of work, and a limit on how often one knocks.

Nobody is turned away for lacking JavaScript: without proof a report is received under a tighter limit
and looked at by a person. Addresses of visitors are never stored: only a keyed digest, for an hour.
"""

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

import altcha
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from mingchuang.casework.models import AttemptWindow, SpentProof

HARDEST = 50_000
"""Largest number to be found; a phone finds it in about a second."""

VALID_FOR = timedelta(hours=2)
"""How long somebody may take to fill in a form."""

WINDOW = timedelta(hours=1)


class Knock(StrEnum):
    """What is being tried; each has its own limit within the window."""

    REPORT = "report"
    REPORT_UNPROVEN = "report_unproven"
    REQUEST = "request"
    REQUEST_UNPROVEN = "request_unproven"
    UNPROVEN_ALL = "unproven_all"
    UPLOAD = "upload"
    SAVE = "save"
    RESUME = "resume"
    LOOK_UP = "look_up"
    LOOK_UP_NUMBER = "look_up_number"


LIMITS: dict[Knock, int] = {
    Knock.REPORT: 20,
    Knock.REPORT_UNPROVEN: 5,
    Knock.REQUEST: 20,
    Knock.REQUEST_UNPROVEN: 5,
    Knock.UNPROVEN_ALL: 200,
    Knock.UPLOAD: 60,
    Knock.SAVE: 20,
    Knock.RESUME: 30,
    Knock.LOOK_UP: 30,
    Knock.LOOK_UP_NUMBER: 15,
}


@dataclass(frozen=True, slots=True)
class Challenge:
    """A task for the reporter's browser, as it is written into the form."""

    algorithm: str
    challenge: str
    salt: str
    signature: str
    max_number: int


def _key() -> str:
    return salted_hmac("mingchuang.casework.door", "proof", algorithm="sha256").hexdigest()


def new_challenge(now: datetime) -> Challenge:
    """A signed task; nothing is stored until it is solved."""
    options = altcha.ChallengeOptionsV1(
        algorithm="SHA-256",
        max_number=HARDEST,
        hmac_key=_key(),
        expires=now + VALID_FOR,
    )
    made = altcha.create_challenge_v1(options)
    return Challenge(made.algorithm, made.challenge, made.salt, made.signature, made.max_number)


def spend_proof(payload: str, now: datetime) -> bool:
    """Whether the payload is a right solution of our own task, in time, and never used before."""
    data = _decoded(payload)
    if data is None:
        return False
    # Expiry is checked here against `now`: the library would read the machine's clock.
    ok, _error = altcha.verify_solution_v1(payload, _key(), check_expires=False)
    expires_at = _expiry(str(data.get("salt", "")))
    if not ok or expires_at is None or expires_at < now:
        return False
    SpentProof.objects.filter(expires_at__lt=now).delete()
    digest = hashlib.sha256(str(data["challenge"]).encode()).hexdigest()
    try:
        with transaction.atomic():
            SpentProof.objects.create(digest=digest, expires_at=expires_at)
    except IntegrityError:
        return False
    return True


def _decoded(payload: str) -> dict[str, Any] | None:
    if not payload or len(payload) > 4000:
        return None
    try:
        data = json.loads(base64.b64decode(payload, validate=True))
    except (binascii.Error, ValueError):
        return None
    needed = {"algorithm", "challenge", "number", "salt", "signature"}
    if not isinstance(data, dict) or not needed <= set(data) or not isinstance(data["number"], int):
        return None
    return data if all(isinstance(data[name], str) for name in needed - {"number"}) else None


def _expiry(salt: str) -> datetime | None:
    for part in salt.partition("?")[2].split("&"):
        name, _, value = part.partition("=")
        if name == "expires" and value.isdigit():
            return datetime.fromtimestamp(int(value), UTC)
    return None


def allowed(knock: Knock, key: str, now: datetime) -> bool:
    """Count one try of `key` and say whether it is still within the limit."""
    digest = salted_hmac(f"mingchuang.casework.{knock}", key, algorithm="sha256").hexdigest()
    with transaction.atomic():
        AttemptWindow.objects.filter(began_at__lt=now - WINDOW).delete()
        AttemptWindow.objects.bulk_create([AttemptWindow(key=digest, began_at=now)], ignore_conflicts=True)
        AttemptWindow.objects.filter(key=digest).update(count=F("count") + 1)
        return AttemptWindow.objects.get(key=digest).count <= LIMITS[knock]
