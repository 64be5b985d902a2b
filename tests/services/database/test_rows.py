"""Rows appended many at a time say the same as rows written one after another."""

from datetime import datetime

import pytest
from django.db import IntegrityError

from mingchuang.base.feed.models import Change
from mingchuang.base.outbox.models import OutboxEvent
from mingchuang.base.triggers.rows import append

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_appended_rows_say_what_rows_say_that_are_written_one_by_one(now: datetime) -> None:
    def event(number: int) -> OutboxEvent:
        return OutboxEvent(kind="item.released", subject_uid=f"uid-{number}", data={"号": 1}, recorded_at=now)

    event(1).save()
    append(event(number) for number in (2, 3))
    append([])
    alone, *many = OutboxEvent.objects.order_by("pk")
    assert [row.subject_uid for row in many] == ["uid-2", "uid-3"]
    for row in many:
        assert (row.kind, row.data, row.recorded_at) == (alone.kind, alone.data, alone.recorded_at)


def test_what_the_database_gives_itself_is_left_to_it(now: datetime) -> None:
    Change.objects.create(topic="a.b", key="1", data={}, recorded_at=now)
    append([Change(topic="a.b", key="2", data={}, recorded_at=now)])
    one, other = Change.objects.order_by("pk")
    assert one.transaction == other.transaction


def test_the_database_refuses_what_it_refuses_alone(now: datetime) -> None:
    row = Change.objects.create(topic="a.b", key="1", data={}, recorded_at=now)
    with pytest.raises(IntegrityError):
        append([Change(pk=row.pk, topic="a.b", key="2", data={}, recorded_at=now)])
