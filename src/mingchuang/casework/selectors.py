"""Which cases a person may see and handle, and the worklist drawn from them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import OrderBy
from django.utils.translation import gettext as _

from mingchuang.base.accounts.models import Division, User
from mingchuang.base.accounts.permissions import divisions_within, refusal
from mingchuang.base.accounts.selectors import open_divisions, people_with
from mingchuang.base.calendars.selectors import with_calendar
from mingchuang.base.shared_reads import once
from mingchuang.casework import query_codes, registry
from mingchuang.casework.clocks import ShownClock, shown
from mingchuang.casework.models import Case, CaseClock, CaseEvent
from mingchuang.casework.searching import searched
from mingchuang.rules.cases import CaseEventCode
from mingchuang.rules.clocks import DUE_SOON_WORKDAYS, Standing, standing_on
from mingchuang.rules.identifiers.result import half_width
from mingchuang.rules.refusals import Forbidden
from mingchuang.rules.roles import Permission
from mingchuang.rules.workdays import CoverageError, WorkCalendar


def _within(reader: User, permission: Permission) -> QuerySet[Case]:
    where = divisions_within(reader, permission)
    cases = Case.objects.all()
    return cases if where == "all" else cases.filter(division_id__in=where)


def visible(reader: User) -> QuerySet[Case]:
    """Cases `reader` may look at. One nobody forwarded yet is seen by those who work for the whole office."""
    return _within(reader, Permission.READ_CASE)


def to_open(reader: User) -> QuerySet[Case]:
    """Like `visible`, each with what its page reads of the case, of its kind's own row, and the calendar."""
    details = [
        "__".join(names)
        for kind in registry.kinds()
        if kind.detail
        for names in ((kind.detail,), *((kind.detail, name) for name in kind.beside))
    ]
    return with_calendar(visible(reader).select_related("division", "assignee", "opened_by", *details))


_IN_A_ROW = (
    *("uid", "number", "kind", "state", "is_open", "title", "division__name", "assignee__display_name"),
    *("received_on", "clock_started_on", "due_on", "internal_due_on", "warn_on", "closed_on"),
)


def with_own_rows(cases: QuerySet[Case]) -> QuerySet[Case]:
    """The cases with what the list on the screen says of each, beside them the texts of `asked_in`."""
    kinds = [kind for kind in registry.kinds() if kind.detail]
    texts = [text for kind in kinds for text in kind.texts if text.rpartition("__")[0] == kind.detail]
    return cases.select_related("division", "assignee", *(kind.detail for kind in kinds)).only(
        *_IN_A_ROW, *texts
    )


def asked_in(case: Case) -> str:
    """What was asked, in a few words, for somebody who may open the case; its title where nothing tells more.

    Never for messages, files or logs: there the title stands alone, which holds nothing personal.
    """
    return registry.find(case.kind).asked(case) or case.title


def due_is_provisional(case: Case) -> bool:
    """Whether the last day rests on days off that nobody has published yet."""
    return case.clocks.filter(leads=True, due_on=case.due_on, provisional=True).exists()


def may_handle_in(person: User, division_id: int | None) -> bool:
    """Whether a person may handle cases of a division (None: not yet forwarded to any)."""
    where = divisions_within(person, Permission.HANDLE_CASE)
    return where == "all" or (division_id is not None and division_id in where)


def may_handle(person: User, case: Case) -> bool:
    """Whether a person may move this case."""
    return may_handle_in(person, case.division_id)


def require_handling(person: User, case: Case) -> None:
    """Raise `Forbidden` unless the person may move this case."""
    if not may_handle(person, case):
        raise Forbidden([refusal(Permission.HANDLE_CASE)])


def handlers_of(case: Case) -> list[User]:
    """Active people who may handle the case, in the order of their names."""
    people = people_with(Permission.HANDLE_CASE, case.division)
    return sorted((p for p in people if may_handle(p, case)), key=lambda person: person.username)


def divisions_to_forward_to(case: Case) -> QuerySet[Division]:
    """Open divisions other than the case's own."""
    found = open_divisions()
    return found if case.division_id is None else found.exclude(pk=case.division_id)


