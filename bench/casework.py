"""Casework at any size: worklist, case page, statistics, annual report, the proof of the chains, the export.

The office of requests as it stood on the evening of its last day, so that some are overdue and some due soon
whenever it is measured. Pages go through the whole stack of the application in one process, held against a
page that does not exist; the rest against the raw reading of the same rows.
"""

import hashlib
import random
from collections.abc import Iterator
from datetime import datetime, time
from time import process_time
from unittest.mock import patch
from urllib.parse import urlencode

from django.db import connection, transaction
from django.test import Client
from django.test.utils import override_settings
from django.utils import timezone

from bench.frame import Bench, Figure, Run, peak_megabytes, seconds
from bench.pages import REQUESTS, milliseconds, page_figures, settled
from bench.request_lives import LAST_DAY
from mingchuang.base.accounts.models import User
from mingchuang.base.audit.services import verification as trail
from mingchuang.casework import registry
from mingchuang.casework.models import Case, CaseClock, CaseEvent
from mingchuang.casework.services import verify_chains
from mingchuang.casework.services.projecting import project
from mingchuang.disclosure.annual_report.services.building import unsaved

BENCH = Bench("Casework", data="requests", cores=1, tenth=True)

MOST_MILLISECONDS = 100
MOST_FOR_ALL = 200
"""What reads something of every case there is may take: words among the texts of all, the year in numbers."""

MOST_QUERIES = 12
REPORT_SECONDS = 3
SECONDS_A_MILLION = 60
FLAT = 1.25
YEAR = 2025
SAMPLE = 200
LISTS = {
    "first page": {},
    "overdue": {"due": "overdue", "state": "open"},
    "due soon": {"due": "soon", "state": "open"},
    "closed ones, newest first": {"state": "closed", "sort": "-received"},
    "all, page 20": {"state": "all", "page": "20"},
    "all of a kind, by number": {"state": "all", "kind": "request", "sort": "-number"},
    "searched by number": {"state": "all", "q": f"Y{YEAR}-00042"},
    "searched by what open ones ask": {"state": "open", "q": "经费审批"},
}
WHOLE = {
    "searched by words": {"state": "all", "q": "宿外办发〔2019〕7号"},
    "searched by what all ask": {"state": "all", "q": "经费审批"},
}
OWN = {
    "mine": {"scope": "mine", "state": "open"},
    "my division": {"scope": "division", "state": "open"},
    "my division, closed too": {"scope": "division", "state": "all"},
}


def measure(run: Run) -> Iterator[Figure]:
    """Pages first, then what reads everything."""
    evening = timezone.make_aware(datetime.combine(LAST_DAY, time(18, 0)))
    with patch("django.utils.timezone.now", return_value=evening):
        with override_settings(ALLOWED_HOSTS=["localhost"]):
            yield from _pages(run)
        yield from _report(evening)
        yield from _verification()
        yield _replayed(run)
    peak = peak_megabytes()
    before = run.before("memory at its peak")
    if before is None:
        yield Figure("memory at its peak", peak, "MB")
    else:
        yield Figure(
            "memory at its peak", peak, "MB", FLAT, at_most=True, ratio=peak / before,
            against="that at a tenth of the size", of_ratio=True,
        )  # fmt: skip


