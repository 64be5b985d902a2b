"""The automatic checks of a whole text: its fields, its files, its links and the documents it cites.

Machines flag, people decide. A finding is known by its fingerprint (rule, place and words), so that what
was accepted with a reason stays accepted while the words stay the same, and no longer.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from mingchuang.base.identity.selectors import site_identity
from mingchuang.publishing import kinds
from mingchuang.publishing.models import (
    CheckFinding,
    CitedDocument,
    Draft,
    Edition,
    FindingAcceptance,
    Version,
)
from mingchuang.publishing.scans import (
    attachment_findings,
    citation_findings,
    invalid_citations,
    link_findings,
)
from mingchuang.publishing.terms import terms_of
from mingchuang.publishing.words import word_lists
from mingchuang.rules.gates import Gate
from mingchuang.rules.text_checks import (
    Finding,
    Severity,
    WordLists,
    check_blocking,
    check_text,
    check_translation,
    plain_text,
    position,
)

Source = Draft | Version

FIELD_LABELS: dict[str, str] = {
    "title": "标题",
    "abstract": "内容概述",
    "body": "正文",
    "keywords": "主题词",
    "issuer": "发布机构",
    "content_source": "信息来源",
    "attribute_reason": "公开属性理由",
    "public_note": "更正说明",
}
CONTEXT_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Located:
    """A finding with its place in the text and what somebody decided about it."""

    rule: str
    gate: Gate
    severity: Severity
    where: str
    field: str
    line: int
    column: int
    excerpt: str
    message: str
    suggestion: str
    fingerprint: str
    accepted_reason: str = ""


def texts_of(source: Source) -> Iterator[tuple[str, str]]:
    """Every text of a draft or version by field; rich text as plain lines."""
    for name in FIELD_LABELS:
        if name == "keywords":
            yield name, "、".join(source.keywords)
        elif name == "body":
            yield name, plain_text(source.body)
        else:
            yield name, getattr(source, name)
    for own in kinds.get(source.edition.item.kind).extra_fields:
        yield f"extra_{own.name}", str(source.extra.get(own.name, ""))


def label_of(source: Source, name: str) -> str:
    """The Chinese label of a checked field."""
    own = {f"extra_{f.name}": f.label for f in kinds.get(source.edition.item.kind).extra_fields}
    return FIELD_LABELS.get(name) or own.get(name, name)


def own_numbers() -> list[str]:
    """The office's published telephone numbers and addresses, which no check objects to."""
    identity = site_identity()
    return [value for value in (identity.phone, identity.fax, identity.email) if value]


@dataclass(frozen=True, slots=True)
class Known:
    """What reading many texts needs each time, read once: the day's word lists, the office's own numbers.

    `find` is `register.lookup`, which may remember its answers as long as nobody changes the register.
    """

    words: WordLists
    own_numbers: Collection[str]
    find: Callable[[str, str], CitedDocument | None]


def blocking(source: Source, known: Known) -> list[Located]:
    """Of what `run` finds only what stops a text, for reading many old texts."""
    language = source.edition.language[:2]
    found: list[Located] = []
    for name, text in texts_of(source):
        if not text:
            continue
        findings = check_blocking(text, words=known.words, language=language, allowed=known.own_numbers)
        if _may_cite(name):
            findings = [*findings, *invalid_citations(text, known.find)]
        found.extend(_located(findings, text, label_of(source, name), name))
    found.extend(_located(link_findings(source.body), None, FIELD_LABELS["body"], "body"))
    found.extend(_attached(source, known.words))
    return [item for item in found if item.severity == Severity.BLOCK]


def _may_cite(name: str) -> bool:
    return name in {"body", "abstract"} or name.startswith("extra_")


def run(source: Source, today: date) -> list[Located]:
    """Everything the checks find in a draft or version, in reading order, without any decision."""
    words = word_lists(today)
    allowed = own_numbers()
    found: list[Located] = []
    for name, text in texts_of(source):
        if not text:
            continue
        findings = check_text(
            text, words=words, title=name == "title", language=source.edition.language[:2], allowed=allowed
        )
        if _may_cite(name):
            findings = [*findings, *citation_findings(text, today)]
        found.extend(_located(findings, text, label_of(source, name), name))
    if source.edition.is_foreign:
        found.extend(_against_source(source, today))
    found.extend(_located(link_findings(source.body), None, FIELD_LABELS["body"], "body"))
    found.extend(_attached(source, words))
    return found


