"""Recomputes the whole chain and names whatever is not as it was sealed."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from mingchuang.base.audit import registry
from mingchuang.base.audit.models import AuditEvent, AuditSeal, ChainHead
from mingchuang.base.audit.registry import Damage
from mingchuang.base.audit.services.sealing import (
    GENESIS,
    HASHED,
    digest,
    head_content,
    link_hash,
    seals_folder,
)

CHUNK = 2000


@dataclass(frozen=True, slots=True)
class VerificationReport:
    """The result of a verification. `unsealed` events wait for the worker; they are not yet protected."""

    sealed: int
    unsealed: int
    oldest_unsealed: datetime | None
    heads: int
    chains: int
    damage: tuple[Damage, ...]

    @property
    def ok(self) -> bool:
        return not self.damage


def verify() -> VerificationReport:
    """Check every seal, every daily head, every exported file and every chain of the chapters."""
    damage = [*_damaged_links(), *_damaged_heads(), *_damaged_files()]
    chains = registry.chains()
    for chain in chains:
        damage.extend(chain.verify())
    unsealed = AuditEvent.objects.filter(seal__isnull=True)
    oldest = unsealed.order_by("at").values_list("at", flat=True).first()
    return VerificationReport(
        sealed=AuditSeal.objects.count(),
        unsealed=unsealed.count(),
        oldest_unsealed=oldest,
        heads=ChainHead.objects.count(),
        chains=len(chains),
        damage=tuple(damage),
    )


def _in_chunks() -> Iterator[list[Any]]:
    """Seals as plain rows: making instances would take most of the time."""
    seals = AuditSeal.objects.order_by("seq").values_list("seq", "event_id", "prev_hash", "hash", named=True)
    start = 0
    while chunk := list(seals.filter(seq__gt=start)[:CHUNK]):
        yield chunk
        start = chunk[-1].seq


def _events_of(chunk: list[Any]) -> dict[int, Any]:
    found = AuditEvent.objects.filter(pk__in=[link.event_id for link in chunk]).order_by()
    return {event.pk: event for event in found.values_list(*HASHED, named=True)}


def _damaged_links() -> Iterator[Damage]:
    seq, prev = 0, GENESIS
    for chunk in _in_chunks():
        events = _events_of(chunk)
        for link in chunk:
            if link.seq != seq + 1:
                yield Damage(
                    "seal_missing",
                    f"封存第{seq + 1}至第{link.seq - 1}环",
                    "这些封存记录被删除，链条中断",
                )
            elif link.prev_hash != prev:
                yield Damage("chain_broken", f"封存第{link.seq}环", "与前一环对不上，前面的封存记录被改写")
            event = events.get(link.event_id)
            if event is None:
                yield Damage(
                    "event_missing",
                    f"操作记录 {link.event_id}（封存第{link.seq}环）",
                    "已封存的操作记录被删除",
                )
            elif link_hash(link.seq, link.prev_hash, event) != link.hash:
                yield Damage(
                    "event_changed", _name(event, link.seq), "内容与封存时不一致，操作记录或封存记录被改写"
                )
            seq, prev = link.seq, link.hash


def _name(event: Any, seq: int) -> str:
    when = timezone.localtime(event.at).strftime("%Y-%m-%d %H:%M:%S")
    return f"操作记录 {event.pk}（封存第{seq}环，{when}，{registry.label_of(event.action)}）"


def _damaged_heads() -> Iterator[Damage]:
    prev = GENESIS
    for head in ChainHead.objects.order_by("day"):
        where = f"{head.day.isoformat()}的链头"
        if head.head_hash != digest(head_content(head)):
            yield Damage("head_changed", where, "每日链头被改写")
        elif head.prev_hash != prev:
            yield Damage("head_missing", where, "与前一日的链头对不上，中间的链头被删除或改写")
        if head.seq:
            link = AuditSeal.objects.filter(seq=head.seq).first()
            if link is None or link.hash != head.hash:
                yield Damage(
                    "chain_rewritten", where, f"封存第{head.seq}环与当日链头不一致，链条被截断或重写"
                )
        if not (seals_folder() / f"{head.day.isoformat()}.json").exists():
            yield Damage("file_missing", where, "链头文件不在 DATA_DIR/seals 中，请从异地备份恢复后再核对")
        prev = head.head_hash


def _damaged_files() -> Iterator[Damage]:
    for path in sorted(seals_folder().glob("*.json")):
        where = f"链头文件 {path.name}"
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            day, told = content["day"], content["head"]
        except (OSError, ValueError, KeyError, TypeError):
            yield Damage("file_unreadable", where, "文件读不懂，请从异地备份恢复后再核对")
            continue
        head = ChainHead.objects.filter(day=path.stem).first() if day == path.stem else None
        if head is None or head.head_hash != told or content != head_content(head) | {"head": told}:
            yield Damage("file_disagrees", where, "与数据库中的当日链头不一致，数据库或文件被改写")
