"""Reading released texts again, so that the office finds a wrong expression before its readers do.

Rules change after a release: a word comes onto a list, a cited document is repealed, a link dies. Every
night, and whenever the lists or the register change, all released texts are held against today's rules.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import require
from mingchuang.base.accounts.selectors import people_with
from mingchuang.base.audit import services as audit
from mingchuang.base.jobs.services import enqueue
from mingchuang.base.notify import services as notify
from mingchuang.publishing import checks
from mingchuang.publishing.models import FindingAcceptance, PublicListing, ReleasedFinding, Version
from mingchuang.publishing.services.findings import REASON_LIMIT
from mingchuang.rules.refusals import Reason, refuse_if
from mingchuang.rules.roles import Permission

STEP = 100
"""Texts read in one job; the next job goes on behind them, so that other slow work gets its turn."""

JOB = "publishing.reread"


def reread_soon() -> None:
    """Queue a reading of every released text from the first one on; one waiting run is enough."""
    enqueue("publishing.reread", {"after": 0}, unique_key=JOB)


def reread_some(after: int, *, now: datetime, today: date) -> int | None:
    """Read the released versions that come after the one with this id.

    Returns the id to go on from, or None at the end. Findings on texts that are no longer public are
    closed at the beginning of a round.
    """
    if after == 0:
        _close_those_of_texts_gone(now)
    listed = PublicListing.objects.filter(version_id__gt=after).order_by("version_id")
    ids = list(listed.values_list("version_id", flat=True)[:STEP])
    fresh = sum(reread(version_id, now=now, today=today) for version_id in ids)
    if fresh:
        _tell(fresh, now)
    return ids[-1] if len(ids) == STEP else None


@transaction.atomic
def reread(version_id: int, *, now: datetime, today: date) -> int:
    """Hold one released text against today's rules; returns how many findings are new.

    What a reviewer saw and settled before the release is not raised again.
    """
    version = Version.objects.select_related("edition__item").get(pk=version_id)
    found = {item.fingerprint: item for item in checks.run(version, today)}
    settled = _settled(version)
    rows = ReleasedFinding.objects.select_for_update().filter(version=version)
    known = {row.fingerprint: row for row in rows}
    _mark_gone((row for key, row in known.items() if key not in found and row.gone_at is None), now)
    back = [row for key, row in known.items() if key in found and row.gone_at is not None]
    for row in back:
        row.gone_at, row.found_at = None, now
        row.save(update_fields=["gone_at", "found_at"])
    fresh = [item for key, item in found.items() if key not in known and key not in settled]
    ReleasedFinding.objects.bulk_create(_row(version, item, now) for item in fresh)
    return len(fresh) + len(back)


def _settled(version: Version) -> set[str]:
    before = set(version.findings.exclude(disposed_at=None).values_list("fingerprint", flat=True))
    accepted = FindingAcceptance.objects.filter(edition=version.edition_id)
    return before | set(accepted.values_list("fingerprint", flat=True))


def _row(version: Version, item: checks.Located, now: datetime) -> ReleasedFinding:
    return ReleasedFinding(
        version=version,
        rule=item.rule,
        gate=item.gate.value,
        severity=item.severity.value,
        where=item.where[:300],
        line=item.line,
        column=item.column,
        excerpt=item.excerpt,
        message=item.message,
        suggestion=item.suggestion,
        fingerprint=item.fingerprint,
        found_at=now,
    )


def _mark_gone(rows: Iterable[ReleasedFinding], now: datetime) -> None:
    ReleasedFinding.objects.filter(pk__in=[row.pk for row in rows]).update(gone_at=now)


def _close_those_of_texts_gone(now: datetime) -> None:
    public = PublicListing.objects.values("version_id")
    ReleasedFinding.objects.filter(gone_at=None).exclude(version__in=public).update(gone_at=now)


def _tell(count: int, now: datetime) -> None:
    notify.tell(
        people_with(Permission.RELEASE_ITEM),
        "复查发现已公开的信息有需要核对之处",
        f"按现在的规则复查已公开的信息，新发现{count}处，请核对后更正，或说明理由保留。",
        "/desk/rereading/",
        now=now,
    )


@transaction.atomic
def keep_finding(actor: User, finding_id: int, reason: str, *, now: datetime) -> ReleasedFinding:
    """Keep a place in a released text as it is, with a reason. Raises Refused with every reason."""
    finding = (
        ReleasedFinding.objects.select_for_update(of=("self",))
        .select_related("version__edition__item__division")
        .get(pk=finding_id)
    )
    item = finding.version.edition.item
    require(actor, Permission.RELEASE_ITEM, item.division)
    reasons: list[Reason] = []
    if finding.gone_at is not None:
        reasons.append(Reason("finding_gone", "这一处已经不在公开的文本中，不需要处理"))
    if finding.kept_at is not None:
        reasons.append(Reason("finding_kept", "这一处已经说明理由保留"))
    if not reason.strip():
        reasons.append(Reason("reason_missing", "请写明保留的理由", "reason"))
    elif len(reason) > REASON_LIMIT:
        reasons.append(Reason("reason_long", f"理由最多{REASON_LIMIT}字", "reason"))
    refuse_if(reasons)
    finding.reason, finding.kept_by, finding.kept_at = reason.strip(), actor, now
    finding.save(update_fields=["reason", "kept_by", "kept_at"])
    audit.record(
        actor,
        "publishing.keep_released_finding",
        item,
        now=now,
        data={"rule": finding.rule, "finding": str(finding.uid)},
    )
    return finding
