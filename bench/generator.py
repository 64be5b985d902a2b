"""Fills an empty office with N released items: `python -m bench.generator --items 100000 --seed 7`.

Works on the database of the environment (`DATA_DIR`, `DATABASE_URL`), prepares it first, and writes what a
real release writes (sealed review, listing, event, audit) in an order that the guards of the database
accept: they stay in force. The same seed gives the same texts, numbers and uids.
"""

import argparse
import itertools
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from uuid import UUID

import django

BATCH = 500
REVIEW_HOURS = 26


def main() -> int:
    """Fill the office; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.generator", description=__doc__)
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    django.setup()
    from mingchuang.cli.preparation import collect_static
    from mingchuang.publishing.models import Item

    prepare()
    collect_static()
    if Item.objects.exists():
        print("the office has items already: the generator fills empty ones only", file=sys.stderr)
        return 1
    started = time.monotonic()
    _fill(asked.seed, asked.items)
    took = max(time.monotonic() - started, 0.001)
    print(f"generated {asked.items:,} items in {took:.1f} s, {asked.items / took:,.0f} a second")
    return 0


def _fill(seed: int, total: int) -> None:
    from bench.office_rows import Writer

    spread(write_range, seed, total)
    Writer(seed, total).finish()


def spread(write: Callable[[int, int, int, int], None], seed: int, total: int) -> None:
    """Call `write(seed, total, start, stop)` for everything; on PostgreSQL in as many processes as cores."""
    from django.db import connection

    parts = (os.cpu_count() or 1) if connection.vendor == "postgresql" else 1
    borders = [total * part // parts // BATCH * BATCH for part in range(parts)] + [total]
    ranges = list(itertools.pairwise(borders))
    if parts == 1:
        write(seed, total, *ranges[0])
        return
    connection.close()
    with ProcessPoolExecutor(parts, mp_context=get_context("spawn"), initializer=django.setup) as pool:
        list(pool.map(write, *zip(*[(seed, total, *part) for part in ranges], strict=True)))


def telling(start: int, total: int, *, batches: int) -> Callable[[int], None]:
    """Takes how many more were written, and says after so many batches how far it is and how fast."""
    began, done = time.monotonic(), 0

    def tell(more: int) -> None:
        nonlocal done
        done += more
        if done % (BATCH * batches) == 0:
            rate = done / (time.monotonic() - began)
            print(f"  {start + done:,} of {total:,}, {rate:,.0f} a second", file=sys.stderr, flush=True)

    return tell


def write_range(seed: int, total: int, start: int, stop: int) -> None:
    """The documents from `start` up to `stop`, in this process."""
    from bench.office_rows import Writer

    Writer(seed, total).fill(range(start, stop), telling(start, total, batches=25))


def prepare() -> None:
    """Tables, guards, reference data, and the people of the demo office."""
    from django.contrib.auth import get_user_model
    from django.core.management import call_command

    from mingchuang.cli.init import load_reference_data
    from mingchuang.web.demo.office import set_up

    call_command("migrate", interactive=False, verbosity=0)
    load_reference_data()
    if not get_user_model()._default_manager.exists():
        set_up(datetime(2016, 1, 1, tzinfo=UTC))


def uids(seed: int, number: int, at: datetime) -> Iterator[UUID]:
    """UUIDs of version 7 for one item: time of making and luck of the seed, as `new_uid` makes them."""
    luck = random.Random(f"uid {seed} {number}")
    milliseconds = int(at.timestamp() * 1000)
    while True:
        noise = luck.getrandbits(74)
        yield UUID(int=milliseconds << 80 | 7 << 76 | (noise >> 62) << 64 | 2 << 62 | noise & ((1 << 62) - 1))


def before(moment: datetime, hours: float) -> datetime:
    """A moment some hours earlier."""
    return moment - timedelta(hours=hours)


if __name__ == "__main__":
    sys.exit(main())
