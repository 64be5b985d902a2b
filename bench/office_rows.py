"""Turns documents into the rows of a released item, batch by batch, each batch in one transaction.

The order matters: a version starts in review, its gates are signed, its review is sealed, and only then may
it become released, be pointed at and be listed. The guards of the database check every step.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F, OuterRef, Subquery
from django.utils import timezone

from bench.content import ABROAD_EVERY, FIRST_DAY, LAST_DAY, Author, Document
from bench.generator import BATCH, REVIEW_HOURS, before, uids
from bench.loading import Table, analyse, set_sequences
from mingchuang.base.accounts.models import Division, User
from mingchuang.base.audit.models import AuditEvent
from mingchuang.base.audit.services import seal
from mingchuang.base.identity.selectors import site_identity
from mingchuang.base.numbering.services import skip_to
from mingchuang.publishing.models import (
    Citation,
    Column,
    Draft,
    Edition,
    GateDecision,
    Item,
    ListingCount,
    PublicationEvent,
    PublicListing,
    RequiredGate,
    ReviewResult,
    ValidityAct,
    Version,
    VersionEditor,
)
from mingchuang.publishing.selectors.archive import Branches
from mingchuang.publishing.services import projections
from mingchuang.publishing.snapshots import CONTENT_FIELDS, content_hash
from mingchuang.rules import document_numbers, index_numbers, validity
from mingchuang.rules.gates import CHECKLISTS, DEFAULT, Gate
from mingchuang.web.demo.people import DRAFTERS

Rows = dict[type, list[tuple[Any, ...]]]
CONTENT = tuple(CONTENT_FIELDS)
BEHIND_EVERY = 7
"""Of the translations one in so many is not of the Chinese text that is public now."""

GATES = tuple(sorted(DEFAULT))
DOCUMENT_GATES = (*GATES, Gate.LEGAL)
CLEARING = "规范性文件清理结果"
CHECKED = {gate: [code for code, _ in CHECKLISTS[gate]] for gate in Gate}

COLUMNS: dict[type, tuple[str, ...]] = {
    Item: ("id", "uid", "kind", "division_id", "state", "index_number", "source_key", "first_released_at",
           "original_published_on", "original_source", "created_by_id", "created_at"),
    Edition: ("id", "uid", "item_id", "language", "translator_id", "source_version_id"),
    Draft: ("edition_id", "chinese_of_id", "revision", "locked", "based_on_id", "updated_by_id", "updated_at",
            *CONTENT),
    Version: ("id", "uid", "edition_id", "number", "state", "content_hash", "submitted_by_id", "submitted_at",
              *CONTENT),
    VersionEditor: ("version_id", "user_id"),
    RequiredGate: ("version_id", "gate"),
    GateDecision: ("uid", "version_id", "gate", "passed", "reviewer_id", "content_hash", "checklist",
                   "decided_at"),
    ReviewResult: ("version_id", "kind", "content_hash", "required_gates", "passed", "reason", "source",
                   "importer_id", "approver_id", "sealed_at"),
    PublicListing: ("id", "edition_id", "item_id", "version_id", "language", "kind", "column_id", "title",
                    "document_number", "number_key", "index_number", "issuer", "abstract", "statutory_item",
                    "formed_on", "shown_on", "year", "released_at", "validity", "validity_on", "search_text"),
    Citation: ("listing_id", "number_key"),
    PublicationEvent: ("uid", "item_id", "version_id", "kind", "at", "actor_id"),
    ValidityAct: ("uid", "item_id", "kind", "on", "basis", "recorded_by_id", "recorded_at"),
    AuditEvent: ("uid", "at", "actor_id", "action", "target_type", "target_id", "data"),
}  # fmt: skip
BEFORE_RELEASE = (Item, Edition, Version, VersionEditor, RequiredGate, GateDecision, ReviewResult)
AFTER_RELEASE = (Draft, PublicListing, Citation, PublicationEvent, ValidityAct, AuditEvent)


@dataclass(frozen=True, slots=True)
class _Made:
    """What the rows of one item share; `fresh` gives it uids."""

    key: int
    uid: UUID
    index_number: str
    column: int
    code: str
    drafter: int
    shown_on: date
    fresh: Iterator[UUID]


class Writer:
    """Writes the documents of a seed as released items."""

    def __init__(self, seed: int, total: int) -> None:
        self.seed, self.total = seed, total
        self.author = Author(seed)
        self.people = {user.username: user.pk for user in User.objects.all()}
        self.divisions = {division.code: division.pk for division in Division.objects.all()}
        self.columns = _columns()
        self.org_code = site_identity().org_code
        self.tables = {model: Table(model, names) for model, names in COLUMNS.items()}

    def fill(self, numbers: range, progress: Callable[[int], None]) -> None:
        """The documents of a range. Keys follow from the number, so ranges may be written side by side."""
        analysed = BATCH
        for start in range(numbers.start, numbers.stop, BATCH):
            batch = range(start, min(start + BATCH, numbers.stop))
            self._write([self.author.document(number, self.total) for number in batch])
            # The guards' plans are kept by the session: made for empty tables they scan whole ones.
            written = batch.stop - numbers.start
            if written >= analysed * 2:
                analyse()
                analysed = written
            progress(len(batch))

    def finish(self) -> None:
        """What a running office would have done by now: sequences, serials, seals, statistics."""
        set_sequences(self.tables.values())
        with transaction.atomic():
            for year in range(FIRST_DAY.year, LAST_DAY.year + 1):
                last = self.author.first_of(year + 1, self.total) - self.author.first_of(year, self.total)
                skip_to(f"index:{self.org_code}", year, last)
        _project()
        seal(timezone.make_aware(datetime.combine(LAST_DAY, datetime.min.time())))
        analyse()

    def _write(self, documents: list[Document]) -> None:
        rows: Rows = defaultdict(list)
        for document in documents:
            self._item(document, rows)
        versions = [row[0] for row in rows[Version]]
        editions = [row[0] for row in rows[Edition]]
        with transaction.atomic():
            for model in BEFORE_RELEASE:
                self.tables[model].load(rows[model])
            Version.objects.filter(pk__range=(versions[0], versions[-1])).update(
                state="released", released_at=F("submitted_at") + timedelta(hours=REVIEW_HOURS)
            )
            released = Version.objects.filter(edition=OuterRef("pk")).values("pk")
            Edition.objects.filter(pk__range=(editions[0], editions[-1])).update(
                released_version_id=Subquery(released)
            )
            for model in AFTER_RELEASE:
                self.tables[model].load(rows[model])

    def _item(self, document: Document, rows: Rows) -> None:
        column, code, division = self._place(document)
        year = document.formed_on.year
        serial = document.number - self.author.first_of(year, self.total) + 1
        fresh = uids(self.seed, document.number, document.released_at)
        made = _Made(
            key=document.number + 1,
            uid=next(fresh),
            index_number=index_numbers.make(self.org_code, year, serial),
            column=column,
            code=code,
            drafter=self.people["admin" if document.migrated else DRAFTERS[division]],
            shown_on=timezone.localtime(document.released_at).date(),
            fresh=fresh,
        )
        office, released_at = self.people["office"], document.released_at
        rows[Item].append(
            (made.key, made.uid, document.kind, self.divisions[division], "published", made.index_number,
             f"made-{document.number}", released_at, made.shown_on if document.migrated else None,
             f"旧网站第{document.number}号" if document.migrated else "", made.drafter,
             before(released_at, REVIEW_HOURS + 3))
        )  # fmt: skip
        first = made.key + -(-document.number // ABROAD_EVERY)
        for edition, (text, language) in enumerate(_texts(document), start=first):
            self._edition(edition, text, language, made, rows)
        rows[AuditEvent].append(
            (next(fresh), released_at, office, "publishing.release", "publishing.item", str(made.key),
             {"item": str(made.uid), "index_number": made.index_number})
        )  # fmt: skip
        if document.act and document.act[1] <= LAST_DAY:
            kind, on = document.act
            rows[ValidityAct].append((next(fresh), made.key, kind, on, CLEARING, office, released_at))

    def _place(self, document: Document) -> tuple[int, str, str]:
        columns = self.columns[document.kind]
        return columns[document.number % len(columns)]

    def _edition(self, edition: int, text: Document, language: str, made: "_Made", rows: Rows) -> None:
        version = edition  # one version an edition, so their keys run side by side
        submitted = before(text.released_at, REVIEW_HOURS)
        content = _content(text, made.column, made.code)
        values = tuple(content[name] for name in CONTENT)
        sealed = content_hash(
            content
            | {name: day.isoformat() for name, day in content.items() if isinstance(day, date)}
            | {"attachments": [], "item": str(made.uid), "kind": text.kind, "language": language}
        )
        translator = self.people["translator"] if language != "zh-hans" else None
        # The Chinese version has the number of its edition, the one of a translation follows it.
        behind = made.key // ABROAD_EVERY % BEHIND_EVERY == 0
        source = edition - 1 if translator and not behind else None
        rows[Edition].append((edition, next(made.fresh), made.key, language, translator, source))
        rows[Version].append(
            (version, next(made.fresh), edition, 1, "in_review", sealed, made.drafter, submitted, *values)
        )
        chinese_of = None if translator else made.key
        rows[Draft].append((edition, chinese_of, 1, True, version, made.drafter, submitted, *values))
        rows[VersionEditor].append((version, made.drafter))
        self._review(text, version, sealed, submitted, made.fresh, rows)
        key = document_numbers.search_key(text.document_number) if text.document_number else ""
        rows[PublicListing].append(
            (edition, edition, made.key, version, language, text.kind, made.column, text.title,
             text.document_number,
             key, made.index_number, text.issuer, text.abstract, made.code, text.formed_on, made.shown_on,
             text.formed_on.year, text.released_at, _standing(text), LAST_DAY,
             _search_text(text, made.index_number))
        )  # fmt: skip
        if text.cited and language == "zh-hans":
            rows[Citation].append((edition, document_numbers.search_key(text.cited)))
        kind = "migrated" if text.migrated else "released"
        office = self.people["office"]
        rows[PublicationEvent].append((next(made.fresh), made.key, version, kind, text.released_at, office))

    def _review(
        self, text: Document, version: int, sealed: str, submitted: datetime, uid: Iterator[UUID], rows: Rows
    ) -> None:
        done = submitted + timedelta(hours=5)
        if text.migrated:
            people = (self.people["admin"], self.people["admin2"])
            rows[ReviewResult].append(
                (version, "migrated", sealed, [], [], "旧网站停止运行", "旧网站", *people, done)
            )
            return
        gates = DOCUMENT_GATES if text.kind == "document" else GATES
        for hours, gate in enumerate(gates):
            rows[RequiredGate].append((version, gate.value))
            decided = submitted + timedelta(hours=hours)
            reviewer = self.people[gate.value]
            rows[GateDecision].append(
                (next(uid), version, gate.value, True, reviewer, sealed, CHECKED[gate], decided)
            )
        passed = [{"gate": gate.value, "reviewer": self.people[gate.value]} for gate in gates]
        rows[ReviewResult].append(
            (version, "gates", sealed, [gate.value for gate in gates], passed, "", "", None, None, done)
        )


def _project() -> None:
    """What is kept beside the listings; citations were written with them."""
    rows = PublicListing.objects.order_by().values_list("language", "column_id", "statutory_item")
    counted = [(*row[:3], row[3]) for row in rows.annotate(n=Count("id"))]
    ListingCount.objects.bulk_create(
        ListingCount(language=language, column_id=column, statutory_item=code, listings=count)
        for language, column, code, count in counted
    )
    projections.recount_blocks()
    branches = Branches()
    for language in sorted({row[0] for row in counted}):
        for column in projections.filled_columns(language):
            projections.renumber_archive(column, language, branches)


def _columns() -> dict[str, list[tuple[int, str, str]]]:
    """Columns of the real tree by the kind of text they take: key, statutory item, division."""
    found: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for column in Column.objects.filter(is_open=True).select_related("division").order_by("pk"):
        code = "20-3" if column.block == "statutory" else ""
        if column.kind in ("news", "notice", "document", "information"):
            found[column.kind].append((column.pk, code, column.division.code))
    for kind in ("news", "notice", "document"):
        if not found[kind]:
            found[kind] = found["information"]
    return found


def _texts(document: Document) -> Iterator[tuple[Document, str]]:
    yield document, "zh-hans"
    if document.language:
        abroad = replace(
            document,
            title=document.title_abroad,
            body=document.body_abroad,
            plain=document.body_abroad.replace("<p>", "").replace("</p>", "\n"),
            abstract=document.title_abroad,
            keywords=[],
        )
        yield abroad, document.language


def _content(text: Document, column: int, code: str) -> dict[str, Any]:
    return dict.fromkeys(CONTENT, "") | {
        "title": text.title,
        "document_number": text.document_number,
        "issuer": text.issuer,
        "content_source": "秘书处",
        "abstract": text.abstract,
        "body": text.body,
        "attribute": "active",
        "statutory_item": code,
        "formed_on": text.formed_on,
        "effective_on": text.effective_on,
        "expires_on": None,
        "keywords": text.keywords,
        "column_id": column,
        "extra": {},
    }


def _standing(text: Document) -> str:
    acts = []
    if text.act:
        acts = [validity.ValidityAct(validity.ValidityKind(text.act[0]), text.act[1], CLEARING)]
    return validity.status(acts, text.effective_on, LAST_DAY, None).value


def _search_text(text: Document, index_number: str) -> str:
    parts = (
        text.title,
        text.document_number,
        index_number,
        text.abstract,
        " ".join(text.keywords),
        text.plain,
    )
    return "\n".join(part for part in parts if part).lower()
