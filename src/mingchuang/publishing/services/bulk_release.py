"""Letting the released history of an old site in, many rows at once with a fixed number of queries a step.

The same rules and the same rows as one release after another: version, sealed review, listing, event, audit,
outbox and feed are complete for every item, and the guards of the database see each of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db.models import OuterRef, Subquery

from mingchuang.base.accounts.models import User
from mingchuang.base.audit import services as audit
from mingchuang.base.identity.selectors import site_identity
from mingchuang.base.localtime import local_day
from mingchuang.base.numbering.services import allocate_many
from mingchuang.base.outbox import services as outbox
from mingchuang.base.triggers.rows import append, append_values, append_with_keys
from mingchuang.publishing import checks, kinds
from mingchuang.publishing.importing.item_rows import ItemRow, day_of
from mingchuang.publishing.models import (
    Column,
    Draft,
    Edition,
    EventKind,
    ImportBatch,
    Item,
    ItemState,
    PublicationEvent,
    ReviewKind,
    ReviewResult,
    ValidityAct,
    Version,
    VersionEditor,
    VersionState,
)
from mingchuang.publishing.register import lookup
from mingchuang.publishing.services import listings, projections
from mingchuang.publishing.services.drafts import normalised
from mingchuang.publishing.services.submission import facts_of
from mingchuang.publishing.snapshots import apply_fields, content_hash, fields_of, full_snapshot
from mingchuang.publishing.words import word_lists
from mingchuang.rules import index_numbers, validity
from mingchuang.rules.publication import completeness_reasons, next_state
from mingchuang.rules.refusals import Reason, Refused, refuse_if

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Taken:
    """One row on its way in: its rows of the database, saved or not yet."""

    item: Item
    draft: Draft
    version: Version
    read: projections.BodyRead
    acts: list[ValidityAct]


class Fitting:
    """Rows of released history tried on before somebody approves them; `MigrationStep` has the last word."""

    def __init__(self, columns: Mapping[int, Column]) -> None:
        self._columns = columns
        # One draft for all rows: making one takes longer than all that is asked of it.
        self._draft = Draft(edition=Edition(item=Item()))
        self._blank = fields_of(self._draft)

    def unfit(self, row: ItemRow, today: date) -> list[Reason]:
        """What keeps a row out, as far as it shows without reading its text."""
        draft, item = self._draft, self._draft.edition.item
        item.kind = kinds.get(row.kind).code
        item.original_published_on = day_of(row.original_published_on)
        # Whether there is a text is all that is asked of it here.
        apply_fields(draft, self._blank | row.values | {"body": "文" if row.values["body"].strip() else ""})
        draft.column = self._columns.get(draft.column_id) if draft.column_id else None
        return _own_reasons(draft, item, today)


def _own_reasons(draft: Draft, item: Item, today: date) -> list[Reason]:
    """What an old text must say of itself; it is otherwise taken as it is."""
    wanted = {"title", "formed_on", "body", "column", "attribute", "issuer"}
    reasons = [
        reason
        for reason in completeness_reasons(facts_of(draft), today)
        if reason.field in wanted and reason.code != "title_too_long"
    ]
    if item.original_published_on is None:
        reasons.append(Reason("original_day_missing", "缺少原发布日期", "original_published_on"))
    elif item.original_published_on > today:
        reasons.append(Reason("original_day_future", "原发布日期不能晚于今天", "original_published_on"))
    return reasons


class MigrationStep:
    """What the rows of one step have in common, read once."""

    def __init__(self, batch: ImportBatch, now: datetime) -> None:
        assert batch.approver is not None  # noqa: S101 - only approved batches come here
        self.batch, self.approver, self.now, self.today = batch, batch.approver, now, local_day(now)
        # One answer of the register holds for a whole step, as the word lists do.
        self.known = checks.Known(word_lists(self.today), checks.own_numbers(), cache(lookup))
        self.columns = {column.pk: column for column in Column.objects.all()}

    def let_in(self, payloads: Sequence[Payload]) -> list[Item | Refused]:
        """Make staged rows public, inside the caller's transaction; for each the item or why it stays out.

        Raises Refused when the step as a whole cannot go through, e.g. because the numbers are used up.
        """
        keys = [payload["source_key"] for payload in payloads]
        there = set(Item.objects.filter(source_key__in=keys).values_list("source_key", flat=True))
        outcomes: list[_Taken | Refused] = []
        for payload in payloads:
            try:
                if payload["source_key"] in there:
                    raise Refused.because("already_there", "同一来源标识的信息已经存在")
                outcomes.append(self._understood(payload))
                there.add(payload["source_key"])
            except Refused as refused:
                outcomes.append(refused)
        taken = [outcome for outcome in outcomes if isinstance(outcome, _Taken)]
        if taken:
            self._write(taken)
        return [outcome.item if isinstance(outcome, _Taken) else outcome for outcome in outcomes]

    def _understood(self, payload: Payload) -> _Taken:
        # Keys rather than people: a thousand times over, being asked for its people costs a row dearly.
        importer = self.batch.importer_id
        item = Item(
            kind=kinds.get(payload["kind"]).code,
            division_id=payload["division_id"],
            created_by_id=importer,
            created_at=self.now,
            source_key=payload["source_key"],
            original_published_on=day_of(payload["original_published_on"]),
            original_source=payload["original_source"] or self.batch.source,
            state=str(next_state(ItemState.NEW, "release")[0]),
            first_released_at=self.now,
        )
        draft = Draft(
            edition=Edition(item=item), updated_by_id=importer, updated_at=self.now, locked=True, revision=1
        )
        apply_fields(draft, normalised(payload["values"]))
        if draft.column_id is not None:
            draft.column = self.columns.get(draft.column_id)
        refuse_if(self._reasons(draft, item))
        version = Version(
            edition=draft.edition,
            number=1,
            content_hash=content_hash(full_snapshot(draft)),
            submitted_by_id=importer,
            submitted_at=self.now,
        )
        apply_fields(version, fields_of(draft))
        version.column = draft.column
        acts = [self._act(item, act) for act in payload["acts"] if act["on"]]
        # Read now, while the checks have just taken the same body apart.
        return _Taken(item, draft, version, projections.BodyRead.of(version.body), acts)

    def _act(self, item: Item, act: Mapping[str, str]) -> ValidityAct:
        on = date.fromisoformat(act["on"])
        basis, by = act["basis"][:300], self.batch.importer
        return ValidityAct(
            item=item, kind=act["kind"], on=on, basis=basis, recorded_by=by, recorded_at=self.now
        )

    def _reasons(self, draft: Draft, item: Item) -> list[Reason]:
        """An old text is taken as it is, but never with a personal number or a secrecy mark."""
        return [
            *_own_reasons(draft, item, self.today),
            *kinds.own_reasons(item, draft),
            *(
                Reason("finding_blocks", f"{found.where}第{found.line}行：{found.message}", found.field)
                for found in checks.blocking(draft, self.known)[:5]
            ),
        ]

    def _write(self, taken: Sequence[_Taken]) -> None:
        """In the order the guards ask for: sealed before released, released before listed."""
        versions = [one.version for one in taken]
        self._number([one.item for one in taken])
        append_with_keys([one.item for one in taken])
        for one in taken:
            # Set again now that it has its key, as everything below that points at something.
            one.draft.edition.item = one.draft.chinese_of = one.item
        append_with_keys([one.draft.edition for one in taken])
        for one in taken:
            one.draft.edition = one.version.edition = one.draft.edition
            for act in one.acts:
                act.item = one.item
        append(one.draft for one in taken)
        append_with_keys(versions)
        importer = self.batch.importer_id
        append_values(VersionEditor, ({"version_id": version.pk} for version in versions), user_id=importer)
        self._seal(versions)
        keys = [version.pk for version in versions]
        Version.objects.filter(pk__in=keys).update(state=VersionState.RELEASED, released_at=self.now)
        own = Version.objects.filter(edition=OuterRef("pk")).values("pk")
        Edition.objects.filter(versions__in=keys).update(released_version_id=Subquery(own))
        append(act for one in taken for act in one.acts)
        self._publish(taken)

    def _seal(self, versions: Sequence[Version]) -> None:
        append_values(
            ReviewResult,
            ({"version_id": one.pk, "content_hash": one.content_hash} for one in versions),
            kind=ReviewKind.MIGRATED,
            reason=self.batch.reason,
            source=self.batch.source,
            importer_id=self.batch.importer_id,
            approver_id=self.approver.pk,
            sealed_at=self.now,
        )

    def _number(self, items: Sequence[Item]) -> None:
        """Give every item its permanent 索引号 before it is written, so that no row is written twice.

        Whoever else asks for numbers waits from here to the end of the step.
        """
        org_code, year = site_identity().org_code, self.today.year
        serials = allocate_many(f"index:{org_code}", year, len(items), gap_free=False)
        for item, serial in zip(items, serials, strict=True):
            item.index_number = index_numbers.make(org_code, year, serial)

    def _publish(self, taken: Sequence[_Taken]) -> None:
        rows: list[listings.New] = []
        for one in taken:
            one.version.state, one.version.released_at = VersionState.RELEASED, self.now
            acts = [
                validity.ValidityAct(validity.ValidityKind(act.kind), act.on, act.basis) for act in one.acts
            ]
            rows.append(listings.New(one.item, one.version, one.read, acts))
        listings.list_many(rows, today=self.today, now=self.now)
        append_values(
            PublicationEvent,
            ({"item_id": one.item.pk, "version_id": one.version.pk} for one in taken),
            kind=EventKind.MIGRATED,
            at=self.now,
            actor_id=self.approver.pk,
        )
        _tell(self.approver, taken, self.now)


def _tell(actor: User, taken: Sequence[_Taken], now: datetime) -> None:
    """The same traces in audit and outbox as one release leaves."""
    audit.record_many(
        actor,
        "publishing.release",
        [
            (
                one.version,
                {
                    "item": str(one.item.uid),
                    "index_number": one.item.index_number,
                    "content_hash": one.version.content_hash,
                },
            )
            for one in taken
        ],
        now=now,
    )
    outbox.record_many(
        "publishing.released",
        [
            (
                str(one.item.uid),
                {
                    "index_number": one.item.index_number,
                    "version": one.version.number,
                    "language": one.draft.edition.language,
                },
            )
            for one in taken
        ],
        now=now,
    )
