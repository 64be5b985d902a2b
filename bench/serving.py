"""Baked pages through the embedded server and through nginx, on one core each, the load from another.

nginx serves the same files twice: as plainly as it can, and with the shipped configuration (strict headers,
four places to look, the application behind), to show what that costs. It should cost nothing. How near to
nothing a run can tell is measured in it: each round loads plain nginx before and after the shipped one, and
what the two plain ones differ by is the tolerance. Where that is more than MOST_APART the machine is too
unsteady to judge anything by it, and the target counts as missed. Compared is the processor time of nginx for
one request, because other work on the machine takes turns with it but is not counted.
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
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from statistics import mean, median

from bench.frame import Bench, Figure, Run
from mingchuang.publishing.baking import rendering, whole

BENCH = Bench("Serving baked pages", data="read")

NOW = datetime(2026, 6, 30, 2, tzinfo=UTC)
PAGES, ROUNDS, SECONDS = 100, 7, 2
EMBEDDED, SHIPPED = 0.6, 1.0
TRIED_FOR = 0.9
"""What the embedded server is tried for; EMBEDDED is what it must reach."""

MOST_APART = 0.03
"""What plain nginx may differ by from itself; a wider tolerance would let a slower configuration pass."""

ROOT = Path(__file__).parents[1]
_RATE = re.compile(r"Requests/sec:\s+([0-9.]+)")
_COUNT = re.compile(r"([0-9]+) requests in")


@dataclass(frozen=True, slots=True)
class Load:
    """What one go of the load generator brought: requests a second, and how many in all."""

    rate: float
    requests: int


@dataclass(slots=True)
class Round:
    """Processor time of nginx for one request, in microseconds, and requests a second by server."""

    before: float
    shipped: float
    after: float
    rates: dict[str, float]

    @property
    def ratio(self) -> float:
        """The shipped configuration against plain nginx: above 1 it needs less time."""
        return mean((self.before, self.after)) / self.shipped

    @property
    def apart(self) -> float:
        """What plain nginx differs by from itself."""
        return abs(self.after / self.before - 1)


def measure(run: Run) -> Iterator[Figure]:
    """The three servers, measured in turns so that a busy machine is unfair to none."""
    programs = {name: shutil.which(name) or shutil.which(name, path="/usr/sbin") for name in ("nginx", "wrk")}
    if not all(programs.values()):
        yield from _not_measured(" and ".join(name for name, found in programs.items() if not found))
        return
    targets = [
        target for target in islice(rendering.every_target(("zh-hans",)), PAGES) if target.key == "item"
    ]
    site = run.scratch / "site"
    whole.bake_chunk(targets, site, NOW)
    path = "/" + targets[len(targets) // 2].name.removesuffix("index.html")
    ports = {name: _free_port() for name in ("plain", "shipped", "embedded")}
    with ExitStack() as stack:
        nginx = stack.enter_context(_nginx(str(programs["nginx"]), run.scratch, site, ports))
        stack.enter_context(_embedded(run, site, ports["embedded"]))
        rounds = [_round(str(programs["wrk"]), nginx, ports, path) for _ in range(ROUNDS)]
    yield from _figures(rounds)


def _not_measured(missing: str) -> Iterator[Figure]:
    for name, target in (
        ("nginx, shipped configuration, processor time", SHIPPED),
        ("embedded server", EMBEDDED),
    ):
        yield Figure(name, 0, "", target, of_ratio=True, doubt=f"not measured: {missing} is not installed")


def _figures(rounds: list[Round]) -> Iterator[Figure]:
    plain = median(mean((found.before, found.after)) for found in rounds)
    apart = median(found.apart for found in rounds)
    best = {name: max(found.rates[name] for found in rounds) for name in rounds[0].rates}
    yield Figure("nginx, plainly", best["plain"], "requests/s", note="one core, gzip_static")
    yield Figure(
        "nginx, plainly, processor time", plain, "µs a request",
        ratio=1 - apart, against="itself in the same round", note=f"median of {len(rounds)} rounds",
    )  # fmt: skip
    steady = apart <= MOST_APART
    judged = f"{SHIPPED} less the {apart:.1%} that plain nginx differs from itself"
    yield Figure(
        "nginx, shipped configuration, processor time", median(found.shipped for found in rounds),
        "µs a request", round(SHIPPED - min(apart, MOST_APART), 3),
        ratio=median(found.ratio for found in rounds),
        against="as many requests as nginx, plainly", of_ratio=True,
        note=judged if steady else "", doubt="" if steady else unsteady(apart),
    )  # fmt: skip
    yield Figure(
        "nginx, shipped configuration", best["shipped"], "requests/s",
        ratio=best["shipped"] / best["plain"], against="nginx, plainly", note="best of all rounds",
    )  # fmt: skip
    yield Figure(
        "embedded server", best["embedded"], "requests/s", EMBEDDED, ratio=best["embedded"] / best["plain"],
        against="nginx, plainly", of_ratio=True, note=f"one core, one process; tried for {TRIED_FOR}",
    )  # fmt: skip


def unsteady(apart: float) -> str:
    """Why nothing is judged."""
    return f"machine too unsteady: plain nginx differs by {apart:.1%} from itself, more than {MOST_APART:.1%}"


def _round(wrk: str, nginx: int, ports: dict[str, int], path: str) -> Round:
    spent: list[float] = []
    rates: dict[str, float] = {}
    for name in ("plain", "shipped", "plain"):
        began = _processor_seconds(nginx)
        load = _load(wrk, ports[name], path)
        spent.append((_processor_seconds(nginx) - began) * 1_000_000 / load.requests)
        rates[name] = max(load.rate, rates.get(name, 0))
    rates["embedded"] = _load(wrk, ports["embedded"], path).rate
    return Round(spent[0], spent[1], spent[2], rates)


def _processor_seconds(process: int) -> float:
    """What the workers of nginx have used; the load generator waits until each answer is there."""
    workers = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    spent = (Path(f"/proc/{worker}/schedstat").read_text(encoding="ascii") for worker in workers)
    return sum(int(line.split()[0]) for line in spent) / 1_000_000_000


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _running(command: list[str], ports: list[int], environment: dict[str, str]) -> Iterator[int]:
    pinned = ["taskset", "-c", "0", *command] if shutil.which("taskset") else command
    with subprocess.Popen(pinned, env=environment, cwd=ROOT) as process:
        try:
            deadline = time.monotonic() + 60
            while not all(_answers(port) for port in ports):
                if time.monotonic() > deadline or process.poll() is not None:
                    raise RuntimeError(f"{command[0]} did not start")
                time.sleep(0.1)
            yield process.pid
        finally:
            process.terminate()
            process.wait(20)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def _nginx(program: str, scratch: Path, site: Path, ports: dict[str, int]) -> Iterator[int]:
    for part in (ROOT / "deploy" / "nginx").glob("mingchuang-*.conf"):
        if "brotli" not in part.name:  # a module that may be missing; both servers are asked for gzip
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
    with _running(command, [ports["plain"], ports["shipped"]], dict(os.environ)) as process:
        yield process


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


def _load(program: str, port: int, path: str) -> Load:
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
    rate, count = _RATE.search(output), _COUNT.search(output)
    if rate is None or count is None or "Non-2xx" in output:
        raise RuntimeError(f"not served: {output}")
    return Load(float(rate[1]), int(count[1]))
