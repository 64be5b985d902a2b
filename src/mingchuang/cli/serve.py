"""`mingchuang serve` and `mingchuang worker`: the whole platform with one command, or its parts."""

import contextlib
import errno
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
import types
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from mingchuang.base.long_running import settle
from mingchuang.cli.django_setup import prepare
from mingchuang.cli.supervisor import Part, Supervisor
from mingchuang.config import environment

WEB_STOP_SECONDS = 12.0
WORKER_STOP_SECONDS = 30.0
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, envvar="HOST", help="address to listen on")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, envvar="PORT")
@click.option("--workers", type=click.IntRange(1, 64), help="web processes  [default: one per core]")
@click.option("--demo", is_flag=True, help="fill an empty database with the demo office")
def serve(host: str, port: int, workers: int | None, demo: bool) -> None:
    """Prepare the installation, then run the web server and the job worker until Ctrl-C.

    Environment: PORT, HOST, DATA_DIR (default ./var), DATABASE_URL (default SQLite in DATA_DIR),
    PUBLIC_URL (the address visitors use), TRUSTED_PROXIES, EMAIL_URL. A second start keeps all data.
    """
    os.environ["PORT"] = str(port)
    _require_free_port(host, port)
    with _only_one(environment.data_dir(), f"{host}:{port}"):
        command = [sys.executable, "-m", "mingchuang.cli.preparation", *(["--demo"] if demo else [])]
        code, interrupted = _prepare_first(command)
        if interrupted:
            click.echo("准备时被停止；再次启动会接着准备 / stopped while preparing; start again to go on")
            return
        if code:
            raise SystemExit(1)
        web_workers = workers or os.cpu_count() or 1
        web = [sys.executable, "-m", "mingchuang.cli.web_server", host, str(port), str(web_workers)]
        supervisor = Supervisor(
            [
                Part("网站 / web server", web, WEB_STOP_SECONDS),
                Part(
                    "后台任务 / job worker",
                    [sys.executable, "-m", "mingchuang", "worker"],
                    WORKER_STOP_SECONDS,
                ),
            ],
            environment=os.environ,
            say=click.echo,
        )
        supervisor.listen()
        supervisor.run(on_tick=_announce_once(host, port))
    click.echo("已停止 / stopped")


@click.command()
@click.option("--once", is_flag=True, help="run what is ready now, then end")
def worker(once: bool) -> None:
    """Run the job worker alone: jobs, schedule, and what a lost worker left behind.

    Start as many as you like on as many hosts as share the database. SIGTERM ends it after the running job.
    """
    prepare()
    from mingchuang.base.jobs import worker as jobs

    if once:
        click.echo(f"已执行 {jobs.drain()} 项任务 / jobs run")
        return
    process = jobs.Worker()

    def stop(_number: int, _frame: types.FrameType | None) -> None:
        process.stop()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    settle()
    process.run()


def _prepare_first(command: list[str]) -> tuple[int, bool]:
    """Run the preparation; its exit code, and whether somebody stopped it. It never outlives this process."""
    interrupted = False
    child = subprocess.Popen(command, env=os.environ, start_new_session=True)  # noqa: S603 - our own command

    def stop(_number: int, _frame: types.FrameType | None) -> None:
        nonlocal interrupted
        interrupted = True
        child.send_signal(signal.SIGINT)

    for number in STOP_SIGNALS:
        signal.signal(number, stop)
    return child.wait(), interrupted


def _require_free_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise _refusal(_why_not(error, host, port)) from error


def _why_not(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"端口 {port} 已被其他程序占用。请停止那个程序，或换一个端口：PORT={port + 1} make run\n"
            f"Port {port} is in use. Stop the other program or choose another: PORT={port + 1} make run"
        )
    if error.errno == errno.EACCES:
        return (
            f"没有权限使用端口 {port}（小于 1024 的端口需要管理员权限），请改用 8000 等端口。\n"
            f"Not allowed to listen on port {port}; use one above 1023."
        )
    return (
        f"本机没有地址 {host}，不能监听；请检查 HOST。\n"
        f"Cannot listen on {host}:{port}: {error.strerror}. Check HOST."
    )


@contextlib.contextmanager
def _only_one(folder: Path, address: str) -> Iterator[None]:
    """Hold DATA_DIR/serve.lock while running.

    The lock belongs to the process, not to the file: what a crash leaves behind locks nobody out.
    """
    with (folder / "serve.lock").open("a+", encoding="utf-8") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            handle.seek(0)
            holder = handle.read().strip() or "?"
            raise _refusal(
                f"数据目录 {folder} 正由另一个平台进程使用（{holder}）。请先停止它，或换一个 DATA_DIR。\n"
                f"The data directory is in use by another server ({holder}). Stop it or set DATA_DIR."
            ) from error
        handle.truncate(0)
        handle.write(f"pid {os.getpid()}, {address}")
        handle.flush()
        yield


def _refusal(message: str) -> click.ClickException:
    return click.ClickException(message)


def _announce_once(host: str, port: int) -> Callable[[], None]:
    """Print the addresses when the web server first answers, not before."""
    shown = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104 - shown, not bound
    public = os.environ.get("PUBLIC_URL", f"http://{shown}:{port}").rstrip("/")
    began = time.monotonic()
    done = False

    def announce() -> None:
        nonlocal done
        if done or not _answers(shown, port):
            return
        done = True
        click.echo(
            f"已就绪（{time.monotonic() - began:.1f} 秒）/ ready\n"
            f"  公开网站 / public site : {public}/\n"
            f"  工作台   / desk        : {public}/desk/\n"
            "  按 Ctrl-C 停止 / press Ctrl-C to stop"
        )

    return announce


def _answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=0.2):
            return True
    except OSError:
        return False
