"""What may be shown of a request: to its applicant on the web, and to people at the desk."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from mingchuang.casework.clocks import ShownClock
from mingchuang.casework.letters.models import Letter, LetterState
from mingchuang.casework.letters.panel import shown_letters
from mingchuang.casework.letters.selectors import letters_to_applicant
from mingchuang.casework.models import Case, CaseEvent
from mingchuang.casework.services.projecting import past_of
from mingchuang.casework.timelines import what_of
from mingchuang.disclosure.requests.models import GivenFile, InformationRequest
from mingchuang.rules.letters.kinds import LetterKind, reply_to
from mingchuang.rules.personal_data import in_a_row
from mingchuang.rules.requests import contesting
from mingchuang.rules.requests.application import (
    APPLICANT_TYPE_LABELS,
    IDENTITY_LABELS,
    ROUTE_LABELS,
    WAY_LABELS,
)
from mingchuang.rules.requests.clock_codes import LABELS, OF_CONTESTING, ClockCode
from mingchuang.rules.requests.decisions import Decision
from mingchuang.rules.requests.machine import REQUEST
from mingchuang.rules.requests.past import passed
from mingchuang.rules.requests.receiving import CHANNEL_LABELS
from mingchuang.rules.requests.states import EVENT_LABELS, STATE_LABELS, RequestEvent, RequestState
from mingchuang.rules.requests.turning import GRANTING

_SHOWN_EVENTS = frozenset(
    {
        RequestEvent.SUBMITTED,
        RequestEvent.SUBMITTED_UNPROVEN,
        RequestEvent.REGISTERED,
        RequestEvent.CONFIRMED,
        RequestEvent.CORRECTION_ASKED,
        RequestEvent.CORRECTED,
        RequestEvent.CORRECTION_LAPSED,
        RequestEvent.REASON_ASKED,
        RequestEvent.REASON_GIVEN,
        RequestEvent.DELAYED,
        RequestEvent.CONSULTATION_SENT,
        RequestEvent.CONSULTATION_ENDED,
        RequestEvent.EXTENDED,
        RequestEvent.FEE_ASKED,
        RequestEvent.FEE_PAID,
        RequestEvent.FEE_LAPSED,
        RequestEvent.DECIDED,
        RequestEvent.SERVED,
        RequestEvent.WITHDRAWN,
        RequestEvent.QUERY_CODE_RENEWED,
    }
)
"""What an applicant is told happened; assignment and the office's own signatures stay inside."""

_PUBLIC_STATES = {
    RequestState.IN_REVIEW: RequestState.RECEIVED,
    RequestState.UNCHECKED: RequestState.SUBMITTED,
}
"""States of the office that are shown as another to the applicant."""


PAUSED = frozenset({RequestState.CORRECTION, RequestState.CONSULTING, RequestState.FEE_PENDING})
"""States in which the applicant or a third party is waited for."""

PUBLIC_CLOCKS = frozenset(
    {ClockCode.REPLY, ClockCode.DELAYED, ClockCode.CORRECTION, ClockCode.PAYMENT, ClockCode.REASONS}
)
"""Clocks an applicant is shown; the others are between the office and third parties."""

_REPLY_CLOCKS = (ClockCode.REPLY, ClockCode.DELAYED)


def shown_clocks(clocks: Sequence[ShownClock]) -> list[ShownClock]:
    """Of the clocks of a request those between the office and its applicant, until the reply is there."""
    return [clock for clock in clocks if clock.row.code in PUBLIC_CLOCKS]


def contest_view(case: Case, clocks: Sequence[ShownClock], today: date) -> dict[str, Any]:
    """Until when and by which ways the applicant may contest the reply or its absence; empty if not at all.

    `clocks` are those of the case that have begun. Nothing is told any more once every period is over.
    """
    running = [clock for clock in clocks if clock.row.code in OF_CONTESTING and clock.row.done_on is None]
    reply = next((clock.row for clock in clocks if clock.row.code in _REPLY_CLOCKS), None)
    past = passed(past_of(case))
    way = contesting.standing(past, reply.due_on if reply else None, today)
    if all(clock.expired for clock in running) or way is contesting.Standing.NOTHING:
        return {}
    of_a_reply = way not in (contesting.Standing.SILENCE, contesting.Standing.AFTER_REVIEW)
    return {
        "contest_clocks": running,
        "contest_words": _(contesting.WORDS[way]),
        "contest_note": _(contesting.counted_from(past)) if of_a_reply else "",
    }


