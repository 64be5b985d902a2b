"""The baker at work: beside the jobs in every worker, or alone with `mingchuang bake --follow`.

It reads the clock and hands it on, tells the database that this host lives and how far it is, and waits when
disk or database fail: what is on disk stays, and nothing is forgotten.
"""

import logging
import os
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from mingchuang.base.feed import selectors as feed
from mingchuang.base.feed import services as feed_services
from mingchuang.publishing.baking import whole
from mingchuang.publishing.baking.baker import Baker, Work, is_full
from mingchuang.publishing.baking.folder import SiteFolder
from mingchuang.publishing.baking.state import Busy, only_baker
from mingchuang.publishing.changes import TOPIC
from mingchuang.publishing.services import baking

logger = logging.getLogger("mingchuang.baking")

SIGN_SECONDS = 15.0
PROGRESS_SECONDS = 1.0
ADVANCE_SECONDS = 600.0
SWEEP_SECONDS, SWEEP_SHARE = 2.0, 50.0
"""Between two looks for pages beside tombstones: at least the first, and the second times what one took."""
NAMED = 50
"""Differences that are kept for the desk; the command line prints all."""


class Lane:
    """The one baker of this process, while it holds the folder."""

    def __init__(self) -> None:
        self.baker: Baker | None = None
        self._hold = ExitStack()
        self._signed = self._advanced = self._sweep_due = float("-inf")

    def step(self, stopping: Callable[[], bool]) -> bool:
        """Bring the folder in line as far as it goes; False when nothing is to do, or another bakes."""
        if self.baker is None:
            try:
                self._hold.enter_context(only_baker(settings.SITE_ROOT))
            except Busy:
                return False
            self.baker = Baker(SiteFolder(settings.SITE_ROOT), timezone.now)
        try:
            return self._round(self.baker, stopping)
        except OSError as error:
            self._say_problem(self.baker, error)
            raise

    def leave(self) -> None:
        """Let another process bake the folder."""
        self.baker = None
        self._hold.close()

    def _round(self, baker: Baker, stopping: Callable[[], bool]) -> bool:
        if baker.needs_full():
            self._bake_all(baker, stopping)
            return True
        work = self._take_changes(baker)
        if time.monotonic() - self._signed >= SIGN_SECONDS:
            self._sign(baker)
        at = baker.state.at
        if at is not None and time.monotonic() - self._advanced >= ADVANCE_SECONDS:
            self._advanced = time.monotonic()
            feed_services.advance(baking.reader_of(baker.host), at, now=timezone.now())
        return work.changes > 0

    def _bake_all(self, baker: Baker, stopping: Callable[[], bool]) -> None:
        """A full bake of what waits for one, with its progress in the database."""
        self._sign(baker, full_started_at=timezone.now(), full_ended_at=None, full_done=0, problem="")

        def progress(done: int, total: int) -> None:
            if time.monotonic() - self._signed > PROGRESS_SECONDS or done == total:
                self._sign(baker, full_done=done, full_total=total)

        def between() -> None:
            self._take_changes(baker)

        try:
            counts = whole.bake_everything(
                baker,
                baker.state.pending,
                processes=processes_beside_others(),
                progress=progress,
                between=between,
                stopping=stopping,
            )
        except whole.Stopped:
            return
        now = timezone.now()
        self._sign(baker, full_ended_at=now, baked_at=now, problem="")
        logger.info("site baked", extra={str(outcome): count for outcome, count in counts.items()})

    def _sweep_when_due(self, baker: Baker) -> None:
        began = time.monotonic()
        if began < self._sweep_due:
            return
        baker.sweep()
        ended = time.monotonic()
        self._sweep_due = ended + max(SWEEP_SECONDS, SWEEP_SHARE * (ended - began))

    def _take_changes(self, baker: Baker) -> Work:
        self._sweep_when_due(baker)
        work = baker.follow()
        if work.changes:
            self._sign(baker, baked_at=timezone.now(), problem="")
            pages = {str(outcome): count for outcome, count in work.pages.items()}
            logger.info("changes baked", extra={"changes": work.changes, **pages})
        if work.wants_check:
            found = list(whole.differences(baker.folder, timezone.now()))
            self._sign(baker, verified_at=timezone.now(), differences=found[:NAMED])
        return work

    def _sign(self, baker: Baker, **facts: Any) -> None:
        """Tell the database that this host lives, how far it is, and what is new."""
        self._signed = time.monotonic()
        at = baker.state.at
        waiting: tuple[int, datetime | None] = (0, None)
        if at is not None:
            waiting = feed.waiting(at, topics=[TOPIC])
        baking.report(baker.host, now=timezone.now(), waiting=waiting[0], waiting_since=waiting[1], **facts)

    def _say_problem(self, baker: Baker, error: OSError) -> None:
        logger.error("the disk refuses", extra={"error": type(error).__name__, "errno": error.errno})
        reason = os.strerror(error.errno or 0)
        text = _("写不进站点目录：%(reason)s") % {"reason": reason}
        if is_full(error):
            text = _("磁盘已满，旧页面仍在服务，清出空间后自动继续")
        self._sign(baker, problem=text)


_lane = Lane()
step, leave = _lane.step, _lane.leave


def processes_beside_others() -> int:
    """How many processes a full bake may use while the same machine serves readers."""
    return max(1, (os.cpu_count() or 1) - 1)
