"""Counts different applicants who asked for the same, and suggests publishing it (Art. 44).

Two requests count as asking for the same when a person linked them or when their texts are much alike. The
comparison is too dear for every look at a page: it is made at night, and at once after a link.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from mingchuang.base.accounts.models import User
from mingchuang.base.personal import services as personal
from mingchuang.casework import selectors
from mingchuang.casework.models import Case
from mingchuang.disclosure.requests.models import (
    AskedAlike,
    AskedItem,
    Dispute,
    InformationRequest,
    TurnedActive,
)
from mingchuang.disclosure.requests.services import filing, linking
from mingchuang.disclosure.requests.services.turning import reasons_against
from mingchuang.publishing.models import ItemState
from mingchuang.rules.requests.similarity import similar
from mingchuang.rules.requests.states import RequestEvent
from mingchuang.rules.requests.turning import AGAINST, ALIKE, suggests

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


@dataclass(frozen=True, slots=True)
class Related:
    """The uid of the text drafted from the reply, the earlier requests linked to it, and the suggestion."""

    turned: UUID | None = None
    linked: Sequence[Case] = ()
    suggestion: Suggestion | None = None


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
    rows = list(suggested_rows(reader).order_by("-applicants", "-request_id"))
    keys = {key for row in rows for key in row.cases}
    return _suggestions(rows, _with_what_stands(keys, reader) if keys else [], reader)


def count_suggestions(reader: User) -> int:
    """How many `suggestions` there are, without what a list of them needs besides."""
    rows = list(suggested_rows(reader))
    asked = _with_what_stands({key for row in rows for key in row.cases}, reader) if rows else []
    seen = {request.pk for request in asked if request.seen}
    drafted = {request.pk for request in asked if request.drafted}
    against = {request.pk for request in asked if request.against}
    return sum(bool(seen & set(row.cases)) and not (drafted | against) & set(row.cases) for row in rows)


def suggestion_of(case: Case, reader: User) -> Suggestion | None:
    """The suggestion a request is part of; None where there is none."""
    return related_of(case, reader).suggestion


def related_of(case: Case, reader: User) -> Related:
    """What a request has to do with others, asked at once."""
    uids, row = linking.linked_uids(case), _row_of(case, reader)
    keys = set(row.cases) if row else set()
    if not (uids or keys or selectors.happened(case, RequestEvent.TURNED_ACTIVE)):
        return Related()
    asked = _with_what_stands({case.pk, *keys}, reader, uids)
    suggested = _suggestions([row], [one for one in asked if one.pk in keys], reader) if row else []
    return Related(
        turned=next(request.text for request in asked if request.pk == case.pk),
        linked=[request.case for request in asked if request.seen and str(request.case.uid) in uids],
        suggestion=next(iter(suggested), None),
    )


def _row_of(case: Case, reader: User) -> AskedAlike | None:
    rows = suggested_rows(reader).filter(request_id__gte=case.pk).order_by("request_id")
    return next((row for row in rows if case.pk in row.cases), None)


def suggested_rows(reader: User) -> QuerySet[AskedAlike]:
    """Counts that reach the office's number, of requests the reader may see."""
    visible = selectors.visible(reader).filter(pk=OuterRef("request_id"), kind=filing.KIND)
    return AskedAlike.objects.filter(Exists(visible), applicants__gte=least())


def _suggestions(rows: Iterable[AskedAlike], asked: Sequence[Any], reader: User) -> list[Suggestion]:
    """What is suggested by the counts and by what stands of their requests."""
    items = {request.pk: request.asked for request in asked}
    drafted = {request.pk for request in asked if request.drafted}
    cases = {request.pk: request.case for request in asked if request.seen}
    disputed = {request.pk for request in asked if request.disputed}

    def is_ready(case: Case) -> bool:
        reasons = reasons_against(
            case, items[case.pk], dispute_open=case.pk in disputed, has_draft=case.pk in drafted
        )
        return selectors.may_handle(reader, case) and not reasons

    found = []
    for row in rows:
        decisions = [item.decision for key in row.cases for item in items.get(key, ())]
        shown = tuple(case for key, case in cases.items() if key in row.cases)
        if shown and suggests(
            row.applicants, decisions, turned=bool(drafted & set(row.cases)), least=least()
        ):
            start = next((case for case in shown if is_ready(case)), None)
            found.append(Suggestion(shown[0], shown, row.applicants, start))
    return found


def _with_what_stands(keys: Iterable[int], reader: User, uids: Iterable[str] = ()) -> list[Any]:
    """The requests with these keys or uids, newest first, in one query.

    Each with whether the reader may see it (`seen`), its items as they are decided (`asked`), the text that
    was drafted from its reply (`text`), and what stands against drafting one.
    """
    own = {"request_id": OuterRef("pk")}
    turned = TurnedActive.objects.filter(**own).exclude(item__state=ItemState.DISCARDED)
    rows = InformationRequest.objects.filter(Q(pk__in=keys) | Q(case__uid__in=uids)).select_related("case")
    found: dict[int, Any] = {}
    for row in rows.order_by("-pk", "items__position").annotate(
        seen=Exists(selectors.visible(reader).filter(pk=OuterRef("pk"))),
        drafted=Exists(turned),
        text=Subquery(turned.values("item__uid")[:1]),
        decision=F("items__decision"),
        answer=F("items__answer"),
        against=Exists(AskedItem.objects.filter(decision__in=AGAINST, **own)),
        disputed=Exists(Dispute.objects.filter(closed_on=None, **own)),
    ):
        request = found.setdefault(row.pk, row)
        request.case.information_request = request
        request.asked = getattr(request, "asked", [])
        if row.decision is not None:
            request.asked.append(AskedItem(decision=row.decision, answer=row.answer))
    return list(found.values())


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
