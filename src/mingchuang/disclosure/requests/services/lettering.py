"""Drafts the letters of a request out of its events, in the transaction of the act that needs them.

The caller holds the lock of the case; the event stands already, and the letter is tied to it. Nobody chooses
a remedy or types a date twice. A draft waits for approval by somebody else; the receipt is issued at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mingchuang.base.accounts.models import User
from mingchuang.base.identity.selectors import site_identity
from mingchuang.base.localtime import local_day
from mingchuang.base.personal import services as personal
from mingchuang.casework.letters import selectors as letter_selectors
from mingchuang.casework.letters import services as letters
from mingchuang.casework.letters.models import Letter, LetterState
from mingchuang.casework.models import Case, CaseEvent
from mingchuang.casework.selectors import require_handling
from mingchuang.casework.services.moving import Require
from mingchuang.disclosure.requests import letters_made
from mingchuang.disclosure.requests.models import AskedItem, Consultation, InformationRequest, RequestLetter
from mingchuang.disclosure.requests.services.known import (
    asked_about,
    consultations_of,
    items_of,
    known_of,
    leaves_the_clock,
)
from mingchuang.rules.letters.content import chinese_day
from mingchuang.rules.letters.kinds import LETTERS, LetterKind
from mingchuang.rules.letters.placeholders import Placeholder
from mingchuang.rules.letters.wording import missing_values
from mingchuang.rules.personal_data import Purpose
from mingchuang.rules.refusals import Reason, Refused
from mingchuang.rules.requests import decisions, remedies
from mingchuang.rules.requests import letters as rules
from mingchuang.rules.requests.application import how_to_get
from mingchuang.rules.requests.decisions import Answer
from mingchuang.rules.requests.letters import Decided, Written
from mingchuang.rules.requests.opinions import Judgement, Opinion, Party
from mingchuang.rules.requests.remedies import Remedy

UNNAMED = "申请人"
"""To whom a letter goes while the application names nobody."""

LONGEST_ASKED = 600
"""Characters of what is asked for, as a letter repeats it."""


def draft(
    case: Case,
    written: Written,
    *,
    addressee: str = "",
    consultation: Consultation | None = None,
    event: CaseEvent | None = None,
    require: Require = require_handling,
    actor: User,
    now: datetime,
) -> Letter:
    """Draft one letter of the event that has just happened, to the applicant unless `addressee` is given.

    Never twice for one event: while a letter of the kind stands, that one is the answer. Raises `Refused`
    (something it must say is missing), `Forbidden`.
    """
    event = event or CaseEvent.objects.filter(case=case).latest("seq")
    rows = list(RequestLetter.objects.filter(event=event, consultation=consultation).select_related("letter"))
    standing = letters_made.live(rows, written.kind)
    if standing is not None:
        return standing
    request: InformationRequest = case.information_request
    to = addressee or applicant_name(request, Purpose.HANDLE, actor=actor, now=now)
    letter = letters.draft(
        case,
        written.kind,
        values_of(request, written),
        addressee=to,
        basis=written.basis,
        remedy=remedy_of(written),
        annexes=written.annexes,
        require=require,
        actor=actor,
        now=now,
    )
    RequestLetter.objects.create(
        letter=letter,
        request=request,
        event=event,
        consultation=consultation,
        addressee=to,
        values={str(name): value for name, value in written.values.items()},
        basis=written.basis,
    )
    return letter


def applicant_name(request: InformationRequest, purpose: Purpose, *, actor: User, now: datetime) -> str:
    """Who letters go to; what came on paper may name nobody yet. The look is recorded."""
    return personal.reveal(request.applicant, actor, purpose, now=now).get("name") or UNNAMED


def values_of(request: InformationRequest, written: Written) -> Mapping[str, str]:
    """What stands in the letter's places besides what every case knows."""
    return {**_received(request.case), Placeholder.ASKED: asked(request), **written.values}


