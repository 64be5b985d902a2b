"""What the applicant may see of an application to correct a record."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from mingchuang.casework.clocks import ShownClock
from mingchuang.casework.letters.selectors import letters_to_applicant
from mingchuang.casework.models import Case
from mingchuang.casework.timelines import what_of
from mingchuang.disclosure.record_corrections.models import RecordCorrection
from mingchuang.rules.record_corrections import (
    ANSWER,
    ANSWER_LABEL,
    EVENT_LABELS,
    OUTCOME_LABELS,
    STATE_LABELS,
    Event,
    Outcome,
    State,
    told_by_post,
)
from mingchuang.rules.requests import contesting
from mingchuang.rules.requests.clock_codes import OF_CONTESTING

_SHOWN_EVENTS = (Event.REGISTERED, Event.SERVED, Event.WITHDRAWN)
"""What the applicant is told happened; the decision only with its letter."""


def told_to_applicants() -> list[str]:
    """Every word of the tables of the rules that an applicant may read, for the catalogues."""
    states = [STATE_LABELS[state] for state in State if state is not State.DECIDED]
    events = [EVENT_LABELS[event] for event in _SHOWN_EVENTS]
    return [*states, *events, *OUTCOME_LABELS.values(), ANSWER_LABEL]


def public_view(case: Case, clocks: Sequence[ShownClock], today: date) -> dict[str, Any]:
    """State, days, outcome and letter once that was delivered, and until when it may be contested.

    What the record says stays out: it is about a person and stands in the letter.
    """
    row: RecordCorrection = case.record_correction
    # A decision whose letter has not been delivered may still be taken back.
    state = State.IN_PROGRESS if case.state == State.DECIDED else State(case.state)
    answered = state is State.ANSWERED
    running = [clock for clock in clocks if clock.row.code in OF_CONTESTING]
    contested = answered and any(not clock.expired for clock in running)
    events = list(case.events.filter(event__in=_SHOWN_EVENTS).order_by("seq"))
    posted = told_by_post(events)
    received = posted and case.events.filter(event=Event.ANSWER_RECEIVED).exists()
    unknown = contesting.FROM_POSTING if posted else contesting.FROM_SERVICE
    return {
        "case": case,
        "state": _(STATE_LABELS[state]),
        "clock": next((clock for clock in clocks if clock.row.code == ANSWER), None),
        "outcome": _(OUTCOME_LABELS[Outcome(row.outcome)]) if answered and row.outcome else "",
        "agency": row.agency if answered else "",
        "letters": letters_to_applicant(case),
        "events": [{"what": what_of(e, _(EVENT_LABELS[e.event])), "when": e.at} for e in events],
        "contest_clocks": running if contested else [],
        "contest_words": _(contesting.WORDS[contesting.Standing.CHOICE]),
        "contest_note": _(contesting.FROM_RECEIPT if received else unknown),
    }
