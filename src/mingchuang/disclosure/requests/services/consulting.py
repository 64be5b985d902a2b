"""Others are asked before information is given: who, when the letter went, when it came, what they said."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.files.base import File
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from mingchuang.base.accounts.models import User
from mingchuang.base.localtime import local_day
from mingchuang.base.personal import services as personal
from mingchuang.casework.letters.models import LetterState
from mingchuang.casework.models import Case
from mingchuang.casework.services.moving import Step, move
from mingchuang.disclosure.requests.letters_made import facts_of_letter, rows_of
from mingchuang.disclosure.requests.models import (
    AskedItem,
    Consultation,
    PaperRole,
    RequestLetter,
)
from mingchuang.disclosure.requests.services import lettering, uploading
from mingchuang.disclosure.requests.services.known import facts_of, known_of
from mingchuang.rules.letters.kinds import LetterKind
from mingchuang.rules.refusals import Refused
from mingchuang.rules.requests import letters
from mingchuang.rules.requests.exchanges import CONSULTATION, ENDED, KIND, RECEIVED, SENT
from mingchuang.rules.requests.opinions import Opinion, Party
from mingchuang.rules.requests.running import CODE_OF_PARTY
from mingchuang.rules.requests.states import RequestEvent

THIRD_PARTY = "request.third_party"
"""Kind of personal data: who is asked as a third party."""


def consult(
    case: Case,
    *,
    party_kind: str,
    party: str,
    items: Iterable[AskedItem] = (),
    concerning: str = "",
    actor: User,
    now: datetime,
) -> Case:
    """Draft the letter that asks for an opinion; nobody is asked before it has left (`told`).

    `items` are what it is about, none meaning all that is asked: the outcome counts for their replies. With
    the first letter the notice to the applicant is drafted too. Raises `Refused`, `Forbidden`.
    """

    def plan(locked: Case) -> Step:
        facts = facts_of(locked, local_day(now), party_kind=party_kind, party=party)
        data: dict[str, Any] = {KIND: party_kind}
        asked = Consultation(kind=party_kind, concerning=concerning.strip())
        about = {item.pk for item in items}
        if _is_asked_already(locked, asked, party.strip(), about):
            message = _("已经拟向“%(party)s”就同一事项征求意见；要重拟的，请先作废那份文书") % {
                "party": party
            }
            raise Refused.because("consultation_again", message, "party")
        if party_kind in set(Party):
            # A refusal takes the row back with the transaction.
            data[CONSULTATION] = _kept(asked, locked, party.strip(), now).pk
            asked.items.set(locked.information_request.items.filter(pk__in=about))
        is_first = facts.open_consultations == 0 and not _applicant_is_being_told(locked)

        def also(moved: Case) -> None:
            _draft_letters(moved, asked, party.strip(), is_first=is_first, actor=actor, now=now)

        return Step(RequestEvent.CONSULTATION_PROPOSED, facts, data=data, also=also)

    return move(case, actor, now, plan)


def _is_asked_already(case: Case, asked: Consultation, party: str, items: set[int]) -> bool:
    """Whether the same one is being asked the same by a letter that stands: a form sent twice."""
    standing = RequestLetter.objects.exclude(letter__state=LetterState.VOIDED)
    same = Consultation.objects.filter(
        request_id=case.pk,
        kind=asked.kind,
        concerning=asked.concerning,
        ended_on=None,
        pk__in=standing.values("consultation"),
    )
    for one in same.select_related("party"):
        named = personal.is_same(one.party, {"name": party}) if one.party else one.agency == party
        if named and set(one.items.values_list("pk", flat=True)) == items:
            return True
    return False


def _applicant_is_being_told(case: Case) -> bool:
    """Whether a notice that others are asked is drafted already and has not left."""
    drafted = case.letters.filter(kind=LetterKind.CONSULTATION_NOTICE, deliveries=None)
    return drafted.exclude(state=LetterState.VOIDED).exists()


def told(made: RequestLetter, *, day: date, actor: User, now: datetime) -> Case:
    """The letter to the party left on that day: the reply clock rests from it until the opinion comes.

    Raises `Refused`, `Forbidden`.
    """
    asked = made.consultation
    assert asked is not None  # noqa: S101 - an inquiry is drafted with its consultation

    def plan(locked: Case) -> Step:
        facts = facts_of(locked, local_day(now), day=day, notice=facts_of_letter(made.letter))
        data = {KIND: asked.kind, SENT: day.isoformat(), CONSULTATION: asked.pk}

        def also(_case: Case) -> None:
            Consultation.objects.filter(pk=asked.pk).update(sent_on=day)

        return Step(RequestEvent.CONSULTATION_SENT, facts, data=data, day=day, also=also)

    return move(made.request.case, actor, now, plan)


def _draft_letters(
    case: Case, asked: Consultation, party: str, *, is_first: bool, actor: User, now: datetime
) -> None:
    # Never the applicant's own description: it may say who they are.
    concerning = asked.concerning or lettering.named(case.information_request)
    written = letters.inquiry(asked.kind, concerning, lettering.answer_way())
    if written is not None:
        lettering.draft(case, written, addressee=party, consultation=asked, actor=actor, now=now)
    if is_first:
        lettering.draft(case, letters.consultation_notice(), actor=actor, now=now)


def _kept(asked: Consultation, case: Case, party: str, now: datetime) -> Consultation:
    """Save a consultation: a person sealed, an agency by name."""
    asked.request = case.information_request
    if asked.kind == Party.THIRD_PARTY and party:
        asked.party = personal.keep(THIRD_PARTY, {"name": party}, now=now)
    else:
        asked.agency = party
    asked.save()
    return asked


def _sent(case: Case, consultation: Consultation) -> QuerySet[Consultation]:
    """The consultation, if it is one of the case and its letter has left."""
    return Consultation.objects.filter(pk=consultation.pk, request_id=case.pk, sent_on__isnull=False)


def open_consultation(case: Case, consultation: Consultation) -> Consultation:
    """The consultation, if it is one of the case and still open. Raises `Refused`."""
    found = _sent(case, consultation).filter(ended_on=None).first()
    if found is None:
        raise Refused.because("consultation_over", _("这一项征求意见已经结束，请刷新页面"), "consultation")
    return found


def _unreceived(case: Case, consultation: Consultation) -> Consultation:
    """The consultation, open or without a receipt. Raises `Refused`."""
    found = _sent(case, consultation).filter(Q(ended_on=None) | Q(received_on=None)).first()
    if found is None:
        raise Refused.because("consultation_over", _("这一项征求意见已经结束，请刷新页面"), "consultation")
    return found


def letter_received(case: Case, *, consultation: Consultation, day: date, actor: User, now: datetime) -> Case:
    """The party got the letter on that day: its own period runs from it, also where it has answered since.

    Raises `Refused`, `Forbidden`.
    """

    def plan(locked: Case) -> Step:
        asked = _unreceived(locked, consultation)
        made = RequestLetter.objects.filter(consultation=asked).exists()
        standing = rows_of(locked, RequestEvent.CONSULTATION_PROPOSED, consultation=asked)
        letter = next((row.letter for row in standing if row.letter.state != LetterState.VOIDED), None)
        facts = facts_of(
            locked,
            local_day(now),
            day=day,
            earliest=asked.sent_on,
            notice=facts_of_letter(letter),
            needs_notice=made,
            opinion_ended_on=asked.ended_on,
        )
        data = {CONSULTATION: asked.pk, RECEIVED: day.isoformat()}

        def also(_case: Case) -> None:
            Consultation.objects.filter(pk=asked.pk).update(received_on=day)

        return Step(RequestEvent.CONSULTATION_RECEIVED, facts, data=data, day=day, also=also)

    return move(case, actor, now, plan)


def record_opinion(
    case: Case,
    *,
    consultation: Consultation,
    opinion: str,
    day: date,
    reasonable: bool | None = None,
    reason: str = "",
    paper: File | None = None,
    actor: User,
    now: datetime,
) -> Case:
    """What the party said, or that it stayed silent; `day` is the day the opinion came or the period lapsed.

    `reasonable` judges a third party's objection, for the replies depend on it; `paper` is the opinion as it
    came. Silence counts only once the party's period is over. The last opinion lets the reply clock run
    again. Raises `Refused`, `Forbidden`.
    """

    def plan(locked: Case) -> Step:
        asked = open_consultation(locked, consultation)
        due = _opinion_due(locked, asked) if opinion == Opinion.SILENT else None
        today, ended_on = local_day(now), day
        if due and due < today and asked.kind != Party.OTHER_AGENCY:
            # Silence ends with the period of the law, whenever it is noticed; another agency has none.
            ended_on = due
        judged = reasonable if opinion == Opinion.OBJECTS else None
        facts = facts_of(
            locked,
            today,
            day=ended_on,
            earliest=max(filter(None, (asked.sent_on, asked.received_on))),
            party_kind=asked.kind,
            opinion=opinion,
            opinion_due=due,
            opinion_reasonable=judged,
            reason=reason,
        )
        is_last = facts.open_consultations <= 1
        event = RequestEvent.CONSULTATION_ENDED if is_last else RequestEvent.CONSULTATION_ANSWERED
        data = {CONSULTATION: asked.pk, ENDED: ended_on.isoformat(), "opinion": opinion}

        def also(_case: Case) -> None:
            Consultation.objects.filter(pk=asked.pk).update(
                ended_on=ended_on, answer=opinion, reasonable=judged, opinion=reason.strip()
            )
            if paper is not None:
                _keep_paper(asked, paper, actor, now)

        return Step(event, facts, text=reason, data=data, day=ended_on, also=also)

    return move(case, actor, now, plan)


def _keep_paper(asked: Consultation, paper: File, actor: User, now: datetime) -> None:
    uploading.add_papers(
        asked.request, [paper], PaperRole.OPINION, "paper", consultation=asked, actor=actor, now=now
    )


def _opinion_due(case: Case, asked: Consultation) -> date | None:
    """The last day of the party's period; None while it is not known when the letter came."""
    if asked.received_on is None:
        return None
    code = CODE_OF_PARTY[Party(asked.kind)]
    for clock in known_of(case).clocks:
        if clock.code == code and clock.started_on == asked.received_on and clock.deadline:
            return clock.deadline.due
    return None
