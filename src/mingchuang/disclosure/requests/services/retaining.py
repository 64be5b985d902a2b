"""Erases the personal data of requests that were closed long enough ago; tells before what falls due.

How long is a setting of the office (`MINGCHUANG_REQUEST_PERSONAL_DATA_YEARS`); whether a request may be
erased at all is asked of `rules.requests.retention`.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from mingchuang.base.accounts.models import User
from mingchuang.base.localtime import local_day
from mingchuang.casework import selectors
from mingchuang.casework import services as trunk
from mingchuang.casework.models import Case
from mingchuang.casework.services.projecting import past
from mingchuang.disclosure.requests.models import Dispute, InformationRequest
from mingchuang.disclosure.requests.services import filing
from mingchuang.rules.requests.past import passed
from mingchuang.rules.requests.retention import Closing, erasable_from, erasure_refusals, last_closing

NOTICE_DAYS = 30
"""How long before it happens the desk lists what will be erased."""


def years() -> int:
    """How many years after closing personal data is kept in this office; 1 or more."""
    return int(settings.REQUEST_PERSONAL_DATA_YEARS)


def erase_due(now: datetime) -> int:
    """Erase what is due today, each request in a transaction of its own; how many. Twice does no harm."""
    today, erased = local_day(now), 0
    for case in _due_by(today, Case.objects.all()).order_by("pk"):
        with transaction.atomic():
            locked = Case.objects.select_for_update().get(pk=case.pk)
            closing = closing_of(locked)
            if locked.is_open or erasure_refusals(closing, today, years=years()):
                continue
            trunk.erase(locked, actor=None, now=now)
        erased += 1
    return erased


def falling_due(reader: User, today: date, *, days: int = NOTICE_DAYS) -> QuerySet[Case]:
    """What the reader may see of what is erased within so many days, what was closed first at the top."""
    due = _due_by(today + timedelta(days=days), selectors.visible(reader))
    return due.select_related("division", "assignee").order_by("closed_on", "id")


def erased_from(case: Case, *, ends: Sequence[date | None] | None = None) -> date | None:
    """The day from which the personal data of a request is erased; None while nothing says so.

    `ends` are those of its disputes where the caller knows them (None: still open), see `ends_told_of`.
    """
    closing = closing_of(case, ends=ends)
    if closing.closed_on is None or closing.dispute_open:
        return None
    return erasable_from(closing.closed_on, years=years())


def ends_told_of(case: Case) -> list[date | None]:
    """When each dispute about a request ended, as its history tells; None for one that is open."""
    return [dispute.ended_on for dispute in passed(past(selectors.history(case))).disputes]


def closing_of(case: Case, *, ends: Sequence[date | None] | None = None) -> Closing:
    """How a request ended, for the rules: a review or a lawsuit that ended later counts from its own end."""
    if ends is None:
        request: InformationRequest = case.information_request
        ends = [dispute.closed_on for dispute in request.disputes.all()]
    closed_on = None if case.is_open else case.closed_on
    if closed_on is not None:
        closed_on = max([closed_on, *(end for end in ends if end is not None)])
    return Closing(closed_on, dispute_open=None in ends)


def _due_by(day: date, cases: QuerySet[Case]) -> QuerySet[Case]:
    """Requests that may be erased on that day and that hold anything since the last erasure."""
    last = last_closing(day, years=years())
    contested = Dispute.objects.filter(Q(closed_on=None) | Q(closed_on__gt=last), request=OuterRef("pk"))
    return selectors.to_erase(cases, filing.KIND, last).filter(~Exists(contested))
