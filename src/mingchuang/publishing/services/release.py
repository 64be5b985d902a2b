"""Releasing: now, in bulk, or at a time. One function lets a version out; everything else calls it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import require
from mingchuang.base.audit import services as audit
from mingchuang.base.identity.selectors import site_identity
from mingchuang.base.jobs.services import enqueue
from mingchuang.base.localtime import local_day
from mingchuang.base.notify import services as notify
from mingchuang.base.numbering.services import allocate
from mingchuang.base.outbox import services as outbox
from mingchuang.publishing import kinds
from mingchuang.publishing.models import (
    Edition,
    EventKind,
    Item,
    PublicationEvent,
    ReviewKind,
    Version,
    VersionState,
)
from mingchuang.publishing.selectors.editions import is_public
from mingchuang.publishing.services import changes
from mingchuang.publishing.services.editions.staleness import tell_of_new_source
from mingchuang.publishing.services.listings import list_publicly
from mingchuang.publishing.services.review import (
    editors_of,
    locked_version,
    required_of,
    signatures_of,
)
from mingchuang.publishing.snapshots import content_hash, full_snapshot
from mingchuang.publishing.stages import CHINESE
from mingchuang.rules import editions, index_numbers
from mingchuang.rules.disclosure import Attribute
from mingchuang.rules.gates import release_refusals
from mingchuang.rules.publication import next_state
from mingchuang.rules.refusals import Forbidden, Reason, Refused, refuse_if
from mingchuang.rules.roles import Permission

RELEASABLE = (VersionState.CLEARED, VersionState.SCHEDULED)


@dataclass(frozen=True, slots=True)
class BulkOutcome:
    """What became of one version in a bulk release."""

    version: Version
    released: bool
    reasons: tuple[Reason, ...] = ()


def release_reasons(version: Version) -> list[Reason]:
    """Why a version may not go out now; empty when it may."""
    reasons: list[Reason] = []
    item = version.edition.item
    if version.state not in RELEASABLE:
        reasons.append(Reason("version_state", f"该版本目前是「{version.get_state_display()}」，不能发布"))
    if content_hash(full_snapshot(version)) != version.content_hash:
        reasons.append(Reason("content_changed", "内容与审核时不一致，不能发布，请联系系统管理员核查"))
    if version.attribute != Attribute.ACTIVE:
        reasons.append(Reason("not_proactive", "公开属性不是「主动公开」的信息不能在网站发布", "attribute"))
    if version.column is None or not version.column.is_open:
        reasons.append(Reason("column_closed", "所在栏目已经关停，请撤回后另选栏目", "column"))
    reasons += _translation_reasons(version) if version.edition.is_foreign else []
    reasons += next_state(item.state, "release")[1]
    reasons += kinds.own_reasons(item, version)
    result = getattr(version, "review_result", None)
    if result is None or result.content_hash != version.content_hash:
        reasons.append(Reason("review_not_sealed", "该版本没有完整的审核结果，不能发布"))
    if result is None or result.kind == ReviewKind.GATES:
        reasons += release_refusals(
            required=required_of(version),
            editors=editors_of(version),
            content_hash=version.content_hash,
            signatures=signatures_of(version),
        )
    if version.findings.filter(disposed_at=None).exists():
        reasons.append(Reason("findings_open", "自动检查尚有未处理的发现，请先逐条处理"))
    return reasons


def _translation_reasons(version: Version) -> list[Reason]:
    source = version.source_version
    return editions.release_refusals(
        chinese_public=is_public(version.edition.item, CHINESE),
        source_was_public=source is not None and source.released_at is not None,
    )


@transaction.atomic
def release(actor: User, version_id: int, *, now: datetime) -> Version:
    """Let a cleared version out. Raises Forbidden, or Refused with every reason."""
    version = locked_version(version_id)
    require(actor, Permission.RELEASE_ITEM, version.edition.item.division)
    refuse_if(release_reasons(version))
    return let_out(actor, version, now=now)


def let_out(actor: User, version: Version, *, now: datetime) -> Version:
    """Make a checked and locked version public, inside the caller's transaction.

    The database refuses it without a sealed review, whoever calls.
    """
    edition = Edition.objects.select_for_update().get(pk=version.edition_id)
    item = Item.objects.select_for_update().get(pk=edition.item_id)
    correction = edition.released_version_id is not None
    if edition.released_version_id is not None:
        Version.objects.filter(pk=edition.released_version_id).update(state=VersionState.SUPERSEDED)
    version.state, version.released_at, version.scheduled_for = VersionState.RELEASED, now, None
    version.save(update_fields=["state", "released_at", "scheduled_for"])
    edition.released_version, edition.source_version = version, version.source_version
    edition.withdrawing_since = None
    edition.save(update_fields=["released_version", "source_version", "withdrawing_since"])
    item.state = str(next_state(item.state, "release")[0])
    item.first_released_at = item.first_released_at or now
    item.save(update_fields=["state", "first_released_at"])
    _number(item, now)
    list_publicly(version, today=local_day(now))
    changes.record_work(item.pk, now=now)
    kind = EventKind.CORRECTED if correction else EventKind.RELEASED
    if getattr(version, "review_result", None) and version.review_result.kind == ReviewKind.MIGRATED:
        kind = EventKind.MIGRATED
    PublicationEvent.objects.create(
        item=item, version=version, kind=kind, at=now, actor=actor, public_note=version.public_note
    )
    audit.record(
        actor,
        "publishing.release",
        version,
        now=now,
        data={"item": str(item.uid), "index_number": item.index_number, "content_hash": version.content_hash},
    )
    outbox.record(
        "publishing.released",
        str(item.uid),
        {"index_number": item.index_number, "version": version.number, "language": edition.language},
        now=now,
    )
    enqueue("publishing.refresh_public", {"item": item.pk})
    if correction and not edition.is_foreign:
        tell_of_new_source(version, now=now)
    version.edition, edition.item = edition, item  # the caller's copy knows no number yet
    return version


def _number(item: Item, now: datetime) -> None:
    """Give the item its permanent 索引号, last in the transaction."""
    if item.index_number:
        return
    org_code = site_identity().org_code
    year = local_day(now).year
    serial = allocate(f"index:{org_code}", year, gap_free=False)
    item.index_number = index_numbers.make(org_code, year, serial)
    item.save(update_fields=["index_number"])


def release_many(actor: User, version_uids: Sequence[UUID], *, now: datetime) -> list[BulkOutcome]:
    """Release several versions, each in its own transaction with the same checks as one alone."""
    outcomes: list[BulkOutcome] = []
    found = {v.uid: v for v in Version.objects.filter(uid__in=version_uids)}
    for uid in version_uids:
        version = found.get(uid)
        if version is None:
            continue
        try:
            outcomes.append(BulkOutcome(release(actor, version.pk, now=now), True))
        except Refused as refused:
            outcomes.append(BulkOutcome(version, False, refused.reasons))
    return outcomes


@transaction.atomic
def schedule(actor: User, version_id: int, at: datetime, *, now: datetime) -> Version:
    """Let a cleared version out at a time to come; every check is made now and again then."""
    version = locked_version(version_id)
    require(actor, Permission.RELEASE_ITEM, version.edition.item.division)
    reasons = release_reasons(version)
    if at <= now:
        reasons.append(Reason("time_past", "定时发布的时间须晚于现在", "scheduled_for"))
    elif (at - now).days > 365:
        reasons.append(Reason("time_far", "定时发布最远只能定在一年之内", "scheduled_for"))
    refuse_if(reasons)
    version.state, version.scheduled_for, version.scheduled_by = VersionState.SCHEDULED, at, actor
    version.save(update_fields=["state", "scheduled_for", "scheduled_by"])
    audit.record(actor, "publishing.schedule", version, now=now, data={"at": at.isoformat()})
    return version


@transaction.atomic
def unschedule(actor: User, version_id: int, *, now: datetime) -> Version:
    """Take a version off the schedule; it waits for release again."""
    version = locked_version(version_id)
    require(actor, Permission.RELEASE_ITEM, version.edition.item.division)
    if version.state != VersionState.SCHEDULED:
        raise Refused.because("version_state", "该版本没有定时发布")
    version.state, version.scheduled_for, version.scheduled_by = VersionState.CLEARED, None, None
    version.save(update_fields=["state", "scheduled_for", "scheduled_by"])
    audit.record(actor, "publishing.unschedule", version, now=now, data={})
    return version


def release_due(*, now: datetime) -> list[BulkOutcome]:
    """Release what is scheduled and due, in the name of who scheduled it.

    A refusal (the person left, the column closed, a new finding) takes the version off the schedule and
    tells that person; nothing is retried silently.
    """
    due = Version.objects.filter(state=VersionState.SCHEDULED, scheduled_for__lte=now).select_related(
        "scheduled_by"
    )
    outcomes: list[BulkOutcome] = []
    for version in due.order_by("scheduled_for", "pk"):
        scheduler = version.scheduled_by
        if scheduler is None:
            continue
        try:
            outcomes.append(BulkOutcome(release(scheduler, version.pk, now=now), True))
        except Refused as refused:
            _drop_from_schedule(version, scheduler, refused, now)
            outcomes.append(BulkOutcome(version, False, refused.reasons))
    return outcomes


@transaction.atomic
def _drop_from_schedule(version: Version, scheduler: User, refused: Refused, now: datetime) -> None:
    Version.objects.filter(pk=version.pk, state=VersionState.SCHEDULED).update(
        state=VersionState.CLEARED, scheduled_for=None
    )
    audit.record(
        None,
        "publishing.schedule_refused",
        version,
        now=now,
        data={"reasons": sorted(refused.codes), "forbidden": isinstance(refused, Forbidden)},
    )
    notify.tell(
        [scheduler],
        f"定时发布没有完成：{version.title}",
        str(refused),
        version.edition.desk_path,
        now=now,
    )
