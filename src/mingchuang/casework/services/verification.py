"""Proves that no event of any case was changed, removed, put in or written by another hand.

Each case is a chain of its own, so that cases never wait for each other. A daily seal in the audit trail
fixes the running digest of all events, so that rewriting a whole chain is seen too.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from mingchuang.base.accounts.models import User
from mingchuang.base.audit import services as audit
from mingchuang.base.audit.models import AuditEvent
from mingchuang.base.audit.registry import Damage
from mingchuang.casework import chains, registry
from mingchuang.casework.models import Case, CaseEvent
from mingchuang.casework.services.projecting import past
from mingchuang.rules.cases import CaseEventCode, ImpossibleHistory, Replayed

SEALED = "case.sealed"
SETTLED = timedelta(hours=1)
"""Events older than this are surely committed: no transaction lasts so long."""

KIND = "来件"
BATCH = 500
_READ = (
    *("case_id", "seq", "event", "state", "at", "on", "actor_id", "data", "prev_hash", "hash"),
    *("text__text", "text__salt"),
)


def verify_chains() -> Iterable[Damage]:
    """Everything that is not as it was written, case by case and seal by seal; empty when all is well."""
    actors = {pk: str(uid) for pk, uid in User.objects.values_list("pk", "uid")}
    last = 0
    while batch := list(_cases().filter(pk__gt=last).order_by("pk")[:BATCH]):
        first, last = last, batch[-1].pk
        events = _events().filter(case_id__gt=first, case_id__lte=last)
        histories = {pk: list(group) for pk, group in groupby(events, key=lambda row: row.case_id)}
        for case in batch:
            if any(_verify_case(case, histories.pop(case.pk, []), actors)):
                yield from _looked_at_again(case.pk)
        yield from _orphans(histories)
    yield from _orphans(_events().filter(case_id__gt=last).values_list("case_id", flat=True).distinct())
    yield from _verify_seals()


def _cases() -> QuerySet[Case]:
    return Case.objects.select_related(*(kind.detail for kind in registry.kinds() if kind.detail))


def _events() -> QuerySet[Any]:
    """Events with their texts as plain rows: making instances would take most of the time."""
    return CaseEvent.objects.order_by("case_id", "seq").values_list(*_READ, named=True)


def _looked_at_again(case_id: int) -> Iterator[Damage]:
    """What is damaged in a case that nobody moves meanwhile: it was read before, and then its events."""
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=case_id)
        events = list(_events().filter(case_id=case_id))
        # People may have come since the others were read.
        actors = {pk: str(uid) for pk, uid in User.objects.values_list("pk", "uid")}
        found = list(_verify_case(_cases().get(pk=case_id), events, actors))
    yield from found


def _orphans(case_ids: Iterable[int]) -> Iterator[Damage]:
    for case_id in case_ids:
        yield Damage(KIND, f"来件 {case_id}", "有事件，来件本身已缺失")


def _verify_case(case: Case, history: Sequence[Any], actors: Mapping[int, str]) -> Iterator[Damage]:
    if not history:
        yield Damage(KIND, str(case), "没有任何事件，登记记录已缺失")
        return
    prev = chains.GENESIS
    for place, event in enumerate(history, start=1):
        where = f"{case} 第{event.seq}条"
        if event.seq != place:
            yield Damage(KIND, where, f"序号不连续，应为第{place}条：有事件被删除或插入")
            return
        if event.prev_hash != prev:
            yield Damage(KIND, where, "与上一条事件不衔接")
        if _hash_of(case, event, actors) != event.hash:
            yield Damage(KIND, where, "内容与登记时不一致")
        yield from _verify_text(event, where)
        prev = event.hash
    yield from _verify_projection(case, history)


def _hash_of(case: Case, event: Any, actors: Mapping[int, str]) -> str:
    return chains.event_hash(
        case_uid=str(case.uid),
        seq=event.seq,
        event=event.event,
        state=event.state,
        at=event.at,
        actor_uid=actors.get(event.actor_id, "unknown") if event.actor_id else "",
        data=event.data,
        prev_hash=event.prev_hash,
    )


def _verify_text(event: Any, where: str) -> Iterator[Damage]:
    expected = event.data.get("text")
    text, salt = event.text__text, event.text__salt
    if expected is None:
        if text is not None:
            yield Damage(KIND, where, "事件登记之后被附上了文字")
    elif text is None:
        yield Damage(KIND, where, "所附文字已缺失")
    elif salt and chains.salted_digest(salt, text) != expected:
        yield Damage(KIND, where, "所附文字与登记时不一致")
    elif not salt and text:
        yield Damage(KIND, where, "所附文字已失去校验依据")


def replayed(case: Case, history: Iterable[Any]) -> Replayed:
    """State and clock that follow from the events, rows or instances. Raises ImpossibleHistory."""
    return registry.find(case.kind).table.replay(past(history))


def _verify_projection(case: Case, history: Sequence[Any]) -> Iterator[Damage]:
    kind = registry.find(case.kind)
    try:
        truth = replayed(case, history)
    except ImpossibleHistory:
        yield Damage(KIND, str(case), "事件的先后不符合办理步骤")
        return
    stored = (case.state, case.received_on, case.clock_started_on, case.closed_on, case.is_open)
    days = (truth.received_on, truth.clock_started_on, truth.done_on)
    if stored != (truth.state, *days, kind.table.is_open(truth.state)):
        yield Damage(KIND, str(case), "当前状态与事件记录不一致")
    erased = any(event.event == CaseEventCode.ERASED for event in history)
    digest, written = kind.digest(case), history[0].data.get("detail")
    if written is not None and digest != written and not (erased and digest is None):
        yield Damage(KIND, str(case), "来件内容与登记时不一致")


def digest() -> str:
    """One digest over all events as they stand, for the daily head of the audit trail."""
    running = hashlib.sha256()
    for value in CaseEvent.objects.order_by("at", "id").values_list("hash", flat=True).iterator():
        running.update(value.encode())
    return running.hexdigest()


def seal_events(now: datetime) -> int:
    """Write the running digest of all settled events into the audit trail; how many it covers."""
    running, count = hashlib.sha256(), 0
    until = now - SETTLED
    rows = CaseEvent.objects.filter(at__lte=until).order_by("at", "id")
    for value in rows.values_list("hash", flat=True).iterator():
        running.update(value.encode())
        count += 1
    data = {"until": until.isoformat(), "count": count, "digest": running.hexdigest()}
    audit.record(None, SEALED, None, now=now, data=data)
    return count


def _verify_seals() -> Iterator[Damage]:
    seals = sorted(
        AuditEvent.objects.filter(action=SEALED).values_list("data", flat=True),
        key=lambda data: data["count"],
    )
    hashes = CaseEvent.objects.order_by("at", "id").values_list("hash", flat=True).iterator()
    running, count = hashlib.sha256(), 0
    for seal in seals:
        while count < seal["count"]:
            value = next(hashes, None)
            if value is None:
                yield Damage(KIND, f"封存 {seal['until']}", "封存之后有事件被删除")
                return
            running.update(value.encode())
            count += 1
        if running.hexdigest() != seal["digest"]:
            yield Damage(KIND, f"封存 {seal['until']}", "封存之后有事件被改写、插入或删除")
            return
