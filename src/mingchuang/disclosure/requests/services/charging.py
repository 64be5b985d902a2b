"""The fee for processing: asked once with its computation, paid in full within its period, or given up."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from mingchuang.base.accounts.models import User
from mingchuang.base.localtime import local_day
from mingchuang.casework.models import Case
from mingchuang.casework.services.moving import Step, move
from mingchuang.disclosure.requests.models import FeeNotice
from mingchuang.disclosure.requests.services.known import facts_of
from mingchuang.rules.refusals import Reason, refuse_if
from mingchuang.rules.requests import fees
from mingchuang.rules.requests.fees import Tariff
from mingchuang.rules.requests.past import RECEIVED
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
    case: Case, *, tariff: str, count: int, already: int = 0, day: date, actor: User, now: datetime
) -> Case:
    """The fee notice went out on that day. `already` are the applicant's items of this month before.

    Raises `Refused` (nothing to pay, asked before, too late), `Forbidden`.
    """
    fee = fee_of(tariff, already, count)

    def plan(locked: Case) -> Step:
        facts = facts_of(locked, local_day(now), day=day, fee_amount=fee.amount)
        data = {"tariff": tariff, "amount": fee.amount}

        def also(_case: Case) -> None:
            FeeNotice.objects.create(
                request=locked.information_request,
                basis=tariff,
                already=already if tariff == Tariff.ITEMS else 0,
                counted=count,
                amount=fee.amount,
                sent_on=day,
            )

        return Step(RequestEvent.FEE_ASKED, facts, data=data, day=day, also=also)

    return move(case, actor, now, plan)


def notice_received(case: Case, *, day: date, actor: User, now: datetime) -> Case:
    """The applicant got the fee notice on that day: the period to pay runs from the next one."""

    def plan(locked: Case) -> Step:
        facts = facts_of(locked, local_day(now), day=day)
        data = {RECEIVED: day.isoformat()}
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
            fee_amount=int(asked.amount) if asked else 0,
            paid_amount=amount,
        )
        return Step(RequestEvent.FEE_PAID, facts, data={"amount": amount}, day=day, also=_stored(paid_on=day))

    return move(case, actor, now, plan)


def lapse(case: Case, *, actor: User, now: datetime) -> Case:
    """The period to pay is over: the request counts as given up."""

    def plan(locked: Case) -> Step:
        return Step(RequestEvent.FEE_LAPSED, facts_of(locked, local_day(now)))

    return move(case, actor, now, plan)


def _stored(**values: Any) -> Any:
    def also(case: Case) -> None:
        FeeNotice.objects.filter(request_id=case.pk).update(**values)

    return also
