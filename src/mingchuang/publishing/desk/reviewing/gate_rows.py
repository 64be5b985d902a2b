"""The gates of a version as the desk shows them: who signed, when, and what they said."""

from typing import Any

from mingchuang.publishing.models import ReviewKind, Version
from mingchuang.publishing.selectors.gates import gates_of
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
    required = {row.gate: row for row in gates_of(version)}
    return [_row(gate, required[gate.value]) for gate in Gate if gate.value in required]


def _row(gate: Gate, row: Any) -> dict[str, Any]:
    if row.passed is None:
        return {"label": GATE_LABELS[gate], "state": "waiting"}
    return {
        "label": GATE_LABELS[gate],
        "state": "passed" if row.passed else "rejected",
        "who": row.reviewer,
        "when": row.decided_at,
        "note": row.comment,
    }
