"""Counts different applicants who asked for the same, and suggests publishing it (Art. 44).

Two requests count as asking for the same when a person linked them or when their texts are much alike. The
comparison is too dear for every look at a page: it is made at night, and at once after a link.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from mingchuang.base.accounts.models import User
from mingchuang.base.personal import services as personal
from mingchuang.casework import selectors
from mingchuang.casework.models import Case
from mingchuang.disclosure.requests.models import AskedAlike, AskedItem, InformationRequest, TurnedActive
from mingchuang.disclosure.requests.services import filing, linking
from mingchuang.disclosure.requests.services.turning import refusals_of
from mingchuang.publishing.models import ItemState
from mingchuang.rules.requests.similarity import similar
from mingchuang.rules.requests.turning import ALIKE, suggests

NEW_FOR = timedelta(days=2)
"""How far back the nightly count looks for requests; a missed night is made up for by the next."""
MOST_NEW = 200


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Requests for the same information. `start` is the one whose reply can be turned now, if any."""

    newest: Case
    cases: tuple[Case, ...]
    applicants: int
    start: Case | None


def least() -> int:
    """From how many different applicants on this office suggests publishing; 2 or more."""
    return int(settings.REQUEST_SUGGESTS_PUBLISHING_FROM)


def count_alike(case: Case, now: datetime) -> AskedAlike | None:
    """Count anew who asked for the same as a request and its earlier ones; None where nobody else did.

    Twice does no harm.
    """
    members = _alike(case)
    requests = list(InformationRequest.objects.filter(pk__in=members).select_related("applicant"))
    AskedAlike.objects.filter(request_id__in=members).delete()
    if len(requests) < 2:
        return None
    applicants = personal.distinct_people(request.applicant for request in requests)
    return AskedAlike.objects.create(
        request_id=max(members), cases=sorted(members), applicants=applicants, counted_at=now
    )


def count_new(now: datetime) -> int:
    """Count for the newest requests that came lately; how many were looked at."""
    new = Case.objects.filter(kind=filing.KIND, received_at__gte=now - NEW_FOR).order_by("-pk")
    cases = list(new[:MOST_NEW])
    for case in cases:
        count_alike(case, now)
    return len(cases)


def suggestions(reader: User) -> list[Suggestion]:
    """Every suggestion the reader may see, the most applicants first."""
    rows = suggested_rows(reader).order_by("-applicants", "-request_id")
    found = [_suggestion(row, reader) for row in rows]
    return [suggestion for suggestion in found if suggestion is not None]


def suggestion_of(case: Case, reader: User) -> Suggestion | None:
    """The suggestion a request is part of; None where there is none."""
    for row in suggested_rows(reader).filter(request_id__gte=case.pk).order_by("request_id"):
        if case.pk in row.cases:
            return _suggestion(row, reader)
    return None


def suggested_rows(reader: User) -> QuerySet[AskedAlike]:
    """Counts that reach the office's number, of requests the reader may see."""
    visible = selectors.visible(reader).filter(pk=OuterRef("request_id"), kind=filing.KIND)
    return AskedAlike.objects.filter(Exists(visible), applicants__gte=least())


def _suggestion(row: AskedAlike, reader: User) -> Suggestion | None:
    decisions = AskedItem.objects.filter(request_id__in=row.cases).values_list("decision", flat=True)
    turned = TurnedActive.objects.filter(request_id__in=row.cases).exclude(item__state=ItemState.DISCARDED)
    if not suggests(row.applicants, decisions, turned=turned.exists(), least=least()):
        return None
    cases = list(selectors.visible(reader).filter(pk__in=row.cases).order_by("-pk"))
    if not cases:
        return None
    ready = (case for case in cases if selectors.may_handle(reader, case) and not refusals_of(case))
    return Suggestion(cases[0], tuple(cases), row.applicants, next(ready, None))


def _alike(case: Case) -> set[int]:
    """The request, those linked with it either way, and those whose texts are much like one of theirs."""
    linked = linking.linked_with(case)
    texts = linking.newest_texts()
    own = {key: text for key, text in texts if key in linked and text.strip()}
    found = set(linked)
    for text in own.values():
        others = [(key, other) for key, other in texts if key not in linked]
        found |= {match.key for match in similar(text, others, least=ALIKE, most=len(others))}
    return found
