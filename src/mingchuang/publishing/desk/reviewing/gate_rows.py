"""The gates of a version as the desk shows them: who signed, when, and what they said."""

from typing import Any

from django.db.models import prefetch_related_objects

from mingchuang.publishing.models import ReviewKind, Version
from mingchuang.publishing.services.review import required_of
from mingchuang.rules.gates import GATE_LABELS, Gate


def gate_rows(version: Version) -> list[dict[str, Any]]:
    """One row a required gate, in the order of the gates; migrated versions say by whom they came in."""
    result = getattr(version, "review_result", None)
    if result is not None and result.kind == ReviewKind.MIGRATED:
        return [
            {
                "label": "迁移",
                "state": "passed",
                "who": f"{result.importer}导入，{result.approver}批准",
                "when": result.sealed_at,
                "note": f"{result.reason}（{result.source}）",
            }
        ]
    prefetch_related_objects([version], "decisions__reviewer")  # nothing is read again where a list did
    decisions = {row.gate: row for row in version.decisions.all()}
    required = required_of(version)
    return [_row(gate, decisions.get(gate.value)) for gate in Gate if gate in required]


def _row(gate: Gate, decision: Any) -> dict[str, Any]:
    if decision is None:
        return {"label": GATE_LABELS[gate], "state": "waiting"}
    return {
        "label": GATE_LABELS[gate],
        "state": "passed" if decision.passed else "rejected",
        "who": decision.reviewer.display_name,
        "when": decision.decided_at,
        "note": decision.comment,
    }