SORTS: Mapping[str, tuple[str, ...]] = {
    "due": ("due_on", "received_at", "id"),
    "-due": ("-due_on", "-received_at", "-id"),
    # Cases get their keys in the order in which they come in.
    "received": ("id",),
    "-received": ("-id",),
    "number": ("number", "id"),
    "-number": ("-number", "-id"),
}
SCOPES = ("all", "mine", "division", "unassigned")
STATES = ("open", "closed", "all")
DUES = ("", "overdue", "soon")


@dataclass(frozen=True, slots=True)
class Filters:
    """A worklist's filters as they stand in the address, each from a closed list."""

    scope: str = "all"
    state: str = "open"
    due: str = ""
    kind: str = ""
    q: str = ""
    sort: str = "due"


def soon_limit(today: date, calendar: WorkCalendar) -> date:
    """The last due day that counts as soon; today where the calendar does not reach."""
    try:
        return calendar.add(today, DUE_SOON_WORKDAYS)
    except CoverageError:
        return today


def worklist(reader: User, filters: Filters, *, today: date, calendar: WorkCalendar) -> QuerySet[Case]:
    """The cases a person sees under these filters, with everything a row shows."""
    cases = visible(reader).select_related("division", "assignee")
    if filters.scope == "mine":
        cases = cases.filter(assignee=reader)
    elif filters.scope == "division":
        cases = cases.filter(division=reader.division) if reader.division else cases.none()
    elif filters.scope == "unassigned":
        cases = cases.filter(assignee=None)
    if filters.state != "all":
        cases = cases.filter(is_open=filters.state == "open")
    if filters.due == "overdue":
        cases = overdue(cases, today)
    elif filters.due == "soon":
        cases = due_soon(cases, today, calendar)
    if filters.kind:
        cases = cases.filter(kind=filters.kind)
    if filters.q:
        cases = searched(cases, filters.q)
    return cases.order_by(*_order(filters.sort))


def _order(sort: str) -> list[str | OrderBy]:
    first, *rest = SORTS[sort]
    if "due" not in first:
        return [first, *rest]
    # A case without a due day (beyond the calendar) never hides the ones that have one.
    name = first.removeprefix("-")
    column = F(name).desc(nulls_last=True) if first.startswith("-") else F(name).asc(nulls_last=True)
    return [column, *rest]


def overdue(cases: QuerySet[Case], today: date) -> QuerySet[Case]:
    """Open cases whose last day for the reply has passed."""
    return cases.filter(_overdue(today))


def _overdue(today: date) -> Q:
    return Q(is_open=True, due_on__lt=today)


