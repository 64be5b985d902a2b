"""What the same applicant asked for earlier in the month: the tariff by items counts on from there."""

from dataclasses import dataclass

from django.db.models import Count, Q

from mingchuang.base.personal import services as personal
from mingchuang.casework.models import Case
from mingchuang.disclosure.requests.models import InformationRequest
from mingchuang.rules.requests.fees import month_of
from mingchuang.rules.requests.states import RequestState

_NOT_COUNTED = (RequestState.DISCARDED, RequestState.CLOSED_WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Earlier:
    """A request of the same applicant in the month, and how many items were asked for in it."""

    case: Case
    items: int


def own_items(case: Case) -> int:
    """How many items a request asks for; one while it is not split."""
    return max(1, case.information_request.items.count())


def before_this(case: Case) -> list[Earlier]:
    """The applicant's earlier requests of the calendar month in which this one was received, oldest first.

    Requests that were withdrawn or no request at all are left out; those of erased applicants are not found.
    """
    if case.received_on is None:
        return []
    first, last = month_of(case.received_on)
    own = case.information_request
    earlier = Q(case__received_on__lt=case.received_on) | Q(case__received_on=case.received_on, pk__lt=own.pk)
    found = (
        InformationRequest.objects.filter(earlier, case__received_on__range=(first, last))
        .exclude(case__state__in=_NOT_COUNTED)
        .select_related("case", "applicant")
        .annotate(asked=Count("items"))
        .order_by("case__received_on", "pk")
    )
    return [
        Earlier(row.case, max(1, row.asked))
        for row in found
        if personal.is_same_person(own.applicant, row.applicant)
    ]
