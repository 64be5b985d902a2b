"""How far a running import is and how fast, kept in its batch for whoever watches."""

import time
from dataclasses import dataclass, field

from mingchuang.publishing.models import ImportBatch

_SECONDS = 1.0
"""How often progress is written: often enough to watch, too seldom to cost."""


@dataclass(slots=True)
class Pace:
    """Counts rows of one run. `total` 0 means that nobody counted them beforehand."""

    batch: ImportBatch
    total: int = 0
    done: int = 0
    _written: int = 0
    _at: float = field(default_factory=time.monotonic)

    def count(self, rows: int = 1) -> None:
        """So many rows more are done."""
        self.done += rows
        passed = time.monotonic() - self._at
        if passed >= _SECONDS:
            self._write((self.done - self._written) / passed)

    def _write(self, rate: float) -> None:
        ImportBatch.objects.filter(pk=self.batch.pk).update(
            total_rows=self.total, done_rows=self.done, rows_per_second=rate
        )
        self._written, self._at = self.done, time.monotonic()


def seconds_left(batch: ImportBatch) -> int | None:
    """How long a running batch still takes at its present pace; None when that cannot be said."""
    if not batch.rows_per_second or batch.total_rows <= batch.done_rows:
        return None
    return round((batch.total_rows - batch.done_rows) / batch.rows_per_second)