def _pages(run: Run) -> Iterator[Figure]:
    luck = random.Random(run.seed)
    office, drafter = _signed_in("office"), _signed_in("drafter-abroad")
    settled(office)

    def figures(
        name: str, client: Client, addresses: list[str], most: int = MOST_MILLISECONDS
    ) -> Iterator[Figure]:
        return page_figures(name, client, addresses, most, MOST_QUERIES)

    for name, filters in LISTS.items():
        yield from figures(f"worklist, {name}", office, [_worklist(filters)] * (REQUESTS // 3))
    for name, filters in WHOLE.items():
        addresses = [_worklist(filters)] * (REQUESTS // 3)
        yield from figures(f"worklist, {name}", office, addresses, MOST_FOR_ALL)
    for name, filters in OWN.items():
        yield from figures(f"worklist, {name}", drafter, [_worklist(filters)] * (REQUESTS // 3))
    for name, is_open in (("open", True), ("closed", False)):
        if addresses := _case_pages(luck, is_open):
            yield from figures(f"case page, {name}", office, addresses)
        else:
            yield Figure(f"case pages, {name}", 0, "", note="so small an office has none on its last day")
    statistics = [f"/desk/cases/statistics/?year={YEAR - place % 5}" for place in range(10)]
    yield from figures("statistics of a year", office, statistics, MOST_FOR_ALL)
    for kind in ("csv", "xlsx"):
        address = f"/desk/cases/export/?{urlencode({'state': 'all', 'format': kind})}"
        [took] = milliseconds(office, [address])
        rows = min(10_000, Case.objects.count())
        yield Figure(
            f"export of {rows:,} rows as {kind}", took / 1000, "s", note=f"{rows / took:.0f} rows/ms"
        )


def _signed_in(username: str) -> Client:
    client = Client(headers={"host": "localhost"})
    person = User.objects.get(username=username)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _worklist(filters: dict[str, str]) -> str:
    return f"/desk/cases/?{urlencode(filters)}" if filters else "/desk/cases/"


def _case_pages(luck: random.Random, is_open: bool) -> list[str]:
    keys = list(Case.objects.filter(is_open=is_open).order_by("-pk").values_list("pk", flat=True)[:5000])
    uids = Case.objects.filter(pk__in=luck.sample(keys, min(REQUESTS, len(keys)))).values_list(
        "uid", flat=True
    )
    return [f"/desk/cases/{uid}/" for uid in uids]


def _report(now: datetime) -> Iterator[Figure]:
    """The newest full year, counted, with its chapters, as the desk and the command build it."""
    raw = seconds(_raw_count)
    took = min(seconds(lambda: unsaved(YEAR, now=now)) for _ in range(3))
    yield Figure(
        f"annual report of {YEAR}", took, "s", REPORT_SECONDS, at_most=True, ratio=took / raw,
        against="counting requests and their endings by two raw statements",
    )  # fmt: skip


def _raw_count() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM casework_case WHERE received_on IS NOT NULL")
        cursor.execute("SELECT event, count(*) FROM casework_caseevent GROUP BY event")
        cursor.fetchall()


def _verification() -> Iterator[Figure]:
    events, raw = CaseEvent.objects.count(), seconds(_raw_hashing)
    damage: list[object] = []
    began = process_time()
    took = seconds(lambda: damage.extend(verify_chains()))
    used = process_time() - began
    yield Figure(
        "chain verification, for a million events", took * 1_000_000 / events, "s", SECONDS_A_MILLION,
        at_most=True, ratio=took / raw, against="reading the events and hashing them raw",
        note=f"{events:,} events in {took:.1f} s, {used:.1f} s of the processor",
    )  # fmt: skip
    yield Figure("damage found in the chains", len(damage), "", target=0, at_most=True)
    sealed = trail.AuditSeal.objects.count()
    took = seconds(lambda: damage.extend(trail._damaged_links()))
    yield Figure("audit trail, for a million sealed rows", took * 1_000_000 / sealed, "s")


def _raw_hashing() -> None:
    """What any verification must do at the least: read every column of every event, in order, and hash it."""
    # A plain cursor would hold all rows at once, and the peak of memory be its own.
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(
            'SELECT case_id, seq, event, state, at, "on", actor_id, data, prev_hash, hash'
            " FROM casework_caseevent ORDER BY case_id, seq"
        )
        while rows := cursor.fetchmany(2000):
            for row in rows:
                hashlib.sha256(repr(row).encode()).hexdigest()


def _replayed(run: Run) -> Figure:
    """A sample of cases projected anew from their events; what differs from what is stored."""
    keys = random.Random(run.seed).sample(range(1, run.size + 1), min(SAMPLE, run.size))
    differing, took = 0, 0.0
    with transaction.atomic():
        for case in Case.objects.filter(pk__in=keys):
            before = _stored(case)
            took += seconds(lambda: project(case, registry.find(case.kind)))  # noqa: B023
            case.save()
            differing += _stored(Case.objects.get(pk=case.pk)) != before
        transaction.set_rollback(True)
    each = took * 1000 / len(keys)
    return Figure(
        "cases that replay to something else", differing, "", 0, at_most=True, note=f"{each:.1f} ms each"
    )


def _stored(case: Case) -> tuple[object, ...]:
    columns = [field.attname for field in Case._meta.concrete_fields]
    clocks = CaseClock.objects.filter(case=case).order_by("position")
    rest = [field.attname for field in CaseClock._meta.concrete_fields if field.attname != "id"]
    return tuple(getattr(case, name) for name in columns), tuple(clocks.values_list(*rest))
