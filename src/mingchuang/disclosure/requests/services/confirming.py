"""Both sides confirm a request that came by web, fax, e-mail or ordinary post: from that day it counts."""

from datetime import date, datetime

from mingchuang.base.accounts.models import User
from mingchuang.base.localtime import local_day
from mingchuang.casework.models import Case
from mingchuang.casework.services.moving import Step, move
from mingchuang.disclosure.requests.models import InformationRequest
from mingchuang.disclosure.requests.services import lettering
from mingchuang.rules.requests.facts import Facts
from mingchuang.rules.requests.states import RequestEvent


def confirm(case: Case, *, day: date | None = None, actor: User, now: datetime) -> Case:
    """Record that the applicant and the office have confirmed the request; the reply clock starts that day.

    The receipt is drafted and, where the office can number letters, issued at once.

    `day` is today unless the confirmation happened on an earlier day than it is written down. Raises
    `Refused`, `Forbidden`.
    """
    today = local_day(now)
    confirmed_on = day or today

    def plan(locked: Case) -> Step:
        request: InformationRequest = locked.information_request
        facts = Facts(today=today, day=confirmed_on, earliest=request.arrived_on)

        def also(moved: Case) -> None:
            _keep_day(request, confirmed_on)
            lettering.give_receipt(moved, actor=actor, now=now)

        return Step(RequestEvent.CONFIRMED, facts, day=confirmed_on, also=also)

    return move(case, actor, now, plan)


def _keep_day(request: InformationRequest, day: date) -> None:
    request.confirmed_on = day
    request.save(update_fields=["confirmed_on"])
