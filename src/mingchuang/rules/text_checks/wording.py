"""Wording lists the office edits: what must not be written, what needs care, what is written better.

The lists are data with owner, source and dates; code only matches them. One automaton holds every
pattern (Aho-Corasick), so the time does not grow with the length of the list.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

import ahocorasick

from mingchuang.rules.gates import Gate
from mingchuang.rules.refusals import Reason
from mingchuang.rules.source import Source, Tag
from mingchuang.rules.text_checks.findings import Check, Finding, Group, Severity

WILDCARD = "*"
"""In a pattern: up to `WILDCARD_LENGTH` characters of the same sentence."""
WILDCARD_LENGTH = 12
LONGEST_PATTERN = 100
_SENTENCE_ENDS = "。！？；\n"


class WordKind(StrEnum):
    """What an entry asks for."""

    FORBIDDEN = "forbidden"
    CAUTION = "caution"
    REPLACE = "replace"


WORD_KIND_LABELS: dict[WordKind, str] = {
    WordKind.FORBIDDEN: "禁用",
    WordKind.CAUTION: "慎用",
    WordKind.REPLACE: "规范用语",
}

_SOURCE = Source("政府信息公开平台规格", "第9节（用语清单由本机关维护）", Tag.CONVENTION)

CHECKS: dict[WordKind, Check] = {
    WordKind.FORBIDDEN: Check(
        "word.forbidden",
        "禁用语",
        Group.WORDS,
        Gate.POLITICAL,
        Severity.BLOCK,
        "用语清单中列为禁用的词语或提法。",
        "按提示改用规范提法；确属引用原文、文件名称的，请注明出处并说明理由。",
        _SOURCE,
    ),
    WordKind.CAUTION: Check(
        "word.caution",
        "慎用语",
        Group.WORDS,
        Gate.POLITICAL,
        Severity.WARN,
        "用语清单中列为慎用的词语，是否恰当要看上下文。",
        "对照理由核实；用法正确的，说明理由后保留。",
        _SOURCE,
    ),
    WordKind.REPLACE: Check(
        "word.replace",
        "不规范用语",
        Group.WORDS,
        Gate.WORDING,
        Severity.WARN,
        "用语清单中有更规范写法的词语。",
        "改为建议的写法。",
        _SOURCE,
    ),
}


@dataclass(frozen=True, slots=True)
class WordEntry:
    """One line of a wording list.

    `pattern` is literal text with at most one `*`; `allowed` are contexts that contain the pattern and
    are right as they stand. An entry holds from `valid_from` to `valid_to`, both included.
    """

    pattern: str
    kind: WordKind
    reason: str
    suggestion: str = ""
    severity: Severity = Severity.WARN
    gate: Gate = Gate.WORDING
    source: Source = _SOURCE
    owner: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    allowed: tuple[str, ...] = ()

    def holds_on(self, day: date) -> bool:
        """Whether the entry is in use on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


def entry_refusals(entry: WordEntry) -> list[Reason]:
    """Everything wrong with an entry before it may join a list; empty when it may."""
    reasons: list[Reason] = []
    parts = entry.pattern.split(WILDCARD)
    if not entry.pattern.strip():
        reasons.append(Reason("pattern_empty", "请填写词语", "pattern"))
    elif len(parts) > 2:
        reasons.append(Reason("pattern_wildcards", "一条词语最多用一个星号（*）", "pattern"))
    elif not all(part.strip() for part in parts):
        reasons.append(Reason("pattern_wildcard_edge", "星号（*）前后都要有文字", "pattern"))
    if len(entry.pattern) > LONGEST_PATTERN:
        reasons.append(Reason("pattern_long", f"词语最多 {LONGEST_PATTERN} 个字", "pattern"))
    if not entry.reason.strip():
        reasons.append(Reason("reason_empty", "请写明理由，审核人要据此判断", "reason"))
    if entry.kind is WordKind.REPLACE and not entry.suggestion.strip():
        reasons.append(Reason("suggestion_empty", "「规范用语」须写出建议的写法", "suggestion"))
    if entry.valid_from and entry.valid_to and entry.valid_to < entry.valid_from:
        reasons.append(Reason("dates_reversed", "停用日期早于启用日期", "valid_to"))
    if len(parts) == 1 and any(entry.pattern not in context for context in entry.allowed):
        reasons.append(Reason("context_without_pattern", "例外语境须包含该词语", "allowed"))
    return reasons


