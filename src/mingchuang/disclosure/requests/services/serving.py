"""What the delivery of a letter means for its request, and the service of a reply: one story, told once.

Delivering the last reply letter serves the reply; serving the reply delivers every letter that was not yet.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from mingchuang.base.accounts.models import User
from mingchuang.base.localtime import local_day
from mingchuang.casework.letters import services as letters
from mingchuang.casework.letters.models import Delivery, Letter, LetterState
from mingchuang.casework.models import Case
from mingchuang.casework.services.moving import Step, move
from mingchuang.casework.services.projecting import past_of
from mingchuang.disclosure.requests import letters_made
from mingchuang.disclosure.requests.models import RequestLetter
from mingchuang.disclosure.requests.selectors import MOVING
from mingchuang.disclosure.requests.services import charging, consulting, correcting, extending, lettering
from mingchuang.disclosure.requests.services.known import facts_of, known_of
from mingchuang.rules.letters.delivery import WAY_LABELS, DeliveryWay
from mingchuang.rules.letters.kinds import LetterKind, reply_to
from mingchuang.rules.personal_data import Purpose
from mingchuang.rules.refusals import Reason, refuse_if
from mingchuang.rules.requests import late_corrections
from mingchuang.rules.requests.clock_codes import ClockCode
from mingchuang.rules.requests.decisions import GIVING
from mingchuang.rules.requests.guards import third_parties_told
from mingchuang.rules.requests.letters import is_reply
from mingchuang.rules.requests.machine import REQUEST
from mingchuang.rules.requests.past import WAY, Passed, passed
from mingchuang.rules.requests.states import RequestEvent, RequestState

_DISCLOSING = frozenset(reply_to(decision) for decision in GIVING)
"""Letters by which information goes out."""

Effect = Callable[[RequestLetter, Delivery, User, datetime], None]


def serve(case: Case, *, day: date, way: str, proof: str, actor: User, now: datetime) -> Case:
    """The reply reached the applicant, or was handed to the post, on that day: all of its letters at once.

    `proof` names who signed, the number of the postal item, or the record of sending. Every letter must be
    issued; those that are not yet delivered are written down as delivered with it. Raises `Refused`,
    `Forbidden`.
    """

    def plan(locked: Case) -> Step:
        def also(moved: Case) -> None:
            _deliver_rest(moved, way=way, on=day, proof=proof, actor=actor, now=now)

        return _service(locked, day=day, way=way, proof=proof, now=now, also=also)

    return move(case, actor, now, plan)


def _service(
    case: Case,
    *,
    day: date,
    way: str,
    proof: str,
    now: datetime,
    also: Callable[[Case], None] | None = None,
) -> Step:
    facts = facts_of(
        case,
        local_day(now),
        day=day,
        has_proof_of_service=bool(proof.strip()),
        reply_letters=letters_made.reply_facts(case),
        third_party_letters=letters_made.third_party_facts(case),
    )
    return Step(RequestEvent.SERVED, facts, text=proof, data={WAY: way}, day=day, also=also)


def _deliver_rest(case: Case, *, way: str, on: date, proof: str, actor: User, now: datetime) -> None:
    """Write down the delivery of every reply letter that has none."""
    rest = [
        letter
        for letter in letters_made.replies_of(case).values()
        if letter is not None and not letter.deliveries.exists()
    ]
    if not rest:
        return
    recipient, mail_number = proof, ""
    if way == DeliveryWay.POST:
        asked = case.information_request
        recipient = lettering.applicant_name(asked, Purpose.DELIVER, actor=actor, now=now)
        mail_number = proof
    for letter in rest:
        letters.deliver(
            letter, way=way, on=on, recipient=recipient, mail_number=mail_number, actor=actor, now=now
        )


# --- what a delivery means ------------------------------------------------------------------------


def letter_delivered(delivery: Delivery, actor: User, now: datetime) -> None:
    """Move the request as the delivery of one of its letters moves it. Called within the delivery's own
    transaction: what the machine refuses, with its reasons, takes the delivery back. Raises `Refused`."""
    row = RequestLetter.objects.select_related("letter", "request__case", "consultation")
    made = row.filter(letter_id=delivery.letter_id).first()
    if made is None or made.letter.deliveries.count() > 1:
        return
    if made.letter.kind in _DISCLOSING:
        told = letters_made.third_party_facts(made.request.case)
        refuse_if(list(third_parties_told(told, delivery.on)))
    effect = _serve_when_last if is_reply(made.letter.kind) else _EFFECTS.get(made.letter.kind)
    if effect is None or (made.letter.kind in _ASKING and not made.request.case.is_open):
        return
    effect(made, delivery, actor, now)


def _in_hand(delivery: Delivery) -> bool:
    """Whether the day of the delivery is the day the letter was received; by post that comes later."""
    return delivery.way != DeliveryWay.POST


def _correction_told(made: RequestLetter, delivery: Delivery, actor: User, now: datetime) -> None:
    case = made.request.case
    if not _past(case).correction_asked:
        case = correcting.told(made, day=delivery.on, actor=actor, now=now)
    if case.state == RequestState.CORRECTION and _in_hand(delivery):
        correcting.notice_received(case, day=delivery.on, actor=actor, now=now)


def _reasons_told(made: RequestLetter, delivery: Delivery, actor: User, now: datetime) -> None:
    case = made.request.case
    if not _past(case).reasons_asked:
        case = extending.reasons_told(made, day=delivery.on, actor=actor, now=now)
    if case.state == RequestState.REASON_ASKED and _in_hand(delivery):
        extending.inquiry_received(case, day=delivery.on, actor=actor, now=now)


def _delay_told(made: RequestLetter, delivery: Delivery, actor: User, now: datetime) -> None:
    if not _past(made.request.case).delayed:
        extending.delay_told(made, day=delivery.on, actor=actor, now=now)


def _fee_told(made: RequestLetter, delivery: Delivery, actor: User, now: datetime) -> None:
    case = made.request.case
    if not _past(case).fee_asked:
        case = charging.told(made, day=delivery.on, actor=actor, now=now)
    if case.state == RequestState.FEE_PENDING and _in_hand(delivery):
        charging.notice_received(case, day=delivery.on, actor=actor, now=now)


def _party_told(made: RequestLetter, delivery: Delivery, actor: User, now: datetime) -> None:
    asked, case = made.consultation, made.request.case
    if asked is None:
        return
    if asked.sent_on is None:
        case = consulting.told(made, day=delivery.on, actor=actor, now=now)
    if asked.ended_on is None and asked.received_on is None and _in_hand(delivery):
        consulting.letter_received(case, consultation=asked, day=delivery.on, actor=actor, now=now)


def _past(case: Case) -> Passed:
    return passed(past_of(case))


def _extension_told(made: RequestLetter, delivery: Delivery, actor: User, now: datetime) -> None:
    extending.extend(made.request.case, told_on=delivery.on, actor=actor, now=now)


def _closing_told(made: RequestLetter, delivery: Delivery, actor: User, now: datetime) -> None:
    """The applicant learns that nothing more is done: the periods to contest it begin."""
    case = made.request.case

    def plan(locked: Case) -> Step:
        facts = facts_of(locked, local_day(now), day=delivery.on, after=lambda past: past.done_on)
        return Step(RequestEvent.CLOSING_TOLD, facts, data={WAY: delivery.way}, day=delivery.on)

    if REQUEST.find(case.state, RequestEvent.CLOSING_TOLD):
        move(case, actor, now, plan)


_ASKING = MOVING - {LetterKind.EXTENSION_NOTICE}
"""Letters that ask or set something: of a request that has ended they ask nothing any more."""

_EFFECTS: Mapping[str, Effect] = {
    LetterKind.CORRECTION_NOTICE: _correction_told,
    LetterKind.REASON_INQUIRY: _reasons_told,
    LetterKind.DELAY_NOTICE: _delay_told,
    LetterKind.FEE_NOTICE: _fee_told,
    LetterKind.THIRD_PARTY_INQUIRY: _party_told,
    LetterKind.CO_MAKER_INQUIRY: _party_told,
    LetterKind.OTHER_AGENCY_INQUIRY: _party_told,
    LetterKind.EXTENSION_NOTICE: _extension_told,
    LetterKind.NO_LONGER_HANDLED: _closing_told,
}


def _serve_when_last(made: RequestLetter, delivery: Delivery, actor: User, now: datetime) -> None:
    """With the last of the reply letters delivered the reply is served, on the day of the latest one."""
    case = Case.objects.get(pk=made.request_id)
    if case.state != RequestState.DECIDED:
        return
    standing = letters_made.replies_of(case).values()
    days = [letters_made.sent_on(letter) for letter in standing]
    known = [day for day in days if day is not None]
    if len(known) < len(days):
        return
    proof = delivery.mail_number or delivery.recipient or WAY_LABELS[DeliveryWay(delivery.way)]
    move(
        case,
        actor,
        now,
        lambda locked: _service(locked, day=max(known), way=delivery.way, proof=proof, now=now),
    )


def letter_out_of_date(letter: Letter, day: date) -> list[Reason]:
    """Why what a letter says does not hold if it leaves on that day: the period a correction starts anew."""
    if letter.kind != LetterKind.CORRECTION_NOTICE or not letter.case.is_open:
        return []
    made = RequestLetter.objects.select_related("request__case").filter(letter_id=letter.pk).first()
    case = letter.case
    if made is None or _past(case).correction_asked or not correcting.is_stale(made, case, day):
        return []
    return list(late_corrections.stale(known_of(case).due(ClockCode.CORRECTION_NOTICE)))


def letter_refusals(letter: Letter, approver: User | None) -> list[Reason]:
    """Why `approver` may not find a letter right: an extension is agreed to by the head of the body alone."""
    if letter.kind != LetterKind.EXTENSION_NOTICE or letter.state != LetterState.DRAFT:
        return []
    if extending.may_approve_extension(approver):
        return []
    message = "延长答复期限须经政府信息公开工作机构负责人同意，请由有“签批公开答复”权限的人核准"
    return [Reason("extension_not_approved", message)]
