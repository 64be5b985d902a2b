"""What people of the office do with a case. Each function is one transition of the kind's table."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from mingchuang.base.accounts.models import Division, User
from mingchuang.base.calendars.selectors import current_calendar
from mingchuang.base.localtime import local_day
from mingchuang.base.notify import services as notify
from mingchuang.base.personal import services as personal
from mingchuang.casework import registry
from mingchuang.casework.models import Case, CaseText
from mingchuang.casework.selectors import handlers_of, may_handle_in, require_handling
from mingchuang.casework.services.moving import Step, move
from mingchuang.rules import division_periods
from mingchuang.rules.cases import DIVISION_WORKDAYS, CaseEventCode, Facts
from mingchuang.rules.personal_data import Purpose
from mingchuang.rules.refusals import Refused


def admit(case: Case, *, actor: User, now: datetime) -> Case:
    """A person has looked at what came without proof of work: it is a report."""
    return move(case, actor, now, lambda _locked: Step(CaseEventCode.ADMITTED))


def discard(case: Case, *, reason: str, actor: User, now: datetime) -> Case:
    """Close advertising and machine-made texts from the unchecked queue; the reason stays inside."""
    facts = Facts(reason=reason)
    return move(case, actor, now, lambda _locked: Step(CaseEventCode.DISCARDED, facts, text=reason))


def take_on(case: Case, *, actor: User, now: datetime) -> Case:
    """Become the person who handles the case."""
    data, changes = {"assignee": actor.pk}, {"assignee": actor}
    step = Step(CaseEventCode.TAKEN_ON, data=data, changes=changes, once=True)
    return move(case, actor, now, lambda _locked: step)


def _division_period(
    case: Case, workdays: int | None, now: datetime
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the guards see of a division's period, and what the event keeps: the usual where none is named.

    A case that is late already has a period all the same: only one that was named is held against the law's.
    """
    today, calendar = local_day(now), current_calendar()
    if workdays is None:
        usual = settings.DIVISION_WORKDAYS
        return {}, {
            DIVISION_WORKDAYS: division_periods.usual(today, case.internal_due_on, calendar, workdays=usual)
        }
    last_day = case.due_on if case.due_on and case.due_on >= today else None
    due = division_periods.ends_on(today, workdays, calendar) if workdays > 0 else None
    facts = {"division_workdays": workdays, "division_due": due, "last_day": last_day}
    return facts, {DIVISION_WORKDAYS: workdays}


def set_division_period(case: Case, *, workdays: int, actor: User, now: datetime) -> Case:
    """Let the division hand its part back within so many working days from today. Raises `Refused`."""

    def plan(locked: Case) -> Step:
        seen, kept = _division_period(locked, workdays, now)
        facts = Facts(division=locked.division_id, **seen)
        return Step(CaseEventCode.DIVISION_PERIOD_SET, facts, data=kept, once=True)

    return move(case, actor, now, plan)


def assign(
    case: Case, *, assignee: User | None, workdays: int | None = None, actor: User, now: datetime
) -> Case:
    """Give the case to somebody who may handle cases of its division, and tell them.

    In a division they have `workdays` for it, where none is named the period that runs already or the usual.
    """

    def plan(locked: Case) -> Step:
        runs = locked.clocks.filter(code=division_periods.CODE, done_on=None).exists()
        wanted = locked.division_id is not None and (workdays is not None or not runs)
        seen, kept = _division_period(locked, workdays, now) if wanted else ({}, {})
        facts = Facts(
            **seen,
            assignee=locked.assignee_id,
            target_assignee=assignee.pk if assignee else None,
            target_may_handle=assignee is not None and may_handle_in(assignee, locked.division_id),
        )
        data = {"assignee": facts.target_assignee, **kept}
        return Step(CaseEventCode.ASSIGNED, facts, data=data, changes={"assignee": assignee})

    with transaction.atomic():
        moved = move(case, actor, now, plan)
        if assignee is not None and assignee != actor:
            _tell([assignee], _("请办理来件：%(title)s"), moved, now)
        return moved


def forward(
    case: Case,
    *,
    division: Division | None,
    reason: str = "",
    workdays: int | None = None,
    actor: User,
    now: datetime,
) -> Case:
    """Pass the case to another division. Its clock goes on; its people are told.

    They have `workdays` for their part, by default the office's usual period.
    """

    def plan(locked: Case) -> Step:
        seen, kept = _division_period(locked, workdays, now)
        facts = Facts(
            **seen,
            division=locked.division_id,
            target_division=division.pk if division else None,
            target_is_open=bool(division and division.is_open),
        )
        data = {"from": locked.division_id, "division": facts.target_division, **kept}
        changes = {"division": division, "assignee": None}
        return Step(CaseEventCode.FORWARDED, facts, text=reason, data=data, changes=changes)

    with transaction.atomic():
        moved = move(case, actor, now, plan)
        _tell(handlers_of(moved), _("来件转至您处：%(title)s"), moved, now)
        return moved


def answer(case: Case, *, reply: str, actor: User, now: datetime) -> Case:
    """Answer the reporter; the reply is shown on the progress page."""
    facts = Facts(reply=reply)
    step = Step(CaseEventCode.ANSWERED, facts, text=reply, text_is_public=True, text_field="reply")
    return move(case, actor, now, lambda _locked: step)


def close(case: Case, *, reason: str, actor: User, now: datetime) -> Case:
    """Close because there is nothing to correct; the reason is told to the reporter."""
    facts = Facts(reason=reason)
    step = Step(CaseEventCode.CLOSED, facts, text=reason, text_is_public=True)
    return move(case, actor, now, lambda _locked: step)


def reopen(case: Case, *, reason: str, actor: User, now: datetime) -> Case:
    """Take a closed case up again: its clock starts anew today, the earlier reply stays in the record."""
    facts = Facts(reason=reason)
    return move(case, actor, now, lambda _locked: Step(CaseEventCode.REOPENED, facts, text=reason))


def comment(case: Case, *, reason: str, actor: User, now: datetime) -> Case:
    """Leave a word for the colleagues; it moves nothing and is never shown outside."""
    step = Step(CaseEventCode.COMMENTED, Facts(reason=reason), text=reason, once=True)
    return move(case, actor, now, lambda _locked: step)


def erase(case: Case, *, actor: User | None, now: datetime) -> Case:
    """Remove every text and personal detail of a closed case; chain and statistics stay whole.

    `actor` is None for what the machine erases when its time has come.
    """
    with transaction.atomic():
        moved = move(case, actor, now, lambda _locked: Step(CaseEventCode.ERASED))
        CaseText.objects.filter(event__case=moved).update(text="", salt="")
        registry.find(moved.kind).erase(moved, actor, now)
        return moved


def reveal_contact(case: Case, *, actor: User, now: datetime) -> dict[str, str]:
    """How to reach the reporter, in full; the look is recorded. Raises `Forbidden`, `Refused`."""
    require_handling(actor, case)
    record = registry.find(case.kind).contact(case)
    if record is None:
        raise Refused.because("no_contact", _("来件人没有留下联系方式，或者已按要求删除"))
    return personal.reveal(record, actor, Purpose.CONTACT, now=now)


def _tell(people: Any, words: str, case: Case, now: datetime) -> None:
    link = reverse("casework:case", args=[case.uid])
    notify.tell(people, words % {"title": case.title}, case.number or "", link, now=now)
