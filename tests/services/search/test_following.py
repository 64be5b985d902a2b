"""A committed change is found soon, whatever happens to the writer; a rebuild misses nothing."""

import signal
import subprocess
import sys
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from mingchuang.base.feed import selectors as feed
from mingchuang.base.feed import services as feed_services
from mingchuang.base.search import folders, lanes, rebuilding
from mingchuang.base.search.following import Follower, reader_name
from mingchuang.base.search.models import Rebuild
from mingchuang.base.search.rebuilding import BeingRebuilt, Stopped, rebuild
from mingchuang.base.search.searching import Query, search
from mingchuang.base.search.sources import Index
from mingchuang.base.search.state import state_of
from mingchuang.base.search.writing import Writer
from tests.support.search import Shelf, follow, only

PUBLIC = Index.PUBLIC


def keys(words):
    return sorted(hit.key for hit in search(Query(words, loosely=False)).hits)


@pytest.mark.db
def test_changes_are_found_and_what_is_taken_away_is_not(built):
    built.put("1", "护照办理")
    built.put("2", "签证办理")
    follow(PUBLIC)
    assert keys("办理") == ["1", "2"]
    built.put("1", "证件办理")
    built.take("2")
    follow(PUBLIC)
    assert keys("护照") == []
    assert keys("办理") == ["1"]


def test_a_text_written_twice_before_a_commit_stands_there_once(built):
    built.put("1", "护照办理")
    with Writer(folders.current(PUBLIC)) as writer:
        state = writer.state()
        writer.put(built.source, ["1"])
        built.put("1", "护照收费")
        writer.put(built.source, ["1"])
        writer.commit(state, timezone.now())
    assert keys("护照") == ["1"]
    assert keys("办理") == []


def test_without_the_writer_search_answers_and_nothing_is_lost(built):
    built.put("1", "护照办理")
    follow(PUBLIC)
    built.put("2", "护照收费")  # released while the writer is down
    assert keys("护照") == ["1"]
    assert state_of(PUBLIC, timezone.now() + timedelta(minutes=5)).lag >= timedelta(minutes=5)
    follow(PUBLIC)
    assert keys("护照") == ["1", "2"]
    assert state_of(PUBLIC, timezone.now()).waiting == 0


