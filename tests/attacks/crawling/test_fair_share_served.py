"""The limit for robots, by a real clock through the real server: its share, and no more."""

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bench.served import free_port
from tests.cli.installations import surroundings

ROBOT, READER = "203.0.113.9", "198.51.100.7"
PER_SECOND, BURST = 5, 50
"""What the environment below allows, and ten seconds of it."""


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """One process of the web server, which believes the proxy on this machine. Its database has no tables."""
    chosen = free_port()
    environment = surroundings(
        tmp_path,
        TRUSTED_PROXIES="127.0.0.1",
        MINGCHUANG_API_REQUESTS_PER_SECOND=str(PER_SECOND),
        MINGCHUANG_LOG_LEVEL="WARNING",
    )
    command = [sys.executable, "-m", "mingchuang.cli.web_server", "127.0.0.1", str(chosen), "1"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            until_it_answers(chosen, process)
            yield chosen
        finally:
            process.terminate()


def until_it_answers(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("the server did not start")


@pytest.fixture
def line(port: int) -> Iterator[http.client.HTTPConnection]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as kept:
        yield kept


def ask(line: http.client.HTTPConnection, address: str) -> tuple[int, int]:
    """Status, and the seconds after which to ask again."""
    line.request("GET", "/api/v1/openapi.json", headers={"X-Forwarded-For": address})
    answer = line.getresponse()
    answer.read()
    return answer.status, int(answer.headers.get("Retry-After", "0"))


def test_a_robot_gets_its_share_by_the_clock_and_everybody_else_is_served(
    line: http.client.HTTPConnection,
) -> None:
    began, served, refused, wait = time.monotonic(), 0, 0, 0
    while time.monotonic() - began < 2 or served + refused < 2 * BURST:
        status, seconds = ask(line, ROBOT)
        served += status == 200
        if status == 429:
            refused, wait = refused + 1, seconds
    took = time.monotonic() - began
    assert refused and BURST <= served <= BURST + PER_SECOND * took + 1
    assert ask(line, READER)[0] == 200, "nobody else waits"
    assert wait == 1
    time.sleep(wait)
    assert ask(line, ROBOT)[0] == 200