def told_to_applicants() -> list[str]:
    """Every word of the tables of the rules that an applicant may read, for the catalogues."""
    states = [STATE_LABELS[state] for state in RequestState if state not in _PUBLIC_STATES]
    forms = (APPLICANT_TYPE_LABELS, IDENTITY_LABELS, WAY_LABELS, ROUTE_LABELS)
    return [
        *states,
        *(EVENT_LABELS[event] for event in sorted(_SHOWN_EVENTS)),
        *(LABELS[code] for code in sorted(PUBLIC_CLOCKS)),
        *(LABELS[code] for code in OF_CONTESTING),
        contesting.OVER_SILENCE,
        contesting.SUIT_OF_THE_REST,
        *contesting.WORDS.values(),
        contesting.FROM_POSTING,
        contesting.FROM_RECEIPT,
        contesting.FROM_SERVICE,
        *(label for table in forms for label in table.values()),
    ]


def asked_in(case: Case) -> str:
    """The information asked for in a few words, empty once erased: for those who may open the case."""
    request: InformationRequest = case.information_request
    name, number = in_a_row(request.document_name), in_a_row(request.document_number)
    if name and number:
        return f"{name}（{number}）"
    return name or number or in_a_row(request.features)


def labels_of(request: InformationRequest) -> dict[str, str]:
    """The codes of a request in words of the page's language; empty where nothing was given."""
    tables: dict[str, Any] = {
        "applicant_type": APPLICANT_TYPE_LABELS,
        "channel": CHANNEL_LABELS,
        "way": WAY_LABELS,
        "route": ROUTE_LABELS,
    }
    found = {name: table.get(getattr(request, name), "") for name, table in tables.items()}
    return {name: _(label) if label else "" for name, label in found.items()}


MOVING = frozenset(
    {
        LetterKind.CORRECTION_NOTICE,
        LetterKind.REASON_INQUIRY,
        LetterKind.DELAY_NOTICE,
        LetterKind.EXTENSION_NOTICE,
        LetterKind.FEE_NOTICE,
        LetterKind.THIRD_PARTY_INQUIRY,
        LetterKind.CO_MAKER_INQUIRY,
        LetterKind.OTHER_AGENCY_INQUIRY,
    }
)
"""Letters that move a period of the request by leaving."""


def unsent(case: Case) -> list[Letter]:
    """The letters that would move a period and have not left, oldest first."""
    standing = [
        letter
        for letter in shown_letters(case)
        if letter.kind in MOVING and letter.state != LetterState.VOIDED
    ]
    return [letter for letter in reversed(standing) if not letter.handed_over]  # type: ignore[attr-defined]


def may_correct(case: Case) -> bool:
    """Whether the applicant has a correction notice to answer."""
    return case.state == RequestState.CORRECTION


def may_give_reasons(case: Case) -> bool:
    """Whether the applicant has been asked why so much is asked, and has not answered."""
    return case.state == RequestState.REASON_ASKED


def may_withdraw(case: Case) -> bool:
    """Whether there is still something to take back."""
    return REQUEST.find(case.state, RequestEvent.WITHDRAWN) is not None


def public_view(case: Case) -> dict[str, Any]:
    """What the applicant sees of the case: state, what happened, what was told, what they asked for."""
    request: InformationRequest = case.information_request
    state = _PUBLIC_STATES.get(RequestState(case.state), case.state)
    return {
        "state": _(STATE_LABELS[state]),
        "state_kind": _state_kind(case),
        "waits": case.state in (RequestState.SUBMITTED, RequestState.UNCHECKED),
        "information_request": request,
        "codes": labels_of(request),
        "events": _happened(case),
        "letters": letters_to_applicant(case),
        "given": given_to(case),
        "may_withdraw": may_withdraw(case),
    }


GIVING_LETTERS = {code: reply_to(code) for code in GRANTING}
"""The letter by the outcome that gives something."""


def given_to(case: Case) -> list[GivenFile]:
    """The files the applicant may have: of items that are granted, once the letter naming them has left."""
    left = {letter.kind: letter.drafted_at for letter in letters_to_applicant(case)}
    given = GivenFile.objects.filter(item__request_id=case.pk, file__erased_at=None)
    return [
        row
        for row in given.select_related("item", "file")
        if row.item.decision in GRANTING
        and (at := left.get(GIVING_LETTERS[Decision(row.item.decision)])) is not None
        and row.added_at <= at
    ]


def went_with_a_reply(given: GivenFile) -> bool:
    """Whether a reply that stands was made while the file was there."""
    letters = Letter.objects.filter(case_id=given.item.request_id, kind__in=GIVING_LETTERS.values())
    made = letters.filter(drafted_at__gte=given.added_at)
    return made.exclude(state=LetterState.VOIDED).exists()


def _state_kind(case: Case) -> str:
    if not case.is_open:
        return "done"
    return "stopped" if case.state in PAUSED else "running"


def _happened(case: Case) -> list[dict[str, Any]]:
    events = CaseEvent.objects.filter(case=case, event__in=_SHOWN_EVENTS).select_related("text")
    return [
        {
            "what": what_of(event, _(EVENT_LABELS[event.event])),
            "when": event.at,
            "note": event.text.text if hasattr(event, "text") and event.text.is_public else "",
        }
        for event in events.order_by("seq")
    ]
