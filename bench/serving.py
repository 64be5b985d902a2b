"""Baked pages through the embedded server and through nginx, on one core each, the load from another.

nginx serves the same files twice: as plainly as it can, and with the shipped configuration (tombstones first,
strict headers), to show what that costs.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from bench.frame import Bench, Figure, Run
from mingchuang.publishing.baking import rendering, whole

BENCH = Bench("Serving baked pages", data="read")

NOW = datetime(2026, 6, 30, 2, tzinfo=UTC)
PAGES, ROUNDS, SECONDS = 100, 3, 3
EMBEDDED, SHIPPED = 0.6, 0.8
"""The shipped configuration looks for a tombstone first and sends strict headers; plain nginx does not."""
ROOT = Path(__file__).parents[1]
_RATE = re.compile(r"Requests/sec:\s+([0-9.]+)")


def measure(run: Run) -> Iterator[Figure]:
    """Requests a second of the three, measured in turns so that a busy machine is unfair to none."""
    programs = {name: shutil.which(name) or shutil.which(name, path="/usr/sbin") for name in ("nginx", "wrk")}
    if not all(programs.values()):
        print("  serving is left out: it needs nginx and wrk")
        return
    targets = [
        target for target in islice(rendering.every_target(("zh-hans",)), PAGES) if target.key == "item"
    ]
    site = run.scratch / "site"
    whole.bake_chunk(targets, site, NOW)
    path = "/" + targets[len(targets) // 2].name.removesuffix("index.html")
    ports = {name: _free_port() for name in ("plain", "shipped", "embedded")}
    rates: dict[str, list[float]] = {name: [] for name in ports}
    with ExitStack() as stack:
        stack.enter_context(_nginx(str(programs["nginx"]), run.scratch, site, ports))
        stack.enter_context(_embedded(run, site, ports["embedded"]))
        for _ in range(ROUNDS):
            for name, port in ports.items():
                rates[name].append(_load(str(programs["wrk"]), port, path))
    best = {name: max(found) for name, found in rates.items()}
    plain = best["plain"]
    yield Figure("nginx, plainly", plain, "requests/s", note="one core, gzip_static")
    yield Figure(
        "nginx, shipped configuration", best["shipped"], "requests/s", SHIPPED,
        ratio=best["shipped"] / plain, against="nginx, plainly", of_ratio=True,
    )  # fmt: skip
    yield Figure(
        "embedded server", best["embedded"], "requests/s", EMBEDDED,
        ratio=best["embedded"] / plain, against="nginx, plainly", of_ratio=True, note="one core, one process",
    )  # fmt: skip


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _running(command: list[str], ports: list[int], environment: dict[str, str]) -> Iterator[None]:
    pinned = ["taskset", "-c", "0", *command] if shutil.which("taskset") else command
    with subprocess.Popen(pinned, env=environment, cwd=ROOT) as process:
        try:
            deadline = time.monotonic() + 60
            while not all(_answers(port) for port in ports):
                if time.monotonic() > deadline or process.poll() is not None:
                    raise RuntimeError(f"{command[0]} did not start")
                time.sleep(0.1)
            yield
        finally:
            process.terminate()
            process.wait(20)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def _nginx(program: str, scratch: Path, site: Path, ports: dict[str, int]) -> Iterator[None]:
    for part in (ROOT / "deploy" / "nginx").glob("mingchuang-*.conf"):
        shutil.copy(part, scratch)
    user = "user root;" if os.getuid() == 0 else ""
    configuration = scratch / "nginx.conf"
    configuration.write_text(f"""
        pid {scratch}/pid; error_log {scratch}/error.log; daemon off; worker_processes 1; {user}
        events {{ worker_connections 1024; }}
        http {{
            include /etc/nginx/mime.types; access_log off; sendfile on; include mingchuang-maps.conf;
            upstream mingchuang {{ server 127.0.0.1:{ports["embedded"]}; }}
            server {{
                listen 127.0.0.1:{ports["plain"]}; root {site}/pages; gzip_static on;
                location / {{ try_files ${{uri}}index.html $uri =404; }}
            }}
            server {{
                listen 127.0.0.1:{ports["shipped"]};
                set $mingchuang_site {site}; set $mingchuang_hsts "";
                include mingchuang-site.conf;
            }}
        }}""")
    command = [program, "-p", str(scratch), "-c", str(configuration)]
    with _running(command, [ports["plain"], ports["shipped"]], dict(os.environ)):
        yield


@contextmanager
def _embedded(run: Run, site: Path, port: int) -> Iterator[None]:
    environment = os.environ | {
        "MINGCHUANG_SITE_ROOT": str(site),
        "DATA_DIR": str(run.folder),
        "MINGCHUANG_LOG_LEVEL": "WARNING",
        "PORT": str(port),
    }
    command = [sys.executable, "-m", "mingchuang.cli.web_server", "127.0.0.1", str(port), "1"]
    with _running(command, [port], environment):
        time.sleep(2)
        yield


def _load(program: str, port: int, path: str) -> float:
    command = [
        program,
        "-t1",
        "-c32",
        f"-d{SECONDS}s",
        "-H",
        "Accept-Encoding: gzip",
        f"http://127.0.0.1:{port}{path}",
    ]
    pinned = (
        ["taskset", "-c", "1", *command] if shutil.which("taskset") and (os.cpu_count() or 1) > 1 else command
    )
    output = subprocess.run(pinned, capture_output=True, text=True, check=True).stdout
    found = _RATE.search(output)
    if found is None or "Non-2xx" in output:
        raise RuntimeError(f"not served: {output}")
    return float(found[1])
