"""What the annual report counts of requests: tables 3 and 4 of a year, and the cases behind each number.

A request ends, for the report, with the first event that decides or closes it; a new reply ordered later does
not count it again. The database groups the requests, the rules count the groups: two queries at any size.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, overload

from django.db.models import CharField, Count, DateField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, Concat, ExtractYear, Substr
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mingchuang.casework.models import Case, CaseEvent
from mingchuang.casework.registry import Label
from mingchuang.disclosure.annual_report.sources import Behind, Source
from mingchuang.disclosure.requests.models import Dispute
from mingchuang.disclosure.requests.services.filing import KIND
from mingchuang.rules.annual_report.counting import (
    CountedDispute,
    CountedRequest,
    Counts,
    row_on,
    table_3,
    table_4,
)
from mingchuang.rules.annual_report.forms import Form, form_of
from mingchuang.rules.cases import DAY
from mingchuang.rules.requests.states import RequestEvent

ROW = "row"
"""In the data of a decision: the row of table 3, fixed when it was made."""

ROW_OF_CLOSING: Mapping[str, str] = {
    RequestEvent.CORRECTION_LAPSED: "other_1",
    RequestEvent.FEE_LAPSED: "other_2",
    RequestEvent.WITHDRAWN: "other_3",
}
"""The rows of requests that are closed without a decision."""

_ENDINGS = (RequestEvent.DECIDED, *ROW_OF_CLOSING)


def received() -> QuerySet[Case]:
    """Requests that count: those received in law, not arrivals that nobody confirmed."""
    return Case.objects.filter(kind=KIND, received_on__isnull=False)


def reaching(year: int, case: str = "") -> Q:
    """Came by the end of a year and was not over before it began; `case` leads from a row to the case.

    A reply clock stops on the day of the ending or later, so that what is left out counts in no number of the
    year. It spares counting ten years for one.
    """
    still = Q(**{f"{case}closed_on": None}) | Q(**{f"{case}closed_on__year__gte": year})
    return still & Q(**{f"{case}received_on__year__lte": year})


def ended(cases: QuerySet[Case]) -> QuerySet[Any]:
    """The cases, each with how it ended: `ended` is "year event row", None while it has not.

    Asked case by case, by the index of its events: those of ten years are not read for one.
    """
    day = Coalesce(KeyTextTransform(DAY, "data"), Cast("on", CharField()), output_field=CharField())
    row = Cast(KeyTextTransform(ROW, "data"), CharField())
    told = Concat(Substr(day, 1, 4), Value(" "), "event", Value(" "), row, output_field=CharField())
    first = CaseEvent.objects.filter(case=OuterRef("pk"), event__in=_ENDINGS).order_by("seq")
    return cases.annotate(ended=Subquery(first.annotate(told=told).values("told")[:1]))


def row_of(event: str, row: str | None) -> str:
    """The row of table 3 for an ending."""
    return ROW_OF_CLOSING.get(event) or row or ""


def requests_of(year: int) -> Iterator[CountedRequest]:
    """The requests that count in a year in groups of the same facts; one query."""
    grouped = ended(received().filter(reaching(year))).order_by()
    for applicant, came, ending, cases in grouped.values_list(
        "information_request__applicant_type", ExtractYear("received_on"), "ended"
    ).annotate(cases=Count("pk")):
        ended_in, row = _read(ending)
        yield CountedRequest(applicant, came, ended_in, row, cases)


def _read(ending: str | None) -> tuple[int | None, str]:
    """The year and the row of table 3 of what `ended` tells."""
    if ending is None:
        return None, ""
    year, event, row = ending.split(" ")
    return int(year), row_of(event, row)


def disputes_of(year: int) -> Iterator[CountedDispute]:
    """The reviews and suits filed up to a year in groups of the same facts; one query."""
    filed = Dispute.objects.filter(filed_on__year__lte=year).order_by()
    for kind, filed_in, closed_in, result, cases in filed.values_list(
        "kind", ExtractYear("filed_on"), ExtractYear("closed_on"), "result"
    ).annotate(cases=Count("pk")):
        yield CountedDispute(kind, filed_in, closed_in, result or "pending", cases=cases)


def request_rows(year: int, _form: Form) -> Counts:
    """Table 3."""
    return table_3(year, requests_of(year))


def dispute_rows(year: int, _form: Form) -> Counts:
    """Table 4."""
    return table_4(year, disputes_of(year))


_GROUPS: Mapping[str, Label] = {
    "granted": _("予以公开"),
    "partial": _("部分公开"),
    "refuse": _("不予公开"),
    "unable": _("无法提供"),
    "nohandle": _("不予处理"),
    "other": _("其他处理"),
}


def outcomes(cases: QuerySet[Case], year: int) -> list[tuple[Label, int]]:
    """How the requests among `cases` that ended in a year ended, by the groups of table 3; one query."""
    # Those still open and those closed since apart: one index has each, and neither has both. The cast keeps
    # SQLite from beginning with all that ever came by then. Grouped by the database, every ending would be
    # looked up twice.
    cases = cases.alias(came=Cast("received_on", DateField())).filter(came__lte=date(year, 12, 31))
    still_open, closed_since = (
        ended(part).order_by().values_list("ended", flat=True)
        for part in (cases.filter(closed_on=None), cases.filter(closed_on__year__gte=year))
    )
    counts: Counter[str] = Counter()
    for ending, number in Counter(still_open.union(closed_since, all=True)).items():
        ended_in, row = _read(ending)
        if ended_in == year:
            counts[row.partition("_")[0]] += number
    return [(label, counts[group]) for group, label in _GROUPS.items()]


class Listed(Sequence[Behind]):
    """The cases of a query as the report lists them; only the part somebody looks at is read."""

    def __init__(self, found: QuerySet[Any], show: Callable[[Any], Behind]) -> None:
        self._found = found
        self._show = show

    def __len__(self) -> int:
        return self._found.count()

    @overload
    def __getitem__(self, place: int) -> Behind: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Behind]: ...
    def __getitem__(self, place: int | slice) -> Behind | Sequence[Behind]:
        if isinstance(place, slice):
            return [self._show(row) for row in self._found[place]]
        return self._show(self._found[place])

    def __iter__(self) -> Iterator[Behind]:
        return (self._show(row) for row in self._found.iterator(chunk_size=1000))


def requests_behind(year: int, row: str, column: str) -> Sequence[Behind]:
    """The requests counted in a cell of table 3, in the order they were received."""
    found = _cases_in(year, row)
    if column != "total":
        found = found.filter(information_request__applicant_type=column)
    return Listed(found.order_by("received_on", "pk"), _shown)


def _cases_in(year: int, row: str) -> QuerySet[Case]:
    cases = ended(received().filter(reaching(year)))
    match row:
        case "new":
            return received().filter(received_on__year=year)
        case "carried_in":
            return cases.filter(Q(ended=None) | Q(ended__gte=f"{year}"), received_on__year__lt=year)
        case "carried_out":
            return cases.filter(Q(ended=None) | Q(ended__gte=f"{year + 1}"))
        case "total":
            return cases.filter(ended__startswith=f"{year} ")
    return cases.filter(ended__in=[f"{year} {ending}" for ending in _endings_in_row(form_of(year), row)])


def _endings_in_row(form: Form, row: str) -> Iterator[str]:
    """Event and row of the endings that are counted in a row of a form."""
    for event, own in ROW_OF_CLOSING.items():
        if row_on(form, own) == row:
            yield f"{event} "
    yield f"{RequestEvent.DECIDED} {row}"
    if row == "other":
        yield from (f"{RequestEvent.DECIDED} {row}_{number}" for number in (1, 2, 3))


def disputes_behind(year: int, row: str, column: str) -> Sequence[Behind]:
    """The reviews or suits counted in a cell of table 4, in the order they were filed."""
    filed = Dispute.objects.filter(kind=row, filed_on__year__lte=year)
    pending = filed.filter(closed_on=None) | filed.filter(closed_on__year__gt=year)
    closed = filed.filter(closed_on__year=year)
    found = {"pending": pending, "total": pending | closed}.get(column, closed.filter(result=column))
    return Listed(found.select_related("request__case").order_by("filed_on", "pk"), _dispute_shown)


def _shown(case: Case) -> Behind:
    address = reverse("casework:case", args=[case.uid])
    return Behind(case.number or "", case.title, address, case.received_on)


def _dispute_shown(dispute: Dispute) -> Behind:
    case = dispute.request.case
    number = f"{case.number} {dispute.docket}".strip()
    address = reverse("casework:case", args=[case.uid])
    return Behind(number, case.title, address, dispute.filed_on)


REQUESTS = Source(request_rows, requests_behind)
DISPUTES = Source(dispute_rows, disputes_behind)
