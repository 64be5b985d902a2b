"""Runs the benches: `python -m bench.run [NAME …] [--size N] [--postgres]`; prints and writes the figures.

Ends with exit code 1 when a target is missed. Figures are also written to `var/bench/results-*.json`.
"""

import argparse
import importlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from bench.frame import ORDINARY, Bench, Figure, Run, declared, load, store
from bench.offices import HOME, ROOT, Office, Offices

RESULTS = ROOT / "var" / "bench"
WITHIN_SECONDS = 20 * 60


def main() -> int:
    """Run what was asked for; the exit code."""
    asked = _arguments()
    if asked.inside:
        return _inside(asked)
    if asked.clean:
        shutil.rmtree(HOME, ignore_errors=True)
        return 0
    vendor = "postgresql" if asked.postgres else "sqlite"
    known = declared()
    names = asked.names or list(known)
    if unknown := set(names) - set(known):
        raise SystemExit(f"no bench called {', '.join(sorted(unknown))}; there are: {', '.join(known)}")
    print(f"bench: {asked.size:,} items, seed {asked.seed}, {vendor}; {machine()}", flush=True)
    started = time.monotonic()
    offices = Offices(vendor, asked.seed, in_place=asked.in_place)
    results: dict[str, list[Figure]] = {}
    times: dict[str, float] = {}
    try:
        offices.prepare((known[name].data, size) for name in names for size in _sizes(known[name], asked))
        times["offices"] = time.monotonic() - started
        print(f"\noffices ready after {times['offices']:.0f} s", flush=True)
        for name in names:
            began = time.monotonic()
            results[name] = _bench(offices, name, known[name], asked)
            times[name] = time.monotonic() - began
    finally:
        if offices.cluster is not None:
            offices.cluster.stop()
    took = time.monotonic() - started
    if not asked.names:
        results["run"] = [_whole(times, took, asked.size)]
        print(f"\n{results['run'][0].line()}", flush=True)
    path = _write(results, vendor, asked, took)
    figures = [figure for group in results.values() for figure in group]
    missed = [figure for figure in figures if figure.met is False]
    print(f"\n{len(figures)} figures in {took:.0f} s, {len(missed)} targets missed; written to {path}")
    return 1 if missed or not all(results.values()) else 0


def _whole(times: dict[str, float], took: float, size: int) -> Figure:
    """What all of it took, part by part; up to ORDINARY items it must end within WITHIN_SECONDS."""
    target = WITHIN_SECONDS if size <= ORDINARY else None
    parts = ", ".join(f"{name} {seconds:.0f}" for name, seconds in times.items())
    return Figure("the whole run", took, "s", target, at_most=True, note=parts)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.run", description=__doc__)
    parser.add_argument("names", nargs="*", help="benches to run; all without a name")
    parser.add_argument("--size", type=int, default=ORDINARY, help="items of the office")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument(
        "--postgres", action="store_true", help="on a PostgreSQL of its own instead of SQLite"
    )
    parser.add_argument(
        "--in-place", action="store_true", help="work on the built offices themselves, without copies of them"
    )
    parser.add_argument("--clean", action="store_true", help="throw away every built office, and end")
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    return parser.parse_args()


def machine() -> str:
    """The machine in a few words."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores, {memory:.0f} GiB, Python {platform.python_version()}"


def _sizes(bench: Bench, asked: argparse.Namespace) -> list[int]:
    return ([asked.size // 10] if bench.tenth else []) + [asked.size]


def _bench(offices: Offices, name: str, bench: Bench, asked: argparse.Namespace) -> list[Figure]:
    figures: list[Figure] = []
    for size in _sizes(bench, asked):
        with offices.lent(bench.data, size) as office:
            print(f"\n== {bench.title} ({name}), {size:,}", flush=True)
            began = time.monotonic()
            figures = _process(office, name, size, asked, offices.vendor, figures)
            print(f"  took {time.monotonic() - began:.0f} s", flush=True)
    return figures


def _process(
    office: Office, name: str, size: int, asked: argparse.Namespace, vendor: str, earlier: list[Figure]
) -> list[Figure]:
    """Run one bench in a process of its own; no figures when it breaks off."""
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        order = Path(scratch) / "order.json"
        store(earlier, Path(scratch) / "earlier.json")
        order.write_text(json.dumps({"name": name, "size": size, "vendor": vendor, "scratch": scratch}))
        command = [sys.executable, "-m", "bench.run", "--seed", str(asked.seed), "--inside", str(order)]
        done = subprocess.run(command, env=office.environment(), cwd=ROOT, check=False)
        if done.returncode:
            print(f"  {name} broke off with exit code {done.returncode}", flush=True)
            return []
        return load(Path(scratch) / "figures.json")


def _inside(asked: argparse.Namespace) -> int:
    order = json.loads(Path(asked.inside).read_text())
    cores = declared()[order["name"]].cores
    if cores:
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])
    import django

    django.setup()
    scratch = Path(order["scratch"])
    run = Run(
        size=order["size"],
        seed=asked.seed,
        vendor=order["vendor"],
        folder=Path(os.environ["DATA_DIR"]),
        scratch=scratch,
        earlier=load(scratch / "earlier.json"),
    )
    figures: list[Figure] = []
    for figure in importlib.import_module(f"bench.{order['name']}").measure(run):
        print(figure.line(), flush=True)
        figures.append(figure)
    store(figures, scratch / "figures.json")
    return 0


def _write(results: dict[str, list[Figure]], vendor: str, asked: argparse.Namespace, took: float) -> Path:
    RESULTS.mkdir(parents=True, exist_ok=True)
    path = RESULTS / f"results-{vendor}-{asked.size}.json"
    written = {
        "at": datetime.now().astimezone().isoformat(timespec="seconds"),
        "machine": machine(),
        "database": vendor,
        "items": asked.size,
        "seed": asked.seed,
        "seconds": round(took),
        "benches": {
            name: [asdict(figure) | {"met": figure.met} for figure in group]
            for name, group in results.items()
        },
    }
    path.write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


if __name__ == "__main__":
    sys.exit(main())
