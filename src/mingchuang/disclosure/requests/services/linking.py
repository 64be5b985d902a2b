"""Finds earlier requests that ask for much the same; a person links them or does not.

A link is an event of the later request and nothing else: no state, no clock and no reply follows from it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from mingchuang.base.accounts.models import User
from mingchuang.base.jobs.services import enqueue
from mingchuang.base.personal import services as personal
from mingchuang.casework import selectors
from mingchuang.casework.models import Case, CaseEvent
from mingchuang.casework.services.moving import Step, move
from mingchuang.disclosure.requests.models import InformationRequest
from mingchuang.disclosure.requests.services import filing
from mingchuang.rules.refusals import refuse_if
from mingchuang.rules.requests.similarity import link_refusals, similar, unlink_refusals
from mingchuang.rules.requests.states import RequestEvent, RequestState

NEWEST = 2000
"""How many of the earlier requests are compared, the newest first."""

EARLIER = "earlier"
"""Key of the event's data: the uid of the request that was linked."""


@dataclass(frozen=True, slots=True)
class Similar:
    """An earlier request. `percent` says how alike; `same_applicant` is None for who may not know."""

    case: Case
    request: InformationRequest
    percent: int
    same_applicant: bool | None
    is_linked: bool


def similar_to(case: Case, reader: User) -> list[Similar]:
    """Earlier requests the reader may see that ask for much the same, the closest first."""
    asked = _text(*_asked(InformationRequest.objects.filter(case=case))[0][1:])
    visible = InformationRequest.objects.filter(case__in=_earlier(case, reader)).exclude(salt="")
    rows = _asked(visible.order_by("-case_id"))
    matches = similar(asked, [(pk, _text(*texts)) for pk, *texts in rows])
    found = InformationRequest.objects.select_related("case", "applicant").in_bulk(
        [match.key for match in matches]
    )
    linked = {earlier.pk for earlier in linked_of(case, reader)}
    return [
        Similar(
            case=found[match.key].case,
            request=found[match.key],
            percent=round(match.score * 100),
            same_applicant=_same_applicant(case, found[match.key], reader),
            is_linked=match.key in linked,
        )
        for match in matches
    ]


def linked_of(case: Case, reader: User) -> list[Case]:
    """The earlier requests a person linked to this one, as far as the reader may see them."""
    uids = linked_uids(case)
    return list(selectors.visible(reader).filter(uid__in=uids).order_by("-id")) if uids else []


def linked_uids(case: Case) -> set[str]:
    """The uids of the earlier requests a person linked to this one, from its history."""
    return _still_linked((event.event, event.data) for event in selectors.history(case))


def later_of(case: Case, reader: User) -> list[Case]:
    """The later requests a person linked to this one, as far as the reader may see them."""
    named = CaseEvent.objects.filter(event=RequestEvent.LINKED, **{f"data__{EARLIER}": str(case.uid)})
    later = selectors.visible(reader).filter(pk__in=named.values("case_id")).order_by("id")
    return [other for other in later if str(case.uid) in _linked_uids(other)]


def linked_with(case: Case) -> set[int]:
    """Keys of the request and of all that links, followed both ways, connect with it."""
    found: set[int] = set()
    waiting = [case]
    while waiting:
        one = waiting.pop()
        found.add(one.pk)
        later = CaseEvent.objects.filter(event=RequestEvent.LINKED, **{f"data__{EARLIER}": str(one.uid)})
        near = Case.objects.filter(Q(uid__in=_linked_uids(one)) | Q(pk__in=later.values("case_id")))
        for other in near.exclude(pk__in=found):
            # A later one whose link was taken back still has the event of it.
            if str(other.uid) in _linked_uids(one) or str(one.uid) in _linked_uids(other):
                waiting.append(other)
    return found


def newest_texts() -> list[tuple[int, str]]:
    """What the newest requests ask for, by key; those erased or thrown away as no request are left out."""
    asked = InformationRequest.objects.exclude(salt="").exclude(case__state=RequestState.DISCARDED)
    return [(pk, _text(*texts)) for pk, *texts in _asked(asked.order_by("-case_id"))]


def link(case: Case, *, earlier: Case, actor: User, now: datetime) -> Case:
    """Note that an earlier request asks for much the same. Raises `Refused`, `Forbidden`."""

    def plan(locked: Case) -> Step:
        before = _earlier(locked, actor).filter(pk=earlier.pk).exists()
        refuse_if(link_refusals(is_earlier=before, is_linked=str(earlier.uid) in _linked_uids(locked)))
        return Step(RequestEvent.LINKED, data={EARLIER: str(earlier.uid)}, also=_count_again(case))

    return move(case, actor, now, plan)


def unlink(case: Case, *, earlier: Case, actor: User, now: datetime) -> Case:
    """Take a link back; both stay in the history. Raises `Refused`, `Forbidden`."""

    def plan(locked: Case) -> Step:
        refuse_if(unlink_refusals(is_linked=str(earlier.uid) in _linked_uids(locked)))
        again = _count_again(case, earlier)
        return Step(RequestEvent.UNLINKED, data={EARLIER: str(earlier.uid)}, also=again)

    return move(case, actor, now, plan)


def _count_again(*cases: Case) -> Callable[[Case], None]:
    def queue(_locked: Case) -> None:
        for case in cases:
            enqueue("requests.count_alike", {"case": str(case.uid)})

    return queue


def _earlier(case: Case, reader: User) -> QuerySet[Case]:
    return selectors.visible(reader).filter(kind=filing.KIND, pk__lt=case.pk)


def _linked_uids(case: Case) -> set[str]:
    events = case.events.filter(event__in=(RequestEvent.LINKED, RequestEvent.UNLINKED)).order_by("seq")
    return _still_linked(events.values_list("event", "data"))


def _still_linked(events: Iterable[tuple[str, Any]]) -> set[str]:
    linked: set[str] = set()
    for event, data in events:
        if event == RequestEvent.LINKED:
            linked.add(data[EARLIER])
        elif event == RequestEvent.UNLINKED:
            linked.discard(data[EARLIER])
    return linked


def _asked(requests: QuerySet[InformationRequest]) -> list[tuple[int, str, str, str]]:
    return list(requests.values_list("pk", "document_name", "document_number", "features")[:NEWEST])


def _text(name: str, number: str, features: str) -> str:
    return f"{name}\n{number}\n{features}"


def _same_applicant(case: Case, other: InformationRequest, reader: User) -> bool | None:
    if not (selectors.may_handle(reader, case) and selectors.may_handle(reader, other.case)):
        return None
    return personal.is_same_person(case.information_request.applicant, other.applicant)