class WordLists:
    """The entries in use on one day, ready to match. A value: `version` changes with its content."""

    def __init__(self, entries: Iterable[WordEntry] = (), *, on: date | None = None) -> None:
        """Compile; entries not in use on the day `on` are left out. Raises ValueError for a bad entry."""
        chosen = [entry for entry in dict.fromkeys(entries) if on is None or entry.holds_on(on)]
        for entry in chosen:
            if reasons := entry_refusals(entry):
                raise ValueError(f"{entry.pattern!r}: {reasons[0].message}")
        self.entries: tuple[WordEntry, ...] = tuple(chosen)
        serial = json.dumps([asdict(e) for e in self.entries], default=str, ensure_ascii=False)
        self.version: str = hashlib.sha256(serial.encode()).hexdigest()[:16]
        self._automaton = _compile(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def findings(self, text: str) -> Iterator[Finding]:
        """A finding for every entry met in `text` outside its allowed contexts."""
        if not self.entries:
            return
        for last, (tail, entries) in self._automaton.iter(text):
            end = last + 1
            for entry in entries:
                start = _start(entry, text, end - len(tail))
                if start is not None and not _allowed(entry, text, start, end):
                    yield _finding(entry, text, start, end)


def _compile(entries: tuple[WordEntry, ...]) -> Any:
    by_tail: dict[str, list[WordEntry]] = {}
    for entry in entries:
        by_tail.setdefault(entry.pattern.rpartition(WILDCARD)[2], []).append(entry)
    automaton = ahocorasick.Automaton()
    for tail, of_tail in by_tail.items():
        automaton.add_word(tail, (tail, tuple(of_tail)))
    automaton.make_automaton()
    return automaton


def _start(entry: WordEntry, text: str, tail_start: int) -> int | None:
    """Where the entry begins when its tail stands at `tail_start`; None when its head is not near."""
    head, wildcard, _ = entry.pattern.rpartition(WILDCARD)
    if not wildcard:
        return tail_start
    found = text.rfind(head, max(0, tail_start - WILDCARD_LENGTH - len(head)), tail_start)
    between = text[found + len(head) : tail_start]
    if found < 0 or any(mark in between for mark in _SENTENCE_ENDS):
        return None
    return found


def _allowed(entry: WordEntry, text: str, start: int, end: int) -> bool:
    matched = text[start:end]
    for context in entry.allowed:
        offset = context.find(matched)
        while offset >= 0:
            if start >= offset and text.startswith(context, start - offset):
                return True
            offset = context.find(matched, offset + 1)
    return False


def _finding(entry: WordEntry, text: str, start: int, end: int) -> Finding:
    message = f"{WORD_KIND_LABELS[entry.kind]}：{entry.reason}"
    check = CHECKS[entry.kind]
    return Finding(
        check.id, entry.gate, entry.severity, start, end, text[start:end], message, entry.suggestion
    )


def entry_from(record: Mapping[str, Any]) -> WordEntry:
    """An entry from a record of a list file. Raises ValueError or KeyError for a bad one."""

    def day(name: str) -> date | None:
        return date.fromisoformat(record[name]) if record.get(name) else None

    return WordEntry(
        pattern=record["pattern"],
        kind=WordKind(record["kind"]),
        reason=record["reason"],
        suggestion=record.get("suggestion", ""),
        severity=Severity(record["severity"]),
        gate=Gate(record["gate"]),
        source=Source(
            record["source"]["document"], record["source"]["article"], Tag(record["source"]["tag"])
        ),
        owner=record.get("owner", ""),
        valid_from=day("valid_from"),
        valid_to=day("valid_to"),
        allowed=tuple(record.get("allowed", ())),
    )


@cache
def starter_entries() -> tuple[WordEntry, ...]:
    """The few entries delivered with the platform; the office adds its own."""
    folder = resources.files("mingchuang.rules") / "data" / "words"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".json")), key=lambda f: f.name)
    return tuple(
        entry_from(record)
        for file in files
        for record in json.loads(file.read_text(encoding="utf-8"))["entries"]
    )


@cache
def starter() -> WordLists:
    """The delivered entries, compiled."""
    return WordLists(starter_entries())
