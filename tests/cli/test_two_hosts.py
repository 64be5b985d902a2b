"""Two hosts on one PostgreSQL: each bakes for itself, and nothing is called withdrawn before both say so."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.cli.installations import run
from tests.cli.test_backup_postgresql import databases
from tests.cli.test_serve import free_port

__all__ = ["databases"]

pytestmark = [pytest.mark.db, pytest.mark.slow]

FILL = """
import django; django.setup()
from django.utils import timezone
from tests.support.public_site import make_site
make_site(timezone.now())
"""
RELEASE = """
import sys
import django; django.setup()
from django.utils import timezone
from mingchuang.base.accounts.models import User
from mingchuang.publishing.models import Item
from tests.support.publishing import item_of, released
from tests.support.two_hosts import office
item = item_of(released(office(), timezone.now(), title=sys.argv[1]))
print(item.index_number)
"""
NOTICE = "两台主机都能看到的通知"
WITHDRAW = """
import sys
import django; django.setup()
from django.utils import timezone
from mingchuang.base.accounts.models import User
from mingchuang.publishing.models import Item
from mingchuang.publishing.services import withdrawal
officer = User.objects.get(username="officer")
item = Item.objects.get(index_number=sys.argv[1])
withdrawal.withdraw(officer, item.pk, reason="有误", public_note="内容有误", now=timezone.now())
"""
STATE = """
import json, sys
import django; django.setup()
from mingchuang.publishing.hosts import live_hosts
from mingchuang.publishing.models import Item
item = Item.objects.get(index_number=sys.argv[1])
print(json.dumps([item.state, sorted(filter(None, (ask(item) for ask in live_hosts())))]))
"""


class Host:
    """One host: web server and worker with a folder of its own, on the common database."""

    def __init__(self, folder: Path, name: str, database: str) -> None:
        self.port = free_port()
        self.out = folder.parent / f"{name}.log"
        self.environment = os.environ | {
            "DATA_DIR": str(folder),
            "PORT": str(self.port),
            "DATABASE_URL": database,
            "MINGCHUANG_HOST_NAME": name,
            "MINGCHUANG_LOG_LEVEL": "INFO",
        }
        with self.out.open("wb") as out:
            command = [sys.executable, "-m", "mingchuang", "serve", "--workers", "1"]
            self.process = subprocess.Popen(
                command, env=self.environment, stdout=out, stderr=subprocess.STDOUT, start_new_session=True
            )

    def get(self, path: str) -> tuple[int, str]:
        """Status and text of an address; (0, "") while nobody answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
                return int(answer.status), answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(timeout=60)


def until(happened: Callable[[], object], what: str, *hosts: Host, seconds: float = 120) -> float:
    """Wait for it; how long it took."""
    began = time.monotonic()
    while not happened():
        if time.monotonic() - began > seconds:
            logs = "\n".join(host.out.read_text(encoding="utf-8")[-3000:] for host in hosts)
            pytest.fail(f"waited in vain until {what}:\n{logs}")
        time.sleep(0.1)
    return time.monotonic() - began


def ask(folder: Path, database: str, script: str, *arguments: str) -> str:
    done = run(folder, "-c", script, *arguments, DATABASE_URL=database)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def pair(databases: list[str], tmp_path: Path) -> Iterator[tuple[str, Path, Host, Host]]:
    database, first, second = databases[0], tmp_path / "one", tmp_path / "two"
    assert run(first, "-m", "django", "migrate", "-v0", DATABASE_URL=database).returncode == 0
    ask(first, database, FILL)
    second.mkdir()
    for shared in ("secrets", "files"):
        (first / shared).mkdir(exist_ok=True)
        (second / shared).symlink_to(first / shared)
    hosts = [Host(first, "one", database)]
    until(lambda: hosts[0].get("/")[0] == 200, "the first host answers", *hosts)
    hosts.append(Host(second, "two", database))
    until(lambda: hosts[1].get("/")[0] == 200, "the second host answers", *hosts)
    for folder in (first, second):
        home = folder / "site" / "pages" / "index.html"
        until(home.exists, f"{folder.name} has baked its front page", *hosts)
    yield database, first, hosts[0], hosts[1]
    for host in hosts:
        host.stop()


def test_what_is_released_and_withdrawn_is_so_on_every_host(pair: tuple[str, Path, Host, Host]) -> None:
    database, folder, one, two = pair
    number = ask(folder, database, RELEASE, NOTICE)
    address = f"/info/{number.replace('/', '-')}/"
    for host in (one, two):
        baked = Path(host.environment["DATA_DIR"]) / "site" / "pages" / address.strip("/") / "index.html"
        until(baked.exists, f"{baked} is baked", one, two, seconds=20)
        assert host.get(address)[0] == 200
        until(
            lambda host=host: NOTICE in host.get("/c/news/")[1],
            "its column lists it",
            one,
            two,
        )
        found = "/list/?q=%E4%B8%A4%E5%8F%B0%E4%B8%BB%E6%9C%BA"
        until(
            lambda host=host, found=found: address in host.get(found)[1], "it is found", one, two, seconds=20
        )

    ask(folder, database, WITHDRAW, number)
    for host in (one, two):
        until(lambda host=host: host.get(address)[0] == 410, "it is gone", one, two, seconds=20)
    until(
        lambda: json.loads(ask(folder, database, STATE, number))[0] == "withdrawn", "both confirmed", one, two
    )


def test_two_releases_at_once_are_both_on_every_host(pair: tuple[str, Path, Host, Host]) -> None:
    database, folder, one, two = pair
    titles = ("第一份同时发布的通知", "第二份同时发布的通知")
    with ThreadPoolExecutor() as clerks:
        numbers = list(clerks.map(lambda title: ask(folder, database, RELEASE, title), titles))
    assert len(set(numbers)) == 2, "each has a number of its own"
    for host in (one, two):
        baked = Path(host.environment["DATA_DIR"]) / "site" / "pages"
        for number, title in zip(numbers, titles, strict=True):
            page = baked / "info" / number.replace("/", "-") / "index.html"
            until(lambda page=page, title=title: says(page, title), f"{page} is baked", one, two)
            column = baked / "c" / "news" / "index.html"
            until(lambda column=column, title=title: says(column, title), f"{column} lists it", one, two)
            feed = baked / "c" / "news" / "atom.xml"
            until(lambda feed=feed, title=title: says(feed, title), f"{feed} names it", one, two)


def says(page: Path, text: str) -> bool:
    """Whether a baked file is there with this text."""
    return page.exists() and text in page.read_text(encoding="utf-8")


def test_a_silent_host_is_named_and_nothing_is_called_withdrawn(pair: tuple[str, Path, Host, Host]) -> None:
    database, folder, one, two = pair
    number = ask(folder, database, RELEASE, NOTICE)
    address = f"/info/{number.replace('/', '-')}/"
    until(lambda: two.get(address)[0] == 200, "the second host has it", one, two)
    two.stop()
    ask(folder, database, WITHDRAW, number)
    until(lambda: one.get(address)[0] == 410, "the first host shows the tombstone", one, two)
    time.sleep(3)
    state, silent = json.loads(ask(folder, database, STATE, number))
    assert state == "withdrawing"
    assert any("two" in name for name in silent)
