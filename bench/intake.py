"""Fifty applicants at the public form for a minute, and again while the server is killed twice.

The server is the one `make run` starts, without the demo, behind a proxy it trusts. Each applicant thinks a
second a page. Every application that got its page with a number must be in the office, once, and the numbers
must have no gap; the time that counts is that of the request that sends the application.
"""

import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from bench.applicants import Applicants, Seen, Sent
from bench.frame import Bench, Figure, Run, percentile
from bench.served import Served
from mingchuang.casework import receipts
from mingchuang.disclosure.requests.models import InformationRequest

BENCH = Bench("Intake at the public form", data="empty")

APPLICANTS = 50
SECONDS = 60.0
THINKING = 1.0
SUBMIT_MILLISECONDS = 500
KILLED_AFTER = (12.0, 20.0)
"""Seconds the server runs before it is killed, the first and the second time."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the office holds of the applications that were sent. All three ought to be 0."""

    lost: int
    doubled: int
    gaps: int


def measure(run: Run) -> Iterator[Figure]:
    """One minute in peace, one with two kills."""
    served = Served(run.folder, run.scratch / "served.log", dict(os.environ))
    try:
        served.start()
        crowd = Applicants(served.port, APPLICANTS, network=1, thinking=THINKING)
        used = served.processor_seconds()
        crowd.start()
        time.sleep(SECONDS)
        seen = crowd.stop()
        before = all_sent(seen)
        yield from _times(seen)
        each = (served.processor_seconds() - used) * 1000 / max(len(before), 1)
        yield Figure("processor time for one application, all its pages and the worker", each, "ms")
        yield from _figures("in peace", kept(before), seen)
        crowd = Applicants(served.port, APPLICANTS, network=2, thinking=THINKING)
        crowd.start()
        back = []
        began = time.monotonic()
        for seconds in KILLED_AFTER:
            time.sleep(seconds)
            served.kill()
            back.append(served.start())
        time.sleep(max(0.0, SECONDS - (time.monotonic() - began)))
        seen = crowd.stop()
        again = sum(sent.tries > 1 for sent in all_sent(seen))
        yield Figure(
            "back after a kill", max(back), "s", note=f"{again} applications were sent more than once"
        )
        yield from _figures("killed twice", kept(before + all_sent(seen)), seen)
    finally:
        served.stop()


def _times(seen: list[Seen]) -> Iterator[Figure]:
    times = [sent.seconds * 1000 for sent in all_sent(seen) if sent.number]
    forms = [wait * 1000 for one in seen for wait in one.first]
    yield Figure(
        "sending an application, p95", percentile(times, 0.95), "ms", SUBMIT_MILLISECONDS, at_most=True,
        ratio=percentile(times, 0.5) / percentile(forms, 0.5),
        against="the empty form under the same load (medians)",
        note=f"median {percentile(times, 0.5):.0f} ms",
    )  # fmt: skip
    pages = [wait * 1000 for one in seen for wait in one.waits]
    yield Figure("the other pages of the form, p95", percentile(pages, 0.95), "ms")


def _figures(when: str, held: Kept, seen: list[Seen]) -> Iterator[Figure]:
    refused = [words for one in seen for words in one.refused]
    sent = all_sent(seen)
    yield Figure(f"applications with a number, {when}", sum(bool(one.number) for one in sent), "")
    yield Figure(f"lost, {when}", held.lost, "", target=0, at_most=True)
    yield Figure(f"doubled, {when}", held.doubled, "", target=0, at_most=True)
    yield Figure(f"gaps and doubles in the numbers, {when}", held.gaps, "", target=0, at_most=True)
    yield Figure(
        f"refused, {when}", len(refused), "", target=0, at_most=True, note="; ".join(sorted(set(refused))[:3])
    )


def all_sent(seen: list[Seen]) -> list[Sent]:
    """Every application any of them sent."""
    return [sent for one in seen for sent in one.sent]


def kept(sent: list[Sent]) -> Kept:
    """What the office of the environment holds of them; it holds no others.

    Lost: got a page with a number, and is not there under it. Doubled: cases more than applications.
    """
    connection.close()
    found = InformationRequest.objects.values_list("receipt_digest", "case__number")
    numbers = dict(found)
    digests = {receipts.digest_of("requests", one.receipt): one for one in sent}
    lost = sum(bool(one.number) and numbers.get(key) != one.number for key, one in digests.items())
    doubled = len(found) - len(set(numbers) & set(digests))
    serials = sorted(int(re.sub(r"^Y\d+-", "", number)) for number in numbers.values())
    gaps = len(set(range(1, len(serials) + 1)) ^ set(serials)) + len(serials) - len(set(serials))
    return Kept(lost, doubled, gaps)
