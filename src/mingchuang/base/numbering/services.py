"""Give out numbers: never twice, and without a gap where the series must have none.

The counter's row is locked from the allocation to the end of the caller's transaction, and a rollback
takes the number back. So allocate last: whoever allocates second waits for the first to commit.
"""

from django.db import connection, transaction
from django.db.models import F

from mingchuang.base.numbering.models import Counter


class OutsideTransaction(RuntimeError):
    """A number was asked for outside a transaction, where it would be lost on the next error."""


class SeriesMismatch(ValueError):
    """A series is either gap-free or not; somebody asked for the other."""


def allocate(series: str, year: int, *, gap_free: bool) -> int:
    """The next number of `series` in `year`, from 1. Call it last in the transaction that uses it.

    `gap_free` series (letters, 发文字号) have exactly the numbers 1..n of committed transactions; others
    (索引号) promise only that no number is given twice, and may be moved forward by `skip_to`.
    Raises OutsideTransaction, SeriesMismatch.
    """
    return allocate_many(series, year, 1, gap_free=gap_free).start


def allocate_many(series: str, year: int, count: int, *, gap_free: bool) -> range:
    """The next `count` numbers of a series, as `allocate` gives one."""
    counter = _locked(series, year, gap_free=gap_free)
    Counter.objects.filter(pk=counter.pk).update(last=F("last") + count)
    return range(counter.last + 1, counter.last + 1 + count)


def skip_to(series: str, year: int, number: int) -> None:
    """Make sure that `number`, which came from elsewhere (an old site), is never given out again.

    Raises SeriesMismatch for a gap-free series.
    """
    counter = _locked(series, year, gap_free=False)
    if number > counter.last:
        Counter.objects.filter(pk=counter.pk).update(last=number)


def _locked(series: str, year: int, *, gap_free: bool) -> Counter:
    if not connection.in_atomic_block:
        raise OutsideTransaction("allocate a number inside the transaction that uses it")
    with transaction.atomic():
        found = Counter.objects.select_for_update().filter(series=series, year=year)
        counter = found.first()
        if counter is None:
            Counter.objects.bulk_create(
                [Counter(series=series, year=year, gap_free=gap_free)], ignore_conflicts=True
            )
            counter = found.get()
    if counter.gap_free != gap_free:
        raise SeriesMismatch(f"series {series} of {year} was opened with gap_free={counter.gap_free}")
    return counter
