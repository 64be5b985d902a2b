"""The parent of web server and worker: brings back what falls, ends all in order, and in good time."""

import os
import sys
import threading
import time
from collections.abc import Callable

import pytest

from mingchuang.cli import supervisor
from mingchuang.cli.supervisor import Part, Supervisor

SLEEP = "import time; time.sleep(60)"
STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True); time.sleep(60)"
)


def part(code: str, stop_seconds: float = 5) -> Part:
    return Part("part", [sys.executable, "-c", code], stop_seconds)


@pytest.fixture
def watch() -> Callable[[Supervisor, Callable[[], bool]], float]:
    """Run a supervisor until the condition holds, stop it; the seconds that stopping took."""

    def run(watched: Supervisor, happened: Callable[[], bool]) -> float:
        thread = threading.Thread(target=watched.run)
        thread.start()
        end = time.monotonic() + 30
        while not happened():
            assert time.monotonic() < end, "waited in vain"
            time.sleep(0.05)
        began = time.monotonic()
        watched.stop()
        thread.join(timeout=30)
        assert not thread.is_alive()
        return time.monotonic() - began

    return run


def test_what_falls_is_started_again_with_growing_pauses(watch, monkeypatch):
    monkeypatch.setattr(supervisor, "FIRST_PAUSE", 0.1)
    said: list[str] = []
    falling = part("raise SystemExit(3)")
    falling.pause = 0.1
    watch(Supervisor([falling], environment=os.environ, say=said.append), lambda: len(said) >= 3)
    assert "代码 3" in said[0]
    assert falling.pause >= 0.4, "the pause doubles"


def test_all_parts_end_on_request(watch):
    parts = [part(SLEEP), part(SLEEP)]
    watched = Supervisor(parts, environment=os.environ, say=print)
    took = watch(watched, lambda: all(p.process is not None for p in parts))
    assert took < 5
    assert all(p.process is not None and p.process.poll() is not None for p in parts)


def test_a_part_that_does_not_listen_is_ended_after_its_time(watch):
    said: list[str] = []
    stubborn = part(STUBBORN, stop_seconds=0.5)
    watched = Supervisor([stubborn], environment=os.environ, say=said.append)
    took = watch(watched, lambda: stubborn.process is not None and time.monotonic() - stubborn.started_at > 2)
    assert 0.4 < took < 10
    assert stubborn.process is not None and stubborn.process.returncode == -9
    assert any("强制结束" in line for line in said)


def test_a_second_request_does_not_wait():
    stubborn = part(STUBBORN, stop_seconds=60)
    watched = Supervisor([stubborn], environment=os.environ, say=lambda line: None)
    thread = threading.Thread(target=watched.run)
    thread.start()
    time.sleep(2)
    watched.stop()
    watched.stop()
    thread.join(timeout=10)
    assert not thread.is_alive()
