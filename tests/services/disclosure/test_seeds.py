"""A new office starts with a tree of columns; what it changes is never written over."""

from datetime import datetime

import pytest

from mingchuang.base.accounts.models import Division
from mingchuang.disclosure.models import StatutoryItemSetting
from mingchuang.disclosure.seeds import seed
from mingchuang.publishing import kinds
from mingchuang.publishing.desk.settings.forms import COLUMN_TYPES
from mingchuang.publishing.models import Column
from mingchuang.rules.freshness import ColumnKind
from mingchuang.rules.statutory import STATUTORY_ITEMS

pytestmark = pytest.mark.django_db


def test_a_new_office_has_columns_in_every_block(now: datetime) -> None:
    assert seed(now) == len(STATUTORY_ITEMS) + Column.objects.count() + Division.objects.count()
    assert set(Column.objects.values_list("block", flat=True)) == {
        "", "guide", "systems", "statutory", "reports",
    }  # fmt: skip
    known = {kind.code for kind in kinds.every()}
    for column in Column.objects.all():
        assert column.kind in known and column.column_type in COLUMN_TYPES
        assert ColumnKind(column.freshness_kind) and column.description and column.keywords


def test_a_second_start_writes_nothing(now: datetime) -> None:
    seed(now)
    Column.objects.filter(slug="news").update(name="要闻", slug="headlines")
    StatutoryItemSetting.objects.filter(code="20-8").update(applicable=False, reason="没有收费")
    assert seed(now) == 0
    assert not Column.objects.filter(slug="news").exists()
    assert StatutoryItemSetting.objects.get(code="20-8").reason == "没有收费"


def test_an_office_with_its_own_divisions_keeps_them(now: datetime) -> None:
    own = Division.objects.create(code="office", name="综合处", position=1)
    seed(now)
    assert list(Division.objects.all()) == [own]
    assert set(Column.objects.values_list("division", flat=True)) == {own.pk}
