"""No arrival stays unopened, no division forgets its part: who could act is told, then their heads."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.selectors import heads_of, people_holding
from mingchuang.base.calendars.selectors import current_calendar
from mingchuang.base.design.dates import long_date
from mingchuang.base.localtime import local_day
from mingchuang.base.notify import services as notify
from mingchuang.casework.models import Case, CaseClock
from mingchuang.casework.selectors import handlers_of, unopened
from mingchuang.rules.cases import alarm_reaches
from mingchuang.rules.division_periods import CODE
from mingchuang.rules.roles import Role


def alarm(now: datetime) -> int:
    """Tell people of every arrival nobody has taken on; how many there are.

    On the evening of the day it came its handlers are told, one working day later their heads as well, after
    two the head of the office. Runs once an evening; a second run tells again, which does no harm.
    """
    today, calendar, told = local_day(now), current_calendar(), 0
    for case in unopened(Case.objects.all()).select_related("division").order_by("received_at", "id"):
        came = local_day(case.received_at)
        reach = alarm_reaches(came, today, calendar)
        subject = _("来件无人打开：%(title)s") % {"title": case.title}
        body = _("%(number)s，%(day)s收到，至今无人接办。") % {
            "number": case.number or "",
            "day": long_date(came),
        }
        link = reverse("casework:case", args=[case.uid])
        notify.tell(_people(case, reach), subject, body, link, now=now, email=True)
        told += 1
    return told


def chase(now: datetime) -> int:
    """Tell whose part of a case the division should have handed back before today; how many cases.

    Whoever handles it is told and the division's head with them, after two working days also those in charge
    of disclosure. Runs once an evening, like `alarm`.
    """
    today, calendar, told = local_day(now), current_calendar(), 0
    late = CaseClock.objects.filter(code=CODE, done_on=None, due_on__lt=today, case__is_open=True)
    for clock in late.select_related("case__division", "case__assignee").order_by("due_on", "case_id"):
        case = clock.case
        people = [case.assignee] if case.assignee else list(handlers_of(case))
        people += heads_of(case.division) if case.division else ()
        if clock.due_on and alarm_reaches(clock.due_on, today, calendar) >= 2:
            people += people_holding(Role.DISCLOSURE_OFFICER)
        subject = _("承办期限已过：%(title)s") % {"title": case.title}
        body = _("%(number)s，应当在%(day)s以前办出。") % {
            "number": case.number or "",
            "day": long_date(clock.due_on) if clock.due_on else "",
        }
        link = reverse("casework:case", args=[case.uid])
        notify.tell(people, subject, body, link, now=now, email=True)
        told += 1
    return told


def _people(case: Case, reach: int) -> Iterable[User]:
    people = list(handlers_of(case))
    if reach >= 1 and case.division is not None:
        people += heads_of(case.division)
    if reach >= 1:
        people += people_holding(Role.DISCLOSURE_OFFICER)
    if reach >= 2:
        people += people_holding(Role.LEADER)
    return people
