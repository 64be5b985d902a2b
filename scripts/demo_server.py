"""Starts the platform with its demo office for scripts that look at it from outside."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ACCOUNTS = "demo-accounts.txt"
START_SECONDS = 300


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def answers(url: str) -> bool:
    """Whether a server answers at all."""
    try:
        urllib.request.urlopen(url, timeout=2).close()  # noqa: S310 - our own server
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


@contextlib.contextmanager
def server(folder: Path) -> Iterator[str]:
    """The platform with its demo office on a free port; its address."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = os.environ | {"DATA_DIR": str(folder), "PORT": str(port), "PUBLIC_URL": url}
    environment.pop("DATABASE_URL", None)
    command = [str(Path(sys.executable).parent / "mingchuang"), "serve", "--demo", "--port", str(port)]
    process = subprocess.Popen(command, env=environment, start_new_session=True)
    try:
        deadline = time.monotonic() + START_SECONDS
        while not answers(url):
            if process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit("the platform did not start; see the lines above")
            time.sleep(0.5)
        yield url
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=60)


@contextlib.contextmanager
def folder_of_data() -> Iterator[Path]:
    """DATA_DIR when it holds a demo office, else a temporary folder."""
    given = Path(os.environ.get("DATA_DIR") or "var").resolve()
    if (given / ACCOUNTS).exists():
        yield given
    else:
        with tempfile.TemporaryDirectory(prefix="mingchuang-shots-") as made:
            yield Path(made)
