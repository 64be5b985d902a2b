"""The fee for processing: asked once with its computation, paid in full within its period, or given up."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from mingchuang.base.accounts.models import User
from mingchuang.base.identity.selectors import site_identity
from mingchuang.base.localtime import local_day
from mingchuang.casework.letters.models import Letter
from mingchuang.casework.models import Case
from mingchuang.casework.services.moving import Step, move
from mingchuang.disclosure.requests.letters_made import facts_of_letter, notice_of, sent_on
from mingchuang.disclosure.requests.models import FeeNotice, RequestLetter
from mingchuang.disclosure.requests.services import lettering
from mingchuang.disclosure.requests.services.known import facts_of, known_of
from mingchuang.disclosure.requests.services.month import before_this
from mingchuang.rules.letters.kinds import LetterKind
from mingchuang.rules.refusals import Reason, refuse_if
from mingchuang.rules.requests import fees, letters
from mingchuang.rules.requests.exchanges import RECEIVED, SENT, left_on
from mingchuang.rules.requests.facts import Facts
from mingchuang.rules.requests.fees import Tariff
from mingchuang.rules.requests.machine import REQUEST
from mingchuang.rules.requests.running import ClockCode
from mingchuang.rules.requests.states import RequestEvent


def fee_of(tariff: str, already: int, count: int) -> fees.Fee:
    """What a request costs, in yuan, with its bands. Raises `Refused`."""
    reasons = []
    if tariff not in set(Tariff):
        reasons.append(Reason("tariff_missing", _("请选择按件或者按量计收"), "tariff"))
    if count < 1:
        reasons.append(Reason("count_missing", _("请填写件数或者页数，须大于0"), "count"))
    refuse_if(reasons)
    return fees.by_items(already, count) if tariff == Tariff.ITEMS else fees.by_pages(count)


def ask_fee(
    case: Case,
    *,
    tariff: str,
    count: int,
    already: int = 0,
    pay_way: str = "",
    actor: User,
    now: datetime,
) -> Case:
    """Draft the notice of the fee with its computation; nothing is charged before it has left (`told`).

    `already` are the applicant's items of this month before; `pay_way` is the office's own where it is empty.
    Raises `Refused` (nothing to pay, asked before, too late), `Forbidden`.
    """
    fee = fee_of(tariff, already, count)

    def plan(locked: Case) -> Step:
        data = {"tariff": tariff, "amount": fee.amount, "count": count}
        if tariff == Tariff.ITEMS:
            # Beside what the clerk confirmed, what the office's own records said that day.
            data |= {"already": already, "found": sum(row.items for row in before_this(locked))}

        def also(moved: Case) -> None:
            written = letters.fee_notice(fee, already, pay_way or site_identity().fee_payment)
            lettering.draft(moved, written, actor=actor, now=now)

        return Step(RequestEvent.FEE_PROPOSED, _proposed(locked, fee, now), data=data, also=also)

    return move(case, actor, now, plan)


def reasons_against(case: Case, fee: fees.Fee, *, now: datetime) -> list[Reason]:
    """Every reason why a notice of this fee cannot be drafted now; empty where it can."""
    return REQUEST.refusals(case.state, RequestEvent.FEE_PROPOSED, _proposed(case, fee, now))


def _proposed(case: Case, fee: fees.Fee, now: datetime) -> Facts:
    return facts_of(
        case,
        local_day(now),
        fee_amount=fee.amount,
        fee_tariff=fee.tariff,
        notice=facts_of_letter(_notice(case)),
    )


def _notice(case: Case) -> Letter | None:
    return notice_of(case, RequestEvent.FEE_PROPOSED, LetterKind.FEE_NOTICE)


def told(made: RequestLetter, *, day: date, actor: User, now: datetime) -> Case:
    """The notice left on that day, within the period to reply: the fee is charged, the period to pay begins.

    Raises `Refused` (left too late, nothing to pay any more), `Forbidden`.
    """
    proposed = made.event.data

    def plan(locked: Case) -> Step:
        facts = facts_of(
            locked,
            local_day(now),
            day=day,
            fee_amount=proposed["amount"],
            fee_tariff=proposed["tariff"],
            notice=facts_of_letter(made.letter),
        )

        def also(moved: Case) -> None:
            FeeNotice.objects.create(
                request=moved.information_request,
                basis=proposed["tariff"],
                already=proposed.get("already", 0),
                counted=proposed["count"],
                amount=proposed["amount"],
                sent_on=day,
            )

        data = {name: proposed[name] for name in ("tariff", "amount", "count")}
        return Step(RequestEvent.FEE_ASKED, facts, data=data, day=day, also=also)

    return move(made.request.case, actor, now, plan)


def notice_received(case: Case, *, day: date, actor: User, now: datetime) -> Case:
    """The applicant got the issued fee notice on that day: the period to pay runs from the next one."""

    def plan(locked: Case) -> Step:
        notice = _notice(locked)
        facts = facts_of(locked, local_day(now), day=day, notice=facts_of_letter(notice))
        data = {RECEIVED: day.isoformat(), SENT: (sent_on(notice) or day).isoformat()}
        return Step(
            RequestEvent.FEE_NOTICE_RECEIVED, facts, data=data, day=day, also=_stored(received_on=day)
        )

    return move(case, actor, now, plan)


def paid(case: Case, *, day: date, amount: int, actor: User, now: datetime) -> Case:
    """The fee was paid on that day, in yuan."""

    def plan(locked: Case) -> Step:
        asked = FeeNotice.objects.filter(request_id=locked.pk).first()
        facts = facts_of(
            locked,
            local_day(now),
            day=day,
            after=lambda past: left_on(past.fee),
            fee_amount=int(asked.amount) if asked else 0,
            paid_amount=amount,
        )
        return Step(RequestEvent.FEE_PAID, facts, data={"amount": amount}, day=day, also=_stored(paid_on=day))

    return move(case, actor, now, plan)


def lapse(case: Case, *, actor: User, now: datetime) -> Case:
    """The period to pay is over: the request counts as given up, and that is told."""

    def plan(locked: Case) -> Step:
        known = known_of(locked)
        asked, due = known.past.fee, known.due(ClockCode.PAYMENT)

        def also(moved: Case) -> None:
            if asked is not None and asked.received_on is not None and due is not None:
                lettering.draft(moved, letters.not_paid(asked.received_on, due), actor=actor, now=now)

        return Step(RequestEvent.FEE_LAPSED, facts_of(locked, local_day(now)), also=also)

    return move(case, actor, now, plan)


def _stored(**values: Any) -> Any:
    def also(case: Case) -> None:
        FeeNotice.objects.filter(request_id=case.pk).update(**values)

    return also
