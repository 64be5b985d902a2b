"""Writes audit events inside the caller's transaction."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone

from mingchuang.base.accounts.models import User
from mingchuang.base.audit.models import AuditEvent
from mingchuang.base.triggers.rows import append_values

LONGEST_TEXT = 200

_CODE = re.compile(r"[a-z_]+(\.[a-z_]+)+")


def record(
    actor: User | None,
    action: str,
    target: models.Model | None,
    *,
    now: datetime,
    data: Mapping[str, Any] | None = None,
) -> AuditEvent:
    """Write down that `actor` (None: the machine itself) did `action` to `target`.

    `data` holds ids, codes, dates, counts and flags only. Free text is refused (ValueError), because
    what is written here can never be erased.
    """
    event = AuditEvent(**_deed(actor, action, now), **_details(target, data or {}))
    event.save(force_insert=True)
    return event


def record_many(
    actor: User | None,
    action: str,
    rows: Iterable[tuple[models.Model, Mapping[str, Any]]],
    *,
    now: datetime,
) -> None:
    """Write down one action on many targets, each with its data, under the rules of `record`."""
    append_values(AuditEvent, (_details(target, data) for target, data in rows), **_deed(actor, action, now))


def _deed(actor: User | None, action: str, now: datetime) -> dict[str, Any]:
    """Who did what and when."""
    if not _CODE.fullmatch(action):
        raise ValueError(f"audit action {action!r} is not of the form room.deed")
    if timezone.is_naive(now):
        raise ValueError("audit events need an aware time")
    return {"at": now, "actor_id": actor.pk if actor is not None else None, "action": action}


def _details(target: models.Model | None, data: Mapping[str, Any]) -> dict[str, Any]:
    """What it was done to."""
    for key, value in data.items():
        _check(key, value)
    return {
        "target_type": target._meta.label_lower if target is not None else "",
        "target_id": str(target.pk) if target is not None else "",
        "data": dict(data),
    }


def _check(key: str, value: Any) -> None:
    if isinstance(value, list):
        for part in value:
            _check(key, part)
    elif isinstance(value, str):
        if len(value) > LONGEST_TEXT or "\n" in value:
            raise ValueError(f"audit data {key!r} holds running text")
    elif not (value is None or isinstance(value, (bool, int))):
        raise ValueError(f"audit data {key!r} is neither text, number, flag nor list")
