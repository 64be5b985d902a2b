"""Which addresses outside this site, linked from released texts, still answer."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from mingchuang.base.outgoing import services as outgoing
from mingchuang.base.outgoing.services import Answer
from mingchuang.publishing.models import LinkCheck, PublicListing
from mingchuang.publishing.scans import external_links

MOST_A_RUN = 400
"""Asked one after the other: a night is long, and nobody's server is pressed."""

FORGOTTEN_AFTER = timedelta(days=90)
_LONGEST = 1000  # what LinkCheck.url holds

logger = logging.getLogger(__name__)


def linked_addresses() -> set[str]:
    """Every address outside this site that a released text links to."""
    bodies = PublicListing.objects.filter(version__body__contains="http").values_list(
        "version__body", flat=True
    )
    found: set[str] = set()
    for body in bodies.iterator():
        found |= external_links(body)
    return {url for url in found if len(url) <= _LONGEST}


def check_links(*, now: datetime, ask: Callable[[str], Answer] = outgoing.head) -> int:
    """Ask the addresses that were asked longest ago and note their answers; how many were noted.

    Nothing is noted when no address at all was reached: then our own line is down, and no link is dead.
    Does nothing where outgoing requests are switched off.
    """
    if not outgoing.allowed():
        return 0
    # Without a transaction: a writer that waits for other people's servers would stop everybody here.
    answers = {url: ask(url) for url in _due(linked_addresses())}
    if answers and not any(answer.reached for answer in answers.values()):
        logger.warning("link check: nothing could be reached", extra={"links": len(answers)})
        return 0
    with transaction.atomic():
        for url, answer in answers.items():
            _note(url, answer, now)
        LinkCheck.objects.filter(checked_at__lt=now - FORGOTTEN_AFTER).delete()
    return len(answers)


def _due(urls: Iterable[str]) -> list[str]:
    asked = dict(LinkCheck.objects.exclude(checked_at=None).values_list("url", "checked_at"))
    return sorted(urls, key=lambda url: (url in asked, asked.get(url), url))[:MOST_A_RUN]


def _note(url: str, answer: Answer, now: datetime) -> None:
    row, _ = LinkCheck.objects.get_or_create(url=url)
    LinkCheck.objects.filter(pk=row.pk).update(
        status=answer.status,
        problem=answer.problem[:100],
        failures=F("failures") + 1 if answer.problem else 0,
        checked_at=now,
    )
