"""What a new office starts with: divisions, a column tree and the relevance of each statutory item.

Written once. What the office has changed, closed or added stays as it is.
"""

import json
from datetime import datetime
from importlib import resources
from typing import Any

from django.db import transaction

from mingchuang.base.accounts.models import Division
from mingchuang.base.audit import services as audit
from mingchuang.base.localtime import local_day
from mingchuang.disclosure.models import StatutoryItemSetting
from mingchuang.publishing.models import Column
from mingchuang.rules.statutory import STATUTORY_ITEMS


@transaction.atomic
def seed(now: datetime) -> int:
    """Load what is missing; returns how many rows were written."""
    made = seed_divisions() + seed_columns() + seed_statutory_items(now)
    if made:
        audit.record(None, "disclosure.seed", None, now=now, data={"rows": made})
    return made


def _data(name: str) -> Any:
    text = resources.files("mingchuang.disclosure").joinpath("data", name).read_text(encoding="utf-8")
    return json.loads(text)


def seed_divisions() -> int:
    """The usual divisions of such an office, only where there is none at all."""
    if Division.objects.exists():
        return 0
    rows = [
        Division(code=row["code"], name=row["name"], position=position)
        for position, row in enumerate(_data("divisions.json"), start=1)
    ]
    return len(Division.objects.bulk_create(rows))


def seed_columns() -> int:
    """The default tree, only where there is no column at all."""
    if Column.objects.exists():
        return 0
    divisions = {division.code: division for division in Division.objects.filter(is_open=True)}
    if not divisions:
        return 0
    first = min(divisions.values(), key=lambda division: (division.position, division.pk))
    return sum(
        _plant(row, None, position, divisions, first)
        for position, row in enumerate(_data("columns.json"), start=1)
    )


def _plant(
    row: dict[str, Any], parent: Column | None, position: int, divisions: dict[str, Division], first: Division
) -> int:
    column = Column.objects.create(
        slug=row["slug"],
        name=row["name"],
        column_type=row["type"],
        description=row["description"],
        keywords=row["keywords"],
        kind=row.get("kind", "information"),
        block=row.get("block", ""),
        division=divisions.get(row["division"], first),
        freshness_kind=row["freshness"],
        parent=parent,
        position=position * 10,
        on_home=row.get("home", False),
        **{name: words for name, words in row.items() if name.startswith(("name_", "description_"))},
    )
    below = enumerate(row.get("children", ()), start=1)
    return 1 + sum(_plant(child, column, number, divisions, first) for number, child in below)


def seed_statutory_items(now: datetime) -> int:
    """The default relevance of every item; a setting that stands is left alone."""
    known = set(StatutoryItemSetting.objects.values_list("code", flat=True))
    rows = [
        StatutoryItemSetting(
            code=item.code, applicable=item.relevant, reason=item.reason, decided_on=local_day(now)
        )
        for item in STATUTORY_ITEMS
        if item.code not in known
    ]
    return len(StatutoryItemSetting.objects.bulk_create(rows))
