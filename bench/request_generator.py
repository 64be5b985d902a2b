"""Fills an empty office with N requests: `python -m bench.request_generator --requests 100000 --seed 7`.

Ten years up to `request_lives.LAST_DAY`, most of them served, those of the last weeks open. Works on the
database of the environment and prepares it first; the guards of the database stay in force. The same seed
gives the same requests, events, hashes and uids; only what is sealed differs, as it does in a real office.
"""

import argparse
import itertools
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import django

from bench.generator import BATCH, prepare


def main() -> int:
    """Fill the office; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.request_generator", description=__doc__)
    parser.add_argument("--requests", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    django.setup()
    from mingchuang.casework.models import Case
    from mingchuang.cli.preparation import collect_static

    prepare()
    collect_static()
    if Case.objects.exists():
        print("the office has cases already: the generator fills empty ones only", file=sys.stderr)
        return 1
    started = time.monotonic()
    _fill(asked.seed, asked.requests)
    took = max(time.monotonic() - started, 0.001)
    print(f"generated {asked.requests:,} requests in {took:.1f} s, {asked.requests / took:,.0f} a second")
    return 0


def _fill(seed: int, total: int) -> None:
    """Write everything; on PostgreSQL in as many processes as there are cores."""
    from django.db import connection

    from bench.request_rows import Writer

    parts = (os.cpu_count() or 1) if connection.vendor == "postgresql" else 1
    borders = [total * part // parts // BATCH * BATCH for part in range(parts)] + [total]
    ranges = list(itertools.pairwise(borders))
    if parts == 1:
        write_range(seed, total, *ranges[0])
    else:
        connection.close()
        with ProcessPoolExecutor(parts, mp_context=get_context("spawn"), initializer=django.setup) as pool:
            list(pool.map(write_range, *zip(*[(seed, total, *part) for part in ranges], strict=True)))
    Writer(seed, total).finish()


def write_range(seed: int, total: int, start: int, stop: int) -> None:
    """The requests from `start` up to `stop`, in this process."""
    from bench.request_rows import Writer

    began, done = time.monotonic(), 0

    def tell(more: int) -> None:
        nonlocal done
        done += more
        if done % (BATCH * 50) == 0:
            rate = done / (time.monotonic() - began)
            print(f"  {start + done:,} of {total:,}, {rate:,.0f} a second", file=sys.stderr, flush=True)

    Writer(seed, total).fill(range(start, stop), tell)


if __name__ == "__main__":
    sys.exit(main())
