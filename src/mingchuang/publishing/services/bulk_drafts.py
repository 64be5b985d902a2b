"""Making many items at once: what an import writes in one step, with a fixed number of queries.

The same rules and the same rows as `drafts.create_item`, which makes one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import refusal
from mingchuang.base.accounts.selectors import permissions_of
from mingchuang.base.audit import services as audit
from mingchuang.base.calendars.selectors import current_calendar
from mingchuang.base.triggers.rows import append_values, append_with_keys
from mingchuang.publishing import kinds
from mingchuang.publishing.models import Column, Draft, DraftEditor, DraftRevision, Edition, Item
from mingchuang.publishing.services import changes
from mingchuang.publishing.services.drafts import normalised
from mingchuang.publishing.services.waiting import due_day
from mingchuang.publishing.snapshots import Snapshot, apply_fields, fields_of
from mingchuang.rules.refusals import Forbidden, Refused
from mingchuang.rules.roles import Permission


@dataclass(frozen=True, slots=True)
class NewItem:
    """An item to be made: its kind, division, content and the key it is known by at its source."""

    kind: str
    division_id: int
    values: Snapshot
    source_key: str


@transaction.atomic
def create_items(actor: User, wanted: Sequence[NewItem], *, now: datetime) -> list[Item | Refused]:
    """Make items with their first drafts; for each, in order, the item or why it was refused.

    Source keys must be new: a known one raises IntegrityError, and nothing is made.
    """
    columns = set(Column.objects.values_list("pk", flat=True))
    allowed = permissions_of(actor)
    contents: list[Snapshot | Refused] = []
    for new in wanted:
        try:
            if not allowed.allow(Permission.DRAFT_ITEM, new.division_id):
                raise Forbidden([refusal(Permission.DRAFT_ITEM)])
            contents.append(_content(new, columns))
        except Refused as refused:
            contents.append(refused)
    good = [(new, values) for new, values in zip(wanted, contents, strict=True) if isinstance(values, dict)]
    made = iter(_written(actor, good, now))
    return [values if isinstance(values, Refused) else next(made) for values in contents]


def _content(new: NewItem, columns: set[int]) -> Snapshot:
    kinds.get(new.kind)
    values = normalised(new.values)
    if values.get("column_id") and values["column_id"] not in columns:
        raise Refused.because("column_unknown", "所选栏目不存在，请重新选择", "column")
    return values


def _written(actor: User, good: Sequence[tuple[NewItem, Snapshot]], now: datetime) -> list[Item]:
    calendar = current_calendar()
    drafts = [_draft(actor, values, now) for _, values in good]
    items = [
        Item(
            kind=new.kind,
            division_id=new.division_id,
            created_by=actor,
            created_at=now,
            source_key=new.source_key,
            publication_due_on=due_day(draft.formed_on, calendar) if draft.formed_on else None,
            calendar_version=calendar.version if draft.formed_on else "",
        )
        for (new, _), draft in zip(good, drafts, strict=True)
    ]
    append_with_keys(items)
    editions = [Edition(item=item) for item in items]
    append_with_keys(editions)
    for draft, edition in zip(drafts, editions, strict=True):
        draft.edition, draft.chinese_of = edition, edition.item
    append_with_keys(drafts)
    append_values(
        DraftRevision,
        ({"draft_id": draft.pk, "snapshot": fields_of(draft)} for draft in drafts),
        revision=1,
        saved_by_id=actor.pk,
        saved_at=now,
    )
    append_values(DraftEditor, ({"draft_id": draft.pk} for draft in drafts), user_id=actor.pk)
    changes.record_works((item.pk for item in items), now=now)
    audit.record_many(
        actor, "publishing.create_item", [(item, {"kind": item.kind}) for item in items], now=now
    )
    return items


def _draft(actor: User, values: Snapshot, now: datetime) -> Draft:
    draft = Draft(revision=1, updated_by=actor, updated_at=now)
    apply_fields(draft, values)
    return draft
