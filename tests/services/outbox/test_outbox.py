"""What happened is kept for ever and read in the order in which it became visible."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from mingchuang.base.outbox.models import OutboxEvent
from mingchuang.base.outbox.selectors import after
from mingchuang.base.outbox.services import give_positions, record

NOW = datetime(2026, 3, 9, 6, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_events_are_read_in_order_from_where_one_stopped():
    for number in range(3):
        record("item.released", f"uid-{number}", {"version": number}, now=NOW)
    assert give_positions() == 3
    first = list(after(0))
    assert [place.event.subject_uid for place in first] == ["uid-0", "uid-1", "uid-2"]
    record("item.withdrawn", "uid-0", {}, now=NOW)
    assert give_positions() == 1
    assert give_positions() == 0
    assert [place.event.kind for place in after(first[-1].sequence)] == ["item.withdrawn"]


@pytest.mark.db
@pytest.mark.django_db
def test_an_event_that_commits_late_is_not_passed_over():
    """On PostgreSQL a lower key may become visible after a higher one; its position comes after."""
    OutboxEvent.objects.create(pk=1005, kind="item.released", subject_uid="quick", recorded_at=NOW)
    give_positions()
    seen = list(after(0))[-1].sequence
    OutboxEvent.objects.create(pk=1004, kind="item.released", subject_uid="slow", recorded_at=NOW)
    give_positions()
    assert [place.event.subject_uid for place in after(seen)] == ["slow"]


@pytest.mark.db
@pytest.mark.django_db
@pytest.mark.parametrize("table", ["outbox_outboxevent", "outbox_outboxposition"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET {} = {}"])
def test_the_database_keeps_what_was_recorded(table, statement):
    record("item.released", "uid", {}, now=NOW)
    give_positions()
    column = "subject_uid" if table.endswith("event") else "event_id"
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table, column, column))
