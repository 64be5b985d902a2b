"""Decisions on findings, and the findings a version carries through the gates."""

from datetime import date, datetime

from django.db import transaction

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import may
from mingchuang.base.audit import services as audit
from mingchuang.base.notify import services as notify
from mingchuang.publishing import checks
from mingchuang.publishing.authorship import require_writer
from mingchuang.publishing.models import CheckFinding, Draft, FindingAcceptance, Version, VersionState
from mingchuang.publishing.words import word_lists
from mingchuang.rules.refusals import Reason, refuse_if
from mingchuang.rules.roles import Permission
from mingchuang.rules.text_checks import Severity

REASON_LIMIT = 500


@transaction.atomic
def accept_finding(
    actor: User, draft_id: int, fingerprint: str, reason: str, *, now: datetime, today: date
) -> FindingAcceptance:
    """Keep what a check found in a draft, with a reason.

    A finding that blocks (a personal number, a secrecy mark) may be kept only by somebody who answers for
    releasing; everything else by whoever writes on the draft.
    """
    draft = (
        Draft.objects.select_for_update(of=("self",))
        .select_related("edition__item__division")
        .get(pk=draft_id)
    )
    division = draft.edition.item.division
    require_writer(actor, draft.edition)
    found = next((f for f in checks.findings_for(draft, today) if f.fingerprint == fingerprint), None)
    reasons: list[Reason] = []
    if draft.locked:
        reasons.append(Reason("draft_locked", "该稿件已经送审，不能再处理自动检查的发现"))
    if found is None:
        reasons.append(Reason("finding_gone", "这一处已经改动，请重新检查"))
    elif found.severity == Severity.BLOCK and not may(actor, Permission.RELEASE_ITEM, division):
        reasons.append(
            Reason("finding_blocks", "这一处属于拦截项，须修改；确需保留的，由政府信息公开工作机构写明理由")
        )
    if not reason.strip():
        reasons.append(Reason("reason_missing", "请写明保留的理由", "reason"))
    elif len(reason) > REASON_LIMIT:
        reasons.append(Reason("reason_long", f"理由最多{REASON_LIMIT}字", "reason"))
    refuse_if(reasons)
    assert found is not None  # noqa: S101 - refused above
    acceptance, _ = FindingAcceptance.objects.update_or_create(
        edition=draft.edition,
        fingerprint=fingerprint,
        defaults={
            "rule": found.rule,
            "excerpt": found.excerpt,
            "reason": reason.strip(),
            "accepted_by": actor,
            "accepted_at": now,
        },
    )
    audit.record(actor, "publishing.accept_finding", draft.edition.item, now=now, data={"rule": found.rule})
    return acceptance


def record_findings(version: Version, today: date) -> None:
    """Write down what the checks find in a version at submission, decisions included."""
    rule_set = word_lists(today).version
    CheckFinding.objects.bulk_create(checks.stored(version, checks.run(version, today), rule_set))


@transaction.atomic
def check_again(version_id: int, *, now: datetime, today: date) -> int:
    """Check a waiting version against today's rules; new findings stand open and hold it back.

    Returns how many are new. Who submitted it is told.
    """
    version = (
        Version.objects.select_for_update(of=("self",)).select_related("edition__item").get(pk=version_id)
    )
    if version.state not in (VersionState.IN_REVIEW, VersionState.CLEARED, VersionState.SCHEDULED):
        return 0
    known = set(version.findings.values_list("fingerprint", flat=True))
    fresh = [item for item in checks.run(version, today) if item.fingerprint not in known]
    CheckFinding.objects.bulk_create(checks.stored(version, fresh, word_lists(today).version))
    if fresh:
        notify.tell(
            [version.submitted_by],
            f"检查规则有更新：{version.title}",
            f"新规则在该稿件中发现{len(fresh)}处，请处理。",
            version.edition.desk_path,
            now=now,
        )
    return len(fresh)


def waiting_versions() -> list[int]:
    """Ids of versions on their way out, for checking again."""
    return list(
        Version.objects.filter(
            state__in=[VersionState.IN_REVIEW, VersionState.CLEARED, VersionState.SCHEDULED]
        ).values_list("pk", flat=True)
    )
