"""The gates a text passes before anybody outside sees it, and who may not sign them.

三审三校 is a label of the gates, not a second workflow: see docs/adr/0003.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from mingchuang.rules.refusals import Reason
from mingchuang.rules.roles import Permission
from mingchuang.rules.source import Rule, Source, Tag, disclosure_regulation


class Gate(StrEnum):
    """A review that must be passed. Values are stored and printed in the API."""

    SECRECY = "secrecy"  # 保密审查
    POLITICAL = "political"  # 政治关
    POLICY = "policy"  # 政策关
    WORDING = "wording"  # 文字关
    LEGAL = "legal"  # 法律关


GATE_LABELS: dict[Gate, str] = {
    Gate.SECRECY: "保密审查",
    Gate.POLITICAL: "政治关",
    Gate.POLICY: "政策关",
    Gate.WORDING: "文字关",
    Gate.LEGAL: "法律关",
}

ALWAYS: frozenset[Gate] = frozenset({Gate.SECRECY})
"""Never configured away."""

DEFAULT: frozenset[Gate] = frozenset({Gate.SECRECY, Gate.POLITICAL, Gate.POLICY, Gate.WORDING})

RULES = (
    Rule("gates.review_first", "先审查、后公开；公开前逐件保密审查", disclosure_regulation("第十七条")),
    Rule(
        "gates.secrecy_every_item",
        "公开的信息均须经过保密审查",
        Source("保守国家秘密法", "第三十五条", Tag.PRIMARY),
    ),
    Rule(
        "gates.five_gates",
        "分级审核、先审后发，把好政治关、法律关、政策关、保密关、文字关",
        Source("国办发〔2018〕123号", "四（二）", Tag.PRIMARY),
    ),
    Rule(
        "gates.checklist",
        "审核人逐项确认后方可通过",
        Source("政府信息公开平台规格", "第2节（三审三校）", Tag.CONVENTION),
    ),
    Rule(
        "gates.different_people",
        "同一版本一人只签一关，编辑过该版本的人不得审核",
        Source("政府信息公开条例", "第十七条（审查人不同于起草人）", Tag.CONVENTION),
    ),
)


@dataclass(frozen=True, slots=True)
class Signature:
    """One decision on one gate of one version: who, over which content, with which verdict."""

    gate: Gate
    reviewer: int
    content_hash: str
    passed: bool


def required_gates(configured: Iterable[Gate], *, needs_legal: bool) -> frozenset[Gate]:
    """The gates a kind of content must pass: what the office configured, never less than secrecy."""
    gates = frozenset(configured) | ALWAYS
    return gates | {Gate.LEGAL} if needs_legal else gates


def signing_refusals(
    *,
    gate: Gate,
    reviewer: int,
    required: Collection[Gate],
    editors: Collection[int],
    content_hash: str,
    read_hash: str,
    signatures: Iterable[Signature],
) -> list[Reason]:
    """Why this person may not sign this gate now; empty when they may.

    `read_hash` is the hash of the text the reviewer had on the screen.
    """
    reasons: list[Reason] = []
    label = GATE_LABELS[gate]
    standing = [s for s in signatures if s.content_hash == content_hash]
    if gate not in required:
        reasons.append(Reason("gate_not_required", f"该版本不需要{label}"))
    if reviewer in editors:
        reasons.append(Reason("reviewer_is_editor", "您编辑过该版本，不能审核自己的稿件"))
    if read_hash != content_hash:
        reasons.append(Reason("text_changed", "您看到的不是该版本的内容，请重新打开后再审核"))
    if any(s.gate == gate and s.passed for s in standing):
        reasons.append(Reason("gate_already_passed", f"{label}已经通过"))
    if any(not s.passed for s in standing):
        reasons.append(Reason("version_rejected", "该版本已被退回，不能继续审核"))
    if any(s.reviewer == reviewer and s.gate != gate for s in standing):
        reasons.append(Reason("one_gate_per_person", "您已在该版本签过另一关，一人只能签一关"))
    return reasons


def release_refusals(
    *,
    required: Collection[Gate],
    editors: Collection[int],
    content_hash: str,
    signatures: Iterable[Signature],
) -> list[Reason]:
    """Why a version may not be released: every missing, rejected, stale or improper signature."""
    reasons: list[Reason] = []
    everything = list(signatures)
    if Gate.SECRECY not in required:
        reasons.append(Reason("secrecy_not_required", "任何信息都必须经过保密审查"))
    signers: dict[int, Gate] = {}
    for gate in Gate:
        if gate not in required:
            continue
        of_gate = [s for s in everything if s.gate == gate]
        passed = [s for s in of_gate if s.passed and s.content_hash == content_hash]
        label = GATE_LABELS[gate]
        if any(not s.passed and s.content_hash == content_hash for s in of_gate):
            reasons.append(Reason(f"{gate}_rejected", f"{label}未通过"))
        elif not passed and of_gate:
            reasons.append(Reason(f"{gate}_stale", f"{label}通过之后内容有改动，须重新审核"))
        elif not passed:
            reasons.append(Reason(f"{gate}_missing", f"{label}尚未通过"))
        for signature in passed:
            if signature.reviewer in editors:
                reasons.append(Reason(f"{gate}_by_editor", f"{label}由编辑过该版本的人签署，不算数"))
            if signature.reviewer in signers and signers[signature.reviewer] != gate:
                reasons.append(Reason(f"{gate}_same_person", f"{label}与另一关由同一人签署，不算数"))
            signers[signature.reviewer] = gate
    return reasons


def reviewer_permission(gate: Gate) -> Permission:
    """The permission that signs a gate."""
    return Permission(f"review_{gate.value}")


CHECKLISTS: dict[Gate, tuple[tuple[str, str], ...]] = {
    Gate.SECRECY: (
        ("no_secrets", "不含国家秘密、工作秘密和内部事项"),
        ("files_opened", "附件已逐件打开查看，没有密级标志、批注和修订痕迹"),
        ("others_agreed", "涉及其他机关的信息，已征得对方同意"),
    ),
    Gate.POLITICAL: (
        ("direction", "政治方向正确，提法与中央一致"),
        ("leaders", "领导人姓名、职务、排序无误"),
        ("territory", "涉及领土、港澳台、国旗国徽和地图的表述无误"),
    ),
    Gate.POLICY: (
        ("basis", "所引文件现行有效，文号、条款无误"),
        ("consistent", "与上级政策和本机关已发布的信息不矛盾"),
        ("within_duties", "属于本机关职责范围"),
    ),
    Gate.WORDING: (
        ("read_through", "已通读全文，没有错别字和病句"),
        ("figures", "人名、地名、数字、日期、单位已核对"),
        ("format", "标题、层次、标点和附件说明符合规范"),
    ),
    Gate.LEGAL: (
        ("powers", "制定主体合法，没有超越权限"),
        ("procedure", "履行了规定的程序"),
        ("content", "没有违法设定许可、处罚、强制，没有减损权利或增加义务"),
    ),
}
"""What a reviewer confirms before passing a gate. CONVENTION; the legal list follows 国办发〔2018〕115号."""


def checklist_reasons(gate: Gate, ticked: Collection[str]) -> list[Reason]:
    """Everything a reviewer has not confirmed before passing; empty when all is ticked."""
    return [
        Reason("checklist_open", f"请先确认：{text}", "checklist")
        for code, text in CHECKLISTS[gate]
        if code not in ticked
    ]
