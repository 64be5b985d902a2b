"""What whoever has shown number and query code acts with for an hour: a signed key of the case.

It is sent by POST, so that it stays out of addresses and logs, and opens cases of its own kind only.
"""

from datetime import timedelta
from uuid import UUID

from django.core import signing
from django.utils import timezone

from mingchuang.casework.models import Case

LASTS = timedelta(hours=1)


def _salt(kind: str) -> str:
    return f"mingchuang.{kind}.progress"


def key_for(case: Case) -> str:
    """The key of a case whose number and code were shown."""
    return signing.dumps([str(case.uid), timezone.now().timestamp()], salt=_salt(case.kind))


def case_of_key(key: str, kind: str) -> Case | None:
    """The case of the kind that the key opens; None for a key that is wrong or over."""
    try:
        uid, made_at = signing.loads(key, salt=_salt(kind))
    except signing.BadSignature:
        return None
    if timezone.now().timestamp() - made_at > LASTS.total_seconds():
        return None
    return Case.objects.filter(uid=UUID(uid), kind=kind).first()
