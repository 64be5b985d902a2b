"""Chains events in the order in which they became visible, and writes the daily head to a file.

Events are inserted unchained, so that nobody waits for anybody; the worker seals them a little
later. The head goes into a file every day: whoever rewrites the whole chain in the database cannot
rewrite the files that were copied away.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from mingchuang.base.audit import registry
from mingchuang.base.audit.models import AuditEvent, AuditSeal, ChainHead
from mingchuang.base.triggers.locks import hold

GENESIS = "0" * 64
BATCH = 1000
HASHED = ("pk", "uid", "at", "actor_id", "action", "target_type", "target_id", "data")
"""What a link's hash says of its event."""

_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def digest(content: Mapping[str, Any]) -> str:
    """SHA-256 over the canonical JSON of `content`, in hexadecimal."""
    return hashlib.sha256(_canonical(content).encode()).hexdigest()


def link_hash(seq: int, prev_hash: str, event: Any) -> str:
    """The hash of link `seq`: all an event says, be it an instance or a row, and the link before it."""
    return digest(
        {
            "seq": seq,
            "prev": prev_hash,
            "id": event.pk,
            "uid": str(event.uid),
            "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "actor": event.actor_id,
            "action": event.action,
            "target_type": event.target_type,
            "target_id": event.target_id,
            "data": event.data,
        }
    )


def seal(now: datetime) -> int:
    """Chain every event not yet sealed; returns how many. Safe to run in several workers at once."""
    sealed = 0
    while (batch := _seal_batch(now)) > 0:
        sealed += batch
    return sealed


def _seal_batch(now: datetime) -> int:
    with transaction.atomic():
        hold("audit.seal")
        last = AuditSeal.objects.order_by("-seq").first()
        seq, prev = (last.seq, last.hash) if last else (0, GENESIS)
        links: list[AuditSeal] = []
        waiting = AuditEvent.objects.filter(seal__isnull=True).order_by("id")
        for event in waiting.values_list(*HASHED, named=True)[:BATCH]:
            seq += 1
            own = link_hash(seq, prev, event)
            links.append(AuditSeal(seq=seq, event_id=event.pk, prev_hash=prev, hash=own, sealed_at=now))
            prev = own
        AuditSeal.objects.bulk_create(links)
    return len(links)


def seals_folder() -> Path:
    """Where the daily heads lie."""
    return Path(settings.DATA_DIR) / "seals"


def head_content(head: ChainHead) -> dict[str, Any]:
    """What a daily head says, as hashed and as written to the file."""
    return {
        "day": head.day.isoformat(),
        "seq": head.seq,
        "hash": head.hash,
        "others": head.others,
        "prev": head.prev_hash,
    }


def export_head(now: datetime) -> Path | None:
    """Seal, then fix today's head in the database and in a file of its own; None when it stands already.

    The heads are chained too, so that a missing day is seen.
    """
    seal(now)
    day = timezone.localtime(now).date()
    with transaction.atomic():
        hold("audit.seal")
        head = ChainHead.objects.filter(day=day).first()
        if head is None:
            head = _new_head(day, now)
            head.save(force_insert=True)
    path = seals_folder() / f"{day.isoformat()}.json"
    if path.exists():
        return None
    return _write(path, head)


def _new_head(day: date, now: datetime) -> ChainHead:
    last = AuditSeal.objects.order_by("-seq").first()
    before = ChainHead.objects.order_by("-day").first()
    head = ChainHead(
        day=day,
        seq=last.seq if last else 0,
        hash=last.hash if last else GENESIS,
        others={chain.name: chain.digest() for chain in registry.chains()},
        prev_hash=before.head_hash if before else GENESIS,
        made_at=now,
    )
    head.head_hash = digest(head_content(head))
    return head


def _write(path: Path, head: ChainHead) -> Path:
    path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    text = json.dumps(head_content(head) | {"head": head.head_hash}, ensure_ascii=False, indent=2)
    unfinished.write_text(text + "\n", encoding="utf-8")
    unfinished.replace(path)
    return path
