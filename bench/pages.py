"""How long pages take that are rendered on request, and how many queries each asks, at any size.

Public pages as a reader asks for them, desk lists and the record of an item as an administrator does, through
the whole stack of the application in one process. Held against the smallest answer of the same stack, a page
that does not exist.
"""

import random
import time
from collections.abc import Iterable, Iterator
from urllib.parse import urlencode

from django.db import connection
from django.db.models import Exists, OuterRef
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from bench.content import FIRST_DAY, LAST_DAY
from bench.frame import ORDINARY, Bench, Figure, Run, percentile, seconds
from mingchuang.base.accounts.models import User
from mingchuang.base.long_running import settle
from mingchuang.publishing.models import ArchivePage, Column, Item, PublicListing
from mingchuang.rules import index_numbers

BENCH = Bench("Pages rendered on request", data="copy", cores=1)

MOST_QUERIES = 12
MOST_MILLISECONDS = 60
"""Wanted of an office of ORDINARY size; what larger ones take is a figure to look at."""

REQUESTS = 60
NOWHERE = "/no-such-page/"
DESK = {
    "desk, items": "/desk/items/",
    "desk, items narrowed": "/desk/items/?state=published&kind=document&q=护照",
    "desk, items by words": "/desk/items/?q=护照",
    "desk, items by a word of most titles": "/desk/items/?q=关于",
    "desk, items far down": "/desk/items/?page=30",
    "desk, items by title, far down": "/desk/items/?sort=title&page=30",
    "desk, items by release, far down": "/desk/items/?sort=released&page=30",
    "desk, items at a stage": "/desk/items/?stage=writing",
    "desk, items without work, far down": "/desk/items/?stage=settled&page=30",
    "desk, items without work by words, far down": "/desk/items/?stage=settled&q=关于&page=30",
    "desk, items of a column, far down": "/desk/items/?column=news&page=30",
    "desk, items of a column by title, far down": "/desk/items/?column=policy&sort=title&page=30",
    "desk, items of a kind by title, far down": "/desk/items/?kind=document&sort=title&page=30",
    "desk, items of a division, far down": "/desk/items/?division=secretariat&page=30",
    "desk, items of oneself": "/desk/items/?mine=on",
    "desk, items late": "/desk/items/?late=on",
    "desk, items by a word of most titles, far down": "/desk/items/?q=关于&page=30",
    "desk, items by a word of most titles and title, far down": "/desk/items/?q=关于&sort=title&page=30",
    "desk, items by a number": "/desk/items/?q=宿外办发〔2019〕3号",
    "desk, languages": "/desk/editions/",
    "desk, languages far down": "/desk/editions/?page=30",
    "desk, languages, newest far down": "/desk/editions/?sort=newest&page=30",
    "desk, languages by title, far down": "/desk/editions/?sort=title&page=30",
    "desk, languages missing, far down": "/desk/editions/?language=en&standing=missing&page=30",
    "desk, languages behind": "/desk/editions/?standing=stale",
    "desk, languages by words": "/desk/editions/?q=护照",
    "desk, register": "/desk/register/",
    "desk, register searched": "/desk/register/?q=规定",
    "desk, imports": "/desk/imports/",
    "desk, releases": "/desk/releases/",
    "desk, reviews": "/desk/reviews/",
    "desk, audit": "/desk/audit/",
    "desk, audit by act": "/desk/audit/?action=publishing.release",
    "desk, audit far down": "/desk/audit/?page=300",
    "desk, audit narrowed": "/desk/audit/?target_type=publishing.item&first=2020-01-01",
    "desk, front page": "/desk/",
}


