"""Corrects the record, refuses or passes it on, each with its letter; the letter's delivery ends the case."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from django.utils.translation import gettext as _

from mingchuang.base.accounts.models import User
from mingchuang.base.localtime import local_day
from mingchuang.base.personal import services as personal
from mingchuang.casework.letters import services as letters
from mingchuang.casework.letters.models import Delivery, Letter, LetterState
from mingchuang.casework.models import Case
from mingchuang.casework.services.moving import Step, move
from mingchuang.casework.services.projecting import past_of
from mingchuang.disclosure.record_corrections.models import RecordCorrection
from mingchuang.disclosure.requests.services.lettering import UNNAMED, remedy_of, remedy_problems
from mingchuang.rules.letters.kinds import LetterKind
from mingchuang.rules.letters.placeholders import Placeholder
from mingchuang.rules.personal_data import Purpose
from mingchuang.rules.record_corrections import Event, Facts, Outcome, State, told_by_post
from mingchuang.rules.refusals import Reason
from mingchuang.rules.requests import letters as words
from mingchuang.rules.requests.letters import Written


def correct(
    case: Case,
    *,
    corrected_to: str,
    day: date | None = None,
    identity_checked: bool = False,
    evidence_checked: bool = False,
    actor: User,
    now: datetime,
) -> Case:
    """The record was corrected on that day (today where none is named). Raises `Refused`, `Forbidden`."""
    on = day or local_day(now)
    facts = Facts(
        day=on,
        corrected_to=corrected_to,
        identity_checked=identity_checked,
        evidence_checked=evidence_checked,
    )
    return _decide(
        case,
        Event.RECORD_CORRECTED,
        facts,
        lambda row: words.record_corrected(row.record, corrected_to, on),
        {"outcome": Outcome.CORRECTED, "result": corrected_to.strip()},
        actor=actor,
        now=now,
    )


def refuse(case: Case, *, reason: str, actor: User, now: datetime) -> Case:
    """The record stays as it is; the letter says why. Raises `Refused`, `Forbidden`."""
    return _decide(
        case,
        Event.CORRECTION_REFUSED,
        Facts(reason=reason),
        lambda row: words.record_not_corrected(row.record, reason),
        {"outcome": Outcome.REFUSED, "result": reason.strip()},
        actor=actor,
        now=now,
    )


def pass_on(
    case: Case,
    *,
    outcome: str,
    agency: str,
    agency_contact: str = "",
    day: date | None = None,
    actor: User,
    now: datetime,
) -> Case:
    """Another body may correct it: it was sent there on that day, or the applicant is pointed there.

    Raises `Refused`, `Forbidden`.
    """
    sent_on = day if outcome == Outcome.TRANSFERRED else None
    facts = Facts(day=sent_on, outcome=outcome, agency=agency, agency_contact=agency_contact)
    changes = {"outcome": outcome, "agency": agency.strip(), "agency_contact": agency_contact.strip()}
    return _decide(
        case,
        Event.PASSED_ON,
        facts,
        lambda row: words.record_passed_on(row.record, agency, agency_contact, sent_on),
        changes,
        actor=actor,
        now=now,
    )


def _decide(
    case: Case,
    event: Event,
    facts: Facts,
    write: Callable[[RecordCorrection], Written],
    changes: dict[str, str],
    *,
    actor: User,
    now: datetime,
) -> Case:
    """One decision: the facts of the case are added, its letter is drafted in the same transaction."""

    def plan(locked: Case) -> Step:
        today = local_day(now)
        known = replace(
            facts,
            today=today,
            earliest=locked.received_on,
            unwritable=tuple(remedy_problems(Written(LetterKind.RECORD_CORRECTION))),
        )

        def also(moved: Case) -> None:
            row: RecordCorrection = moved.record_correction
            RecordCorrection.objects.filter(case=moved).update(**changes, decided_on=today)
            _draft(moved, write(row), actor=actor, now=now)

        # The day of an act on the record is not the day of the decision, which no clock counts from.
        data = {"outcome": changes["outcome"], **({"on": facts.day.isoformat()} if facts.day else {})}
        return Step(event, known, text=changes.get("result", ""), data=data, also=also)

    return move(case, actor, now, plan)


def _draft(case: Case, written: Written, *, actor: User, now: datetime) -> Letter:
    row: RecordCorrection = case.record_correction
    to = personal.reveal(row.applicant, actor, Purpose.HANDLE, now=now).get("name") or UNNAMED
    asked = "；".join(
        " ".join(text.split()).rstrip("。；;，, ") for text in (row.record, row.problem) if text
    )
    values = {Placeholder.ASKED: asked, **written.values}
    remedy = remedy_of(written)
    return letters.draft(case, written.kind, values, addressee=to, remedy=remedy, actor=actor, now=now)


def standing_letter(case: Case) -> Letter | None:
    """The letter of the decision that stands; None before it and when it was voided."""
    found = case.letters.filter(kind=LetterKind.RECORD_CORRECTION).exclude(state=LetterState.VOIDED)
    letter: Letter | None = found.order_by("-id").first()
    return letter


def reconsider(case: Case, *, reason: str, actor: User, now: datetime) -> Case:
    """Take the decision back while its letter has not left; a draft of it is voided with the reason.

    Raises `Refused`, `Forbidden`.
    """

    def plan(locked: Case) -> Step:
        letter = standing_letter(locked)
        issued = letter is not None and letter.state == LetterState.ISSUED
        facts = Facts(reason=reason, letter_issued=issued)

        def also(moved: Case) -> None:
            if letter is not None:
                letters.void(letter, reason=reason, actor=actor, now=now)
            RecordCorrection.objects.filter(case=moved).update(
                outcome="", result="", agency="", agency_contact="", decided_on=None
            )

        return Step(Event.RECONSIDERED, facts, text=reason, also=also)

    return move(case, actor, now, plan)


def withdraw(case: Case, *, day: date, reason: str = "", actor: User, now: datetime) -> Case:
    """The applicant took it back on that day. Raises `Refused`, `Forbidden`."""

    def plan(locked: Case) -> Step:
        facts = Facts(today=local_day(now), day=day, earliest=locked.received_on)
        return Step(Event.WITHDRAWN, facts, text=reason, day=day)

    return move(case, actor, now, plan)


def answer_received(case: Case, *, day: date, actor: User, now: datetime) -> Case:
    """A posted answer came on that day: the periods to contest it run from it; the last word counts.

    Raises `Refused`, `Forbidden`.
    """

    def plan(locked: Case) -> Step:
        posted = told_by_post(past_of(locked))
        facts = Facts(today=local_day(now), day=day, earliest=locked.closed_on, told_by_post=posted)
        return Step(Event.ANSWER_RECEIVED, facts, day=day)

    return move(case, actor, now, plan)


def letter_delivered(delivery: Delivery, actor: User, now: datetime) -> None:
    """The delivery of the answer ends the case, on its day. Called in the delivery's own transaction.

    Raises `Refused`.
    """
    case = Case.objects.get(pk=delivery.letter.case_id)
    if case.state != State.DECIDED or delivery.letter != standing_letter(case):
        return
    facts = Facts(today=local_day(now), day=delivery.on, earliest=case.record_correction.decided_on)
    step = Step(Event.SERVED, facts, data={"way": delivery.way}, day=delivery.on)
    move(case, actor, now, lambda _locked: step)


def letter_refusals(letter: Letter, _approver: User | None) -> list[Reason]:
    """Why an answer may not be approved: its decision was taken back meanwhile."""
    if letter.case.state in (State.DECIDED, State.ANSWERED):
        return []
    message = _("这份答复书所依据的决定已经收回，请作废后重新决定")
    return [Reason("decision_taken_back", message)]
