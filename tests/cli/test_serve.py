"""`mingchuang serve` as an operator meets it: one command up, clear refusals, nothing left behind."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.installations import copy, mingchuang

SERVE = [sys.executable, "-m", "mingchuang", "serve", "--workers", "2"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Served:
    """A running platform: its process, address and printed lines so far."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.port = free_port()
        self.out = folder / f"out-{self.port}"
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        environment |= {
            "DATA_DIR": str(folder / "data"),
            "PORT": str(self.port),
            "PYTHONUNBUFFERED": "1",
            "MINGCHUANG_LOG_LEVEL": "INFO",
        }
        self.environment = environment
        with self.out.open("wb") as out:
            self.process = subprocess.Popen(
                [*SERVE, *options],
                env=environment,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def printed(self) -> str:
        return self.out.read_text(encoding="utf-8")

    def until(self, happened: Callable[[], object], what: str, seconds: float = 180) -> None:
        end = time.monotonic() + seconds
        while not happened():
            if time.monotonic() > end:
                pytest.fail(f"waited in vain until {what}:\n{self.printed()}")
            time.sleep(0.1)

    def ready(self) -> None:
        self.until(
            lambda: "/ ready" in self.printed() and self.status("/healthz-nothing") == 404, "it is ready"
        )

    def status(self, path: str) -> int:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def family(self) -> dict[int, str]:
        """All of this platform that runs, by process id; all carry its port in the environment."""
        found = {}
        for folder in Path("/proc").iterdir():
            try:
                environment = (folder / "environ").read_bytes() if folder.name.isdigit() else b""
                if f"PORT={self.port}\0".encode() in environment and folder.name != str(os.getpid()):
                    state = (folder / "stat").read_text().rpartition(")")[2].split()[0]
                    if state != "Z":
                        found[int(folder.name)] = (
                            (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                        )
            except OSError:
                continue
        return found


def run(command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, check=False, env=environment, capture_output=True, text=True, timeout=60)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """Started in an empty folder, or in what the test has put there before it asks for this."""
    platform = Served(tmp_path)
    yield platform
    for process in platform.family():
        os.kill(process, signal.SIGKILL)
    platform.process.wait()


@pytest.fixture
def prepared(migrated: Path, tmp_path: Path) -> Path:
    """What a first start leaves: preparing a folder from nothing is tried there, and once is enough."""
    return copy(migrated, tmp_path / "data")


def test_one_command_up_and_ctrl_c_down(prepared: Path, served: Served):
    served.ready()
    assert f"http://127.0.0.1:{served.port}/desk/" in served.printed()
    assert {"web_server", "worker"} <= set(
        re.findall(r"web_server|worker", " ".join(served.family().values()))
    )

    # A second platform on the same data is refused, on the same port and on another one.
    for port, words in ((served.port, "已被其他程序占用"), (free_port(), "正由另一个平台进程使用")):
        again = run(SERVE, served.environment | {"PORT": str(port)})
        assert again.returncode == 1
        assert words in again.stderr and "in use" in again.stderr
    assert served.status("/healthz-nothing") == 404, "the refused one did the running one no harm"

    # A killed part comes back.
    worker = next(pid for pid, command in served.family().items() if command.endswith(" worker "))
    os.kill(worker, signal.SIGKILL)
    served.until(
        lambda: any(
            command.endswith(" worker ") and pid != worker for pid, command in served.family().items()
        ),
        "the worker is started again",
    )
    # Ctrl-C stops all of it, quickly and with exit code 0.
    began = time.monotonic()
    served.process.send_signal(signal.SIGINT)
    assert served.process.wait(timeout=30) == 0
    assert time.monotonic() - began < 15
    assert "已停止" in served.printed()
    assert served.family() == {}


@pytest.mark.slow
def test_a_killed_platform_leaves_nobody_running_and_nobody_locked_out(migrated: Path, tmp_path: Path):
    copy(migrated, tmp_path / "data")
    second = Served(tmp_path)
    try:
        second.ready()
        # Killed without a chance to clean up: the parts notice and end, and nobody is locked out.
        second.process.kill()
        second.process.wait()
        second.until(lambda: second.family() == {}, "the parts ended with their parent")
        third = Served(tmp_path)
        try:
            third.ready()
        finally:
            third.process.send_signal(signal.SIGTERM)
            assert third.process.wait(timeout=30) == 0
    finally:
        for process in second.family():
            os.kill(process, signal.SIGKILL)


def test_an_address_that_is_not_ours_is_refused_clearly(tmp_path: Path):
    environment = os.environ | {"DATA_DIR": str(tmp_path), "HOST": "192.0.2.1", "PORT": str(free_port())}
    done = run(SERVE, environment)
    assert done.returncode == 1
    assert "没有地址 192.0.2.1" in done.stderr


def test_a_weak_secret_stops_the_start(tmp_path: Path):
    environment = os.environ | {
        "DATA_DIR": str(tmp_path),
        "PORT": str(free_port()),
        "MINGCHUANG_DJANGO_KEY": "changeme" * 6,
    }
    done = run(SERVE, environment)
    assert done.returncode != 0
    assert "拒绝启动" in done.stderr


def test_the_worker_alone_runs_what_is_ready_and_ends(migrated: Path, tmp_path: Path):
    done = mingchuang(copy(migrated, tmp_path), "worker", "--once")
    assert done.returncode == 0, done.stderr
    assert "已执行 0 项任务" in done.stdout


def test_check_says_first_that_the_tables_are_missing(tmp_path: Path):
    done = mingchuang(tmp_path, "check")
    assert done.returncode == 1
    assert "mingchuang init" in done.stdout and "Traceback" not in done.stderr


def test_commands_that_need_tables_say_what_to_run_where_there_are_none(tmp_path: Path):
    for command in (("audit", "verify"), ("annual-report", "build", "2025")):
        done = mingchuang(tmp_path, *command)
        assert done.returncode == 1
        assert "run init" in done.stderr
        assert "Traceback" not in done.stderr


def test_check_names_what_does_not_run(migrated: Path, tmp_path: Path):
    done = mingchuang(copy(migrated, tmp_path), "check")
    assert done.returncode == 1
    assert "✗ jobs.worker" in done.stdout and "✓ jobs.failed" in done.stdout
    assert "✓" not in mingchuang(tmp_path, "check", "--quiet").stdout


@pytest.mark.slow
def test_stopped_while_preparing_it_leaves_nothing_running(served: Served):
    served.until(lambda: "migrating" in served.printed(), "the preparation began")
    served.process.send_signal(signal.SIGTERM)
    assert served.process.wait(timeout=60) == 0
    assert "stopped while preparing" in served.printed()
    assert served.family() == {}
