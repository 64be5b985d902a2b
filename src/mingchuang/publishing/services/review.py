"""Gates: one signature a person a version, over exactly what was read; the last pass seals the review."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import require
from mingchuang.base.accounts.selectors import people_with
from mingchuang.base.audit import services as audit
from mingchuang.base.ids import new_uid
from mingchuang.base.notify import services as notify
from mingchuang.publishing.models import (
    CheckFinding,
    Draft,
    GateDecision,
    ReviewKind,
    ReviewResult,
    Version,
    VersionState,
)
from mingchuang.rules.gates import (
    GATE_LABELS,
    Gate,
    Signature,
    checklist_reasons,
    release_refusals,
    reviewer_permission,
    signing_refusals,
)
from mingchuang.rules.refusals import Reason, Refused, refuse_if
from mingchuang.rules.roles import Permission


def signatures_of(version: Version) -> list[Signature]:
    """The decisions on a version as the rules read them."""
    return [
        Signature(Gate(row.gate), row.reviewer_id, row.content_hash, row.passed)
        for row in version.decisions.all()
    ]


def editors_of(version: Version) -> frozenset[int]:
    """Who wrote on a version."""
    return frozenset(version.editors.values_list("user_id", flat=True))


def required_of(version: Version) -> frozenset[Gate]:
    """The gates frozen on a version at submission."""
    return frozenset(Gate(row.gate) for row in version.required_gates.all())


def locked_version(version_id: int) -> Version:
    """The version with its item, locked until the transaction ends."""
    return (
        Version.objects.select_for_update(of=("self",))
        .select_related("edition__item__division", "column")
        .get(pk=version_id)
    )


def signing_reasons(actor: User, version: Version, gate: Gate, read_hash: str) -> list[Reason]:
    """Why this person may not sign this gate of this version; empty when they may."""
    reasons: list[Reason] = []
    if version.state != VersionState.IN_REVIEW:
        reasons.append(Reason("version_state", f"该版本目前是「{version.get_state_display()}」，不在审核中"))
    return reasons + signing_refusals(
        gate=gate,
        reviewer=actor.pk,
        required=required_of(version),
        editors=editors_of(version),
        content_hash=version.content_hash,
        read_hash=read_hash,
        signatures=signatures_of(version),
    )


@transaction.atomic
def sign_gate(
    actor: User,
    version_id: int,
    gate: Gate,
    *,
    passed: bool,
    read_hash: str,
    comment: str = "",
    checklist: Iterable[str] = (),
    now: datetime,
) -> GateDecision:
    """Pass or return a version at one gate. Raises Forbidden, or Refused with every reason."""
    version = locked_version(version_id)
    require(actor, reviewer_permission(gate), language=version.edition.language)
    reasons = signing_reasons(actor, version, gate, read_hash)
    if not passed and not comment.strip():
        reasons.append(Reason("comment_missing", "退回须写明理由，起草人才知道怎样修改", "comment"))
    ticked = list(checklist)
    if passed:
        reasons += checklist_reasons(gate, ticked)
    if passed and version.findings.filter(disposed_at=None).exists():
        reasons.append(Reason("findings_open", "自动检查尚有未处理的发现，请先逐条处理", "findings"))
    refuse_if(reasons)
    decision = GateDecision.objects.create(
        uid=new_uid(),
        version=version,
        gate=gate.value,
        passed=passed,
        reviewer=actor,
        content_hash=version.content_hash,
        comment=comment.strip(),
        checklist=ticked,
        decided_at=now,
    )
    if passed:
        _seal_when_complete(version, now)
    else:
        _return_to_drafter(version, gate, now)
    audit.record(
        actor,
        "publishing.pass_gate" if passed else "publishing.reject_gate",
        version,
        now=now,
        data={"gate": gate.value, "content_hash": version.content_hash},
    )
    return decision


def _seal_when_complete(version: Version, now: datetime) -> None:
    required = required_of(version)
    signatures = signatures_of(version)
    open_reasons = release_refusals(
        required=required,
        editors=editors_of(version),
        content_hash=version.content_hash,
        signatures=signatures,
    )
    if open_reasons:
        return
    ReviewResult.objects.create(
        version=version,
        kind=ReviewKind.GATES,
        content_hash=version.content_hash,
        required_gates=sorted(gate.value for gate in required),
        passed=sorted(s.gate.value for s in signatures if s.passed),
        sealed_at=now,
    )
    version.state = VersionState.CLEARED
    version.save(update_fields=["state"])
    notify.tell(
        people_with(Permission.RELEASE_ITEM),
        f"待发布：{version.title}",
        "各关均已通过，可以发布。",
        version.edition.desk_path,
        now=now,
    )


def _return_to_drafter(version: Version, gate: Gate, now: datetime) -> None:
    version.state = VersionState.REJECTED
    version.save(update_fields=["state"])
    draft = Draft.objects.select_for_update().get(edition_id=version.edition_id)
    draft.locked = False
    draft.save(update_fields=["locked"])
    notify.tell(
        [row.user for row in version.editors.select_related("user")],
        f"已退回：{version.title}",
        f"{GATE_LABELS[gate]}未通过，请按审核意见修改后重新送审。",
        version.edition.desk_path,
        now=now,
    )


@transaction.atomic
def accept_version_finding(actor: User, finding_id: int, reason: str, *, now: datetime) -> CheckFinding:
    """Keep what a check found in a version under review, with a reason, by a reviewer of its gate.

    Only findings that appeared after submission (a changed word list) stand open on a version.
    """
    finding = CheckFinding.objects.select_for_update().get(pk=finding_id)
    require(actor, reviewer_permission(Gate(finding.gate)), language=finding.version.edition.language)
    if not reason.strip():
        raise Refused.because("reason_missing", "请写明保留的理由", "reason")
    if finding.disposed_at:
        raise Refused.because("already_disposed", "该发现已经处理")
    finding.reason, finding.disposed_by, finding.disposed_at = reason.strip(), actor, now
    finding.save(update_fields=["reason", "disposed_by", "disposed_at"])
    audit.record(actor, "publishing.accept_finding", finding.version, now=now, data={"rule": finding.rule})
    return finding
