"""The bakers' own records: signs of life, progress, confirmations; and what administrators ask of them."""

from datetime import datetime
from typing import Any

from django.db import transaction

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import require
from mingchuang.base.audit import services as audit
from mingchuang.base.feed import services as feed
from mingchuang.base.jobs.services import enqueue
from mingchuang.publishing.changes import Act, Change
from mingchuang.publishing.models import (
    BakeHost,
    Item,
    ItemState,
    WithdrawalConfirmation,
)
from mingchuang.publishing.selectors.hosts import is_live, withdrawing_editions
from mingchuang.publishing.services import changes
from mingchuang.rules.refusals import Reason, refuse_if
from mingchuang.rules.roles import Permission


def reader_of(host: str) -> str:
    """The name under which a host's baker follows the feed."""
    return f"bake@{host}"


def report(host: str, *, now: datetime, **facts: Any) -> BakeHost:
    """A host says that it lives, and what of its record changed. Registers new hosts."""
    row, _ = BakeHost.objects.update_or_create(name=host, defaults={"seen_at": now, **facts})
    return row


@transaction.atomic
def confirm(host: str, item: Item, *, language: str = "", now: datetime) -> None:
    """A host has looked at its disk: only the tombstone of an item is there, or nothing of one language."""
    row = BakeHost.objects.get(name=host)
    WithdrawalConfirmation.objects.update_or_create(
        host=row, item=item, language=language, defaults={"at": now}
    )


@transaction.atomic
def ask_for_full_bake(actor: User | None, *, now: datetime) -> None:
    """Have every host render every page anew. Actor None: the machine itself."""
    if actor is not None:
        require(actor, Permission.MANAGE_IDENTITY)
    changes.record_shell(now)
    audit.record(actor, "publishing.bake_all", None, now=now, data={})


@transaction.atomic
def ask_for_check(actor: User, *, now: datetime) -> None:
    """Have every host compare its disk with what the pages are now."""
    require(actor, Permission.MANAGE_IDENTITY)
    changes.record(Change(Act.CHECK), now=now)
    audit.record(actor, "publishing.check_baked", None, now=now, data={})


@transaction.atomic
def forget_host(actor: User | None, host_id: int, *, now: datetime) -> None:
    """A host is out of service: nobody waits for it any more, and withdrawals that did are asked about again.

    Actor None: whoever works on the machine itself. Refused while the host gives signs of life.
    """
    if actor is not None:
        require(actor, Permission.MANAGE_IDENTITY)
    row = BakeHost.objects.select_for_update().get(pk=host_id)
    refuse_if(reasons_to_keep(row, now))
    audit.record(actor, "publishing.forget_host", row, now=now, data={"host": row.name})
    feed.forget(reader_of(row.name))
    row.delete()
    for item_id in Item.objects.filter(state=ItemState.WITHDRAWING).values_list("pk", flat=True):
        enqueue("publishing.confirm_withdrawal", {"item": item_id}, unique_key=f"withdraw:{item_id}:{now}")
    for edition_id in withdrawing_editions().values_list("pk", flat=True):
        key = f"withdraw-edition:{edition_id}:{now}"
        enqueue("publishing.confirm_edition_withdrawal", {"edition": edition_id}, unique_key=key)


def reasons_to_keep(host: BakeHost, now: datetime) -> list[Reason]:
    """Why a host may not be taken off the list; empty when it may."""
    if is_live(host, now):
        return [Reason("host_lives", "该主机仍在运行，不能移除；请先停止该主机上的服务")]
    return []