def _received(case: Case) -> dict[str, str]:
    """The day of receipt with that of the correction, from which the period runs: the letter shows both."""
    corrected_on = known_of(case).past.corrected_on
    if corrected_on is None or case.received_on is None:
        return {}
    days = f"{chinese_day(case.received_on)}（{chinese_day(corrected_on)}补正）"
    return {Placeholder.RECEIVED_ON: days}


def named(request: InformationRequest) -> str:
    """Name and number of the document asked for: all that those who are consulted may learn."""
    number = f"（{request.document_number}）" if request.document_number else ""
    return f"{request.document_name}{number}"


def asked(request: InformationRequest) -> str:
    """What the applicant asks for, as letters repeat it."""
    parts = [part for part in (named(request), " ".join(request.features.split())) if part]
    return "，".join(parts)[:LONGEST_ASKED].rstrip("。；，") or _("见所附申请")


def _places() -> dict[str, str]:
    site = site_identity()
    return {
        "review_organ": site.review_organ,
        "review_address": site.review_address,
        "review_online": site.review_online,
        "court": site.court,
    }


def remedy_of(written: Written) -> tuple[str, ...]:
    """The remedy block of a letter. Raises `Refused` while the office has not named organ and court."""
    return remedies.block(written.remedy, **_places(), act=written.act)


def remedy_problems(written: Written) -> list[Reason]:
    """What the office has not named yet and the block of a letter needs."""
    return remedies.refusals(written.remedy, **_places())


def answer_way() -> str:
    """How those who are asked for an opinion answer."""
    site = site_identity()
    known = [f"地址：{site.address}" if site.address else "", f"联系电话：{site.phone}" if site.phone else ""]
    where = "，".join(part for part in known if part)
    return f"书面送交或者寄送本机关（{where}）" if where else "书面送交或者寄送本机关"


def _anybody(_person: User, _case: Case) -> None:
    """The caller has made sure that the person may do this."""


# --- receipt ------------------------------------------------------------------------------------


def give_receipt(case: Case, *, addressee: str = "", actor: User, now: datetime) -> Letter:
    """Draft the receipt of a request that counts from now, and issue it where the office can number letters.

    Where it cannot, the draft waits and the case page says why. Whoever may register or confirm a request
    gives its receipt, also where somebody else will handle it.
    """
    written = rules.receipt(case.information_request.channel, case.due_on)
    letter = draft(case, written, addressee=addressee, require=_anybody, actor=actor, now=now)
    if not site_identity().document_code:
        return letter
    try:
        with transaction.atomic():
            return letters.issue(letter, actor=actor, now=now, require=_anybody)
    except Refused:
        return letter


# --- replies ------------------------------------------------------------------------------------


def written_replies(case: Case) -> tuple[Written, ...]:
    """What the reply letters of the drafted reply say, one for each outcome."""
    request: InformationRequest = case.information_request
    facts = {item.position: item for item in items_of(request, known_of(case).past)}
    searches = list(request.searches.order_by("id"))
    items = [
        Decided(
            row.position,
            row.description,
            row.decision,
            _with_given(facts[row.position].answer, row),
            tuple(
                f"在{search.place}以“{search.words}”检索，结果：{search.result}"
                for search in searches
                if search.item_id in (None, row.pk)
            ),
        )
        for row in request.items.order_by("position").prefetch_related("given")
    ]
    return rules.replies(items, how_to_get(request.way, request.route))


def _with_given(answer: Answer, item: AskedItem) -> Answer:
    """The answer with the files that go with it among its annexes."""
    titles = [given.title for given in item.given.all()]
    return replace(answer, annexes="\n".join([*titles, answer.annexes])) if titles else answer


