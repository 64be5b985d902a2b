"""An application begun and finished later: sealed under a code that only its writer knows, for thirty days.

The key is made from the code and nothing of the code is kept but a digest, so that the office cannot read
what nobody has sent yet.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.db import transaction

from mingchuang.casework import query_codes
from mingchuang.disclosure.requests.models import SavedApplication

KEPT_FOR = timedelta(days=30)
_PURPOSE = b"mingchuang saved application v1"


def save_application(typed: Mapping[str, str], *, now: datetime, code: str = "") -> tuple[str, datetime]:
    """Keep what was typed; the code to find it with, and when it goes.

    With the `code` of an application saved before, that one is replaced; a code that finds nothing gets a
    new one instead, so that nobody chooses their own.
    """
    expires_at = now + KEPT_FOR
    with transaction.atomic():
        known = _find(code, now) if code else None
        if known is None:
            code = query_codes.make()
        values = {
            "sealed": _fernet(code).encrypt(json.dumps(dict(typed), ensure_ascii=False).encode()),
            "saved_at": now,
            "expires_at": expires_at,
        }
        SavedApplication.objects.update_or_create(code_digest=_digest(code), defaults=values)
    return query_codes.grouped(code), expires_at


def resume(code: str, *, now: datetime) -> dict[str, str] | None:
    """What was typed, None where no application is kept under the code (any more)."""
    saved = _find(code, now)
    if saved is None:
        return None
    typed: dict[str, str] = json.loads(_fernet(code).decrypt(bytes(saved.sealed)))
    return typed


def forget(code: str) -> None:
    """Delete the saved application; it was sent. A code that finds nothing does nothing."""
    SavedApplication.objects.filter(code_digest=_digest(code)).delete()


def delete_expired(now: datetime) -> int:
    """Delete every application whose time is over; how many there were."""
    count, _each = SavedApplication.objects.filter(expires_at__lte=now).delete()
    return count


def _find(code: str, now: datetime) -> SavedApplication | None:
    return SavedApplication.objects.filter(code_digest=_digest(code), expires_at__gt=now).first()


def _digest(code: str) -> str:
    return hashlib.sha256(f"saved application:{query_codes.normalise(code)}".encode()).hexdigest()


def _fernet(code: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE)
    return Fernet(base64.urlsafe_b64encode(derived.derive(query_codes.normalise(code).encode())))
