"""Whoever keeps a copy of the database learns of every change, in order, and is told when that fails."""

from datetime import timedelta
from threading import Event, Thread

import psycopg
import pytest
from django.db import connection, transaction

from mingchuang.base.feed import jobs, selectors, services
from mingchuang.base.feed.models import Change, Horizon
from mingchuang.base.feed.positions import START, Position, TooFarBehind
from mingchuang.base.feed.running import oldest_running

pytestmark = [pytest.mark.db, pytest.mark.django_db(transaction=True)]


def keys(position=START, **options):
    return [entry.key for entry in selectors.after(position, **options)]


def test_changes_are_read_in_order_from_where_one_stopped(now):
    services.record("publishing.item", "1", now=now)
    services.record_many("publishing.item", [("2", None), ("3", {"was": "news"})], now=now)
    first, second, third = selectors.after(START)
    assert [first.key, second.key, third.key] == ["1", "2", "3"]
    assert (third.topic, third.data, third.recorded_at) == ("publishing.item", {"was": "news"}, now)
    assert keys(second.position) == ["3"]
    assert keys(third.position) == []
    assert keys(first.position, limit=1) == ["2"]


def test_a_reader_may_follow_some_topics_only(now):
    services.record("publishing.item", "1", now=now)
    services.record("publishing.column", "2", now=now)
    assert keys(topics=["publishing.column"]) == ["2"]


def test_what_is_taken_back_is_not_read(now):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        services.record("publishing.item", "1", now=now)
        raise ZeroDivisionError
    assert keys() == []


def test_no_gap_is_skipped_when_transactions_commit_out_of_order(now):
    """The first to write commits last: the reader waits for it instead of passing it over."""
    if connection.vendor == "sqlite":
        pytest.skip("writers exclude one another on SQLite")
    written, may_commit = Event(), Event()

    def slowly() -> None:
        with transaction.atomic():
            services.record("publishing.item", "slow", now=now)
            written.set()
            may_commit.wait(30)
        connection.close()

    thread = Thread(target=slowly)
    thread.start()
    written.wait(30)
    before = selectors.end()
    services.record("publishing.item", "quick", now=now)
    assert Change.objects.filter(key="quick").exists()
    assert keys() == []  # not yet: "slow" may still come before it
    may_commit.set()
    thread.join()
    assert keys() == ["slow", "quick"]
    assert keys(before) == ["slow", "quick"]


def test_what_runs_in_another_database_of_the_server_holds_nobody_back(now):
    """A dump, a nightly job: `pg_snapshot_xmin` would wait for it, and a withdrawal with it."""
    if connection.vendor == "sqlite":
        pytest.skip("a file is a database of its own")
    with psycopg.connect(_other_database()) as elsewhere:
        elsewhere.execute("SELECT pg_current_xact_id()")
        services.record("publishing.item", "1", now=now)
        assert keys() == ["1"]
        assert selectors.end() > selectors.after(START)[0].position
        elsewhere.rollback()


def _other_database() -> str:
    own = connection.settings_dict
    parts = {"host": own["HOST"], "port": own["PORT"], "user": own["USER"], "password": own["PASSWORD"]}
    return psycopg.conninfo.make_conninfo(dbname="postgres", **{k: v for k, v in parts.items() if v})


def test_the_list_of_running_transactions_is_read_anew_inside_a_transaction(now):
    if connection.vendor == "sqlite":
        pytest.skip("writers exclude one another on SQLite")
    with transaction.atomic():
        before = oldest_running()
        with psycopg.connect(_same_database()) as elsewhere:
            begun = int(elsewhere.execute("SELECT pg_current_xact_id()").fetchone()[0])
            with psycopg.connect(_same_database()) as third:
                third.execute("SELECT pg_current_xact_id()")
            assert before <= oldest_running() <= begun
            elsewhere.rollback()


def test_who_begins_after_the_last_completed_transaction_does_not_turn_the_feed_back(now):
    """A writer here is younger than one that still runs in another database: the end lies before both."""
    if connection.vendor == "sqlite":
        pytest.skip("a file is a database of its own")
    services.record("publishing.item", "1", now=now)
    last = selectors.after(START)[0].position
    with psycopg.connect(_other_database()) as elsewhere, psycopg.connect(_same_database()) as here:
        elsewhere.execute("SELECT pg_current_xact_id()")
        begun = int(here.execute("SELECT pg_current_xact_id()").fetchone()[0])
        assert last.transaction < oldest_running() < begun
        assert keys() == ["1"]
        assert keys(selectors.end()) == []
        here.rollback()
        elsewhere.rollback()


def _same_database() -> str:
    return psycopg.conninfo.make_conninfo(_other_database(), dbname=connection.settings_dict["NAME"])


def test_a_copy_begun_while_others_write_misses_nothing(now):
    services.record("publishing.item", "before", now=now)
    begun = selectors.end()
    services.record("publishing.item", "meanwhile", now=now)
    assert keys(begun) == ["meanwhile"]
    assert selectors.waiting(begun) == (1, now)
    assert selectors.waiting(selectors.end()) == (0, None)
    assert selectors.waiting(begun, topics=["publishing.item"]) == (1, now)
    assert selectors.waiting(begun, topics=["publishing.column"]) == (0, None), "what it does not follow"


def test_a_position_survives_being_written_down(now):
    services.record("publishing.item", "1", now=now)
    (entry,) = selectors.after(START)
    assert Position.parse(str(entry.position)) == entry.position
    assert selectors.position("search@host1") is None
    services.advance("search@host1", entry.position, now=now)
    services.advance("search@host1", entry.position, now=now)
    assert selectors.position("search@host1") == entry.position
    assert [row.name for row in selectors.readers()] == ["search@host1"]


def test_pruned_is_what_is_old_and_everybody_has_passed(now):
    for number in range(4):
        services.record("publishing.item", str(number), now=now + timedelta(days=number))
    entries = selectors.after(START)
    later = now + timedelta(days=3)
    services.advance("search@host1", entries[1].position, now=now)
    services.advance("pages@host1", entries[3].position, now=now)

    assert services.prune(before=later, silent_since=now) == 2
    assert [row.key for row in Change.objects.all()] == ["2", "3"]
    assert keys(entries[1].position) == ["2", "3"]
    with pytest.raises(TooFarBehind):
        selectors.after(entries[0].position)
    with pytest.raises(TooFarBehind):
        selectors.after(START)

    services.forget("search@host1")
    assert services.prune(before=later, silent_since=now) == 1
    assert services.prune(before=later, silent_since=now) == 0
    assert services.prune(before=later + timedelta(days=9), silent_since=now) == 1
    assert Horizon.objects.get().change == entries[3].position.change
    assert selectors.end() >= entries[3].position
    assert keys(entries[3].position) == []


def test_a_reader_long_silent_holds_nothing_back(now, clock):
    services.record("publishing.item", "1", now=now)
    services.advance("search@gone", START, now=now)
    clock.set(now + timedelta(days=8))
    jobs.prune({})
    assert Change.objects.count() == 1
    clock.set(now + timedelta(days=31))
    jobs.prune({})
    assert Change.objects.count() == 0
    assert list(selectors.readers()) == []


def test_a_position_of_another_history_is_refused(now):
    """The database was put back from a backup: the copy knows of changes that never happened here."""
    services.record("publishing.item", "1", now=now)
    end = selectors.end()
    with pytest.raises(TooFarBehind):
        selectors.after(Position(end.transaction + 1000, 5))
    if connection.vendor == "sqlite":
        with pytest.raises(TooFarBehind):
            selectors.after(Position(0, end.change + 1))