def measure(run: Run) -> Iterator[Figure]:
    """Queries and time of each page."""
    luck = random.Random(run.seed)
    client = Client(headers={"host": "localhost"})
    most = MOST_MILLISECONDS if run.size <= ORDINARY else None
    with override_settings(ALLOWED_HOSTS=["localhost"]):
        settled(client)
        for name, addresses in _public(luck).items():
            yield from page_figures(name, client, addresses, most)
        client.force_login(
            User.objects.get(username="office"), backend="django.contrib.auth.backends.ModelBackend"
        )
        for name, address in DESK.items():
            yield from page_figures(name, client, [address] * (REQUESTS // 3), most)
        yield from page_figures("desk, item record", client, _records(luck, run.size), most)


def settled(client: Client) -> None:
    """Load every view and settle, as the server does before the first visitor."""
    client.get(NOWHERE)
    settle()


def page_figures(
    name: str,
    client: Client,
    addresses: list[str],
    most_milliseconds: float | None,
    most_queries: int = MOST_QUERIES,
) -> Iterator[Figure]:
    """The most queries of ten requests, and how long all take.

    Each request is followed by one for a page that does not exist: the machine may give less a minute later,
    and what a page is held against must have had the same minute.
    """
    most = 0
    for address in addresses[:10]:
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        most = max(most, len(queries))
    nobody = Client(headers={"host": "localhost"})
    times, floor, used = [], [], 0.0
    for address in addresses:
        began = time.process_time()
        times += milliseconds(client, [address])
        used += time.process_time() - began
        floor += milliseconds(nobody, [NOWHERE], expected=404)
    median, least = percentile(times, 0.5), percentile(floor, 0.5)
    yield Figure(f"{name}, most queries", most, "", target=most_queries, at_most=True)
    yield Figure(
        f"{name}, p95",
        percentile(times, 0.95),
        "ms",
        target=most_milliseconds,
        at_most=True,
        ratio=median / least,
        against=f"the page that does not exist ({least:.1f} ms at the same time; medians)",
        note=f"median {median:.1f} ms, {used * 1000 / len(addresses):.1f} ms of the processor each",
    )


def _records(luck: random.Random, size: int) -> list[str]:
    keys = [f"made-{luck.randrange(1, size)}" for _ in range(REQUESTS // 3)]
    rows = Item.objects.filter(source_key__in=keys).values_list("uid", flat=True)
    return [f"/desk/items/{uid}/" for uid in rows]


def milliseconds(client: Client, addresses: Iterable[str], expected: int = 200) -> list[float]:
    """How long each request takes. Raises RuntimeError for an answer that was not expected."""
    times = []
    for address in addresses:
        answers = []
        times.append(seconds(lambda: answers.append(client.get(address))) * 1000)  # noqa: B023
        if answers[0].status_code != expected:
            raise RuntimeError(f"{address} answered {answers[0].status_code}")
    return times


def _public(luck: random.Random) -> dict[str, list[str]]:
    columns = list(Column.objects.filter(slug__in=("news", "notices")).values_list("slug", flat=True))
    newer = ArchivePage.objects.filter(
        column=OuterRef("column"), language=OuterRef("language"), number__gt=OuterRef("number")
    )
    # The newest page of an archive is still open and has no address yet.
    closed = ArchivePage.objects.filter(Exists(newer), language="zh-hans")
    archives = list(closed.values_list("column__slug", "number"))
    last = PublicListing.objects.order_by("-pk").values_list("pk", flat=True)[0]
    keys = [luck.randint(1, last) for _ in range(REQUESTS)]
    numbers = list(PublicListing.objects.filter(pk__in=keys).values_list("index_number", flat=True))
    return {
        "home page": ["/"] * REQUESTS,
        "column": [f"/c/{luck.choice(columns)}/" for _ in range(REQUESTS)],
        "column archive": [f"/c/{slug}/{number}/" for slug, number in luck.choices(archives, k=REQUESTS)],
        "item": [f"/info/{index_numbers.to_slug(number)}/" for number in numbers],
        "list": ["/list/"] * REQUESTS,
        "list narrowed": [f"/list/?{urlencode(_filters(luck))}" for _ in range(REQUESTS)],
        "suggestions": [
            f"/list/suggest/?{urlencode({'q': word})}" for word in luck.choices(WORDS, k=REQUESTS)
        ],
        "list far down": ["/list/?page=500"] * (REQUESTS // 3),
        "list searched far down": [f"/list/?{urlencode({'q': '护照'})}&page=400"] * (REQUESTS // 3),
        "list searched": [f"/list/?{urlencode({'q': word})}" for word in luck.choices(WORDS, k=REQUESTS)],
    }


WORDS = ("护照", "签证", "友好城市", "公开", "预算", "宿外办发〔2019〕3号", "领事保护", "青河镇")


def _filters(luck: random.Random) -> dict[str, str]:
    choices = {
        "year": str(luck.randint(FIRST_DAY.year, LAST_DAY.year)),
        "kind": luck.choice(("news", "notice", "document")),
        "validity": luck.choice(("in_force", "repealed")),
        "page": str(luck.randint(1, 40)),
    }
    return dict(luck.sample(sorted(choices.items()), 2))
