"""Acts on validity: repealed, lapsed, continued … recorded as facts with a day and a basis."""

from datetime import date, datetime

from django.db import transaction

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import require
from mingchuang.base.audit import services as audit
from mingchuang.base.jobs.services import enqueue
from mingchuang.base.outbox import services as outbox
from mingchuang.publishing.models import Edition, Item, ItemState, ValidityAct
from mingchuang.publishing.services.listings import acts_of, refresh_validity, tell_of
from mingchuang.rules import validity
from mingchuang.rules.refusals import Reason, refuse_if
from mingchuang.rules.roles import Permission

BASIS_LIMIT = 300


@transaction.atomic
def record_validity(
    actor: User,
    item_id: int,
    kind: str,
    on: date | None,
    basis: str,
    *,
    until: date | None = None,
    now: datetime,
    today: date,
) -> ValidityAct:
    """Record that an item was repealed, lapsed, continued … on a day, by a basis.

    The day may lie ahead; lists and pages compute the validity of each day from the acts.
    """
    item = Item.objects.select_for_update(of=("self",)).select_related("division").get(pk=item_id)
    require(actor, Permission.RECORD_VALIDITY, item.division)
    reasons: list[Reason] = []
    if item.state != ItemState.PUBLISHED:
        reasons.append(Reason("item_state", "只有已发布的信息可以登记效力变动"))
    if kind not in set(validity.ValidityKind):
        reasons.append(Reason("kind_missing", "请选择效力变动的种类", "kind"))
    if on is None:
        reasons.append(Reason("on_missing", "请填写生效日期", "on"))
    if len(basis) > BASIS_LIMIT:
        reasons.append(Reason("basis_long", f"依据最多{BASIS_LIMIT}字", "basis"))
    if not basis.strip() and (on is None or kind not in set(validity.ValidityKind)):
        reasons.append(Reason("basis_missing", "请写明依据（文件或者决定）", "basis"))
    refuse_if(reasons)
    assert on is not None  # noqa: S101 - refused above
    refuse_if(_order_reasons(item, validity.ValidityAct(validity.ValidityKind(kind), on, basis, until)))
    act = ValidityAct.objects.create(
        item=item,
        kind=kind,
        on=on,
        until=until,
        basis=basis.strip(),
        recorded_by=actor,
        recorded_at=now,
    )
    tell_of(item, now=now)
    refresh_validity(today=today, now=now, item=item)
    audit.record(
        actor, "publishing.record_validity", item, now=now, data={"kind": kind, "on": on.isoformat()}
    )
    outbox.record("publishing.validity", str(item.uid), {"kind": kind, "on": on.isoformat()}, now=now)
    enqueue("publishing.refresh_public", {"item": item.pk})
    return act


def _order_reasons(item: Item, act: validity.ValidityAct) -> list[Reason]:
    edition = Edition.objects.select_related("released_version").get(item=item, language="zh-hans")
    version = edition.released_version
    return validity.act_reasons(
        acts_of(item),
        version.effective_on if version else None,
        act,
        version.expires_on if version else None,
    )
