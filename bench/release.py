"""One release on a large site: how many pages it renders anew, and how soon they are on the disk.

What a release leaves behind is written as in every release (listing, counts, archive, citations, change); the
gates before it have nothing to do with the size of the public site. Run at a tenth too: nothing may grow.
"""

import time
from collections.abc import Iterator
from datetime import UTC, datetime

from django.db import transaction

from bench.frame import Bench, Figure, Run
from mingchuang.base.feed import selectors as feed
from mingchuang.base.jobs import registry
from mingchuang.publishing.baking import state
from mingchuang.publishing.baking.baker import Baker
from mingchuang.publishing.baking.folder import SiteFolder
from mingchuang.publishing.baking.rendering import Outcome
from mingchuang.publishing.models import PublicListing
from mingchuang.publishing.services import listings

BENCH = Bench("One release on a large site", data="copy", cores=1, tenth=True)

NOW = datetime(2026, 6, 30, 2, tzinfo=UTC)
RELEASES = 20
MOST_PAGES, MOST_SECONDS, MOST_GROWTH = 29, 2.0, 1.5
SLOWEST = "release to disk, slowest"


def measure(run: Run) -> Iterator[Figure]:
    """Take the newest texts off the lists and release them again, one by one."""
    baker = Baker(SiteFolder(run.scratch / "site"), lambda: NOW)
    # As after a full bake, which the bench of baking measures.
    baker.state = state.State("bench", str(feed.end()), state.software())
    rows = PublicListing.objects.filter(language="zh-hans").select_related("version__edition__item", "item")
    newest = list(rows.order_by("-shown_on", "-id")[:RELEASES])
    touched, took = [], []
    for row in newest:
        with transaction.atomic():
            listings.unlist(row.item, now=NOW)
        _catch_up(baker)
        started = time.perf_counter()
        with transaction.atomic():
            listings.list_publicly(row.version, today=NOW.date())
        touched.append(_catch_up(baker))
        took.append(time.perf_counter() - started + _look_seconds())
    slowest = max(took)
    yield Figure("pages rendered anew by one release, most", max(touched), "pages", MOST_PAGES, at_most=True)
    earlier = run.before(SLOWEST)
    yield Figure(
        SLOWEST, slowest, "s", MOST_SECONDS, at_most=True, ratio=slowest / earlier if earlier else None,
        against="a tenth of the size", note="with the wait for the next look at the feed",
    )  # fmt: skip
    if earlier:
        yield Figure(
            "growth of that with ten times the size", slowest / earlier, "×", MOST_GROWTH, at_most=True
        )


def _look_seconds() -> float:
    """How long the lane waits at most before it looks at the feed again."""
    return max((lane.idle_seconds for lane in registry.lanes() if lane.name == "baking"), default=0.25)


def _catch_up(baker: Baker) -> int:
    pages = 0
    while (work := baker.follow()).changes:
        pages += work.touched - work.pages.get(Outcome.ABSENT, 0)
    return pages
