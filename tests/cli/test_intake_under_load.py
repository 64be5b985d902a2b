"""Several applicants at once, and the server killed in between: every receipt is kept, once, in order."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.applicants import Applicants, picture
from bench.intake import all_sent
from bench.served import Served
from tests.cli.installations import surroundings

APPLICANTS, EACH = 6, 2


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    (tmp_path / "data").mkdir()
    server = Served(tmp_path / "data", tmp_path / "log", environment)
    server.start()
    yield server
    server.stop()


def kept(folder: Path, sent: list[tuple[str, str]]) -> list[str]:
    """What the office holds of applications (receipt, number) of which its own key is needed: lost, …"""
    asked = (
        "import sys, json, django; django.setup();"
        "from bench.intake import kept; from bench.applicants import Sent;"
        "found = kept([Sent(*pair) for pair in json.load(sys.stdin)]);"
        "print(found.lost, found.doubled, found.gaps)"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked],
        input=json.dumps(sent),
        env=surroundings(folder),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


@pytest.mark.slow
def test_no_receipt_is_lost_or_doubled_when_the_server_is_killed_between(served: Served, tmp_path: Path):
    crowd = Applicants(served.port, APPLICANTS, network=3, thinking=0.2, most=EACH)
    crowd.start()
    while not any(sent.number for one in crowd.seen for sent in one.sent):
        time.sleep(0.05)
    served.kill()
    served.start()
    seen = crowd.wait()
    sent = all_sent(seen)
    assert [words for one in seen for words in one.refused] == []
    assert len(sent) == APPLICANTS * EACH
    assert all(one.number for one in sent)
    assert len({one.number for one in sent}) == len(sent)
    assert kept(tmp_path / "data", [(one.receipt, one.number) for one in sent]) == ["0", "0", "0"]
    assert kept(tmp_path / "data", [("unknown", "Y2026-00001")])[0] == "1", "a lost one would be seen"


def test_the_picture_an_applicant_sends_is_one():
    assert picture().startswith(b"\x89PNG\r\n\x1a\n")