def reply_problems(case: Case) -> tuple[Reason, ...]:
    """Why the reply letters could not be written, asked before anybody signs; empty while items lack more."""
    facts = items_of(case.information_request, known_of(case).past)
    if any(decisions.refusals(item.decision, item.answer) for item in facts):
        return ()
    written = [*written_replies(case), *(one for _asked, one in objections(case))]
    found: list[Reason] = []
    for remedy in dict.fromkeys(one.remedy for one in written):
        found += remedies.refusals(Remedy(remedy), **_places())
    for one in written:
        basis = one.basis or LETTERS[one.kind].basis
        values = {
            **letters.values_of(case),
            **values_of(case.information_request, one),
            Placeholder.BASIS: basis,
        }
        found += missing_values(letter_selectors.wording_of(one.kind)[0], values)
    return tuple({(reason.code, reason.field): reason for reason in found}.values())


def draft_replies(case: Case, *, actor: User, now: datetime) -> Sequence[Letter]:
    """Draft the reply letters of the decision that was just made, and what third parties are told of it."""
    replies = [draft(case, written, actor=actor, now=now) for written in written_replies(case)]
    for asked, written in objections(case):
        to = _name_of(asked, actor, now)
        draft(case, written, addressee=to, consultation=asked, actor=actor, now=now)
    return replies


def _name_of(asked: Consultation, actor: User, now: datetime) -> str:
    if asked.party is None:
        return asked.agency
    return personal.reveal(asked.party, actor, Purpose.DELIVER, now=now)["name"]


def objections(case: Case) -> list[tuple[Consultation, Written]]:
    """What each third party is told whose objection the drafted reply overrules."""
    request: InformationRequest = case.information_request
    asked = [row for row in consultations_of(request) if row.kind == Party.THIRD_PARTY]
    facts = {item.position: item for item in items_of(request, known_of(case).past)}
    found: dict[Consultation, list[rules.Overruled]] = {}
    for item in request.items.order_by("position"):
        answer = facts[item.position].answer
        if not _OVERRULING & set(decisions.judgements(item.decision, answer)):
            continue
        for row in asked_about(item, asked):
            if row.answer == Opinion.OBJECTS:
                told = rules.Overruled(
                    answer.information, row.reasonable, answer.public_interest, answer.objection_answer
                )
                found.setdefault(row, []).append(told)
    return [(row, rules.despite_objection(overruled)) for row, overruled in found.items()]


_OVERRULING = frozenset({Judgement.PUBLIC_INTEREST, Judgement.OBJECTION_ANSWER})


# --- again --------------------------------------------------------------------------------------


def redraft(letter: Letter, *, actor: User, now: datetime) -> Letter:
    """Draft a voided letter anew, with what the act put in it and the wording in use now.

    A correction notice says of the reply period what holds if it leaves today.

    Raises `Refused` (it was not voided, another stands in its place), `Forbidden`.
    """
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=letter.case_id)
        require_handling(actor, case)
        row = RequestLetter.objects.select_related("letter", "event").filter(letter_id=letter.pk).first()
        if row is None or row.letter.state != LetterState.VOIDED or row.letter.erased_at is not None:
            raise Refused.because("letter_not_voided", _("只有办理中产生、已经作废的文书可以重新拟稿"))
        if row.pk not in {found.pk for found in letters_made.redraftable(case)}:
            raise Refused.because("letter_redrafted", _("这份文书已经重新拟稿，请刷新页面"))
        annexes = tuple(row.letter.content["annexes"])
        values = _as_of(row, case, local_day(now))
        written = Written(LetterKind(row.letter.kind), values, row.basis, annexes=annexes)
        return draft(
            case,
            written,
            addressee=row.addressee,
            consultation=row.consultation,
            event=row.event,
            actor=actor,
            now=now,
        )


def _as_of(row: RequestLetter, case: Case, day: date) -> Mapping[str, str]:
    """What the act put in a letter, with what depends on the day it leaves as that day has it."""
    if row.letter.kind != LetterKind.CORRECTION_NOTICE:
        return row.values
    guidance = rules.correction_guidance(late=leaves_the_clock(case, day))
    return {**row.values, Placeholder.CORRECTION_GUIDANCE: guidance}