def test_a_writer_killed_before_its_commit_loses_nothing(built):
    """It dies holding the lock, with documents written and not committed; the next one starts over."""
    built.put("1", "护照办理")
    follow(PUBLIC)
    script = (
        "import sys, time, pathlib, fcntl, tantivy\n"
        "folder = pathlib.Path(sys.argv[1])\n"
        "lock = open(folder.parent / 'writer.lock', 'a'); fcntl.flock(lock, fcntl.LOCK_EX)\n"
        "writer = tantivy.Index.open(str(folder)).writer(16_000_000, 1)\n"
        "writer.delete_documents_by_term('uid', 'test.shelf:1')\n"
        "print('deleted', flush=True); time.sleep(60)\n"
    )
    folder = folders.current(PUBLIC)
    child = subprocess.Popen([sys.executable, "-c", script, str(folder)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    with child.stdout:
        assert child.stdout.readline() == "deleted\n"
        built.put("2", "护照收费")
        waiting = Follower(PUBLIC)
        assert waiting.step(timezone.now) is False  # the other one still lives
        child.send_signal(signal.SIGKILL)
        child.wait()
    assert waiting.step(timezone.now) is True
    waiting.leave()
    assert keys("护照") == ["1", "2"]


def test_one_writer_a_host(built):
    first, second = Follower(PUBLIC), Follower(PUBLIC)
    built.put("1", "护照")
    assert first.step(timezone.now)
    built.put("2", "护照")
    assert not second.step(timezone.now)
    first.leave()
    assert second.step(timezone.now)
    second.leave()
    assert keys("护照") == ["1", "2"]


def test_a_rebuild_misses_nothing_that_changes_meanwhile(built):
    for number in range(1200):
        built.put(f"{number:04d}", "护照办理")
    follow(PUBLIC)
    seen = []

    def meanwhile(done, total):
        seen.append((done, total))
        if len(seen) == 1:
            built.take("0001")
            built.put("0002", "换发签证")
            built.put("9999", "护照收费")
            follow(PUBLIC)  # the index in use is followed all the while
            assert keys("收费") == ["9999"]

    before = folders.current(PUBLIC)
    rebuild(PUBLIC, clock=timezone.now, progress=meanwhile)
    assert folders.current(PUBLIC) != before
    assert search(Query("护照")).total == 1199
    assert keys("换发签证") == ["0002"]
    assert seen[0] == (500, 1200)
    built.put("x", "护照收费")
    follow(PUBLIC)
    assert keys("收费") == ["9999", "x"]


def test_a_stopped_rebuild_goes_on_where_it_was(built):
    for number in range(1200):
        built.put(f"{number:04d}", "护照办理")
    with pytest.raises(Stopped):
        rebuild(PUBLIC, clock=timezone.now, stopping=lambda: True)
    assert rebuilding.unfinished(PUBLIC).done == 500
    assert search(Query("护照")).total == 0  # the one in use stays as it was
    built.take("0000")
    read = []
    assert rebuild(PUBLIC, clock=timezone.now, progress=lambda done, total: read.append(done)) == 1200
    assert read == [1000, 1200]
    assert search(Query("护照")).total == 1199
    assert rebuilding.unfinished(PUBLIC) is None
    assert [row.name for row in feed.readers()] == [reader_name(PUBLIC)]


def test_an_interrupted_rebuild_that_is_too_old_begins_again(built, now):
    for number in range(600):
        built.put(f"{number:04d}", "护照办理")
    with pytest.raises(Stopped):
        rebuild(PUBLIC, clock=timezone.now, stopping=lambda: True)
    built.put("9999", "护照")
    for row in feed.readers():
        feed_services.forget(row.name)
    feed_services.prune(before=now + timedelta(days=9), silent_since=now)
    assert rebuild(PUBLIC, clock=timezone.now) == 601
    assert search(Query("护照")).total == 601


def test_only_one_rebuild_at_a_time(built):
    with folders.alone(PUBLIC, "rebuild") as mine, pytest.raises(BeingRebuilt):
        assert mine
        rebuild(PUBLIC, clock=timezone.now)


def test_the_first_start_and_a_request_build_an_index_by_themselves(shelf):
    with only(shelf, Shelf(Index.DESK, "test.desk")):
        shelf.put("1", "护照")
        never = bool
        while lanes.build(never):
            pass
        assert keys("护照") == ["1"]
        assert not lanes.build(never)
        Rebuild.objects.create(index=PUBLIC.value, asked_at=timezone.now())
        assert lanes.build(never)
        assert not lanes.build(never)
        shelf.put("2", "护照")
        assert lanes.follow(never)
        assert not lanes.follow(never)
        lanes.leave()
        assert keys("护照") == ["1", "2"]


def test_an_index_that_cannot_go_on_is_built_anew(built, now):
    built.put("1", "护照")
    feed_services.forget(reader_name(PUBLIC))
    feed_services.prune(before=now + timedelta(days=9), silent_since=now)
    follower = Follower(PUBLIC)
    assert not follower.step(timezone.now)
    follower.leave()
    assert not state_of(PUBLIC, timezone.now()).usable
    assert rebuilding.is_needed(PUBLIC, asked_at=None)
    rebuild(PUBLIC, clock=timezone.now)
    assert state_of(PUBLIC, timezone.now()).usable
    assert keys("护照") == ["1"]


def test_a_damaged_folder_is_no_index(built):
    (folders.current(PUBLIC) / "meta.json").write_text("{}")
    assert rebuilding.is_needed(PUBLIC, asked_at=None)
    assert state_of(PUBLIC, timezone.now()).documents is None


def test_the_state_of_an_index(built, now):
    built.put("1", "护照")
    follow(PUBLIC)
    state = state_of(PUBLIC, timezone.now())
    assert state.documents == 1
    assert isinstance(state.committed_at, datetime)
    assert state.bytes > 0
    assert state.building is None
