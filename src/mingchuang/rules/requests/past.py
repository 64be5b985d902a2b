"""What the events of a request have settled: days, notices and their answers, once-only acts, signatures.

The one reading of the history: `running` counts with it, services fill `facts.Facts` from it, so that no
column has to repeat what the events say.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import Any

from mingchuang.rules.cases import PastEvent
from mingchuang.rules.letters.delivery import DeliveryWay
from mingchuang.rules.requests.decisions import Decision
from mingchuang.rules.requests.exchanges import (
    CONSULTATION,
    DAYS,
    DISPUTE,
    ENDED,
    ITEMS,
    RECEIVED,
    RESULT,
    SENT,
    STEP,
    TABLE,
    UNTIL,
    WAY,
    WORKDAYS,
    Notice,
    named,
    notice_of,
)
from mingchuang.rules.requests.states import RequestEvent as E

ORDERS_NEW_REPLY = "corrected"
"""The result of a dispute after which a new reply is due."""

NOT_DECIDED = "other"
"""The result of a dispute in which nothing was decided of the reply: taken back, not accepted, dismissed."""


@dataclass(slots=True)
class Passed:
    """What has happened so far.

    `received_on` is day 0 of the first period, or of the one after reopening. `extended` and `delayed` stay
    true: once is once; `moved_before_…` says that it was the period before a correction or a payment whose
    last day was moved. `contested`: a dispute about a reply or a closing is open. `signed` are the
    signatures since the reply was last sent to review.
    """

    arrived_on: date | None = None
    confirmed_on: date | None = None
    received_on: date | None = None
    corrected_on: date | None = None
    paid_on: date | None = None
    extension: int = 0
    extended: bool = False
    delayed_until: date | None = None
    delayed: bool = False
    delayed_on: date | None = None
    """When the applicant was told of the delay."""
    moved_before_correction: bool = False
    moved_before_payment: bool = False
    contested: bool = False
    new_reply_ordered_on: date | None = None
    """When a review or judgment corrected the reply, until it is done anew: each order reopens once."""
    signed: frozenset[str] = frozenset()
    outcomes: frozenset[str] = frozenset()
    """How the reply or the closing that stands now ended the request, as codes of decisions."""
    decided_on: date | None = None
    served_on: date | None = None
    done_on: date | None = None
    told_on: date | None = None
    """When the reply, or the notice that nothing more is done, was handed over or posted."""
    told_by_post: bool = False
    known_since: date | None = None
    """When a posted one is known to have come."""
    went_on: bool = False
    """Handling has passed the point at which a correction would be asked."""
    correction: Notice | None = None
    reasons: Notice | None = None
    fee: Notice | None = None
    consultations: list[Notice] = field(default_factory=list)
    disputes: list[Notice] = field(default_factory=list)

    @property
    def correction_asked(self) -> bool:
        return self.correction is not None

    @property
    def corrected(self) -> bool:
        return self.correction is not None and not self.correction.is_open

    @property
    def reasons_asked(self) -> bool:
        return self.reasons is not None

    @property
    def fee_asked(self) -> bool:
        return self.fee is not None

    @property
    def open_consultations(self) -> int:
        return sum(notice.is_open for notice in self.consultations)

    @property
    def knew_on(self) -> date | None:
        """From when the periods to contest run: the receipt; while that is unknown, the posting."""
        return self.known_since or self.told_on

    @property
    def dispute_open(self) -> bool:
        return any(notice.is_open for notice in self.disputes)

    @property
    def moved(self) -> bool:
        """Whether an extension or a delay has moved the last day."""
        return bool(self.extension) or self.delayed_until is not None


def passed(history: Iterable[PastEvent]) -> Passed:
    """What the events, oldest first, have settled."""
    so_far = Passed()
    for past in history:
        read = _READERS.get(past.event)
        if read is not None:
            read(so_far, past)
        so_far.went_on = so_far.went_on or past.event in _GOING_ON
    return so_far


_GOING_ON = frozenset(
    {
        E.REASON_ASKED,
        E.CONSULTATION_SENT,
        E.EXTENDED,
        E.FEE_ASKED,
        E.SUBMITTED_FOR_REVIEW,
        E.WITHDRAWN,
        E.REOPENED,
    }
)


def _arrived(now: Passed, past: PastEvent) -> None:
    now.arrived_on = past.day


def _received(now: Passed, past: PastEvent) -> None:
    now.received_on = past.day


def _confirmed(now: Passed, past: PastEvent) -> None:
    now.confirmed_on = past.day
    _received(now, past)


def _reopened(now: Passed, past: PastEvent) -> None:
    _received(now, past)
    now.corrected_on = now.paid_on = now.delayed_until = now.delayed_on = None
    now.decided_on = now.served_on = now.done_on = None
    now.told_on, now.told_by_post, now.known_since = None, False, None
    now.extension, now.signed, now.new_reply_ordered_on, now.contested = 0, frozenset(), None, False
    now.outcomes = frozenset()
    now.correction = now.correction and replace(now.correction, ended_on=now.correction.ended_on or past.day)
    now.fee = now.fee and replace(now.fee, ended_on=now.fee.ended_on or past.day)


def _correction_asked(now: Passed, past: PastEvent) -> None:
    now.correction = notice_of(past)


def _handed_over(notice: Notice, past: PastEvent) -> Notice:
    """The notice with the day it came, and the day it left where that is told now."""
    return replace(
        notice,
        sent_on=named(past.data, SENT) or notice.sent_on,
        received_on=named(past.data, RECEIVED) or past.day,
    )


def _notice_received(name: str) -> Callable[[Passed, PastEvent], None]:
    """Reads the receipt of the notice that is kept under a name."""

    def read(now: Passed, past: PastEvent) -> None:
        notice = getattr(now, name)
        if notice:
            setattr(now, name, _handed_over(notice, past))

    return read


def _corrected(now: Passed, past: PastEvent) -> None:
    now.corrected_on, now.moved_before_correction = past.day, now.moved
    if now.correction:
        now.correction = replace(now.correction, ended_on=past.day)


def _reasons_asked(now: Passed, past: PastEvent) -> None:
    now.reasons = notice_of(past)


def _reasons_given(now: Passed, past: PastEvent) -> None:
    if now.reasons and now.reasons.is_open:
        now.reasons = replace(now.reasons, ended_on=past.day)


def _delayed(now: Passed, past: PastEvent) -> None:
    now.delayed, now.delayed_until, now.delayed_on = True, named(past.data, UNTIL), past.day
    now.moved_before_correction = now.moved_before_payment = False
    _reasons_given(now, past)


def _extended(now: Passed, past: PastEvent) -> None:
    now.extended, now.extension = True, int(past.data.get(WORKDAYS, 0))
    now.moved_before_correction = now.moved_before_payment = False


def _fee_asked(now: Passed, past: PastEvent) -> None:
    now.fee = notice_of(past)


def _fee_paid(now: Passed, past: PastEvent) -> None:
    now.paid_on, now.moved_before_payment = past.day, now.moved
    if now.fee:
        now.fee = replace(now.fee, ended_on=past.day)


def _change(notices: list[Notice], past: PastEvent, key: str, **values: Any) -> None:
    """Change the open notice the event names; the first open one where it names none."""
    for notice in _meant(notices, past, key):
        notices[notices.index(notice)] = replace(notice, **values)


def _meant(notices: list[Notice], past: PastEvent, key: str) -> list[Notice]:
    """The open notice the event names, the first open one where it names none; empty where there is none."""
    found = (one for one in notices if one.is_open and (key not in past.data or one.key == past.data[key]))
    return list(islice(found, 1))


def _consultation_sent(now: Passed, past: PastEvent) -> None:
    now.consultations.append(notice_of(past, CONSULTATION))


def _consultation_received(now: Passed, past: PastEvent) -> None:
    """Also where the opinion came first: a receipt is written down when the card of the post is back."""
    key = past.data.get(CONSULTATION)
    for number, notice in enumerate(now.consultations):
        if notice.key == key if key is not None else notice.is_open:
            now.consultations[number] = _handed_over(notice, past)
            return


def _consultation_ended(now: Passed, past: PastEvent) -> None:
    values = {"ended_on": named(past.data, ENDED) or past.day}
    received_on = named(past.data, RECEIVED)
    if received_on:
        values["received_on"] = received_on
    _change(now.consultations, past, CONSULTATION, **values)


def _sent_to_review(now: Passed, past: PastEvent) -> None:
    now.signed = frozenset()


def _signed(now: Passed, past: PastEvent) -> None:
    now.signed |= {str(past.data.get(STEP, ""))}


def _decided(now: Passed, past: PastEvent) -> None:
    now.decided_on, now.outcomes = past.day, frozenset(past.data.get(ITEMS, {}).values())


def _served(now: Passed, past: PastEvent) -> None:
    now.served_on = now.done_on = past.day
    _told(now, past)


def _told(now: Passed, past: PastEvent) -> None:
    now.told_on, now.told_by_post = past.day, past.data.get(WAY) == DeliveryWay.POST


def _reply_received(now: Passed, past: PastEvent) -> None:
    now.known_since = past.day


_LAPSED = {
    E.CORRECTION_LAPSED: Decision.CLOSED_NO_CORRECTION,
    E.FEE_LAPSED: Decision.CLOSED_UNPAID,
}


def _closed(now: Passed, past: PastEvent) -> None:
    now.done_on = past.day
    now.outcomes = frozenset({_LAPSED[E(past.event)]} if past.event in _LAPSED else ())


def _dispute_filed(now: Passed, past: PastEvent) -> None:
    filed = notice_of(past, DISPUTE)
    now.disputes.append(replace(filed, kind=str(past.data.get(TABLE, filed.kind))))
    now.contested = now.done_on is not None


def _review_suspended(now: Passed, past: PastEvent) -> None:
    for review in _meant(now.disputes, past, DISPUTE):
        _change(now.disputes, past, DISPUTE, suspensions=(*review.suspensions, (past.day, None)))


def _review_resumed(now: Passed, past: PastEvent) -> None:
    for review in _meant(now.disputes, past, DISPUTE):
        rested = ((since, resumed_on or past.day) for since, resumed_on in review.suspensions)
        _change(now.disputes, past, DISPUTE, suspensions=tuple(rested))


def _review_extended(now: Passed, past: PastEvent) -> None:
    _change(now.disputes, past, DISPUTE, extension=int(past.data.get(DAYS, 0)))


def _dispute_answered(now: Passed, past: PastEvent) -> None:
    _change(now.disputes, past, DISPUTE, answered_on=past.day)


def _dispute_closed(now: Passed, past: PastEvent) -> None:
    _change(now.disputes, past, DISPUTE, ended_on=past.day, result=str(past.data.get(RESULT, "")))
    now.contested = now.contested and now.dispute_open
    if past.data.get(RESULT) == ORDERS_NEW_REPLY:
        now.new_reply_ordered_on = past.day


_READERS: Mapping[str, Callable[[Passed, PastEvent], None]] = {
    E.SUBMITTED: _arrived,
    E.SUBMITTED_UNPROVEN: _arrived,
    E.REGISTERED: _received,
    E.CONFIRMED: _confirmed,
    E.REOPENED: _reopened,
    E.CORRECTION_ASKED: _correction_asked,
    E.CORRECTION_NOTICE_RECEIVED: _notice_received("correction"),
    E.CORRECTED: _corrected,
    E.REASON_ASKED: _reasons_asked,
    E.REASON_NOTICE_RECEIVED: _notice_received("reasons"),
    E.REASON_GIVEN: _reasons_given,
    E.DELAYED: _delayed,
    E.EXTENDED: _extended,
    E.FEE_ASKED: _fee_asked,
    E.FEE_NOTICE_RECEIVED: _notice_received("fee"),
    E.FEE_PAID: _fee_paid,
    E.CONSULTATION_SENT: _consultation_sent,
    E.CONSULTATION_RECEIVED: _consultation_received,
    E.CONSULTATION_ANSWERED: _consultation_ended,
    E.CONSULTATION_ENDED: _consultation_ended,
    E.SUBMITTED_FOR_REVIEW: _sent_to_review,
    E.RETURNED: _sent_to_review,
    E.REVIEWED: _signed,
    E.DECIDED: _decided,
    E.SERVED: _served,
    E.WITHDRAWN: _closed,
    E.DISCARDED: _closed,
    E.CORRECTION_LAPSED: _closed,
    E.FEE_LAPSED: _closed,
    E.DISPUTE_FILED: _dispute_filed,
    E.DISPUTE_ANSWERED: _dispute_answered,
    E.ONE_DISPUTE_CLOSED: _dispute_closed,
    E.DISPUTE_CLOSED: _dispute_closed,
    E.REVIEW_EXTENDED: _review_extended,
    E.REVIEW_SUSPENDED: _review_suspended,
    E.REVIEW_RESUMED: _review_resumed,
    E.CLOSING_TOLD: _told,
    E.REPLY_RECEIVED: _reply_received,
}
