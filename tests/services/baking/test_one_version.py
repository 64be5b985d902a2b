"""A page is never half old and half new: servers prefer compressed files, so none is of another version."""

import gzip
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import brotli
import pytest
from click.testing import CliRunner

from mingchuang.base.identity.services import change_identity
from mingchuang.cli import bake as command
from mingchuang.cli.main import cli
from mingchuang.config.baked import BakedFirst
from mingchuang.publishing.baking.baker import Baker
from mingchuang.publishing.baking.compression import variants
from mingchuang.publishing.baking.folder import HALF, PAGES, ROOMS, SiteFolder
from tests.cli.installations import surroundings
from tests.services.baking.conftest import catch_up
from tests.support.killing import killed_at
from tests.support.public_site import correct
from tests.support.publishing import item_of, make_office, released

PLACE = "info/a/index.html"
OLD, NEW = (f"<html>{word}</html>".encode() * 200 for word in ("旧", "新"))
PLAIN = {"": bytes, ".gz": gzip.decompress, ".br": brotli.decompress}


def files_of(site: SiteFolder, name: str) -> dict[str, bytes]:
    """What each file of a page says, by ending."""
    found = {ending: Path(f"{site.path(PAGES, name)}{ending}") for ending in PLAIN}
    return {end: PLAIN[end](path.read_bytes()) for end, path in found.items() if path.exists()}


def served(site: SiteFolder) -> dict[str, bytes]:
    """What the embedded server answers a reader of each coding."""
    server = BakedFirst(lambda *_: [b""], site.root, [])
    found = {}
    for ending, coding in (("", ""), (".gz", "gzip"), (".br", "br")):
        answer = server.find("/info/a/", coding)
        assert answer is not None, f"the page is there all the while, also for {coding}"
        packed = dict(answer.headers).get("Content-Encoding")
        found[ending] = PLAIN[ending](answer.body) if packed else answer.body
    return found


def mixed(site: SiteFolder) -> list[str]:
    """Pages that have a compressed file of another version, or one alone."""
    wrong = []
    for room in ROOMS:
        for path in site.path(room, "").rglob("*"):
            if path.suffix not in {".gz", ".br"}:
                continue
            plain = path.with_suffix("")
            if not plain.exists() or PLAIN[path.suffix](path.read_bytes()) != plain.read_bytes():
                wrong.append(path.name)
    return wrong


def test_killed_between_any_two_steps_every_reader_gets_the_same_version(site: SiteFolder) -> None:
    site.write(PAGES, PLACE, variants(OLD), durable=True)
    kept = site.root.with_name("kept")
    shutil.copytree(site.root, kept, copy_function=shutil.copy2)
    seen = set()
    for step in range(1, 100):
        shutil.rmtree(site.root)
        shutil.copytree(kept, site.root, copy_function=shutil.copy2)
        if not killed_at(step, site.root, lambda: site.write(PAGES, PLACE, variants(NEW), durable=True)):
            break
        files, answers = files_of(site, PLACE), served(site)
        assert set(files.values()) == set(answers.values()) and len(set(files.values())) == 1, step
        seen.add((answers[""] == NEW, len(files)))
        assert not site.holds(PAGES, PLACE, NEW), "the next run sees that it is not done"
        assert all(path.name.startswith("index.html") for path in site.path(PAGES, "info/a").iterdir())
    # Old and whole, old alone, new alone, new with one beside it; then all of it.
    assert seen == {(False, 3), (False, 2), (False, 1), (True, 1), (True, 2)}
    assert files_of(site, PLACE) == dict.fromkeys(PLAIN, NEW) and site.holds(PAGES, PLACE, NEW)


def test_a_page_replaced_while_the_server_opens_it_comes_whole(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the server's look at the compressed file and its reading, the file goes."""
    site.write(PAGES, PLACE, variants(OLD), durable=False)
    server = BakedFirst(lambda *_: [b""], site.root, [])
    real = Path.open

    def too_late(path: Path, *args: str) -> object:
        if path.suffix == ".br":
            path.unlink()
        return real(path, *args)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", too_late)
        answer = server.find("/info/a/", "br")
    assert answer is not None and answer.body == OLD
    assert "Content-Encoding" not in dict(answer.headers)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("everything", [False, True], ids=["changes", "full bake"])
def test_bakes_killed_again_and_again_are_finished_by_the_next_run(
    site: SiteFolder,
    baker: Baker,
    bake_all: Callable[[], None],
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
    everything: bool,
) -> None:
    office = make_office()
    item = item_of(released(office, now))
    bake_all()
    if everything:
        change_identity(None, {"phone": "0527-84360001"}, now=now)
        baker.follow()
    else:
        correct(office, item, now, note="更正", abstract="断电时正在写的概述。")
    for step in (9, 24, 39, 52, 77):  # each run goes on where pages are not yet what they should be
        assert killed_at(step, site.root, lambda: catch_up(Baker(site, lambda: now)), database=True), step
        assert mixed(site) == [], step
        assert Baker(site, lambda: now).needs_full() == everything, "the host remembers"
    catch_up(Baker(site, lambda: now))
    assert list(site.path(HALF, "").iterdir()) == [], "what a killed run was writing is gone"
    monkeypatch.setattr(command, "prepare", lambda: None)
    checked = CliRunner().invoke(cli, ["bake", "--verify"])
    assert checked.exit_code == 0, checked.output


CREW = """
import os, time
import django; django.setup()
from mingchuang.publishing.baking.crew import crew
with crew(2) as pool:
    print(*{found.result() for found in [pool.submit(os.getpid) for _ in range(4)]}, flush=True)
    time.sleep(60)
"""


@pytest.mark.slow
def test_the_processes_of_a_killed_bake_end_with_it(tmp_path: Path) -> None:
    """Left alone they would write beside the next baker."""
    with subprocess.Popen(
        [sys.executable, "-c", CREW], stdout=subprocess.PIPE, text=True, env=surroundings(tmp_path)
    ) as baking:
        assert baking.stdout is not None
        crew = [Path(f"/proc/{number}") for number in baking.stdout.readline().split()]
        assert crew and all(process.exists() for process in crew)
        baking.kill()
    deadline = time.monotonic() + 20
    while any(process.exists() for process in crew) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(process.exists() for process in crew)
