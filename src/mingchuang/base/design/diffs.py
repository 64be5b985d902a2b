"""Two texts side by side: paragraphs matched first, then characters within a changed paragraph."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_TOKEN = re.compile(r"[A-Za-z]+|[0-9]+|\s+|.", re.DOTALL)
_SIMILAR_ENOUGH = 0.4
_CONTEXT = 1


@dataclass(frozen=True, slots=True)
class Part:
    """A run of text, changed or not."""

    text: str
    changed: bool = False


@dataclass(frozen=True, slots=True)
class DiffRow:
    """One pair of paragraphs: kind same, changed, added or removed; or `skipped` unchanged ones."""

    kind: str
    left: tuple[Part, ...] = ()
    right: tuple[Part, ...] = ()
    skipped: int = 0


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _within(old: str, new: str) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    left: list[Part] = []
    right: list[Part] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if i2 > i1:
            left.append(Part("".join(before[i1:i2]), tag != "equal"))
        if j2 > j1:
            right.append(Part("".join(after[j1:j2]), tag != "equal"))
    return tuple(left), tuple(right)


def _removed(text: str) -> DiffRow:
    return DiffRow("removed", (Part(text, True),))


def _added(text: str) -> DiffRow:
    return DiffRow("added", (), (Part(text, True),))


def _replaced(old: Sequence[str], new: Sequence[str]) -> list[DiffRow]:
    rows: list[DiffRow] = []
    pairs = min(len(old), len(new))
    for before, after in zip(old, new, strict=False):
        if SequenceMatcher(None, before, after, autojunk=False).ratio() >= _SIMILAR_ENOUGH:
            rows.append(DiffRow("changed", *_within(before, after)))
        else:
            rows += [_removed(before), _added(after)]
    return rows + [_removed(text) for text in old[pairs:]] + [_added(text) for text in new[pairs:]]


def _folded(rows: list[DiffRow]) -> list[DiffRow]:
    keep = {
        near
        for index, row in enumerate(rows)
        if row.kind != "same"
        for near in range(index - _CONTEXT, index + _CONTEXT + 1)
    }
    folded: list[DiffRow] = []
    skipped = 0
    for index, row in enumerate(rows):
        if index in keep:
            if skipped:
                folded.append(DiffRow("gap", skipped=skipped))
            skipped = 0
            folded.append(row)
        else:
            skipped += 1
    if skipped and folded:
        folded.append(DiffRow("gap", skipped=skipped))
    return folded


def side_by_side(old: str, new: str, *, everything: bool = False) -> list[DiffRow]:
    """Rows for `<c-diff>`. Unchanged paragraphs far from a change are folded unless `everything`.

    Equal texts give no rows. Texts are plain, one paragraph a line.
    """
    before, after = _paragraphs(old), _paragraphs(new)
    rows: list[DiffRow] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            rows += [DiffRow("same", (Part(text),), (Part(text),)) for text in before[i1:i2]]
        elif tag == "delete":
            rows += [_removed(text) for text in before[i1:i2]]
        elif tag == "insert":
            rows += [_added(text) for text in after[j1:j2]]
        else:
            rows += _replaced(before[i1:i2], after[j1:j2])
    if all(row.kind == "same" for row in rows):
        return rows if everything else []
    return rows if everything else _folded(rows)
