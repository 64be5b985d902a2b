"""Later than twenty working days: the one extension, and the delay for those who ask for very much."""

from datetime import date, datetime

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import may
from mingchuang.base.localtime import local_day
from mingchuang.casework.models import Case
from mingchuang.casework.services.moving import Step, move
from mingchuang.disclosure.requests.services.known import facts_of
from mingchuang.rules.requests import periods
from mingchuang.rules.requests.past import UNTIL, WORKDAYS
from mingchuang.rules.requests.states import RequestEvent
from mingchuang.rules.roles import Permission


def extend(
    case: Case, *, workdays: int, told_on: date | None, reason: str, actor: User, now: datetime
) -> Case:
    """The head of the body in charge extends the reply by up to 20 working days, once, before it is due.

    `told_on` is the day the applicant was told; the reason is shown to them. Raises `Refused`, `Forbidden`.
    """
    approved = may(actor, Permission.SIGN_REPLY)

    def plan(locked: Case) -> Step:
        facts = facts_of(
            locked,
            local_day(now),
            day=told_on,
            extension=workdays or 0,
            told_on=told_on,
            approved_by_head=approved,
            reason=reason,
        )
        data = {WORKDAYS: workdays or 0, "told": told_on.isoformat() if told_on else ""}
        return Step(RequestEvent.EXTENDED, facts, text=reason, text_is_public=True, data=data, day=told_on)

    return move(case, actor, now, plan)


def ask_reasons(
    case: Case, *, reason: str, workdays: int = periods.REASONS_WORKDAYS, actor: User, now: datetime
) -> Case:
    """Ask why so much is asked so often (Art. 35); what is asked is shown to the applicant."""

    def plan(locked: Case) -> Step:
        facts = facts_of(locked, local_day(now), reason=reason)
        return Step(
            RequestEvent.REASON_ASKED, facts, text=reason, text_is_public=True, data={WORKDAYS: workdays}
        )

    return move(case, actor, now, plan)


def reasons_given(case: Case, *, day: date, reason: str, actor: User, now: datetime) -> Case:
    """The applicant's reasons came that day."""

    def plan(locked: Case) -> Step:
        facts = facts_of(locked, local_day(now), day=day)
        return Step(RequestEvent.REASON_GIVEN, facts, text=reason, day=day)

    return move(case, actor, now, plan)


def delay(case: Case, *, until: date | None, reason: str, actor: User, now: datetime) -> Case:
    """The reasons are good, but the time is too short: a reasonable day is set and told (Art. 35)."""

    def plan(locked: Case) -> Step:
        facts = facts_of(locked, local_day(now), delayed_until=until, reasons_accepted=True)
        data = {UNTIL: until.isoformat()} if until else {}
        return Step(RequestEvent.DELAYED, facts, text=reason, text_is_public=True, data=data)

    return move(case, actor, now, plan)
