"""What an automatic check says about a text: machines flag, people decide.

A finding points at exact characters, so that the desk can mark them and the reviewer can dispose of
each one. Offsets count characters (code points) of the text that was checked.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from re import Pattern

from mingchuang.rules.gates import Gate
from mingchuang.rules.source import Source


class Severity(StrEnum):
    """`block` must be mended before a gate passes; `warn` may be accepted with a reason."""

    BLOCK = "block"
    WARN = "warn"


class Group(StrEnum):
    """The heading under which help pages and the desk list a check."""

    PRIVACY = "privacy"
    SECRECY = "secrecy"
    WORDS = "words"
    PUNCTUATION = "punctuation"
    NUMBERS = "numbers"
    DATES = "dates"
    STRUCTURE = "structure"
    CHARACTERS = "characters"
    FILES = "files"
    REFERENCES = "references"
    TRANSLATION = "translation"


GROUP_LABELS: dict[Group, str] = {
    Group.PRIVACY: "个人信息",
    Group.SECRECY: "保密",
    Group.WORDS: "用语",
    Group.PUNCTUATION: "标点",
    Group.NUMBERS: "数字",
    Group.DATES: "时间表述",
    Group.STRUCTURE: "层次",
    Group.CHARACTERS: "文字",
    Group.FILES: "附件",
    Group.REFERENCES: "链接与引用",
    Group.TRANSLATION: "译文",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One automatic check: what help pages say about it and where it comes from."""

    id: str
    name: str
    group: Group
    gate: Gate
    severity: Severity
    meaning: str
    remedy: str
    source: Source


@dataclass(frozen=True, slots=True)
class Finding:
    """One place in a text. `text` is exactly `source[start:end]`; `suggestion` may be empty."""

    rule: str
    gate: Gate
    severity: Severity
    start: int
    end: int
    text: str
    message: str
    suggestion: str = ""


def finding(
    check: Check,
    text: str,
    start: int,
    end: int,
    message: str,
    *,
    suggestion: str = "",
    severity: Severity | None = None,
) -> Finding:
    """A finding of `check` over `text[start:end]`, with the check's own severity unless another is given."""
    return Finding(
        check.id, check.gate, severity or check.severity, start, end, text[start:end], message, suggestion
    )


def each_match(
    check: Check, pattern: Pattern[str], text: str, message: str, suggestion: str = ""
) -> Iterator[Finding]:
    """One finding for every match of `pattern`; a group called `at` narrows the place."""
    narrow = "at" in pattern.groupindex
    for match in pattern.finditer(text):
        start, end = match.span("at") if narrow else match.span()
        yield finding(check, text, start, end, message, suggestion=suggestion)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Sorted by position, then by rule; the same place and rule once."""
    return sorted(set(findings), key=lambda f: (f.start, f.end, f.rule, f.message))


MOST_OF_A_RULE = 200
"""Nobody reads more of one kind; the last one listed says how many there are."""


def bearable(findings: list[Finding]) -> list[Finding]:
    """The first `MOST_OF_A_RULE` findings of each rule; order is kept."""
    if len(findings) <= MOST_OF_A_RULE:
        return findings
    totals = Counter(found.rule for found in findings)
    seen: Counter[str] = Counter()
    kept: list[Finding] = []
    for found in findings:
        seen[found.rule] += 1
        if seen[found.rule] == MOST_OF_A_RULE < totals[found.rule]:
            more = f"{found.message}（同类共 {totals[found.rule]} 处，只列出前 {MOST_OF_A_RULE} 处）"
            kept.append(replace(found, message=more))
        elif seen[found.rule] <= MOST_OF_A_RULE:
            kept.append(found)
    return kept


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column of a character, both from 1. Raises ValueError when outside the text."""
    if not 0 <= offset <= len(text):
        raise ValueError(f"位置 {offset} 不在文本内（共 {len(text)} 个字符）")
    line = text.count("\n", 0, offset) + 1
    return line, offset - (text.rfind("\n", 0, offset) + 1) + 1