def unopened(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Open cases nobody has taken on yet."""
    return cases.filter(untouched(), is_open=True)


def due_soon(cases: QuerySet[Case], today: date, calendar: WorkCalendar) -> QuerySet[Case]:
    """Open cases due today or within three working days."""
    return cases.filter(_due_soon(today, calendar))


def _due_soon(today: date, calendar: WorkCalendar) -> Q:
    return Q(is_open=True, due_on__gte=today, due_on__lte=soon_limit(today, calendar))


def counts(reader: User, *, today: date, calendar: WorkCalendar) -> dict[str, int]:
    """What the desk's first screen shows: overdue, due soon, arrivals nobody took on, one's own."""
    cases = visible(reader).filter(is_open=True)
    return cases.order_by().aggregate(
        overdue=Count("pk", filter=_overdue(today)),
        soon=Count("pk", filter=_due_soon(today, calendar)),
        unopened=Count("pk", filter=untouched()),
        mine=Count("pk", filter=Q(assignee=reader)),
    )


def untouched() -> Q:
    """The condition "nobody has taken it on yet", whatever the kind."""
    found = Q(pk__in=())
    for kind in registry.kinds():
        found |= Q(kind=kind.code, state__in=kind.untouched)
        found |= Q(kind=kind.code, state__in=kind.untaken, assignee=None)
    return found


def history(case: Case) -> list[CaseEvent]:
    """Everything that happened to a case, oldest first, with who did it and what they wrote."""
    return once(
        ("case history", case.pk), lambda: list(case.events.select_related("actor", "text").order_by("seq"))
    )


def happened(case: Case, *events: str) -> bool:
    """Whether any of these events is in the history."""
    return any(event.event in events for event in history(case))


def clocks_of(case: Case, today: date, calendar: WorkCalendar) -> list[ShownClock]:
    """Every clock of a case as it stands today, with its day-by-day trace, the leading one first.

    A period of others that begins only if nothing happens before a day is not shown until that day has come.
    """
    rows = sorted(case.clocks.all(), key=lambda row: (not row.leads, row.position))
    others = registry.find(case.kind).periods_of_others
    begun = [row for row in rows if row.code not in others or row.started_on <= today]
    return [shown(row, today, calendar, of_others=row.code in others) for row in begun]


def leading_clock(case: Case, today: date, calendar: WorkCalendar) -> ShownClock | None:
    """The clock whose last day the case shows in lists; None while none runs."""
    return next((clock for clock in clocks_of(case, today, calendar) if clock.row.leads), None)


def clocks_without_day(cases: Iterable[Case]) -> dict[int, str]:
    """Of these cases those whose leading clock has no last day, and why it rests; empty: no calendar yet."""
    keys = [case.pk for case in cases if case.due_on is None and case.clock_started_on is not None]
    if not keys:
        return {}
    found = CaseClock.objects.filter(case_id__in=keys, leads=True, due_on=None)
    return dict(found.values_list("case_id", "says"))


def with_running_clocks(today: date) -> QuerySet[Case]:
    """Cases a change of the calendar may move: open ones, and closed ones with a period that is not over.

    Until when somebody may contest a reply runs on in a closed case, and may wait for a calendar.
    """
    running = CaseClock.objects.filter(done_on=None).filter(Q(due_on=None) | Q(due_on__gte=today))
    return Case.objects.filter(Q(is_open=True) | Q(pk__in=running.values("case_id")))


def standing_of(case: Case, today: date, calendar: WorkCalendar) -> Standing | None:
    """How the leading clock of a case stands today; None where none runs or the calendar does not reach.

    In an open case it runs, also where an earlier one was met: a contested reply waits for our answer.
    """
    if case.due_on is None:
        return None
    done_on = None if case.is_open else case.closed_on
    return standing_on(case.due_on, today, calendar, done_on=done_on)


def to_erase(cases: QuerySet[Case], kind: str, last: date) -> QuerySet[Case]:
    """Of these cases those of a kind closed by `last` that hold anything since their last erasure."""
    newest = CaseEvent.objects.filter(case=OuterRef("pk")).order_by("-seq").values("event")[:1]
    closed = cases.filter(kind=kind, is_open=False, closed_on__lte=last)
    return closed.annotate(newest=Subquery(newest)).exclude(newest=CaseEventCode.ERASED)


def as_numbered(typed: str) -> str:
    """A case number however it was typed: full-width, in small letters, with spaces."""
    return "".join(half_width(typed).split()).upper()


def find_by_code(number: str, code: str) -> Case | None:
    """The case with that number, if the code is its own. Wrong and unknown look alike and take as long."""
    case = Case.objects.filter(number=as_numbered(number)).first()
    if case is None:
        query_codes.matches(code, "unknown", query_codes.digest("", "unknown"))
        return None
    return case if query_codes.matches(code, str(case.uid), case.query_code_digest) else None


def public_reply(case: Case) -> str:
    """What was told to the reporter last; empty while nothing was, or after erasure."""
    if case.is_open:
        return ""
    event = case.events.filter(text__is_public=True).select_related("text").order_by("-seq").first()
    return event.text.text if event else ""


def scope_labels() -> dict[str, str]:
    """The worklist's scopes in words."""
    return {
        "all": _("全部可见"),
        "mine": _("我经办的"),
        "division": _("本处室的"),
        "unassigned": _("无人经办的"),
    }
