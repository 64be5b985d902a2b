"""What the annual report counts of requests: tables 3 and 4 of a year, and the cases behind each number.

A request ends, for the report, with the first event that decides or closes it; a new reply ordered later does
not count it again. The database groups the requests, the rules count the groups: three queries at any size.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, overload

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, ExtractYear, Substr
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


def endings() -> QuerySet[Any]:
    """The event that ended each request, annotated with `ended_year` (text) and, of a decision, `row`."""
    before = CaseEvent.objects.filter(case=OuterRef("case"), event__in=_ENDINGS, seq__lt=OuterRef("seq"))
    events = CaseEvent.objects.filter(
        ~Exists(before), event__in=_ENDINGS, case__kind=KIND, case__received_on__isnull=False
    )
    day = Coalesce(KeyTextTransform(DAY, "data"), Cast("on", CharField()), output_field=CharField())
    row = Cast(KeyTextTransform(ROW, "data"), CharField())
    return events.annotate(ended_year=Substr(day, 1, 4), row=row).order_by()


def row_of(event: str, row: str | None) -> str:
    """The row of table 3 for an ending."""
    return ROW_OF_CLOSING.get(event) or row or ""


def requests_of(year: int) -> Iterator[CountedRequest]:
    """The requests that count in a year in groups of the same facts; two queries."""
    facts = {
        "applicant": F("case__information_request__applicant_type"),
        "received": ExtractYear("case__received_on"),
    }
    open_still: Counter[tuple[str, int]] = Counter()
    grouped = received().filter(reaching(year)).order_by()
    for applicant, came, cases in grouped.values_list(
        "information_request__applicant_type", ExtractYear("received_on")
    ).annotate(cases=Count("pk")):
        open_still[applicant, came] += cases
    ended = endings().filter(reaching(year, "case__")).annotate(**facts)
    for applicant, came, ended_in, event, row, cases in ended.values_list(
        "applicant", "received", "ended_year", "event", "row"
    ).annotate(cases=Count("pk")):
        open_still[applicant, came] -= cases
        yield CountedRequest(applicant, came, int(ended_in), row_of(event, row), cases)
    for (applicant, came), cases in open_still.items():
        if cases:
            yield CountedRequest(applicant, came, None, "", cases)


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
    cases = cases.filter(reaching(year))
    ended = endings().filter(case__in=cases.values("pk"), ended_year=str(year))
    counts: Counter[str] = Counter()
    for event, row, found in ended.values_list("event", "row").annotate(found=Count("pk")):
        counts[row_of(event, row).partition("_")[0]] += found
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
    cases, ended = received().filter(reaching(year)), endings().filter(reaching(year, "case__"))
    match row:
        case "new":
            return received().filter(received_on__year=year)
        case "carried_in":
            before = cases.filter(received_on__year__lt=year)
            return before.exclude(pk__in=ended.filter(ended_year__lt=str(year)).values("case"))
        case "carried_out":
            return cases.exclude(pk__in=ended.filter(ended_year__lte=str(year)).values("case"))
    ended = ended.filter(ended_year=str(year))
    if row != "total":
        ended = _ended_in_row(ended, form_of(year), row)
    return cases.filter(pk__in=ended.values("case"))


def _ended_in_row(ended: QuerySet[Any], form: Form, row: str) -> QuerySet[Any]:
    closings = [event for event, own in ROW_OF_CLOSING.items() if row_on(form, own) == row]
    rows = [row, *(f"{row}_{number}" for number in (1, 2, 3) if row == "other")]
    return ended.filter(event__in=closings) | ended.filter(event=RequestEvent.DECIDED, row__in=rows)


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
