"""Taking one language of an item out of public sight; the Chinese text and the others stay.

Hidden at once, called withdrawn only when every live host has confirmed it, as with whole items.
"""

from datetime import datetime

from django.db import transaction

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import require
from mingchuang.base.audit import services as audit
from mingchuang.base.jobs.services import enqueue
from mingchuang.base.outbox import services as outbox
from mingchuang.publishing.models import Edition, EventKind, PublicationEvent, PublicListing
from mingchuang.publishing.services.listings import unlist
from mingchuang.publishing.services.withdrawal import Confirmation, statement_reasons
from mingchuang.rules.editions import LANGUAGE_LABELS
from mingchuang.rules.refusals import Reason, refuse_if
from mingchuang.rules.roles import Permission


@transaction.atomic
def withdraw_edition(
    actor: User, edition_id: int, *, reason: str, public_note: str, now: datetime
) -> Edition:
    """Hide one translation at once; it is 正在撤下 until every host has confirmed.

    `reason` stays in the office, `public_note` is what readers are told. Raises Forbidden, or Refused with
    every reason.
    """
    edition = (
        Edition.objects.select_for_update(of=("self",))
        .select_related("item__division", "released_version")
        .exclude(language="zh-hans")
        .get(pk=edition_id)
    )
    item = edition.item
    require(actor, Permission.WITHDRAW_ITEM, item.division)
    reasons: list[Reason] = []
    if not PublicListing.objects.filter(edition=edition).exists():
        label = LANGUAGE_LABELS[edition.language]
        reasons.append(Reason("not_public", f"{label}版目前没有公开，无需撤下"))
    refuse_if(reasons + statement_reasons(reason, public_note))
    unlist(item, now=now, language=edition.language)
    edition.withdrawing_since = now
    edition.save(update_fields=["withdrawing_since"])
    PublicationEvent.objects.create(
        item=item,
        version=edition.released_version,
        kind=EventKind.EDITION_WITHDRAWN,
        at=now,
        actor=actor,
        public_note=public_note.strip(),
        reason=reason.strip()[:1000],
    )
    data = {"index_number": item.index_number, "language": edition.language}
    audit.record(actor, "publishing.withdraw_edition", item, now=now, data=data)
    outbox.record("publishing.edition_withdrawn", str(item.uid), data, now=now)
    key = f"withdraw-edition:{edition.pk}:{now}"
    enqueue("publishing.confirm_edition_withdrawal", {"edition": edition.pk}, unique_key=key)
    return edition


@transaction.atomic
def confirm_edition_withdrawal(edition_id: int, hosts: list[Confirmation], *, now: datetime) -> list[str]:
    """Call an edition withdrawn once every host has stopped serving it; returns the hosts that have not."""
    edition = Edition.objects.select_for_update(of=("self",)).select_related("item").get(pk=edition_id)
    if edition.withdrawing_since is None:
        return []
    item = edition.item
    silent = [name for name in (host(item) for host in hosts) if name]
    if silent:
        return silent
    edition.withdrawing_since = None
    edition.save(update_fields=["withdrawing_since"])
    data = {"language": edition.language, "hosts": len(hosts)}
    audit.record(None, "publishing.edition_withdrawal_confirmed", item, now=now, data=data)
    return []
