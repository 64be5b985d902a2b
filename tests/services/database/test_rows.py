"""Rows appended many at a time say the same as rows written one after another."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from mingchuang.base.feed.models import Change
from mingchuang.base.outbox.models import OutboxEvent
from mingchuang.base.triggers.rows import append, append_values, append_with_keys

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


def test_values_without_objects_say_what_rows_say(now: datetime) -> None:
    OutboxEvent(kind="item.released", subject_uid="uid-1", data={"号": 1}, recorded_at=now).save()
    rows = [{"subject_uid": f"uid-{number}", "data": {"号": 1}} for number in (2, 3)]
    append_values(OutboxEvent, iter(rows), kind="item.released", recorded_at=now)
    append_values(OutboxEvent, [], kind="item.released", recorded_at=now)
    append_values(OutboxEvent, [{"subject_uid": "uid-4"}], kind="item.released", recorded_at=now)
    alone, *many, bare = OutboxEvent.objects.order_by("pk")
    assert [row.subject_uid for row in many] == ["uid-2", "uid-3"]
    assert len({row.uid for row in OutboxEvent.objects.all()}) == 4
    for row in many:
        assert (row.kind, row.data, row.recorded_at) == (alone.kind, alone.data, alone.recorded_at)
    assert bare.data == {}


def test_a_field_that_no_model_has_is_no_value(now: datetime) -> None:
    with pytest.raises(TypeError, match="purpose"):
        append_values(Change, [{"key": "1", "purpose": "?"}], topic="a.b", recorded_at=now)


def test_chinese_stands_as_it_is_and_is_read_as_it_was(now: datetime) -> None:
    data = {"title": "领事保护", "rows": [1, None, True, 'a"b\\']}
    append([OutboxEvent(kind="a.b", subject_uid="1", data=data, recorded_at=now)])
    assert OutboxEvent.objects.get().data == data
    assert OutboxEvent.objects.filter(data__title="领事保护").count() == 1


def test_what_the_database_gives_itself_is_left_to_it(now: datetime) -> None:
    Change.objects.create(topic="a.b", key="1", data={}, recorded_at=now)
    append([Change(topic="a.b", key="2", data={}, recorded_at=now)])
    append_values(Change, [{"key": "3"}], topic="a.b", recorded_at=now)
    assert len({change.transaction for change in Change.objects.all()}) == 1


def test_rows_that_others_point_at_learn_their_keys(now: datetime) -> None:
    events = [
        OutboxEvent(kind="item.released", subject_uid=f"uid-{number}", data={"n": number}, recorded_at=now)
        for number in range(3)
    ]
    append_with_keys(events)
    append_with_keys([])
    assert [OutboxEvent.objects.get(pk=event.pk) for event in events] == events
    for event in events:
        stored = OutboxEvent.objects.get(pk=event.pk)
        assert (stored.uid, stored.data, stored.recorded_at) == (event.uid, event.data, event.recorded_at)
        assert stored.subject_uid == event.subject_uid
        assert not event._state.adding


def test_moments_that_differ_stay_different(now: datetime) -> None:
    moments = [now, now + timedelta(seconds=1), now.astimezone(ZoneInfo("Asia/Tokyo"))]
    append(OutboxEvent(kind="a.b", subject_uid="1", data={}, recorded_at=moment) for moment in moments)
    assert list(OutboxEvent.objects.order_by("pk").values_list("recorded_at", flat=True)) == moments


def test_the_database_refuses_what_it_refuses_alone(now: datetime) -> None:
    row = Change.objects.create(topic="a.b", key="1", data={}, recorded_at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        append([Change(pk=row.pk, topic="a.b", key="2", data={}, recorded_at=now)])
    with pytest.raises(IntegrityError):
        append_with_keys([Change(pk=row.pk, topic="a.b", key="2", data={}, recorded_at=now)])
