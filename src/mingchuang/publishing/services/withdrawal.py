"""Withdrawing: hidden at once, called withdrawn only when every live host has confirmed it."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import require
from mingchuang.base.audit import services as audit
from mingchuang.base.jobs.services import enqueue
from mingchuang.base.outbox import services as outbox
from mingchuang.publishing.changes import Act, Change
from mingchuang.publishing.models import EventKind, Item, ItemState, PublicationEvent
from mingchuang.publishing.services import changes
from mingchuang.publishing.services.listings import unlist
from mingchuang.rules.publication import next_state
from mingchuang.rules.refusals import Reason, refuse_if
from mingchuang.rules.roles import Permission

Confirmation = Callable[[Item], str | None]
"""Asks one live host whether it has stopped serving an item; returns its name while it has not."""


@transaction.atomic
def withdraw(actor: User, item_id: int, *, reason: str, public_note: str, now: datetime) -> Item:
    """Take an item out of public sight at once, leaving a tombstone with the public note.

    `reason` stays in the office; `public_note` is what the tombstone says. Raises Refused with all reasons.
    """
    item = Item.objects.select_for_update(of=("self",)).select_related("division").get(pk=item_id)
    require(actor, Permission.WITHDRAW_ITEM, item.division)
    state, reasons = next_state(item.state, "withdraw")
    refuse_if(reasons + statement_reasons(reason, public_note))
    unlist(item, now=now)
    item.state = str(state)
    item.save(update_fields=["state"])
    changes.record_work(item.pk, now=now)
    PublicationEvent.objects.create(
        item=item,
        kind=EventKind.WITHDRAWING,
        at=now,
        actor=actor,
        public_note=public_note.strip(),
        reason=reason.strip()[:1000],
    )
    audit.record(actor, "publishing.withdraw", item, now=now, data={"index_number": item.index_number})
    outbox.record("publishing.withdrawn", str(item.uid), {"index_number": item.index_number}, now=now)
    enqueue("publishing.confirm_withdrawal", {"item": item.pk}, unique_key=f"withdraw:{item.pk}:{now}")
    return item


def statement_reasons(reason: str, public_note: str) -> list[Reason]:
    """What is missing of the two things a withdrawal must say."""
    reasons: list[Reason] = []
    if not reason.strip():
        reasons.append(Reason("reason_missing", "请填写撤下原因（内部留存）", "reason"))
    if not public_note.strip():
        reasons.append(Reason("public_note_missing", "请填写向公众说明的撤下说明", "public_note"))
    elif len(public_note) > 300:
        reasons.append(Reason("public_note_long", "撤下说明最多300字", "public_note"))
    return reasons


@transaction.atomic
def confirm_withdrawal(item_id: int, hosts: list[Confirmation], *, now: datetime) -> list[str]:
    """Call an item withdrawn once every host has stopped serving it; returns the hosts that have not."""
    item = Item.objects.select_for_update().get(pk=item_id)
    if item.state != ItemState.WITHDRAWING:
        return []
    silent = [name for name in (host(item) for host in hosts) if name]
    if silent:
        return silent
    item.state = str(next_state(item.state, "confirm_withdrawal")[0])
    item.save(update_fields=["state"])
    changes.record_work(item.pk, now=now)
    PublicationEvent.objects.create(item=item, kind=EventKind.WITHDRAWN, at=now)
    changes.record(Change(Act.WITHDRAWN, item.pk, item.index_number or ""), now=now)
    audit.record(None, "publishing.withdrawal_confirmed", item, now=now, data={"hosts": len(hosts)})
    return []
