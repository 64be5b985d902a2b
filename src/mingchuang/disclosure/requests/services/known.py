"""What is known of a request when something is about to happen to it: the facts its guards look at."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from mingchuang.base.calendars.selectors import current_calendar
from mingchuang.casework.models import Case
from mingchuang.casework.services.projecting import past_of
from mingchuang.disclosure.requests.models import AskedItem, Consultation, InformationRequest
from mingchuang.rules.cases import KEEPS_CLOCK, RunningClock
from mingchuang.rules.requests import running
from mingchuang.rules.requests.decisions import Answer
from mingchuang.rules.requests.facts import Facts, ItemFacts
from mingchuang.rules.requests.inquiries import Inquiry
from mingchuang.rules.requests.opinions import Heard, Judgement
from mingchuang.rules.requests.past import Notice, Passed, passed
from mingchuang.rules.requests.running import ClockCode

REPLY_CODES = (ClockCode.REPLY, ClockCode.DELAYED)
_TEXTS = frozenset(
    {
        "information",
        "annexes",
        "withheld",
        "link",
        "responsible_body",
        "responsible_contact",
        "law",
        "basis",
        "earlier_reply",
        "counts_period",
        *Judgement,
    }
)
_FLAGS = frozenset({"body_unknown", "required_by_law"})


@dataclass(frozen=True, slots=True)
class Known:
    """The history of a request, read once: what has passed, and its clocks by code."""

    past: Passed
    clocks: tuple[RunningClock, ...]

    def due(self, *codes: str) -> date | None:
        """The last day of the newest clock with one of the codes; None while it is not known."""
        found = [clock for clock in self.clocks if clock.code in codes]
        deadline = found[-1].deadline if found else None
        return deadline.due if deadline else None


def known_of(case: Case) -> Known:
    """Read the history of a request."""
    past = passed(past_of(case))
    return Known(past, tuple(running.clocks_after(past, case.frozen, current_calendar())))


def corrected_data(case: Case) -> dict[str, Any]:
    """Data of the event by which a correction arrives: notice given too late, the old clock goes on."""
    past = passed(past_of(case))
    late = running.keeps_running(past, case.frozen, current_calendar())
    return {KEEPS_CLOCK: True} if late else {}


def leaves_the_clock(case: Case, day: date, known: Known | None = None) -> bool:
    """Whether a correction asked on that day comes too late for the reply period to begin anew."""
    due = (known or known_of(case)).due(ClockCode.CORRECTION_NOTICE)
    return due is not None and day > due and not case.frozen.get(running.LATE_CORRECTION_RESTARTS, False)


def facts_of(
    case: Case,
    today: date,
    *,
    day: date | None = None,
    after: Callable[[Passed], date | None] | None = None,
    **about: Any,
) -> Facts:
    """The facts for an event that counts from `day` (today where none is given); `about` adds to them.

    `after` finds the day before which the event cannot lie, where that is not the day of receipt.
    """
    known = known_of(case)
    past = known.past
    came_on = past.corrected_on or past.received_on or past.arrived_on
    facts = Facts(
        today=today,
        day=day or today,
        earliest=(after(past) if after else None) or came_on,
        channel=case.information_request.channel,
        correction_asked=past.correction_asked,
        correction_notice_due=known.due(ClockCode.CORRECTION_NOTICE),
        correction_due=known.due(ClockCode.CORRECTION) if _was_received(past.correction) else None,
        reasons_asked=past.reasons_asked,
        delayed=past.delayed,
        open_consultations=past.open_consultations,
        extended=past.extended,
        reply_due=known.due(*REPLY_CODES),
        fee_asked=past.fee_asked,
        fee_due=known.due(ClockCode.PAYMENT) if _was_received(past.fee) else None,
        items=items_of(case.information_request, past, inquiry_of(known, today)),
        signed=past.signed,
        decided_on=past.decided_on,
        open_disputes=frozenset(notice.kind for notice in past.disputes if notice.is_open),
        new_reply_ordered=past.new_reply_ordered_on is not None,
    )
    return replace(facts, **about)


def _was_received(notice: Notice | None) -> bool:
    """Whether the applicant is known to have got a notice: nobody loses a period that never began."""
    return notice is not None and notice.received_on is not None


def inquiry_of(known: Known, today: date) -> Inquiry:
    """How far asking the applicant for reasons has come by that day."""
    asked, due = known.past.reasons, known.due(ClockCode.REASONS)
    if asked is None:
        return Inquiry()
    expired = _was_received(asked) and due is not None and due < today
    return Inquiry(True, not asked.is_open or expired, known.past.delayed)


def items_of(
    request: InformationRequest, past: Passed, inquiry: Inquiry | None = None
) -> tuple[ItemFacts, ...]:
    """What was asked, item by item, with the replies as they are drafted.

    Without `inquiry` an inquiry for reasons counts as answered: only what the replies say is wanted.
    """
    searched = list(request.searches.values_list("item_id", flat=True))
    asked = consultations_of(request)
    inquiry = inquiry or Inquiry(past.reasons_asked, over=True)
    rows: Iterable[AskedItem] = request.items.order_by("position")
    return tuple(
        ItemFacts(
            row.position, row.decision, answer_of(row, past, inquiry, searched, asked_about(row, asked))
        )
        for row in rows
    )


def consultations_of(request: InformationRequest) -> list[Consultation]:
    """Those who were asked, each with the items it was about; whose letter has not left is not asked yet."""
    sent = request.consultations.filter(sent_on__isnull=False)
    return list(sent.select_related("party").prefetch_related("items"))


def asked_about(item: AskedItem, consultations: Iterable[Consultation]) -> list[Consultation]:
    """The consultations about an item; one that names no item is about all of them."""
    return [row for row in consultations if not (named := list(row.items.all())) or item in named]


def answer_of(
    row: AskedItem,
    past: Passed,
    inquiry: Inquiry,
    searched: Sequence[int | None],
    asked: Iterable[Consultation],
) -> Answer:
    """The drafted reply to one item. A search for the whole request counts for each of its items."""
    stored = row.answer
    earlier_on = stored.get("earlier_reply_on")
    written: dict[str, Any] = {name: str(stored.get(name, "")) for name in _TEXTS}
    written |= {name: bool(stored.get(name)) for name in _FLAGS}
    return Answer(
        ground=row.ground,
        reason=row.reason,
        search_log=sum(item in (None, row.pk) for item in searched),
        corrected=past.corrected,
        inquiry=inquiry,
        heard=tuple(Heard(one.kind, one.answer, one.reasonable) for one in asked),
        counts=int(stored.get("counts") or 0),
        earlier_reply_on=date.fromisoformat(earlier_on) if earlier_on else None,
        **written,
    )
