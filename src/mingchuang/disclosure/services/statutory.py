"""Deciding which items of the statutory list concern the office."""

from datetime import datetime

from django.db import transaction

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import require
from mingchuang.base.audit import services as audit
from mingchuang.base.localtime import local_day
from mingchuang.disclosure.models import StatutoryItemSetting
from mingchuang.publishing.changes import Act, Change
from mingchuang.publishing.html import without_controls
from mingchuang.publishing.models import PublicListing
from mingchuang.publishing.services import changes
from mingchuang.publishing.statutory import BY_CODE
from mingchuang.rules.refusals import Reason, refuse_if
from mingchuang.rules.roles import Permission
from mingchuang.rules.statutory import relevance_reasons

REASON_LIMIT = 200


@transaction.atomic
def set_statutory_item(
    actor: User, code: str, *, applicable: bool, reason: str, now: datetime
) -> StatutoryItemSetting:
    """Record whether an item concerns the office; the public sees reason and day of a "not applicable".

    An item under which something is public cannot be called not applicable. Raises Refused with all reasons.
    """
    require(actor, Permission.MANAGE_STATUTORY_ITEMS)
    clean = without_controls(reason).strip()
    reasons = [] if code in BY_CODE else [Reason("item_unknown", "没有这一项法定主动公开事项", "code")]
    reasons += relevance_reasons(applicable, clean)
    if len(clean) > REASON_LIMIT:
        reasons.append(Reason("reason_long", f"理由最多{REASON_LIMIT}字，您写了{len(clean)}字", "reason"))
    public = 0 if applicable else PublicListing.objects.filter(statutory_item=code).count()
    if public:
        reasons.append(
            Reason(
                "item_in_use",
                f"该事项下还有{public}条已公开的信息，不能标为“不适用”；请先为这些信息改选事项",
                "applicable",
            )
        )
    refuse_if(reasons)
    row, _ = StatutoryItemSetting.objects.select_for_update().update_or_create(
        code=code,
        defaults={
            "applicable": applicable,
            "reason": clean,
            "decided_by": actor,
            "decided_on": local_day(now),
        },
    )
    changes.record(Change(Act.STATUTORY), now=now)
    audit.record(
        actor, "disclosure.set_statutory_item", row, now=now, data={"item": code, "applicable": applicable}
    )
    return row
