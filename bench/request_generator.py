"""Fills an empty office with N requests: `python -m bench.request_generator --requests 100000 --seed 7`.

Ten years up to `request_lives.LAST_DAY`, most of them served, those of the last weeks open. Works on the
database of the environment and prepares it first; the guards of the database stay in force. The same seed
gives the same requests, events, hashes and uids; only what is sealed differs, as it does in a real office.
"""

import argparse
import sys
import time

import django

from bench.generator import prepare, spread, telling


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
    from bench.request_rows import Writer

    spread(write_range, seed, total)
    Writer(seed, total).finish()


def write_range(seed: int, total: int, start: int, stop: int) -> None:
    """The requests from `start` up to `stop`, in this process."""
    from bench.request_rows import Writer

    Writer(seed, total).fill(range(start, stop), telling(start, total, batches=50))


if __name__ == "__main__":
    sys.exit(main())