COMPARED_FIELDS = ("title", "abstract", "body")


def _against_source(source: Source, today: date) -> Iterator[Located]:
    """What a translation lacks of its Chinese source, field by field."""
    chinese = source.source_version
    if chinese is None:
        return
    language = source.edition.language
    terms = terms_of(language, today)
    before = dict(texts_of(chinese))
    compared = [name for name in before if name in COMPARED_FIELDS or name.startswith("extra_")]
    after = dict(texts_of(source))
    whole = "\n".join(before[name] for name in compared)
    for name in compared:
        text = after.get(name, "")
        for found in check_translation(before[name], text, language=language, terms=terms, whole=whole):
            # What is missing has no place in the text: its own words keep its fingerprint apart.
            there = text if found.end > found.start else None
            yield from _located([found], there, label_of(source, name), name)


def _attached(source: Source, words: WordLists) -> Iterator[Located]:
    if source.pk is None:  # a text that is not stored yet has no files
        return
    for row in source.attachments.select_related("file").all():
        for found in attachment_findings(row.file, words):
            label = f"附件《{row.title}》{found.where}"
            yield from _located([found.finding], None, label, "attachments")


def _context(text: str, start: int, end: int) -> str:
    """The words around a finding in its own line: a change in the next paragraph must not reopen it."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    last = end + CONTEXT_LENGTH if line_end < 0 else min(end + CONTEXT_LENGTH, line_end)
    return text[max(line_start, start - CONTEXT_LENGTH) : last]


def _located(findings: Iterable[Finding], text: str | None, where: str, field: str) -> Iterator[Located]:
    for finding in findings:
        line, column = position(text, finding.start) if text is not None else (0, 0)
        context = finding.text
        if text is not None:
            context = _context(text, finding.start, finding.end)
        key = "\x1f".join((finding.rule, field, where, context))
        yield Located(
            rule=finding.rule,
            gate=finding.gate,
            severity=finding.severity,
            where=where,
            field=field,
            line=line,
            column=column,
            excerpt=finding.text[:200],
            message=finding.message[:300],
            suggestion=finding.suggestion[:300],
            fingerprint=hashlib.sha256(key.encode()).hexdigest(),
        )


def with_decisions(found: Iterable[Located], edition: Edition) -> list[Located]:
    """Findings with the reason somebody accepted each by, where somebody did."""
    accepted = dict(FindingAcceptance.objects.filter(edition=edition).values_list("fingerprint", "reason"))
    return [replace(item, accepted_reason=accepted.get(item.fingerprint, "")) for item in found]


def findings_for(source: Source, today: date) -> list[Located]:
    """What the checks find now, each with its decision."""
    return with_decisions(run(source, today), source.edition)


def open_findings(source: Source, today: date) -> list[Located]:
    """What the checks find now and nobody has accepted."""
    return [item for item in findings_for(source, today) if not item.accepted_reason]


def stored(version: Version, items: Iterable[Located], rule_set: str) -> list[CheckFinding]:
    """Unsaved rows for findings of a version, decisions carried over."""
    acceptances = {row.fingerprint: row for row in FindingAcceptance.objects.filter(edition=version.edition)}
    rows: list[CheckFinding] = []
    for item in items:
        accepted = acceptances.get(item.fingerprint)
        rows.append(
            CheckFinding(
                version=version,
                rule=item.rule,
                rule_set=rule_set,
                gate=item.gate.value,
                severity=item.severity.value,
                where=item.where[:300],
                line=item.line,
                column=item.column,
                excerpt=item.excerpt,
                message=item.message,
                suggestion=item.suggestion,
                fingerprint=item.fingerprint,
                reason=accepted.reason if accepted else "",
                disposed_by=accepted.accepted_by if accepted else None,
                disposed_at=accepted.accepted_at if accepted else None,
            )
        )
    return rows
